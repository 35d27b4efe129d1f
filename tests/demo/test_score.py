"""The score counts works, pairs and decoys as its docstring says."""

from pathlib import Path

import polars as pl
import pytest

from stocktake.demo import DemoScore, score
from stocktake.demo.score import wilson

TRUTH = """row_key,source_file,source_line,work_id,record_id,kind
backlist.xlsx:4,backlist.xlsx,4,W1,updated:1,same_edition
backlist.xlsx:4,backlist.xlsx,4,W1,fiction:1,other_edition
backlist.xlsx:5,backlist.xlsx,5,W1,updated:1,other_edition
backlist.xlsx:5,backlist.xlsx,5,W1,fiction:1,same_edition
backlist.xlsx:6,backlist.xlsx,6,W2,updated:2,same_edition
agency_list.csv:2,agency_list.csv,2,AG-3,,absent
"""
DECOYS = """record_id,kind,work_id,source_file,source_line
updated:8,study_guide,AG-3,agency_list.csv,2
updated:9,summary,W1,backlist.xlsx,4
"""
TITLES = pl.DataFrame(
    {
        "title_id": ["a", "b", "c", "d", "total"],
        "source_file": ["in/backlist.xlsx"] * 3 + ["agency_list.csv", "backlist.xlsx"],
        "source_line": [4, 5, 6, 2, 99],
    }
)


@pytest.fixture
def scored(tmp_path: Path):
    (tmp_path / "truth.csv").write_text(TRUTH, encoding="utf-8")
    (tmp_path / "decoys.csv").write_text(DECOYS, encoding="utf-8")

    def run(*pairs: tuple[str, str, str]) -> DemoScore:
        schema = {"title_id": pl.String, "record_id": pl.String, "verdict": pl.String}
        matches = pl.DataFrame(list(pairs), schema=schema, orient="row")
        return score(matches, TITLES, tmp_path / "truth.csv", tmp_path / "decoys.csv")

    return run


def test_nothing_matched_is_nothing_found(scored):
    result = scored()
    assert (result.n_true_works, result.works_found, result.n_absent_works, result.n_decoys) == (2, 0, 1, 2)
    assert result.recall == 0
    assert result.confirmed_precision is None
    assert result.probable_precision is None


def test_one_record_in_any_edition_finds_the_work(scored):
    result = scored(("b", "updated:1", "PROBABLE"))
    assert (result.works_found, result.recall, result.probable_precision) == (1, 0.5, 1.0)


def test_check_does_not_count_as_found(scored):
    assert scored(("a", "updated:1", "CHECK"), ("c", "updated:2", "NOT FOUND")).works_found == 0


def test_a_record_of_another_work_is_wrong_and_finds_nothing(scored):
    result = scored(("a", "updated:2", "CONFIRMED"), ("a", "updated:1", "CONFIRMED"))
    assert (result.confirmed_pairs, result.confirmed_correct, result.works_found) == (2, 1, 1)


def test_an_absent_work_that_is_found_is_counted_with_its_decoy(scored):
    result = scored(("d", "updated:8", "CONFIRMED"), ("a", "updated:9", "PROBABLE"))
    assert (result.absent_works_found, result.decoys_confirmed, result.decoys_probable) == (1, 1, 1)
    assert (result.confirmed_precision, result.probable_precision) == (0.0, 0.0)


def test_a_line_the_truth_does_not_know_makes_its_pair_wrong(scored):
    result = scored(("total", "updated:1", "CONFIRMED"))
    assert (result.confirmed_pairs, result.confirmed_correct, result.absent_works_found) == (1, 0, 0)


def test_the_interval_is_wilsons():
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(10, 10)[1] == pytest.approx(1.0)


def test_the_truth_itself_scores_full_marks(demo):
    lines = pl.read_csv(demo.files.truth, infer_schema=False)
    titles = lines.select("source_file", "source_line", title_id="row_key").unique()
    matches = lines.drop_nulls("record_id").select("record_id", title_id="row_key", verdict=pl.lit("CONFIRMED"))
    result = score(matches, titles, demo.files.truth, demo.files.decoys)
    assert (result.recall, result.confirmed_precision) == (1.0, 1.0)
    assert (result.absent_works_found, result.decoys_confirmed) == (0, 0)
