"""Whether two descriptions are of one edition: measures on literal rows, and what the fitted curves make of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from stocktake.evaluation.pairs import described_pairs
from stocktake.matching.editions.curves import CURVES, Curve, read_model, shipped_model
from stocktake.matching.editions.measures import MEASURES, measure_editions
from stocktake.matching.editions.texts import names_as_text

BOOK = {
    "title": "Inquiries concerning the intellectual powers",
    "authors": "Abercrombie, John",
    "year": "1839",
    "publisher": "Otis, Broaders",
    "edition": "2nd ed.",
    "pages": "xii, 284 p.",
    "language": "eng",
}


def measured(**right: str | None) -> dict[str, float | None]:
    row = {f"left_{k}": v for k, v in BOOK.items()} | {f"right_{k}": v for k, v in (BOOK | right).items()}
    return measure_editions(described_pairs(pl.DataFrame([row]))).row(0, named=True)


def probability(**right: str | None) -> float:
    row = {f"left_{k}": v for k, v in BOOK.items()} | {f"right_{k}": v for k, v in (BOOK | right).items()}
    measures = measure_editions(described_pairs(pl.DataFrame([row])))
    return float(shipped_model().weigh(measures)["edition_probability"].item())


def test_equal_descriptions_measure_as_equal() -> None:
    row = measured()
    assert (row["title_ratio"], row["author_set"], row["year_gap"], row["pages_gap"]) == (100, 100, 0, 0)
    assert (row["edition_number_gap"], row["publisher_part"], row["language_same"]) == (0, 100, 1)


def test_what_is_missing_is_null_and_not_a_contradiction() -> None:
    row = measured(pages=None, publisher=None, year=None)
    assert [row[name] for name in ("pages_gap", "pages_share", "publisher_set", "year_gap")] == [None] * 4
    assert measured(edition=None)["edition_one_sided"] == 1


def test_volumes_are_counted_apart_from_pages() -> None:
    assert measured(pages="2 v.")["volumes_gap"] == -1
    assert measured(pages="v, 284 p.")["volumes_gap"] is None


def test_pages_are_compared_by_their_largest_number() -> None:
    assert measured(pages="284 p. ; 19 cm")["pages_gap"] == 0
    assert measured(pages="142 p.")["pages_gap"] == 50


def test_another_year_house_or_extent_makes_another_edition_likelier() -> None:
    same = probability()
    assert same > 0.99
    assert all(
        probability(**other) < same for other in ({"year": "1841"}, {"publisher": "Harper"}, {"pages": "310 p."})
    )
    assert probability(year="1871", publisher="Harper", pages="310 p.", edition="9th ed.") < 0.02


def test_another_title_is_another_edition_whatever_else_agrees() -> None:
    assert probability(title="The philosophy of the moral feelings") < 0.05


def test_two_volumes_of_one_work_are_two_editions() -> None:
    left = {f"left_{k}": v for k, v in (BOOK | {"volume": "1"}).items()}
    right = {f"right_{k}": v for k, v in (BOOK | {"volume": "2"}).items()}
    volumes = measure_editions(described_pairs(pl.DataFrame([left | right])))
    assert volumes["volume_same"].item() == 0
    assert shipped_model().weigh(volumes)["edition_probability"].item() < 0.9


def test_the_weights_of_the_fields_and_the_constant_are_the_whole() -> None:
    row = {f"{side}_{k}": v for side in ("left", "right") for k, v in BOOK.items()}
    weighed = shipped_model().weigh(measure_editions(described_pairs(pl.DataFrame([row])))).row(0, named=True)
    fields = sum(value for name, value in weighed.items() if name.endswith("_weight"))
    assert weighed["edition_bits"] == pytest.approx(fields + shipped_model().constant, abs=0.06)


def test_a_curve_is_straight_between_knots_and_flat_beyond() -> None:
    curve = Curve(np.array([0.0, 10.0]), np.array([-2.0, 2.0]), missing=0.5)
    assert curve.read(np.array([-5.0, 0.0, 5.0, 20.0, np.nan])).tolist() == [-2.0, -2.0, 0.0, 2.0, 0.5]


def test_every_measure_has_a_curve_and_every_curve_a_measure() -> None:
    listed = pl.read_csv(CURVES)["measure"].unique().to_list()
    assert set(listed) == {*MEASURES, "constant"}
    assert set(shipped_model().curves) == set(MEASURES)


def test_a_written_model_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "curves.csv"
    path.write_text(CURVES.read_text())
    assert read_model(path).curves["year_gap"].bits.tolist() == shipped_model().curves["year_gap"].bits.tolist()


def test_names_become_one_text_in_their_order_and_long_lists_are_cut() -> None:
    names = pl.DataFrame(
        {
            "no": [0] * 20,
            "position": range(20, 0, -1),
            "family_key": [f"f{n}" for n in range(20, 0, -1)],
            "given_key": ["a"] * 20,
        }
    )
    text = names_as_text(names)["authors_text"].item()
    assert text.startswith("f1 a f2 a") and text.endswith("f12 a")


def test_descriptions_without_anything_are_measured_and_weighed() -> None:
    empty = pl.DataFrame(
        {"left_title": [None, ""], "right_title": [None, "x"]},
        schema={"left_title": pl.String, "right_title": pl.String},
    )
    weighed = shipped_model().weigh(measure_editions(described_pairs(empty)))
    assert weighed["edition_probability"].is_between(0, 1).all()
