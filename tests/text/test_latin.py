"""Keys in Latin letters, so that scripts meet."""

import polars as pl
import pytest

from stocktake.text.fold import fold
from stocktake.text.latin import latin, latin_expr


@pytest.mark.parametrize(
    ("folded", "written"),
    [("steklo", "steklo"), ("стекло", "steklo"), ("", ""), ("объект", "obekt"), ("οδοσ 2", "odos 2")],
)
def test_letters_of_other_scripts_are_written_in_latin(folded: str, written: str) -> None:
    assert latin(folded) == written


def test_column_form_equals_the_plain_function() -> None:
    cells = [fold(text) for text in ("Война и мир", "Hobbit", "三体", "हिंदी", "ქართული", "שלום", "")]
    column = pl.DataFrame({"c": [*cells, None]}).select(latin_expr(pl.col("c"))).to_series()
    assert column.to_list() == [*map(latin, cells), None]
