from __future__ import annotations

import polars as pl
import pytest

from stocktake.text.pages import first_page, first_page_expr


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("117-125", "117"),
        ("117–125", "117"),
        ("pp. 117-25", "117"),
        ("S117-S125", "s117"),
        ("0023-0045", "23"),
        ("117-", "117"),
        ("p. 117", "117"),
        ("e0156", "e156"),
        ("1-12, 15", "1"),
    ],
)
def test_first_page_of_a_range_a_label_or_an_article_number(written: str, first: str) -> None:
    assert first_page(written) == first


@pytest.mark.parametrize("written", ["320", "", "iv-x", "n/a", "&NA;"])
def test_a_bare_number_may_be_a_count_and_names_no_page(written: str) -> None:
    assert first_page(written) is None


def test_column_form_agrees() -> None:
    column = pl.Series(["117-125", None, "320"])
    assert pl.select(first_page_expr(pl.lit(column))).to_series().to_list() == ["117", None, None]
