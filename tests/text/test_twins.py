"""Each plain function is the oracle of its column form.

The alphabets keep to characters that the Unicode tables of Python 3.11 and of Polars both know.
"""

from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.text.clean import clean_text, clean_text_expr
from stocktake.text.doi import doi, doi_expr
from stocktake.text.editions import edition_number, edition_number_expr
from stocktake.text.fold import fold, fold_expr
from stocktake.text.generic_titles import generic_title, generic_title_expr
from stocktake.text.issn import issn, issn_expr
from stocktake.text.languages import language, language_expr, language_series
from stocktake.text.publishers import publisher_key, publisher_key_expr
from stocktake.text.subtitles import parallel_key, parallel_key_expr, subtitle_key, subtitle_key_expr
from stocktake.text.titles import main_key, main_key_expr, title_key, title_key_expr
from stocktake.text.volumes import volume, volume_expr, volume_field, volume_field_expr
from stocktake.text.years import year, year_expr

Plain = Callable[[str], object]
Twin = Callable[[pl.Expr], pl.Expr]

TWINS: list[tuple[Plain, Twin]] = [
    (clean_text, clean_text_expr),
    (doi, doi_expr),
    (edition_number, edition_number_expr),
    (fold, fold_expr),
    (generic_title, generic_title_expr),
    (issn, issn_expr),
    (language, language_expr),
    (main_key, main_key_expr),
    (publisher_key, publisher_key_expr),
    (parallel_key, parallel_key_expr),
    (subtitle_key, subtitle_key_expr),
    (title_key, title_key_expr),
    (volume, volume_expr),
    (volume_field, volume_field_expr),
    (year, year_expr),
]

characters = st.one_of(
    st.characters(min_codepoint=0, max_codepoint=0x24F),
    st.characters(min_codepoint=0x300, max_codepoint=0x36F, categories=["Mn"]),
    st.characters(min_codepoint=0x391, max_codepoint=0x52F, categories=["L", "Mn"]),
    st.sampled_from(
        "אבגּ שׁ ٣۱۳۸۵২০০৫９ हिंदी がか 中文第三卷 한글 ﬁ ² ½ Ⅳ № ’ʼʹ–—“”…：（） \u200b\u202e\ufeff\u00ad\u2028"
    ),
)
snippets = st.sampled_from(
    [
        *(
            "The ",
            "L'",
            ", The",
            ", l'",
            ": ",
            " - ",
            " = ",
            "; ",
            " / ",
            " (",
            ") ",
            "[",
            "]",
            "(Re)",
            "(s)",
            "&amp;",
            "&#243;",
        ),
        *(
            "<em>",
            "</em>",
            "<br>",
            "Vol. ",
            "Part I",
            " II",
            "Bd. 4",
            "Book Two",
            "#3",
            "2nd ed.",
            "Third edition",
            "2., Aufl.",
        ),
        *(
            "1999",
            "[1956?]",
            "۱۳۸۵",
            "20010501",
            "12345",
            "English",
            "fra",
            "Deutsch",
            "_",
            "Press",
            "& Sons",
            "Ltd",
            "poems",
        ),
        *(
            "10.1000/",
            "doi:",
            "https://doi.org/",
            "%2F",
            "0378-5955",
            "ISSN ",
            "collected ",
            "works",
            "selected ",
            " and ",
        ),
    ]
)
texts = st.lists(st.one_of(snippets, st.text(characters, max_size=6)), max_size=6).map("".join)


@pytest.mark.parametrize(("plain", "twin"), TWINS, ids=lambda f: getattr(f, "__name__", ""))
@settings(deadline=None, max_examples=40)
@given(cells=st.lists(texts, min_size=1, max_size=12))
def test_column_form_equals_the_plain_function(plain: Plain, twin: Twin, cells: list[str]) -> None:
    column = pl.DataFrame({"c": cells}).select(twin(pl.col("c"))).to_series()
    assert column.to_list() == [plain(cell) for cell in cells]


@pytest.mark.parametrize(("plain", "twin"), TWINS, ids=lambda f: getattr(f, "__name__", ""))
def test_null_stays_null(plain: Plain, twin: Twin) -> None:
    column = pl.DataFrame({"c": [None, "x"]}, schema={"c": pl.String}).select(twin(pl.col("c"))).to_series()
    assert column.to_list() == [False if plain is generic_title else None, plain("x")]


@settings(deadline=None, max_examples=40)
@given(cells=st.lists(st.one_of(st.none(), texts), max_size=5))
def test_main_key_is_never_empty_where_the_title_key_is_not(cells: list[str | None]) -> None:
    for cell in filter(None, cells):
        assert (main_key(cell) is None) == (title_key(cell) is None)


def test_language_of_a_series() -> None:
    assert language_series(pl.Series("l", ["English", None, "fre"])).to_list() == ["eng", None, "fra"]
