"""Every column is mapped, ignored by name, or complained about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import polars as pl

from stocktake.catalogue.content import holds_articles, holds_identifiers, sniffed_field
from stocktake.catalogue.header import Header
from stocktake.catalogue.personal import holds_births, holds_forms_of_address, personal_by_content, personal_by_name
from stocktake.catalogue.profile import Profile
from stocktake.catalogue.synonyms import Meaning, by_likeness, by_name, compact, names_other_edition
from stocktake.catalogue.targets import PERSON_FIELDS, Target, parse_target

_FALLBACKS = ("title", "year", "publisher", "language", "format")
_MANY = ("contributors", "isbn", "doi", "issn", "related", *PERSON_FIELDS)
_HOW_RANK = {"profile": 0, "synonym": 1, "fuzzy": 2, "content": 3}
BY_PROFILE = "by the profile"
_NOT_SHOWN = ("contributors", "author_id", "row_id", *PERSON_FIELDS)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file and what became of it.

    `how` is profile, synonym, fuzzy, content, ignored or unknown; `detail` says more (a format, a role, "used
    where empty", "personal data, dropped"); `fallback` columns fill the empty cells of the first of their
    kind.
    """

    cell: str
    name: str
    n_filled: int
    target: Target | None = None
    how: str = "unknown"
    detail: str | None = None
    fallback: bool = False
    personal: bool = False
    example: str | None = None
    rank: int = 0


def map_columns(body: pl.DataFrame, header: Header, profile: Profile) -> list[Column]:
    """Decide each column by, in this order: the profile, its name, personal data, likeness, its cells.

    A column without a name and without cells is no column. Of several columns of one meaning the best is
    used; the rest fill its gaps (title, year, publisher, language), are added (identifiers, people) or are
    ignored.
    """
    decided = [
        _decide(cell, name, body[cell], profile)
        for cell, name in zip((c for c in body.columns if c[0] == "c"), header.names, strict=True)
        if name or body[cell].null_count() < len(body)
    ]
    decided = _titled_by_subtitle(_named_by_pen_names(_numbered_groups(decided)))
    if len(decided) == 1:
        decided = [_plain_list(decided[0], body[decided[0].cell])]
    return [_with_example(column, body[column.cell]) for column in _one_each(decided)]


def _plain_list(column: Column, cells: pl.Series) -> Column:
    """A file of one unknown column is a list of ISBNs when half of its cells are, damaged ones included."""
    if column.how != "unknown" or column.n_filled == 0 or not holds_identifiers(cells):
        return column
    return replace(column, target=Target("isbn"), how="content")


def _named_by_pen_names(columns: list[Column]) -> list[Column]:
    """Where a list names its people by pen names only, these are the names as credited."""
    if any(column.target is not None and column.target.field == "contributors" for column in columns):
        return columns
    return [
        replace(c, target=replace(c.target, field="contributors"))
        if c.target is not None and c.target.field == "pen_names" and c.how != "profile"
        else c
        for c in columns
    ]


def _numbered_groups(columns: list[Column]) -> list[Column]:
    """Where "Surname, Forename, Role" stand there again under the same names, each group is another person's."""
    parts = [(compact(column.name), target) if (target := _part_of_person(column)) else None for column in columns]
    return [
        replace(column, target=replace(part[1], number=parts[: at + 1].count(part)))
        if (part := parts[at]) and parts.count(part) > 1
        else column
        for at, column in enumerate(columns)
    ]


def _part_of_person(column: Column) -> Target | None:
    target = column.target
    return target if target and target.field == "contributors" and target.part else None


def _titled_by_subtitle(columns: list[Column]) -> list[Column]:
    """Where a list has no column of titles, its "Title / Subtitle" holds them."""
    fields = {(column.target.field, column.target.part) for column in columns if column.target}
    if ("title", "") in fields:
        return columns
    return [
        replace(column, target=Target("title"), rank=1000)
        if column.target == Target("subtitle") and column.how != "profile"
        else column
        for column in columns
    ]


def _decide(cell: str, name: str | None, cells: pl.Series, profile: Profile) -> Column:
    shown = name or f"column {int(cell[1:]) + 1}"
    column = Column(cell, shown, len(cells) - cells.null_count())
    return (
        _by_profile(column, cells, profile)
        or (_by_name(column, cells) if name else None)
        or _by_person(column, cells)
        or (_from_meaning(column, by_likeness(shown)) if name else None)
        or _by_content(column, cells)
        or _by_birth(column, cells)
        or column
    )


def _by_profile(column: Column, cells: pl.Series, profile: Profile) -> Column | None:
    key = compact(column.name)
    for rank, (name, written) in enumerate(profile.mapping.items()):
        target = parse_target(written)
        if compact(name) == key and target is not None:
            return replace(column, target=target, how="profile", detail=target.detail, rank=rank)
    if key in {compact(name) for name in profile.ignore}:
        return replace(column, how="ignored", detail=BY_PROFILE, personal=_is_personal(column, cells))
    return None


