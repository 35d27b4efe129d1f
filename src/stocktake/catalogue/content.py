"""What the cells of a column say it is, whatever its name."""

from __future__ import annotations

import polars as pl

from stocktake.model import Scheme
from stocktake.text.articles import ARTICLES, ELIDED_ARTICLES
from stocktake.text.identifiers import identifiers_frame
from stocktake.text.languages import language

_SAMPLE = 2000
_SURE = 0.9
_SUPPORTED = 0.5
_LONG_ENOUGH = r"(?:\d[\s-]*){8,}[\dXx]"
_SNIFFED = {"isbn": Scheme.ISBN13, "doi": Scheme.DOI, "issn": Scheme.ISSN}


def sniffed_field(cells: pl.Series) -> str | None:
    """ "isbn", "doi" or "issn" when 90 % of the filled cells hold a valid one; else None.

    For "isbn", cells of fewer than nine digits do not count: one short number in eleven passes by chance.
    """
    shares = _shares(cells, long_only=True)
    return next((field for field, scheme in _SNIFFED.items() if shares.get(scheme, 0.0) >= _SURE), None)


def holds_identifiers(cells: pl.Series) -> bool:
    """True when at least half of the filled cells hold an identifier of a known class, or when none is
    filled."""
    shares = _shares(cells, long_only=False)
    return cells.drop_nulls().is_empty() or shares.get("any", 0.0) >= _SUPPORTED


def holds_articles(cells: pl.Series) -> bool:
    """True when 90 % of the filled cells are articles ("The", "Der", "L'") and one of them is no language code.

    The column "LA" of the Nielsen feeds is the leading article, elsewhere it is the language ("de" may be both).
    """
    found = _sample(cells).str.to_lowercase().str.replace("’", "'", literal=True)
    is_article = found.is_in([*ARTICLES, *ELIDED_ARTICLES])
    enough = len(found) > 0 and int(is_article.sum()) >= _SURE * len(found)
    return enough and any(language(article) is None for article in found.filter(is_article).unique())


def _shares(cells: pl.Series, *, long_only: bool) -> dict[str, float]:
    """Share of the sampled filled cells that hold at least one identifier, by scheme and for "any" known
    one."""
    sample = _sample(cells)
    if sample.is_empty():
        return {}
    frame = pl.DataFrame({"at": pl.int_range(len(sample), eager=True), "cell": sample})
    found = identifiers_frame(frame, "at", "cell").filter(pl.col("scheme") != Scheme.OTHER)
    if long_only:
        is_long = pl.col("value_raw").str.contains(_LONG_ENOUGH)
        found = found.filter((pl.col("scheme") != Scheme.ISBN13) | is_long)
    by_scheme = {
        scheme: n / len(sample)
        for scheme, n in found.group_by("scheme").agg(pl.col("at").n_unique()).sort("scheme").iter_rows()
    }
    return by_scheme | {"any": found["at"].n_unique() / len(sample)}


def _sample(cells: pl.Series) -> pl.Series:
    """Up to 2,000 filled cells, evenly spaced, so that a sorted list is judged by all of its parts."""
    filled = cells.drop_nulls()
    return filled.gather_every(max(1, len(filled) // _SAMPLE))
