"""Small catalogues of literal credits, and who is who in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

import polars as pl

from stocktake.matching.aliases import TABLE
from stocktake.matching.identity.identify import Identities, identify
from stocktake.matching.identity.people import CREDIT, NUMBERS
from stocktake.matching.identity.support import Rarity
from stocktake.text.names import NAME_COLUMNS, names_frame

COMMON = {"smith": 80_000, "jones": 50_000, "follett": 20, "wang": 90_000, "tolstoy": 900}
"""Records of a reference of seven million."""


def rarity(families: Mapping[str, int] = COMMON) -> Rarity:
    counted = {"family_key": list(families), "n_records": list(families.values())}
    schema = {"family_key": pl.String, "n_records": pl.UInt32}
    return Rarity(7_000_000, pl.DataFrame(counted, schema=schema), 11.0)


def title(*names: str, **told: str) -> dict[str, Any]:
    """A title that credits these people; numbers (isni, orcid, ipi, sender_id) are the first one's."""
    return {"names": names, **told}


def credits_of(titles: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """The credits as the run reads them."""
    rows = [
        {
            "title_no": no,
            "position": place,
            "name_as_credited": name,
            "work_key": told.get("work", f"t-{no}"),
            "main_key": told.get("title"),
            "house": told.get("house"),
            **{number: told.get(number) if place == 1 else None for number in NUMBERS},
        }
        for no, told in enumerate(titles)
        for place, name in enumerate(told["names"], 1)
    ]
    schema: dict[str, Any] = dict.fromkeys([c for c in CREDIT if c not in NAME_COLUMNS], pl.String)
    frame = pl.DataFrame(rows, schema=schema | {"title_no": pl.UInt32, "position": pl.Int32})
    parts = names_frame(frame["name_as_credited"].unique(maintain_order=True))
    return frame.join(parts, on="name_as_credited").select(CREDIT)


def aliases_of(*rows: tuple[str, str, str]) -> pl.DataFrame:
    """(name, alias, kind) as the user's table gives them, both ways."""
    schema = dict.fromkeys(TABLE, pl.String)
    found = []
    for name, alias, kind in rows:
        for one, other in ((name, alias), (alias, name)):
            parts = {n: names_frame(pl.Series([n])).row(0, named=True) for n in (one, other)}
            found.append(
                {
                    "family_key": parts[one]["family_key"],
                    "given_key": parts[one]["given_key"],
                    "alias": other,
                    "alias_family": parts[other]["family"],
                    "alias_given": parts[other]["given"],
                    "alias_family_key": parts[other]["family_key"],
                    "alias_given_key": parts[other]["given_key"],
                    "alias_kind": kind,
                }
            )
    return pl.DataFrame(found, schema=schema)


def identified(*titles: Mapping[str, Any], aliases: Sequence[tuple[str, str, str]] = ()) -> Identities:
    return identify(credits_of(titles), aliases_of(*aliases), rarity())


def authors(*titles: Mapping[str, Any], aliases: Sequence[tuple[str, str, str]] = ()) -> list[int]:
    """For each credit in order a small number: equal for one author."""
    found = identified(*titles, aliases=aliases).credits.sort("title_no", "position")
    numbers = count()
    known: dict[tuple[str, str], int] = {}
    ids = found.select("id_kind", "id_text").iter_rows()
    return [known[key] if key in known else known.setdefault(key, next(numbers)) for key in ids]


def doubts(*titles: Mapping[str, Any], aliases: Sequence[tuple[str, str, str]] = ()) -> list[tuple[str, str, str]]:
    """(name, other name, reason), each pair in order of the alphabet."""
    rows = identified(*titles, aliases=aliases).doubts.select("name", "other_name", "reason").iter_rows()
    return sorted((*sorted(row[:2]), row[2]) for row in rows)