def _by_name(column: Column, cells: pl.Series) -> Column | None:
    """A known name, unless the cells say better: a "Product ID" full of ISBNs is the ISBN column."""
    meaning = by_name(column.name)
    if meaning is None:
        return None
    if meaning.target is not None and meaning.target.field == "title" and holds_forms_of_address(cells):
        return replace(column, how="ignored", detail="forms of address, not needed")
    weak = meaning.target is None or meaning.target.field == "row_id" or meaning.needs_proof
    if weak and sniffed_field(cells) == "isbn":
        how = "synonym" if meaning.needs_proof else "content"
        return replace(column, target=Target("isbn"), how=how, rank=meaning.rank)
    if meaning.needs_proof and not holds_identifiers(cells):
        return replace(column, target=Target("row_id"), how="synonym", rank=100 + meaning.rank)
    if meaning.target is not None and meaning.target.field == "language" and holds_articles(cells):
        return replace(column, target=Target("title", "prefix"), how="content", detail="prefix")
    return _from_meaning(column, meaning)


def _from_meaning(column: Column, meaning: Meaning | None) -> Column | None:
    if meaning is None:
        return None
    detail = meaning.target.detail if meaning.target else "not needed"
    return replace(column, target=meaning.target, how=meaning.how, rank=meaning.rank, detail=detail)


def _by_person(column: Column, cells: pl.Series) -> Column | None:
    if not _is_personal(column, cells):
        return None
    return replace(column, how="ignored", detail="personal data, dropped", personal=True)


def _by_birth(column: Column, cells: pl.Series) -> Column | None:
    """Last, since only the name tells a date of birth from a publication date of long ago."""
    if not holds_births(cells):
        return None
    return replace(column, how="ignored", detail="personal data, dropped", personal=True)


def _is_personal(column: Column, cells: pl.Series) -> bool:
    return personal_by_name(column.name) or personal_by_content(cells)


def _by_content(column: Column, cells: pl.Series) -> Column | None:
    field = sniffed_field(cells)
    if field is None or names_other_edition(column.name):
        return None
    return replace(column, target=Target(field), how="content")


def _one_each(columns: list[Column]) -> list[Column]:
    """Settle columns of one meaning: better reason first, then the earlier name in headers.toml, then the
    left one."""
    first: dict[str, Column] = {}
    for column in sorted(columns, key=_preference):
        if column.target is not None:
            first.setdefault(_meaning_key(column.target), column)
    return [_settled(column, first) for column in columns]


def _preference(column: Column) -> tuple[int, int, int]:
    return _HOW_RANK.get(column.how, 9), column.rank, int(column.cell[1:])


def _meaning_key(target: Target) -> str:
    return f"{target.field}.{target.part}"


def _settled(column: Column, first: dict[str, Column]) -> Column:
    target = column.target
    if target is None or target.field in _MANY or first[_meaning_key(target)] is column:
        return column
    if target.field in _FALLBACKS and not target.part:
        label = f"{target.label}, " if target.label else ""
        return replace(column, fallback=True, detail=f"{label}used where empty")
    chosen = first[_meaning_key(target)].name
    return replace(column, target=None, how="ignored", detail=f"{target.field} is taken from {chosen!r}")


def _with_example(column: Column, cells: pl.Series) -> Column:
    """A first value as an example, for mapped columns that are not about people; of a column that no rule maps, which
    may be about anything, only the shape of it."""
    filled = cells.drop_nulls()
    if filled.is_empty() or column.personal or (column.target is not None and column.target.field in _NOT_SHOWN):
        return column
    if column.target is None:
        return replace(column, example=shape(str(filled[0]))) if column.how == "unknown" else column
    return replace(column, example=str(filled[0])[:80])


def shape(cell: str) -> str:
    """A cell with every letter as A or a and every digit as 9: "Aaaa 9999"."""
    shown = (("A" if c.isupper() else "a") if c.isalpha() else "9" if c.isdecimal() else c for c in cell[:40])
    return "".join(shown)


def of_field(columns: Iterable[Column], field: str, part: str = "") -> list[Column]:
    """The columns of one canonical field, the best first, then from left to right."""
    found = [c for c in columns if c.target and c.target.field == field and c.target.part == part]
    return sorted(found, key=lambda column: (column.fallback, *_preference(column)))


def usable(columns: Iterable[Column]) -> bool:
    """True when some column can tell titles apart: a title, or an identifier of books or articles."""
    fields = {(column.target.field, column.target.part) for column in columns if column.target}
    return bool(fields & {("title", ""), ("original_title", ""), ("isbn", ""), ("doi", "")})
