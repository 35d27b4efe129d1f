"""Which listed titles a key names: an id, an identifier in any form, a checksum, or words of a title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from stocktake.errors import UsageProblem
from stocktake.explain.tables import RunTables
from stocktake.text.comparable import with_comparable_columns
from stocktake.text.identifiers import identifiers_frame, parse_identifiers
from stocktake.text.isbn import isbn13

JOINED = ("isbn13", "isbn_misprint", "doi", "asin")
_MD5 = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Named:
    """The titles that a key names, in order, and how: `by_words` is a guess among titles, everything else is exact.

    note: what a reader should know about the way, empty when the key stands in the list itself.
    """

    title_ids: tuple[str, ...]
    by_words: bool = False
    note: str = ""


def named(tables: RunTables, key: str) -> Named:
    """The titles of a run that `key` names.

    Exact keys go first: title id, row id, identifier (any form), record id (whole or without its table), MD5. An
    identifier that no listed title has leads to the titles of the matched records that carry it. Only then are the
    words of the key looked for in titles, all of them. A key that names nothing is a `UsageProblem` that says where
    it was looked for.
    """
    wanted = key.strip()
    exact = [_by_id(tables, wanted), _by_identifier(tables, wanted), _by_record(tables, wanted)]
    found = sorted(set().union(*exact))
    if found:
        return Named(tuple(found))
    carried = _by_carrier(tables, wanted)
    if carried is not None:
        return carried
    by_words = _by_words(tables, wanted)
    if not by_words:
        raise UsageProblem(_looked_for(wanted))
    return Named(tuple(by_words), by_words=True)


def _by_id(tables: RunTables, key: str) -> set[str]:
    same = (pl.col("title_id") == key) | (pl.col("row_id") == key)
    return _ids(tables.scan("titles").filter(same))


def _by_identifier(tables: RunTables, key: str) -> set[str]:
    values = [value for _, value in identifiers_in(key)]
    return _ids(tables.scan("identifiers").filter(pl.col("value").is_in(values)))


def _by_record(tables: RunTables, key: str) -> set[str]:
    same = (pl.col("record_id") == key) | pl.col("record_id").str.ends_with(f":{key}")
    matches = tables.scan("matches")
    found = _ids(matches.filter(same)) | _ids(tables.scan("near_misses").filter(same))
    return found | (_ids(matches.filter(pl.col("md5") == key.lower())) if _MD5.fullmatch(key.lower()) else set())


def _by_carrier(tables: RunTables, key: str) -> Named | None:
    """The titles of the matched records that carry an identifier that is not listed."""
    wanted = identifiers_in(key)
    if not wanted:
        return None
    records = tables.scan("matched_records").select("record_id", "identifier_raw").collect()
    carried = identifiers_frame(records, "record_id", "identifier_raw")
    carriers = carried.filter(pl.col("value").is_in([value for _, value in wanted]))["record_id"].unique().sort()
    titles = _ids(tables.scan("matches").filter(pl.col("record_id").is_in(carriers.to_list())))
    if not titles:
        return None
    stands = (
        f"{_in_words(wanted)} is not listed, but stands in {_some(carriers.to_list())}, which is beside a listed title."
    )
    return Named(tuple(sorted(titles)), note=stands)


def _by_words(tables: RunTables, key: str) -> list[str]:
    """Titles that hold all the words of the key, in the form in which titles are compared."""
    asked = with_comparable_columns(pl.DataFrame({"title": [key]}))["title_key"][0]
    if not asked:
        return []
    padded = pl.lit(" ") + pl.col("title_key").fill_null("") + pl.lit(" ")
    holds = [padded.str.contains(f" {word} ", literal=True) for word in asked.split(" ")]
    return sorted(_ids(tables.scan("titles").filter(pl.all_horizontal(holds))))


def _ids(rows: pl.LazyFrame) -> set[str]:
    return set(rows.select("title_id").collect()["title_id"])


def identifiers_in(key: str) -> list[tuple[str, str]]:
    """Scheme and canonical value of the identifiers in a key, `isbn13` before the others."""
    read = [(str(each.scheme.value), each.value) for each in parse_identifiers(key)]
    isbn = isbn13(key)
    whole = [("isbn13", isbn)] if isbn is not None else []
    return list(dict.fromkeys(whole + [pair for pair in read if pair[0] in JOINED]))


def _in_words(wanted: list[tuple[str, str]]) -> str:
    names = {"isbn13": "ISBN", "isbn_misprint": "ISBN (wrong check digit)", "doi": "DOI", "asin": "ASIN"}
    return " and ".join(f"{names[scheme]} {value}" for scheme, value in wanted)


def _some(records: list[str]) -> str:
    more = f" and {len(records) - 3:,} more" if len(records) > 3 else ""
    return f"{'record' if len(records) == 1 else 'records'} {', '.join(records[:3])}{more}"


def _looked_for(key: str) -> str:
    """Where the key was looked for, and what to do next."""
    return f"{key!r} was not found in this run. " + " ".join(_places(key))


def _places(key: str) -> Iterator[str]:
    wanted = identifiers_in(key)
    if any(scheme == "isbn13" for scheme, _ in wanted):
        yield f"{_in_words(wanted)} is valid, but no listed title has it, and no matched record carries it."
    elif wanted:
        yield f"Read as {_in_words(wanted)}, it stands in no listed title and in no matched record."
    yield "It was looked for among the title ids, row ids and identifiers of the list, among the record ids and MD5s of"
    yield "matched and nearest records, and its words in the listed titles."
    yield "Records that are beside no listed title are not part of a run. Try an ISBN of the list, or fewer words."
