"""Contributors that are missing, and names and roles that could not be read as a person with a role."""

from __future__ import annotations

import re
from collections.abc import Callable

import polars as pl

from stocktake.catalogue.findings.tables import PLACE, Tables
from stocktake.text.distinct import distinct_expr
from stocktake.text.fold import fold
from stocktake.text.nobody import CORPORATE_WORDS
from stocktake.text.person.brackets import spelt_out

_NAME = pl.col("name_as_credited")
_NO_GIVEN = pl.col("given_key").fill_null("") == ""
_CUT_SHORT = r"(?i)\bet\.? al(?:\b|\.)|\band others\b|\bи др\b"
_SEVERAL = r"^[^,;(\[]*\S+ \S+ (?:&|[aA]nd|[uU]nd) \S+ [^,;(\[]+$|;|^(?:\p{Lu}[\pL'’ -]+, ){3}\p{Lu}[\pL'’ -]+$"
_INITIALS = r"^(?:\p{Lu}\.?|(?:\p{Lu}[. ][ ,-]*)+\p{Lu}?\.?)$"
_INITIAL = r"^[B-DF-HJ-NP-TVWZБ-ДЖЗК-НП-ТФ-Щb-df-hj-np-tvwz]\.?$"
"""No vowels: O, E and U are family names in Korea and China, and X chose his."""
_UNKNOWN_ROLE = r"[(\[]\s*(?:\p{Ll}{2}|[A-Z][0-9]{2}\b)"
_DATES = re.compile(
    r"[\s,(\[]*(?:\b(?:b|d|ca|c|fl|born|geb|né|née)\.? ?)?\b1?[0-9]{3,4}\??(?:\s*[-–]\s*(?:[0-9]{4})?)?[)\]]*\.?\s*$"
)
_MOST_NAMESAKES = 3
_MOST_WORDS = 5  # of a name; what is longer holds something else beside the date


def _of_credits(which: pl.Expr, **told: pl.Expr) -> Callable[[Tables], pl.LazyFrame]:
    def find(tables: Tables) -> pl.LazyFrame:
        found = tables.scan("contributors").filter(which)
        return found.select("title_id", column=pl.lit("contributors"), value=_NAME, **told)

    return find


def _is_corporate(name: pl.Expr) -> pl.Expr:
    return distinct_expr(name, lambda text: not CORPORATE_WORDS.isdisjoint(fold(text).split()), pl.Boolean)


def _in_capitals(name: pl.Expr) -> pl.Expr:
    """Two words, one of them of four capitals, no small letter: "SMITH, JOHN", not "BBC" and not "J. R. R."."""
    capitals = name.str.contains(r"\p{Lu}{4}") & name.str.contains(r"\S\s+\S") & ~name.str.contains(r"\p{Ll}")
    return capitals & ~_is_corporate(pl.when(capitals).then(name)).fill_null(value=False)


def _several(name: pl.Expr) -> pl.Expr:
    odd = name.str.contains(_SEVERAL) & ~name.str.contains(" of ", literal=True)
    return odd & ~_is_corporate(pl.when(odd).then(name)).fill_null(value=False)


def _without_dates(name: str) -> str | None:
    rest = _DATES.sub("", name).strip(" ,")
    return rest if rest and len(rest.split()) <= _MOST_WORDS and not re.search("[0-9]", rest) else None


def _bracket_that_spells_nothing_out(name: pl.Expr) -> pl.Expr:
    odd = name.str.contains(_UNKNOWN_ROLE)
    return odd & (distinct_expr(pl.when(odd).then(name), spelt_out, pl.String) == name)


def nobody_at_all(tables: Tables) -> pl.LazyFrame:
    """Titles without a credit, in sheets where other titles have one (else the column is missing)."""
    silent = tables.titles.join(tables.scan("contributors"), on="title_id", how="anti")
    sheets = tables.titles.filter(pl.col("contributors").is_not_null()).select("source_file", "sheet").unique()
    gaps = silent.filter(pl.col("contributors").is_null()).join(sheets, on=["source_file", "sheet"], how="semi")
    return gaps.select(*PLACE, column=pl.lit("contributors"), value=pl.lit(None, pl.String))


def nobody_named(tables: Tables) -> pl.LazyFrame:
    """Cells such as "Anon" and "Various", which give no name."""
    silent = tables.titles.join(tables.scan("contributors"), on="title_id", how="anti")
    found = silent.filter(pl.col("contributors").is_not_null())
    return found.select(*PLACE, column=pl.lit("contributors"), value=pl.col("contributors"))


def cut_short(tables: Tables) -> pl.LazyFrame:
    """Cells that leave people out: "Smith, J. et al."."""
    cell = pl.col("contributors")
    shown = tables.titles.filter(cell.str.contains(_CUT_SHORT))
    named = shown.join(tables.scan("contributors"), on="title_id", how="semi")
    return named.select(*PLACE, column=pl.lit("contributors"), value=cell)


def without_forename(tables: Tables) -> pl.LazyFrame:
    """ "Follett" where "Follett, Ken" stands elsewhere in the catalogue, at least as often.

    With one such person the full name is suggested; with two or three the suggestion is left to the reader; more are
    mere namesakes. Names known by one word pass ("Plato"), and so do words that are forenames elsewhere ("Mario").
    """
    named = tables.scan("contributors").select(
        "title_id", "name_as_credited", "family", "given", "family_key", "given_key"
    )
    bare = named.filter(_NO_GIVEN & ~_NAME.str.contains(r"\S\s+\S") & pl.col("family").str.contains(r"\p{Ll}"))
    full = named.filter(pl.col("given_key").str.contains("[^ ]{2}"))
    forenames = named.select(family_key=pl.col("given_key").str.split(" ")).explode("family_key").unique()
    known = (
        full.join(forenames, on="family_key", how="anti")
        .group_by("family_key")
        .agg(
            n_full=pl.len(),
            n_people=pl.col("given_key").n_unique(),
            told=pl.concat_str("family", "given", separator=", ").min(),
        )
    )
    rare = bare.group_by("family_key").agg(n_bare=pl.len()).join(known, on="family_key")
    rare = rare.filter((pl.col("n_bare") <= pl.col("n_full")) & (pl.col("n_people") <= _MOST_NAMESAKES))
    found = bare.join(rare, on="family_key")
    return found.select(
        "title_id",
        column=pl.lit("contributors"),
        value=_NAME,
        suggestion=pl.when(pl.col("n_people") == 1).then("told"),
    )


FINDERS: dict[str, Callable[[Tables], pl.LazyFrame]] = {
    "contributors_missing": nobody_at_all,
    "name_several_people": _of_credits(_several(_NAME)),
    "name_digits": _of_credits(_NAME.str.contains("[0-9]"), suggestion=distinct_expr(_NAME, _without_dates, pl.String)),
    "name_initial_only": _of_credits(_NAME.str.contains(_INITIALS) | pl.col("family").str.contains(_INITIAL)),
    "role_unread": _of_credits(_bracket_that_spells_nothing_out(_NAME)),
    "names_cut_short": cut_short,
    "nobody_named": nobody_named,
    "name_without_forename": without_forename,
    "name_all_caps": _of_credits(_in_capitals(_NAME)),
    "name_corporate": _of_credits(
        _NO_GIVEN & _NAME.str.contains(r"\S\s+\S") & _is_corporate(pl.when(_NO_GIVEN).then(_NAME))
    ),
}
