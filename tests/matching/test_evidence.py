"""Evidence of literal pairs."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from stocktake.matching.evidence import FIELDS, Frequencies, weigh
from stocktake.matching.names import compare_names
from stocktake.text.comparable import with_comparable_columns
from stocktake.text.contributors import contributors_frame

COMMON = Frequencies(
    1_000_000,
    pl.DataFrame({"main_key": ["collected poems"], "n_records": [4_000]}),
    pl.DataFrame({"family_key": ["smith"], "n_records": [9_000]}),
)


def weighed(left: dict[str, str], right: dict[str, str], **identifiers: Any) -> dict[str, Any]:
    """Weigh one pair of literal descriptions (title, authors, year, publisher, language, volume)."""
    sides, names = [], []
    for side, row in (("left", left), ("right", right)):
        frame = with_comparable_columns(pl.DataFrame([{k: v for k, v in row.items() if k != "authors"}]))
        keep = [c for c in frame.columns if c not in row]
        sides.append(frame.select(keep).rename({c: f"{c}_{side}" for c in keep}))
        raw = pl.DataFrame({"no": [0], "raw": [row.get("authors")]}, schema={"no": pl.UInt32, "raw": pl.String})
        names.append(contributors_frame(raw, "no", "raw", "auto"))
    pair = pl.concat(sides, how="horizontal").with_columns(
        *[pl.lit(0, dtype=pl.UInt32).alias(k) for k in ("pair_no", "left_no", "right_no")],
        pl.lit(identifiers.get("n_identifiers", 0)).alias("n_identifiers"),
        pl.lit(identifiers.get("is_weak", False)).alias("is_weak"),
    )
    return weigh(pair, names[0], names[1], COMMON).row(0, named=True)


def test_rare_title_and_rare_name_are_nearly_certain() -> None:
    row = weighed(
        {"title": "Poems New and Collected", "authors": "Szymborska, Wisława"},
        {"title": "Poems new and collected", "authors": "Wisława Szymborska"},
    )
    assert (row["title_outcome"], row["author_outcome"]) == ("exact", "same")
    assert row["probability"] > 0.999


def test_common_name_and_generic_title_stay_doubtful() -> None:
    row = weighed(
        {"title": "Collected Poems", "authors": "John Smith"},
        {"title": "Collected Poems", "authors": "Smith, J."},
    )
    assert row["probability"] < 0.95


def test_a_missing_author_is_not_a_different_author() -> None:
    missing = weighed({"title": "The Grey Harbour", "authors": "Ann Lee"}, {"title": "The Grey Harbour"})
    different = weighed(
        {"title": "The Grey Harbour", "authors": "Ann Lee"},
        {"title": "The Grey Harbour", "authors": "Bo Quist"},
    )
    assert missing["author_outcome"] == "missing"
    assert missing["author_weight"] == 0.0
    assert different["author_outcome"] == "different"
    assert different["bits"] < missing["bits"]


def test_two_different_volumes_speak_against_each_other() -> None:
    row = weighed(
        {"title": "History of the Fens, Volume 1", "authors": "Ann Lee"},
        {"title": "History of the Fens, Vol. II", "authors": "Ann Lee"},
    )
    assert row["volume_outcome"] == "different"
    assert row["volume_weight"] < -10


def test_a_summary_of_a_book_is_not_the_book() -> None:
    row = weighed(
        {"title": "The Grey Harbour", "authors": "Ann Lee"},
        {"title": "Summary of The Grey Harbour", "authors": "Ann Lee"},
    )
    assert row["derivative_outcome"] == "study_guide_or_summary"
    assert row["probability"] < 0.3


@pytest.mark.parametrize(
    ("title", "outcome"),
    [
        ("The Grey Harbour: The Graphic Novel", "adaptation"),
        ("The Grey Harbour: retold for young readers", "adaptation"),
        ("The Grey Harbour (Penguin Readers, Level 3)", "adaptation"),
        ("The Grey Harbour: the making of the film", "adaptation"),
        ("The Grey Harbour: A Graphic Novel", "none"),
        ("The Grey Harbour: a novel", "none"),
    ],
)
def test_an_adaptation_of_a_book_is_not_the_book(title: str, outcome: str) -> None:
    row = weighed({"title": "The Grey Harbour", "authors": "Ann Lee"}, {"title": title, "authors": "Ann Lee"})
    assert row["derivative_outcome"] == outcome
    assert row["derivative_weight"] == (-12.0 if outcome == "adaptation" else 0.0)


@pytest.mark.parametrize(
    ("left", "right", "outcome"),
    [
        ("Ann Lee", "Lee, Ann", "same"),
        ("Ann Lee", "A. Lee", "initials_agree"),
        ("A. B. Lee", "Ann Lee", "initials_agree"),
        ("Ann Lee", "Bea Lee", "given_differs"),
        ("Lee, Ann", "Ann, Lee", "parts_swapped"),
        ("Ann Thorkilsen", "Ann Thorkildsen", "spelling"),
        ("Ann Lee", "Lee", "family_only"),
        ("Ann Lee", "Otto Berg", "different"),
        ("Ann Lee; Otto Berg", "Berg, Otto", "same"),
    ],
)
def test_names_agree_by_their_parts(left: str, right: str, outcome: str) -> None:
    row = weighed({"title": "X", "authors": left}, {"title": "X", "authors": right})
    assert row["author_outcome"] == outcome


def test_no_pairs_give_no_rows() -> None:
    empty = pl.DataFrame(schema={"pair_no": pl.UInt32, "left_no": pl.UInt32, "right_no": pl.UInt32})
    names = pl.DataFrame(
        schema={"no": pl.UInt32, "position": pl.Int64, "family_key": pl.String, "given_key": pl.String}
    )
    assert compare_names(empty, names, names).height == 0


def test_weights_and_prior_add_up_to_the_bits() -> None:
    row = weighed(
        {"title": "The Grey Harbour", "authors": "Ann Lee", "year": "1999"},
        {"title": "Grey Harbour, The", "authors": "A. Lee", "year": "1999"},
    )
    assert row["bits"] == pytest.approx(sum(row[f"{f}_weight"] for f in FIELDS) + round(COMMON.prior_bits, 2), abs=0.02)
