"""Subtitles and parallel titles."""

import polars as pl
import pytest

from stocktake.text.subtitles import parallel_key, parallel_key_expr, subtitle_key, subtitle_key_expr

TITLES = [
    ("Winter Light: letters from Iceland", "letters from iceland", None),
    ("Winter Light; letters from Iceland", "letters from iceland", None),
    ("Winter Light - letters (2nd ed.)", "letters", None),
    ("Emma: a novel", None, None),
    ("Emma", None, None),
    ("Meet at 10:04", None, None),
    ("Живопись = La peinture", None, "peinture"),
    ("Emma (a: b)", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("title", "subtitle", "parallel"), TITLES)
def test_what_stands_beside_the_main_title(title: str, subtitle: str | None, parallel: str | None) -> None:
    assert subtitle_key(title) == subtitle
    assert parallel_key(title) == parallel


def test_column_forms_equal_the_plain_functions() -> None:
    titles = pl.DataFrame({"t": [title for title, _, _ in TITLES]})
    made = titles.select(subtitle=subtitle_key_expr(pl.col("t")), parallel=parallel_key_expr(pl.col("t")))
    assert made["subtitle"].to_list() == [subtitle for _, subtitle, _ in TITLES]
    assert made["parallel"].to_list() == [parallel for _, _, parallel in TITLES]
