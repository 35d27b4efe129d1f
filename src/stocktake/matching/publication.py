"""How two descriptions of a publication agree beside title and names: year, publisher, language, volume, derivative."""

from __future__ import annotations

import polars as pl

from stocktake.matching.titles import first_that_holds, ratio

# A title that says so is about another work; of two kinds the first names it.
DERIVATIVE_KINDS = {
    "erratum_or_reply": r"\b(?:erratum|corrigendum|reply to)\b"
    r"|^(?:errata|corrigenda|addenda|rejoinder|responses? to)\b",
    "review": r"\b(?:review of|book review)\b",
    "study_guide_or_summary": (
        r"\b(?:summary|summaries|study guide|studyguide|sparknotes|cliffsnotes|cliffs notes|notes on|analysis of|"
        r"companion to|guide to the study|workbook for|instructors manual|solutions manual|teachers guide|"
        r"key takeaways|quicklet|fiche de lecture|lekturehilfe)\b"
    ),
    # "A graphic novel" is what a book may be from the start; "the graphic novel" is that of another book.
    "adaptation": (
        r"\b(?:the graphic novel|manga classics|classics illustrated|retold (?:by|for|from|in)|retellings? of|"
        r"adapted (?:by|for|from)|adaptation of|(?:graphic|comics?|manga|stage|screen|film|radio) adaptation|"
        r"screenplay|the making of|colou?ring book|penguin readers|graded readers?|oxford bookworms)\b|^making of the\b"
    ),
}
PUBLISHER_SIMILAR_AT = 80.0


def compare_publications(pairs: pl.DataFrame) -> pl.DataFrame:
    """Add `year_outcome, publisher_outcome, language_outcome, volume_outcome, derivative_outcome` to pairs.

    Needs `year_number`, `publisher_key`, `language_code`, `volume_key`, `title_key` with `_left` and `_right`.
    """
    measured = pairs.with_columns(
        pl.Series("publisher_ratio", ratio(pairs["publisher_key_left"], pairs["publisher_key_right"]))
    )
    return measured.with_columns(
        _year().alias("year_outcome"),
        _publisher().alias("publisher_outcome"),
        _language().alias("language_outcome"),
        _volume().alias("volume_outcome"),
        _derivative().alias("derivative_outcome"),
    ).drop("publisher_ratio")


def _either_null(column: str) -> pl.Expr:
    return pl.col(f"{column}_left").is_null() | pl.col(f"{column}_right").is_null()


def _year() -> pl.Expr:
    gap = (pl.col("year_number_left").cast(pl.Int32) - pl.col("year_number_right").cast(pl.Int32)).abs()
    return (
        pl.when(_either_null("year_number"))
        .then(pl.lit("missing"))
        .when(gap == 0)
        .then(pl.lit("same"))
        .when(gap == 1)
        .then(pl.lit("one_off"))
        .when(gap <= 10)
        .then(pl.lit("near"))
        .otherwise(pl.lit("far"))
    )


def _publisher() -> pl.Expr:
    left, right = pl.col("publisher_key_left"), pl.col("publisher_key_right")
    contained = left.str.contains(right, literal=True) | right.str.contains(left, literal=True)
    return (
        pl.when(_either_null("publisher_key") | (left == "") | (right == ""))
        .then(pl.lit("missing"))
        .when(left == right)
        .then(pl.lit("same"))
        .when(contained | (pl.col("publisher_ratio") >= PUBLISHER_SIMILAR_AT))
        .then(pl.lit("similar"))
        .otherwise(pl.lit("different"))
    )


def _language() -> pl.Expr:
    return (
        pl.when(_either_null("language_code"))
        .then(pl.lit("missing"))
        .when(pl.col("language_code_left") == pl.col("language_code_right"))
        .then(pl.lit("same"))
        .otherwise(pl.lit("different"))
    )


def _volume() -> pl.Expr:
    left, right = pl.col("volume_key_left"), pl.col("volume_key_right")
    return (
        pl.when(left.is_null() & right.is_null())
        .then(pl.lit("missing"))
        .when(left.is_null() | right.is_null())
        .then(pl.lit("one_side"))
        .when(left == right)
        .then(pl.lit("same"))
        .otherwise(pl.lit("different"))
    )


def _derivative() -> pl.Expr:
    """The kind of work about another one that one title alone says it is: a key of DERIVATIVE_KINDS, or `none`.

    Two titles that both say so, of whatever kind, are on a par.
    """
    left, right = (_kind_of(pl.col(f"title_key_{side}").fill_null("")) for side in ("left", "right"))
    return pl.when((left == "") == (right == "")).then(pl.lit("none")).otherwise(pl.concat_str(left, right))


def _kind_of(title: pl.Expr) -> pl.Expr:
    return first_that_holds({kind: title.str.contains(words) for kind, words in DERIVATIVE_KINDS.items()}, "")
