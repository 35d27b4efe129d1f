"""The people of a row in one text, and how to read it.

One plain column of names stays verbatim, with the convention sniffed from its cells. Anything else (surname
and forename apart, Contributor 1..n, an Editors column) is put together as "Family, Given (role); …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from stocktake.catalogue.columns import Column, of_field
from stocktake.catalogue.profile import Profile
from stocktake.text.contributors import contributors_frame, split_credits
from stocktake.text.convention import sniff_convention
from stocktake.text.distinct import on_distinct
from stocktake.text.fold import fold
from stocktake.text.roles import ROLE_WORDS

_ROLE_CODES = {
    "a01": "author",
    "a02": "contributor",
    "a12": "illustrator",
    "a13": "illustrator",
    "a15": "foreword",
    "a23": "foreword",
    "a24": "introduction",
    "b01": "editor",
    "b06": "translator",
    "b09": "editor",
    "c01": "compiler",
    "e07": "reader",
}
"""ONIX code list 17, the codes of inputs.md."""
_BRACKET = re.compile(r"[(\[]([^)\]]*)[)\]]")


@dataclass(frozen=True, slots=True)
class People:
    """`text` is one cell a row (null = nobody named), to be read by `convention`; `ids` is their ids, if
    given."""

    text: pl.Series
    convention: str
    ids: pl.Series | None = None
    merged: bool = False


def people_of(body: pl.DataFrame, columns: list[Column], profile: Profile) -> People:
    """The people of every row. `body` has the cleaned cells."""
    plain = of_field(columns, "contributors")
    parts = [c for c in columns if c.target and c.target.field == "contributors" and c.target.part]
    if not plain and not parts:
        return People(pl.Series([None] * len(body), dtype=pl.String), "auto")
    if len(plain) == 1 and not parts and not (plain[0].target and plain[0].target.label):
        text = body[plain[0].cell]
        return People(text, profile.contributors or sniff_convention(text))
    texts = [text for _, text in sorted(_texts(body, plain, parts, profile), key=lambda found: found[0])]
    joined = body.select(pl.concat_str(texts, separator="; ", ignore_nulls=True)).to_series()
    empty = pl.Series([None], dtype=pl.String)
    return People(joined.zip_with(joined != "", empty), "semicolon", _ids(body, parts), merged=True)


def _texts(
    body: pl.DataFrame, plain: list[Column], parts: list[Column], profile: Profile
) -> Iterator[tuple[int, pl.Series]]:
    """Each group's credits with the place of its first column.

    Where a plain column and a surname-forename pair speak of the same people, one fills the gaps of the other: in a
    numbered group, which is one person, the pair wins, since it states the parts of the name; else the plain column
    wins, since it may name several. A role column of its number ("Contributor 2 Role") is that of the plain one too.
    """
    groups = _groups(parts)
    pairs = {key: _pair_text(body, group) for key, group in groups.items()}
    for column in sorted(plain, key=_place):
        key = _group_key(column)
        roles = _roles(body, groups.get(key, []))
        text = _with_roles(body[column.cell], roles.fill_null(key[1]), profile.contributors)
        _, pair = pairs.pop(key, (0, None))
        first, second = (pair, text) if pair is not None and key[0] else (text, pair)
        yield _place(column), _first_filled([cells for cells in (first, second) if cells is not None], len(body))
    yield from pairs.values()


def _groups(parts: list[Column]) -> dict[tuple[int, str], list[Column]]:
    groups: dict[tuple[int, str], list[Column]] = {}
    for column in parts:
        groups.setdefault(_group_key(column), []).append(column)
    return groups


def _group_key(column: Column) -> tuple[int, str]:
    return (column.target.number, column.target.label) if column.target else (0, "")


def _place(column: Column) -> int:
    return int(column.cell[1:])


def _with_roles(cells: pl.Series, roles: pl.Series, convention: str | None) -> pl.Series:
    """A column of free text as "name (role); name (role)", read by its own convention. `roles` (one a row, "" = none
    given) are those of the names that say none themselves."""
    convention = convention or sniff_convention(cells)
    frame = pl.DataFrame({"at": pl.int_range(len(cells), eager=True), "cell": cells, "role": roles})
    parts = [
        part.with_columns(text=_rewritten(part["cell"], str(part["role"][0]), convention))
        for part in frame.partition_by("role")
    ]
    return pl.concat(parts).sort("at")["text"] if parts else pl.Series([], dtype=pl.String)


def _rewritten(cells: pl.Series, role: str, convention: str) -> pl.Series:
    def rewrite(cell: str) -> str | None:
        people = [
            (c.credited, role if role and c.role == "author" else c.role) for c in split_credits(cell, convention)
        ]
        return "; ".join(name + _in_brackets(its_role) for name, its_role in people) or None

    return on_distinct(cells, rewrite, pl.String)


def _in_brackets(role: str | None) -> str:
    return f" ({role})" if role and role != "author" else ""


def _pair_text(body: pl.DataFrame, group: list[Column]) -> tuple[int, pl.Series]:
    """ "Family, Given, Suffix (role)" from the parts of one numbered group; null where no name is given."""
    label = next((column.target.label for column in group if column.target and column.target.label), "")
    parts = {part: _filled(body, group, part) for part in ("family", "given", "suffix")}
    frame = pl.DataFrame({**parts, "role": _roles(body, group)})
    name = pl.when(pl.coalesce("family", "given").is_not_null()).then(
        pl.concat_str("family", "given", "suffix", separator=", ", ignore_nulls=True)
    )
    role = pl.col("role").fill_null(label)
    suffix = (
        pl.when(role.is_in(["", "author"])).then(pl.lit("")).otherwise(pl.concat_str(pl.lit(" ("), role, pl.lit(")")))
    )
    text = frame.select(pl.when(name != "").then(pl.concat_str(name, suffix)).alias("text")).to_series()
    return min(_place(column) for column in group), text


def _filled(body: pl.DataFrame, group: list[Column], part: str) -> pl.Series:
    """The first filled cell of each row among a group's columns of one part."""
    cells = [body[column.cell] for column in group if column.target and column.target.part == part]
    return _first_filled(cells, len(body))


