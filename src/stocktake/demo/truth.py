"""The truth, kept apart from what is read: which records belong to a line, and which only look like it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from stocktake.demo.listing import Listing, Placed
from stocktake.demo.rows import Decoy, Row

TRUTH_HEADER = (
    "row_key", "source_file", "source_line", "work_id", "record_id", "kind", "difficulty", "case",
    "damage", "record_damage",
)  # fmt: skip
DECOY_HEADER = ("record_id", "kind", "work_id", "source_file", "source_line")
_HARD = {"pen_name", "transliterated"}


def write_truth(path: Path, placed: Sequence[Placed], rows: Iterable[Row]) -> None:
    """One line a catalogue line and record of its work; an absent work has one line, kind "absent"."""
    of_work: dict[int, list[Row]] = {}
    for row in rows:
        if row.work:
            of_work.setdefault(row.work.number, []).append(row)
    lines = (line for place in placed for line in _lines(place, of_work.get(place.listing.work.number, [])))
    _write(path, TRUTH_HEADER, lines)


def write_decoys(path: Path, decoys: Sequence[Decoy], placed: Sequence[Placed]) -> None:
    """One line a decoy, with the first catalogue line of the work it looks like."""
    first: dict[int, Placed] = {}
    for place in placed:
        first.setdefault(place.listing.work.number, place)
    _write(path, DECOY_HEADER, (_decoy(decoy, first[decoy.tempts.number]) for decoy in decoys))


def _write(path: Path, header: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)


def _lines(place: Placed, rows: Sequence[Row]) -> Iterator[list[str]]:
    listing, damage = place.listing, "+".join(place.listing.labels)
    head = [
        f"{place.source_file}:{place.source_line}",
        place.source_file,
        str(place.source_line),
        listing.work_id,
    ]
    case = case_name(listing)
    if not rows:
        yield [*head, "", "absent", "", case, damage, ""]
    for row in sorted(rows, key=lambda row: (row.table, row.number)):
        tail = [kind(listing, row), difficulty(listing, row), case, damage, "+".join(row.labels)]
        yield [*head, row.record_id, *tail]


def _decoy(decoy: Decoy, place: Placed) -> list[str]:
    work_id, line = place.listing.work_id, str(place.source_line)
    return [decoy.row.record_id, decoy.kind, work_id, place.source_file, line]


def case_name(listing: Listing) -> str:
    """What the work was planned to show: its decoy, its oddity, or plain."""
    case = listing.work.case
    odd = ("generic", "volume", "pen_name", "translation_only", "transliterated", "paper")
    names = [name for name in odd if getattr(case, name)]
    return "+".join([*names, case.decoy] if case.decoy else names) or "plain"


def kind(listing: Listing, row: Row) -> str:
    """What the record is to the line: same_edition (in any format), other_edition, translation or paper."""
    if listing.work.paper:
        return "paper"
    if row.edition == listing.edition:
        return "same_edition"
    record_language = listing.work.editions[row.edition].language
    return "other_edition" if record_language == listing.language else "translation"


def difficulty(listing: Listing, row: Row) -> str:
    """easy: a shared identifier that can be read · hard: only a translation, a pen name or a transliteration
    links the two · medium: title and author have to do."""
    if listing.doi or listing.readable & row.isbns:
        return "easy"
    return "hard" if _HARD & set(listing.labels) or kind(listing, row) == "translation" else "medium"
