"""What every peer is given: one frame a side, with the same plain texts and keys."""

from __future__ import annotations

import pandas as pd

from bench.accuracy.peers.plain import family, plain


def prepared(frame: pd.DataFrame) -> pd.DataFrame:
    """`unique_id, title, authors, family, year, publisher, head` (12 letters of the title), None where empty."""
    made = pd.DataFrame({"unique_id": frame["id"].astype(str)})
    for field in ("title", "authors", "publisher"):
        made[field] = _column(map(plain, frame[field]))
    made["family"] = _column(map(family, frame["authors"]))
    made["year"] = _column(_year(value) for value in frame["year"])
    made["head"] = _column(title[:12] if title else None for title in made["title"])
    return made


def _column(values) -> pd.Series:
    return pd.Series(list(values), dtype=object)


def _year(value: str | None) -> str | None:
    return value if value and value.isdecimal() else None
