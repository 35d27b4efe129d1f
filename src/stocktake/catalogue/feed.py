"""Entries of a feed → canonical tables, in parts of bounded size, with every entry accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice

import polars as pl

from stocktake.catalogue.container import Source
from stocktake.catalogue.entries import Entry
from stocktake.catalogue.feed_numbers import numbers_of, rows_with_a_number
from stocktake.catalogue.feed_people import contributors_text, people_of
from stocktake.catalogue.feed_rows import Columns, Rows, rows_of
from stocktake.catalogue.remarks import REJECTED
from stocktake.catalogue.tables import Catalogue, empty_catalogue, shaped
from stocktake.catalogue.targets import FIELDS
from stocktake.errors import StocktakeError
from stocktake.text.clean import clean_series
from stocktake.text.doi import doi_expr
from stocktake.text.isbn import isbn13_expr
from stocktake.text.issn import issn_expr

BATCH = 1500
"""Entries that are held at once."""

_LONGEST_RAW = 500
_NO_EXAMPLE = ("contributors", "author_id", "row_id")


@dataclass
class Account:
    """What became of the entries of one file; `filled` counts the filled canonical columns of the used ones."""

    entries: int = 0
    used: int = 0
    rejected: int = 0
    ignored: Counter[str] = field(default_factory=Counter)
    filled: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, part: Catalogue, entries: int) -> None:
        self.entries += entries
        self.used += len(part.titles)
        self.rejected += len(part.rejected_rows)
        self.ignored.update(part.ignored_rows["rule"].to_list())
        for name in FIELDS:
            values = part.titles[name].drop_nulls()
            self.filled[name] += len(values)
            if len(values) and name not in _NO_EXAMPLE:
                self.examples.setdefault(name, str(values[0])[:80])


def feed_parts(source: Source, entries: Iterable[Entry], used_ids: set[int]) -> Iterator[Catalogue]:
    """Canonical tables of a feed, BATCH entries a part; the last part holds the account of the file and its columns.

    `used_ids` are the title ids of the catalogue so far, as numbers, and grows: a key that was used before names a row
    by file and place instead. Raises StocktakeError if an entry was lost on the way.
    """
    return parts_of_rows(source, batches(entries), used_ids)


def batches(entries: Iterable[Entry]) -> Iterator[Rows]:
    """The entries, BATCH at a time."""
    rest = iter(entries)
    while (rows := rows_of(list(islice(rest, BATCH)))).entries:
        yield rows


def parts_of_rows(source: Source, read: Iterable[Rows], used_ids: set[int]) -> Iterator[Catalogue]:
    """`feed_parts` of entries that are in batches already, a part a batch."""
    account = Account()
    for rows in read:
        part = _tables(source, rows, account.entries, used_ids)
        account.add(part, rows.entries)
        yield part
    yield _account_part(source, account)


def _title_id(source: Source, key: str | None, place: int, used: set[int]) -> str:
    """The first 16 hex digits of sha256("<format>:<key>"), or of "<file sha256>::<place>" where there is no key or it
    is used already. The place counts the entries of the file from 1: many feeds are a single line.
    """
    found = _digest(f"{source.kind.value}:{key}") if key else None
    if found is None or found in used:
        found = _digest(f"{source.sha256}::{place}")
    used.add(found)
    return f"{found:016x}"


def _digest(text: str) -> int:
    return int.from_bytes(sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "big")


def _tables(source: Source, rows: Rows, before: int, used_ids: set[int]) -> Catalogue:
    where = {"source_file": source.label, "sheet": ""}
    identifiers = numbers_of(rows)
    told = rows_with_a_number(identifiers)
    titles = rows.values.get("title") or [None] * len(rows.used["place"])
    empty = {row for row, title in enumerate(titles) if not title and row not in told}
    ids = {
        row: _title_id(source, key, before + place + 1, used_ids)
        for row, (place, key) in enumerate(zip(rows.used["place"], rows.used["key"], strict=True))
        if row not in empty
    }
    named = pl.DataFrame(
        {"row": list(ids), "title_id": list(ids.values())}, schema={"row": pl.Int64, "title_id": pl.String}
    )
    people = people_of(rows)
    return empty_catalogue(
        titles=shaped("titles", _titles(rows, identifiers, people.contributors, named), **where),
        contributors=shaped("contributors", _with_id(people.contributors, named)),
        identifiers=shaped("identifiers", _with_id(identifiers, named)),
        name_identifiers=shaped("name_identifiers", _with_id(people.identifiers, named)),
        other_names=shaped("other_names", _with_id(people.other_names, named)),
        related=shaped("related", _with_id(_related(rows.related), named)),
        reservations=shaped("reservations", _with_id(_reservations(rows.reservations), named)),
        rejected_rows=shaped("rejected_rows", _rejected(rows, sorted(empty)), **where),
        ignored_rows=shaped("ignored_rows", pl.DataFrame(rows.ignored, schema=_IGNORED), **where),
        warnings=shaped("warnings", pl.DataFrame(rows.warnings, schema=_WARNING), **where),
    )


_IGNORED = {"source_line": pl.Int64, "rule": pl.String}
_WARNING = {"source_line": pl.Int64, "code": pl.String, "advice": pl.String}


def _with_id(rows: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    return rows.join(named, on="row", maintain_order="left")


def _titles(rows: Rows, identifiers: pl.DataFrame, people: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    filled = [name for name in FIELDS if name in rows.values and name != "standing"]
    stated = {"source_line": rows.used["line"], "standing": rows.used["standing"]}
    schema = {"source_line": pl.Int64, "standing": pl.String, **dict.fromkeys(filled, pl.String)}
    frame = pl.DataFrame(stated | {name: rows.values[name] for name in filled}, schema=schema)
    frame = frame.with_columns(clean_series(frame[name]).alias(name) for name in filled)
    frame = frame.with_columns(pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in filled)
    frame = frame.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("row"))
    joined = _with_id(frame, named).drop("contributors", *_NUMBER_FIELDS, strict=False)
    for part in (contributors_text(people), *(_joined_numbers(identifiers, name) for name in _NUMBER_FIELDS)):
        joined = joined.join(part, on="row", how="left", maintain_order="left")
    return joined


_NUMBER_FIELDS = ("isbn", "doi", "issn")


def _joined_numbers(identifiers: pl.DataFrame, name: str) -> pl.DataFrame:
    """The numbers of a kind as supplied, parted by " ; ", each with its label in brackets."""
    shown = pl.when(pl.col("label") == "").then("value_raw").otherwise(pl.format("{} ({})", "value_raw", "label"))
    own = identifiers.filter(pl.col("field") == name)
    return own.group_by("row", maintain_order=True).agg(shown.str.join(" ; ").alias(name))


def _related(links: Columns) -> pl.DataFrame:
    schema = {"row": pl.Int64, "relation": pl.String, "scheme": pl.String, "value_raw": pl.String}
    frame = pl.DataFrame(links, schema=schema).unique(maintain_order=True)
    isbns = isbn13_expr(pl.col("value_raw"))
    dois = doi_expr(pl.col("value_raw"))
    issns = issn_expr(pl.col("value_raw"))
    value = pl.when(pl.col("scheme") == "isbn").then(isbns).when(pl.col("scheme") == "doi").then(dois)
    return frame.with_columns(value=value.when(pl.col("scheme") == "issn").then(issns).otherwise(pl.col("value_raw")))


def _reservations(stated: Columns) -> pl.DataFrame:
    schema = {"row": pl.Int64, "status": pl.String, "basis": pl.String, "statement": pl.String}
    frame = pl.DataFrame(stated, schema=schema)
    return frame.with_columns(clean_series(frame["statement"]).alias("statement"))


def _rejected(rows: Rows, empty: list[int]) -> pl.DataFrame:
    reason = "no_title_no_identifier"
    schema = {"source_line": pl.Int64, "reason": pl.String, "advice": pl.String, "raw": pl.String}
    lines, raws = rows.used["line"], rows.used["raw"]
    found = [(lines[row], reason, REJECTED[reason], raws[row]) for row in empty]
    added = pl.DataFrame(found, schema=schema, orient="row")
    rejected = pl.concat([pl.DataFrame(rows.rejected, schema=schema), added])
    return rejected.with_columns(pl.col("raw").str.head(_LONGEST_RAW)).sort("source_line", maintain_order=True)


def _account_part(source: Source, account: Account) -> Catalogue:
    ignored = sum(account.ignored.values())
    if account.entries != account.used + account.rejected + ignored:
        raise StocktakeError(
            f"{source.label}: {account.entries} entries went in, but {account.used} used, {account.rejected} rejected "
            f"and {ignored} ignored came out."
        )
    where = {"source_file": source.label, "sheet": ""}
    filled = [name for name in FIELDS if account.filled[name]]
    columns = pl.DataFrame(
        {
            "column": filled,
            "mapped_to": filled,
            "target": filled,
            "n_filled": [account.filled[name] for name in filled],
            "example": [account.examples.get(name) for name in filled],
        },
        schema_overrides={"column": pl.String, "mapped_to": pl.String, "target": pl.String, "example": pl.String},
    )
    files = shaped(
        "files",
        pl.DataFrame({"_": [None]}),
        **where,
        sha256=source.sha256,
        bytes=source.size,
        format=source.kind.value,
        rows_in=account.entries,
        rows_used=account.used,
        rows_rejected=account.rejected,
        rows_ignored=ignored,
        ignored_reasons="; ".join(f"{rule}: {count}" for rule, count in sorted(account.ignored.items())),
    )
    return empty_catalogue(columns=shaped("columns", columns, **where, how="format"), files=files)
