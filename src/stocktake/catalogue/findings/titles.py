"""Oddities of titles, and of any text that came through a wrong encoding."""

from __future__ import annotations

import re
from collections.abc import Callable

import polars as pl

from stocktake.catalogue.findings.tables import PLACE, Tables
from stocktake.catalogue.mojibake import SIGNS, repaired
from stocktake.text.articles import ARTICLES
from stocktake.text.clean import UNCLEAN_PATTERN, clean_text
from stocktake.text.distinct import distinct_expr
from stocktake.text.fold import fold
from stocktake.text.isbn import isbn13
from stocktake.text.vocabulary import phrases

_TITLE = pl.col("title")
_TEXTS = ("title", "subtitle", "contributors", "publisher", "imprint")

_NO_TITLES = phrases(
    "tba | tbc | tbd | untitled | n a | na | null | no title | to be confirmed | to be announced | xxx"
)
_LETTERS_LOST = "\ufffd|[A-Za-z\u00c0-\u024f][?][a-z\u00df-\u024f]"
_NUMBER = r"(?:\b97[89][- ]?(?:[0-9][- ]?){9}[0-9]\b|\b(?:[0-9][- ]?){9}[0-9Xx]\b)"
_FORMATS = (
    "paperback|hardback|hardcover|softcover|pbk|hbk|pb|hb|e-?book|epub|pdf|kindle(?: edition)?|audio(?:book| cd)?|"
    "board book|large print|cd-rom|loose-?leaf|spiral(?:-bound)?|taschenbuch|gebunden|broschiert|poche|broché|relié"
)
_EDITIONS = (
    "(?:[0-9]{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|revised|new|updated|expanded) "
    "ed(?:ition|n|\\.)?|"
    "[0-9]{1,2}\\. ?aufl(?:age|\\.)?|[0-9]{1,2}e ?éd(?:ition|\\.)?"
)
_AT_THE_END = rf"(?i)^(.*\S)\s*(?:[(\[]\s*(?:{_FORMATS}|{_EDITIONS})\s*[)\]]|[,:–-]\s*(?:{_EDITIONS}))\s*$"
_ARTICLE_BEHIND = rf"^(.*[^\s,]), ((?i:{'|'.join(sorted(ARTICLES))}|l'|l’))$"
_LEAST_LETTERS = 10
_WIDTHS = (30, 32, 35, 40, 50, 60, 64, 70, 72, 75, 80, 90, 100, 120, 128, 140, 150, 160, 200, 250, 254, 255, 256)
_SURE_WIDTHS = (250, 254, 255, 256)
_PILE = 4  # titles that end at the same last letter of the longest


def _of_title(which: pl.Expr) -> Callable[[Tables], pl.LazyFrame]:
    def find(tables: Tables) -> pl.LazyFrame:
        found = tables.titles.filter(which)
        return found.select(*PLACE, column=pl.lit("title"), value=_TITLE)

    return find


def _in_any_text(
    which: Callable[[pl.Expr], pl.Expr], **told: Callable[[pl.Expr], pl.Expr]
) -> Callable[[Tables], pl.LazyFrame]:
    """A finding for each text column of a title that fulfils a condition."""

    def find(tables: Tables) -> pl.LazyFrame:
        parts = [
            tables.titles.filter(which(pl.col(name))).select(
                *PLACE,
                column=pl.lit(name),
                value=pl.col(name),
                **{column: say(pl.col(name)) for column, say in told.items()},
            )
            for name in _TEXTS
        ]
        return pl.concat(parts)

    return find


def _is_mojibake(text: pl.Expr) -> pl.Expr:
    return text.str.contains(SIGNS) & (
        distinct_expr(pl.when(text.str.contains(SIGNS)).then(text), repaired, pl.String) != text
    )


def _undone(text: pl.Expr) -> pl.Expr:
    """The text with the wrong reading undone; null when a sign of it is left, whose second character is lost."""
    return distinct_expr(text, _wholly_repaired, pl.String)


def _wholly_repaired(text: str) -> str | None:
    answer = repaired(text)
    return None if re.search("[ÂÃ]", answer) else answer


def _is_untidy(text: pl.Expr) -> pl.Expr:
    odd = pl.when(text.str.contains(UNCLEAN_PATTERN)).then(text)
    return distinct_expr(odd, clean_text, pl.String) != text


def _tidied(text: pl.Expr) -> pl.Expr:
    return distinct_expr(text, clean_text, pl.String)


