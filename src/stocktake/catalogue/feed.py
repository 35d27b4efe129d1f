"""Entries of a feed → canonical tables, in parts of bounded size, with every entry accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice

import polars as pl

from stocktake.catalogue.container import Source
from stocktake.catalogue.entries import Entry
from stocktake.catalogue.feed_numbers import numbers_of, rows_with_a_number
from stocktake.catalogue.feed_people import contributors_text, people_of_entries
from stocktake.catalogue.remarks import REJECTED
from stocktake.catalogue.tables import Catalogue, empty_catalogue, shaped
from stocktake.catalogue.targets import FIELDS
from stocktake.errors import StocktakeError
from stocktake.text.clean import clean_series
from stocktake.text.doi import doi_expr
from stocktake.text.isbn import isbn13_expr
from stocktake.text.issn import issn_expr

BATCH = 5000
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


def feed_parts(source: Source, entries: Iterable[Entry], used_ids: set[str]) -> Iterator[Catalogue]:
    """Canonical tables of a feed, BATCH entries a part; the last part holds the account of the file and its columns.

    `used_ids` are the title ids of the catalogue so far, and grows: a key that was used before names a row by file and
    place instead. Raises StocktakeError if an entry was lost on the way.
    """
    account = Account()
    rest = iter(entries)
    while batch := list(islice(rest, BATCH)):
        part = _tables(source, batch, account.entries, used_ids)
        account.add(part, len(batch))
        yield part
    yield _account_part(source, account)


def _title_id(source: Source, entry: Entry, place: int, used: set[str]) -> str:
    """The first 16 hex digits of sha256("<format>:<key>"), or of "<file sha256>::<place>" where there is no key or it
    is used already. The place counts the entries of the file from 1: many feeds are a single line.
    """
    by_place = _digest(f"{source.sha256}::{place}")
    found = _digest(f"{source.kind.value}:{entry.key}") if entry.key else by_place
    found = by_place if found in used else found
    used.add(found)
    return found


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _tables(source: Source, batch: Sequence[Entry], before: int, used_ids: set[str]) -> Catalogue:
    where = {"source_file": source.label, "sheet": ""}
    places = [place for place, entry in enumerate(batch) if entry.reason is None and entry.rule is None]
    live = [batch[place] for place in places]
    identifiers = numbers_of(live)
    told = rows_with_a_number(identifiers)
    empty = {row for row, entry in enumerate(live) if not entry.values.get("title") and row not in told}
    ids = {
        row: _title_id(source, entry, before + place + 1, used_ids)
        for row, (place, entry) in enumerate(zip(places, live, strict=True))
        if row not in empty
    }
    named = pl.DataFrame(
        {"row": list(ids), "title_id": list(ids.values())}, schema={"row": pl.Int64, "title_id": pl.String}
    )
    people = people_of_entries(live)
    return empty_catalogue(
        titles=shaped("titles", _titles(live, identifiers, people.contributors, named), **where),
        contributors=shaped("contributors", _with_id(people.contributors, named)),
        identifiers=shaped("identifiers", _with_id(identifiers, named)),
        name_identifiers=shaped("name_identifiers", _with_id(people.identifiers, named)),
        other_names=shaped("other_names", _with_id(people.other_names, named)),
        related=shaped("related", _with_id(_related(live), named)),
        reservations=shaped("reservations", _with_id(_reservations(live), named)),
        rejected_rows=shaped("rejected_rows", _rejected(batch, [live[row] for row in sorted(empty)]), **where),
        ignored_rows=shaped("ignored_rows", _ignored(batch), **where),
        warnings=shaped("warnings", _warnings(live), **where),
    )


def _with_id(rows: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    return rows.join(named, on="row", maintain_order="left")


def _titles(
    live: Sequence[Entry], identifiers: pl.DataFrame, people: pl.DataFrame, named: pl.DataFrame
) -> pl.DataFrame:
    values = {name: [entry.values.get(name) for entry in live] for name in FIELDS}
    frame = pl.DataFrame(values, schema=dict.fromkeys(FIELDS, pl.String))
    frame = frame.with_columns(clean_series(frame[name]).alias(name) for name in FIELDS)
    frame = frame.with_columns(pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in FIELDS)
    frame = frame.with_columns(
        pl.Series("row", range(len(live)), pl.Int64),
        pl.Series("source_line", [entry.line for entry in live], pl.Int64),
    )
    joined = _with_id(frame, named).drop("contributors", *_NUMBER_FIELDS)
    for part in (contributors_text(people), *(_joined_numbers(identifiers, name) for name in _NUMBER_FIELDS)):
        joined = joined.join(part, on="row", how="left", maintain_order="left")
    return joined.with_columns(standing=_standing(live, joined["row"]))


_NUMBER_FIELDS = ("isbn", "doi", "issn")


def _standing(live: Sequence[Entry], rows: pl.Series) -> pl.Series:
    return pl.Series([live[row].standing for row in rows.to_list()], dtype=pl.String)


def _joined_numbers(identifiers: pl.DataFrame, name: str) -> pl.DataFrame:
    """The numbers of a kind as supplied, parted by " ; ", each with its label in brackets."""
    shown = pl.when(pl.col("label") == "").then("value_raw").otherwise(pl.format("{} ({})", "value_raw", "label"))
    own = identifiers.filter(pl.col("field") == name)
    return own.group_by("row", maintain_order=True).agg(shown.str.join(" ; ").alias(name))


def _related(live: Sequence[Entry]) -> pl.DataFrame:
    found = [(row, link.relation, link.scheme, link.raw) for row, entry in enumerate(live) for link in entry.related]
    schema = {"row": pl.Int64, "relation": pl.String, "scheme": pl.String, "value_raw": pl.String}
    frame = pl.DataFrame(found, schema=schema, orient="row").unique(maintain_order=True)
    isbns = isbn13_expr(pl.col("value_raw"))
    dois = doi_expr(pl.col("value_raw"))
    issns = issn_expr(pl.col("value_raw"))
    value = pl.when(pl.col("scheme") == "isbn").then(isbns).when(pl.col("scheme") == "doi").then(dois)
    return frame.with_columns(value=value.when(pl.col("scheme") == "issn").then(issns).otherwise(pl.col("value_raw")))


def _reservations(live: Sequence[Entry]) -> pl.DataFrame:
    found = [(row, r.status, r.basis, r.statement) for row, entry in enumerate(live) for r in entry.reservations]
    schema = {"row": pl.Int64, "status": pl.String, "basis": pl.String, "statement": pl.String}
    frame = pl.DataFrame(found, schema=schema, orient="row")
    return frame.with_columns(clean_series(frame["statement"]).alias("statement"))


def _rejected(batch: Sequence[Entry], empty: Sequence[Entry]) -> pl.DataFrame:
    reason = "no_title_no_identifier"
    rows = [(e.line, e.reason, e.advice, e.raw[:_LONGEST_RAW]) for e in batch if e.reason is not None]
    rows += [(e.line, reason, REJECTED[reason], e.raw[:_LONGEST_RAW]) for e in empty]
    schema = {"source_line": pl.Int64, "reason": pl.String, "advice": pl.String, "raw": pl.String}
    return pl.DataFrame(sorted(rows, key=lambda row: row[0]), schema=schema, orient="row")


def _ignored(batch: Sequence[Entry]) -> pl.DataFrame:
    rows = [(entry.line, entry.rule) for entry in batch if entry.reason is None and entry.rule is not None]
    return pl.DataFrame(rows, schema={"source_line": pl.Int64, "rule": pl.String}, orient="row")


def _warnings(live: Sequence[Entry]) -> pl.DataFrame:
    rows = [(entry.line, code, advice) for entry in live for code, advice in entry.warnings]
    return pl.DataFrame(rows, schema={"source_line": pl.Int64, "code": pl.String, "advice": pl.String}, orient="row")


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
