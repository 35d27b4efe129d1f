"""Names as they are compared: folded, in Latin letters, with initials apart."""

from __future__ import annotations

import re

import polars as pl

from stocktake.model import PersonName
from stocktake.text.distinct import beyond_ascii, on_distinct, where
from stocktake.text.fold import fold, fold_expr, soften_series, squeeze_series
from stocktake.text.latin import latin, latin_expr

_RUN_TOGETHER = re.compile(r"(?<!\S)[^\W\d_]{2,3}(?!\S)")
_RUN_OF_CAPITALS = r" \p{Lu}{2,3}(?: |$)"


def family_key(name: PersonName) -> str:
    """The folded family name in Latin letters with its particles: "de la mare", "obrien"; Mc and Mac as
    written.
    """
    return latin(fold(name.family))


def given_key(name: PersonName) -> str:
    """The folded given names: "john r". "JRR" beside a family name in small letters is "j r r"."""
    return latin(fold(spelt_given(name)))


def spelt_given(name: PersonName) -> str:
    """The given names with run-together initials put apart, unless the whole name is in capitals."""
    if name.family.isupper():
        return name.given
    return _RUN_TOGETHER.sub(lambda found: " ".join(found[0]) if found[0].isupper() else found[0], name.given)


def ordinary_keys(names: pl.Series, soft: pl.Series) -> pl.DataFrame:
    """family_key and given_key of ordinary names, told as "family, given" and as the same softened.

    Both come from one squeezing; a nought, which no ordinary name has, stands for the comma meanwhile.
    """
    run = names.str.contains(_RUN_OF_CAPITALS).arg_true()
    soft = soft.scatter(run, soften_series(_spelt(names.gather(run))))
    squeezed = squeeze_series(soft.str.replace(", ", " 0 ", literal=True))
    return cut(squeezed, " 0 ", "family_key", "given_key").select(latin_expr(pl.all()))


def _spelt(names: pl.Series) -> pl.Series:
    """`spelt_given` inside of "family, given"; each word gets two blanks of its own, to be read with them."""
    parts = cut(names, ", ", "family", "given")
    spaced = pl.format(" {} ", pl.col("given").str.replace_all(" ", "  ", literal=True))
    apart = spaced.str.replace_all(" ([A-Z])([A-Z])([A-Z]?) ", " $1 $2 $3 ")
    capitals = pl.col("family") == pl.col("family").str.to_uppercase()
    spelt = parts.select(pl.format("{}, {}", "family", pl.when(capitals).then("given").otherwise(apart))).to_series()
    return where(spelt, beyond_ascii(names), lambda odd: on_distinct(odd, _spelt_name, pl.String))


def _spelt_name(name: str) -> str:
    family, _, given = name.partition(", ")
    return f"{family}, {spelt_given(PersonName(family, given))}"


def cut(texts: pl.Series, at: str, first: str, second: str) -> pl.DataFrame:
    """Texts parted at the first `at` into two columns."""
    return texts.str.splitn(at, 2).struct.rename_fields([first, second]).struct.unnest()


def with_keys(names: pl.DataFrame) -> pl.DataFrame:
    """Names with `family` and `given`, and both keys. Initials that were run together are put apart in the few names
    that have them.
    """
    spelt = names.with_columns(
        latin_expr(fold_expr(pl.col("family"))).alias("family_key"),
        latin_expr(fold_expr(pl.col("given"))).alias("given_key"),
    )
    odd = spelt.select(pl.col("given").str.contains("(?:^| )\\p{Lu}{2,3}(?: |$)").arg_true()).to_series()
    if odd.is_empty():
        return spelt
    people = map(PersonName, spelt["family"].gather(odd).to_list(), spelt["given"].gather(odd).to_list())
    keys = spelt["given_key"].clone().scatter(odd, pl.Series([given_key(person) for person in people]))
    return spelt.with_columns(keys.alias("given_key"))
