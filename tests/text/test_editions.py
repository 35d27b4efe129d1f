"""Edition numbers."""

import pytest

from stocktake.text.editions import edition_number


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("2nd ed.", 2),
        ("2d ed.", 2),
        ("Third edition", 3),
        ("2., überarb. Aufl.", 2),
        ("10", 10),
        ("2nd revised and updated edition", 2),
        ("3e éd.", 3),
        ("2-е изд., перераб.", 2),
        ("Издание третье", 3),
        ("Ed. 4", 4),
        ("第2版", 2),
        ("Calculus, 3rd Edition", 3),
        ("Cet. 2.", 2),
        ("Di 1 ban.", 1),
        ("First", 1),
        ("Rev. ed.", None),
        ("2005 ed.", None),
        ("50th anniversary edition", None),
        ("50 shades", None),
        ("Reprint", None),
        ("", None),
    ],
)
def test_number_of_the_edition(statement: str, number: int | None) -> None:
    assert edition_number(statement) == number
