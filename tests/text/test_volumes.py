"""Volume numbers in titles and in volume fields."""

import pytest

from stocktake.text.volumes import volume, volume_field


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Art of Programming, Vol. II", "2"),
        ("Physics, Part 3: Optics", "3"),
        ("Geschichte. Bd. 4", "4"),
        ("Œuvres. Tome 1", "1"),
        ("Dune, Book Two", "2"),
        ("Naruto #3", "3"),
        ("Part I: Youth", "1"),
        ("Война и мир. Том 2", "2"),
        ("Собрание сочинений. Т. 05", "5"),
        ("红楼梦 第三卷", "3"),
        ("Encyclopedia, volume 12", "12"),
        ("Imaging, Part A", "a"),
        ("Imaging, Part B: methods", "b"),
        ("Part a of the plan", None),
        ("Vol.3", "3"),
        ("The part I played", None),
        ("No one knows", None),
        ("Parting is such", None),
        ("Collected works, vols 1-3", None),
        ("17", None),
        ("", None),
    ],
)
def test_volume_named_in_a_title(title: str, number: str | None) -> None:
    assert volume(title) == number


@pytest.mark.parametrize(
    ("field", "number"),
    [
        ("2", "2"),
        ("II", "2"),
        ("02", "2"),
        ("Vol. 2", "2"),
        ("2,", "2"),
        ("[2]", "2"),
        ("two", "2"),
        ("2 /", "2"),
        ("Supplement", None),
        ("", None),
    ],
)
def test_volume_field_may_hold_a_bare_number(field: str, number: str | None) -> None:
    assert volume_field(field) == number