def _says_nothing(title: pl.Expr) -> pl.Expr:
    """No letter and no digit, or a word for "not known yet" alone."""
    short = pl.when(title.str.len_chars() <= max(map(len, _NO_TITLES)) + 4).then(title)
    return ~title.str.contains(r"[\pL\pN]") | distinct_expr(short, lambda text: fold(text) in _NO_TITLES, pl.Boolean)


def _in_capitals(title: pl.Expr) -> pl.Expr:
    """Two words at least, one of them of four letters, no small letter at all: "NASA" alone is a name, and so is
    "EUROCOMM/IEEE 2000", so that few words with digits or strokes pass.
    """
    like_a_name = title.str.contains("[0-9/]") & ~title.str.contains(r"^(?:\S+\s+){3}")
    letters = title.str.count_matches(r"\p{Lu}")
    return (
        (letters >= _LEAST_LETTERS)
        & ~title.str.contains(r"\p{Ll}")
        & title.str.contains(r"\S\s+\S")
        & title.str.contains(r"\p{Lu}{4}")
        & ~like_a_name
    )


def isbn_inside(tables: Tables) -> pl.LazyFrame:
    """Titles that hold a valid ISBN; the number is suggested."""
    inside = distinct_expr(_TITLE.str.extract(f"({_NUMBER})"), isbn13, pl.String)
    found = tables.titles.filter(_TITLE.str.contains(_NUMBER)).select(
        *PLACE, column=pl.lit("title"), value=_TITLE, suggestion=inside
    )
    return found.drop_nulls("suggestion").with_columns(pl.format("ISBN {}", "suggestion").alias("suggestion"))


def format_at_the_end(tables: Tables) -> pl.LazyFrame:
    """ "Emma (Paperback)", "Organic Chemistry, 2nd edition"; the title without it is suggested."""
    found = tables.titles.filter(_TITLE.str.contains(_AT_THE_END))
    return found.select(*PLACE, column=pl.lit("title"), value=_TITLE, suggestion=_TITLE.str.extract(_AT_THE_END, 1))


def article_behind(tables: Tables) -> pl.LazyFrame:
    """ "Hobbit, The" is "The Hobbit"; an elided article takes no blank."""
    found = tables.titles.filter(_TITLE.str.contains(_ARTICLE_BEHIND)).select(
        *PLACE,
        column=pl.lit("title"),
        value=_TITLE,
        article=_TITLE.str.extract(_ARTICLE_BEHIND, 2),
        rest=_TITLE.str.extract(_ARTICLE_BEHIND, 1),
    )
    capital = pl.col("article").str.head(1).str.to_uppercase() + pl.col("article").str.slice(1).str.to_lowercase()
    blank = pl.when(pl.col("article").str.contains("['’]$")).then(pl.lit("")).otherwise(pl.lit(" "))
    return found.select(*PLACE, "column", "value", suggestion=pl.concat_str(capital, blank, "rest"))


def cut(tables: Tables) -> pl.LazyFrame:
    """Titles as long as the longest of their sheet, where that is the width of a column and several end there.

    A blank at the cut is stripped, so one letter less counts too. At 250 and 254 to 256 characters one title is enough.
    """
    own = ["source_file", "sheet"]
    length = _TITLE.str.len_chars().cast(pl.Int64)
    rows = tables.titles.select(*PLACE, "title", length=length).drop_nulls("title")
    longest = rows.group_by(own).agg(width=pl.max("length"))
    at_end = rows.join(longest, on=own).filter(pl.col("length") >= pl.col("width") - 1)
    known = pl.col("width").is_in(_WIDTHS)
    several = pl.len().over(own) >= _PILE
    sure = pl.col("width").is_in(_SURE_WIDTHS)
    found = at_end.filter((known & several) | sure).filter((pl.col("length") == pl.col("width")) | several)
    advice = "No title of the sheet is longer than its {} characters: give the whole title, and widen the field."
    return found.select(*PLACE, column=pl.lit("title"), value=_TITLE, advice=pl.format(advice, "width"))


FINDERS: dict[str, Callable[[Tables], pl.LazyFrame]] = {
    "title_missing": _of_title(_TITLE.is_null()),
    "title_says_nothing": _of_title(_says_nothing(_TITLE)),
    "text_mojibake": _in_any_text(_is_mojibake, suggestion=_undone),
    "text_letters_lost": _in_any_text(lambda text: text.str.contains(_LETTERS_LOST)),
    "text_untidy": _in_any_text(_is_untidy, correction=_tidied),
    "title_cut": cut,
    "isbn_in_title": isbn_inside,
    "format_in_title": format_at_the_end,
    "article_behind": article_behind,
    "title_all_caps": _of_title(_in_capitals(_TITLE)),
}
