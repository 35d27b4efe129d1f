"""A batch of entries, column by column: made without polars, quick to hand from one process to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from stocktake.catalogue.entries import Entry

Columns = Mapping[str, Sequence[Any]]


class Rows(NamedTuple):
    """`entries` counts all of them. A row is the place of a used entry among the used ones, a person its place among
    the credits of all of them.

    used: place (in the batch), line, key, standing, raw. values: canonical columns that some entry fills, None where
    another does not. numbers: row, field, label, raw, is_weak. people: row, role, name, family, given, suffix,
    is_corporate, author_id. person_numbers: person, scheme, value_raw. other_names: person, kind, name. related: row,
    relation, scheme, value_raw. reservations: row, status, basis, statement. rejected: source_line, reason, advice,
    raw. ignored: source_line, rule. warnings: source_line, code, advice.
    """

    entries: int
    used: Columns
    values: Columns
    numbers: Columns
    people: Columns
    person_numbers: Columns
    other_names: Columns
    related: Columns
    reservations: Columns
    rejected: Columns
    ignored: Columns
    warnings: Columns


def rows_of(batch: Sequence[Entry]) -> Rows:
    """The entries in order."""
    places = [place for place, entry in enumerate(batch) if entry.reason is None and entry.rule is None]
    live = [batch[place] for place in places]
    listed = [(row, person) for row, entry in enumerate(live) for person in entry.people]
    persons = [person for _, person in listed]
    return Rows(
        len(batch),
        _columns(
            "place line key standing raw",
            ((p, e.line, e.key, e.standing, e.raw) for p, e in zip(places, live, strict=True)),
        ),
        _values(live),
        _columns(
            "row field label raw is_weak",
            ((row, n.field, n.label, n.raw, n.is_weak) for row, e in enumerate(live) for n in e.numbers),
        ),
        _columns(
            "row role name family given suffix is_corporate author_id",
            ((r, p.role, p.name, p.family, p.given, p.suffix, p.is_corporate, p.author_id) for r, p in listed),
        ),
        _columns("person scheme value_raw", ((at, *each) for at, p in enumerate(persons) for each in p.identifiers)),
        _columns("person kind name", ((at, *each) for at, p in enumerate(persons) for each in p.other_names)),
        _columns(
            "row relation scheme value_raw",
            ((row, link.relation, link.scheme, link.raw) for row, e in enumerate(live) for link in e.related),
        ),
        _columns(
            "row status basis statement",
            ((row, r.status, r.basis, r.statement) for row, e in enumerate(live) for r in e.reservations),
        ),
        _columns(
            "source_line reason advice raw",
            ((e.line, e.reason, e.advice, e.raw) for e in batch if e.reason is not None),
        ),
        _columns("source_line rule", ((e.line, e.rule) for e in batch if e.reason is None and e.rule is not None)),
        _columns("source_line code advice", ((e.line, *warning) for e in live for warning in e.warnings)),
    )


def _columns(names: str, rows: Iterable[tuple[Any, ...]]) -> Columns:
    columns = list(zip(*rows, strict=True))
    told = names.split()
    return dict(zip(told, columns or [()] * len(told), strict=True))


def _values(live: Sequence[Entry]) -> Columns:
    columns: dict[str, list[str | None]] = {}
    for row, entry in enumerate(live):
        for name, value in entry.values.items():
            if name not in columns:
                columns[name] = [None] * len(live)
            columns[name][row] = value
    return columns
