"""What is said of the self-audit and of blocking: one cautious sentence everywhere, the figures for the staff."""

from __future__ import annotations

from pathlib import Path

import pytest

from stocktake.errors import DataQualityStop
from stocktake.reports import write_reports
from stocktake.reports.audit_words import CAUTION, ROWS, audit_rows, audit_sentence
from stocktake.reports.marts import Marts, audit_of_all
from stocktake.reports.matching_page import slices
from tests.reports.conftest import Run
from tests.reports.html_text import Page
from tests.reports.marts import build_marts
from tests.reports.samples import PROVENANCE, audited
from tests.reports.test_wording import banned_in

SENTENCE = (
    "Of 50 works of the whole list whose ISBN or DOI we hid, 46 were found again by title and author alone: "
    "92.0 % (95 % interval 81.2–96.8 %)."
)
NOT_TELLING = (
    "How many works title and author alone would find was not measured: the whole list has 29 works on which that "
    "could be tested, and that is too few to tell."
)


def shown(path: Path) -> str:
    return Page(path.read_text(encoding="utf-8")).text


def test_the_sentence_tells_how_many_were_found_again_and_how_sure_that_is() -> None:
    assert audit_sentence(audited("all", "", 50, 46, 3)) == SENTENCE


def test_the_sentence_of_a_small_sample_says_that_it_tells_nothing() -> None:
    assert audit_sentence({**audited("all", "", 29, 29, 0), "is_telling": False}) == NOT_TELLING


def test_the_words_pass_the_guard() -> None:
    assert not banned_in(" ".join([SENTENCE, NOT_TELLING, CAUTION, *(words for words, _ in ROWS)]))


def test_every_outcome_stands_with_its_interval() -> None:
    rows = audit_rows(audited("all", "", 50, 46, 3))
    assert rows[1] == ("found again (probable or better)", 46, 50, "92.0 % (95 % interval 81.2–96.8 %)")
    assert rows[-1][1:3] == (1, 50)


def test_summary_matching_quality_and_every_author_report_hold_the_sentence(run: Run) -> None:
    pages = [run.reports / "summary.html", run.reports / "matching-quality.html"]
    authors = sorted((run.reports / "authors").glob("*.html"))
    assert len(authors) == 30
    for page in [*pages, *authors]:
        assert f"{SENTENCE}" in shown(page), page.name
        assert CAUTION in shown(page), page.name


def test_an_authors_report_tells_it_under_method(run: Run) -> None:
    text = run.author("a00004")
    assert text.index("Of 50 works of the whole list") > text.index("Method and provenance")


def test_the_page_tells_slices_costs_and_losses(run: Run) -> None:
    text = shown(run.reports / "matching-quality.html")
    assert "English 30 29 1 0 0 96.7 %" in text
    assert "dropped: too many records 1 6,300" in text
    assert "dropped: too many pairs 0 0" in text
    assert "1 to 9 40 122" in text
    assert "other records ranked higher" in text
    assert "+4.2" in text
    assert "<b>Lost</b> and \\u202eturned" in text


def test_slices_stand_by_size_and_decades_by_time_with_the_pooled_last(run: Run) -> None:
    named = {kind["name"]: [row["name"] for row in kind["rows"]] for kind in slices(run.marts.self_audit)}
    assert named == {
        "Source table": ["updated"],
        "Language": ["English", "other"],
        "Decade": ["1990s", "(not stated)"],
    }


def test_a_run_without_anything_to_test_says_so(tmp_path: Path) -> None:
    write_reports(build_marts(tmp_path / "tables", n_authors=0, n_titles=0), tmp_path / "reports", PROVENANCE)
    for page in ("summary.html", "matching-quality.html"):
        assert "the whole list has 0 works on which that could be tested" in shown(tmp_path / "reports" / page)


def test_a_run_without_its_audit_is_incomplete(run: Run) -> None:
    frames = {name: getattr(run.marts, name) for name in Marts.__slots__}
    bare = Marts(**{**frames, "self_audit": run.marts.self_audit.clear()})
    with pytest.raises(DataQualityStop, match="self_audit"):
        audit_of_all(bare)