def _roles(body: pl.DataFrame, group: list[Column]) -> pl.Series:
    """The first role of each row that is known among a group's columns: one may hold a code and one a word."""
    cells = [body[column.cell] for column in group if column.target and column.target.part == "role"]
    return _first_filled([on_distinct(column, role_of, pl.String) for column in cells], len(body))


def _first_filled(cells: list[pl.Series], n_rows: int) -> pl.Series:
    if not cells:
        return pl.Series([None] * n_rows, dtype=pl.String)
    return pl.select(pl.coalesce(cells)).to_series()


def role_of(cell: str) -> str | None:
    """The role that a word, an ONIX code or a word with its code ("By (author)", "B01 Editor") names; None for one that
    is not known, which then counts as author."""
    plain, inside = _BRACKET.sub(" ", cell), _BRACKET.search(cell)
    code, _, rest = plain.strip().partition(" ")
    tries = (cell, plain, inside[1] if inside else "", code, rest)
    known = (_ROLE_CODES.get(word.strip().casefold()) or ROLE_WORDS.get(fold(word)) for word in tries)
    return next(filter(None, known), None)


def _ids(body: pl.DataFrame, parts: list[Column]) -> pl.Series | None:
    columns = sorted((c for c in parts if c.target and c.target.part == "id"), key=_place)
    if not columns:
        return None
    cells = [pl.col(column.cell).fill_null("") for column in columns]
    joined = body.select(pl.concat_str(cells, separator=";").str.strip_chars_end(";").alias("ids")).to_series()
    return joined.zip_with(joined != "", pl.Series([None], dtype=pl.String))


def contributors_table(titles: pl.DataFrame, people: People) -> pl.DataFrame:
    """The people of `titles` (row, title_id, contributors, author_id), one row each, in order of row and
    position.

    An author id goes to its person when a row gives as many ids (parted by ;) as people; a single id goes to the
    first person, whom such a column is about. Any other count would be a guess, and no id is given.
    In merged columns a person named twice in one role stands once.
    """
    found = contributors_frame(titles, "row", "contributors", people.convention)
    if people.merged:
        found = found.unique(["row", "role", "family_key", "given_key"], keep="first", maintain_order=True)
        found = found.with_columns(position=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("row"))
    ids = titles.select("row", "title_id", pl.col("author_id").str.split(";").alias("ids"))
    joined = found.join(ids, on="row", how="left", maintain_order="left")
    n_ids = pl.col("ids").list.len()
    matching = (n_ids == pl.len().over("row")) | ((n_ids == 1) & (pl.col("position") == 1))
    author_id = pl.when(matching).then(
        pl.col("ids").list.get(pl.col("position") - 1, null_on_oob=True).str.strip_chars()
    )
    return joined.with_columns(author_id=pl.when(author_id != "").then(author_id))
