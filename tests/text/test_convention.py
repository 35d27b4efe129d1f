"""How a column holds several people, told from all its cells."""

import polars as pl
import pytest

from stocktake.text.contributors import contributors_frame
from stocktake.text.convention import sniff_convention

INVERTED = [f"Name{no}, Ann; Name{no}, Otto" for no in range(9)]


@pytest.mark.parametrize(
    ("cells", "convention"),
    [
        ([*INVERTED, "Smith, John & Jones, Mary"], "semicolon"),
        ([*INVERTED, "Williams, John Simon, Philippe"], "semicolon"),
        ([*INVERTED[:2], "Smith, John & Jones, Mary"], "auto"),
        ([*INVERTED, *(f"Ann Lee{no} and Bo Lee{no}" for no in range(9))], "auto"),
    ],
)
def test_semicolons_are_believed_when_they_outnumber_other_joints(cells: list[str], convention: str) -> None:
    assert sniff_convention(pl.Series(cells)) == convention


def test_names_glued_without_a_semicolon_stay_one_person_where_all_others_have_semicolons() -> None:
    frame = pl.DataFrame({"no": range(10), "cell": [*INVERTED, "Williams, John Simon, Philippe"]})
    found = contributors_frame(frame, "no", "cell", sniff_convention(frame["cell"])).filter(pl.col("no") == 9)
    assert found.select("family", "given").rows() == [("Williams", "John Simon Philippe")]
