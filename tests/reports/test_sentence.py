"""The first sentence for no, one and many works, files, checks, losses, and works that could not be checked."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from stocktake.model import Verdict
from stocktake.reports.listed import Tally
from stocktake.reports.sentence import NOTHING_LISTED, first_sentence
from stocktake.reports.wording import BANNED
from tests.reports.samples import PROVENANCE

DOMAIN = Path(__file__).parents[2] / "../shared/domain/reports.md"
SNAPSHOT = "in the LibGen metadata snapshot dated 12 May 2024"


def tally_of(*works: int, files: int) -> Tally:
    counts = dict(zip((v.value for v in Verdict), works, strict=True))
    return Tally(counts, sum(works), files, files)


def said(*works: int, files: int) -> str:
    return re.sub(r"</?strong>", "", str(first_sentence(tally_of(*works, files=files), PROVENANCE)))


def test_it_reads_as_the_domain_page_has_it() -> None:
    if not DOMAIN.is_file():
        pytest.skip("the shared domain page is not here")
    example = re.search(r'1\. One sentence: "([^"]+)"', DOMAIN.read_text(encoding="utf-8"))
    assert example is not None
    sentence = str(first_sentence(tally_of(4, 1, 1, 2, 0, files=11), PROVENANCE))
    assert sentence.replace("<strong>", "**").replace("</strong>", "**") == example[1].replace("…", "12 May 2024")


@pytest.mark.parametrize(
    ("works", "files", "sentence"),
    [
        ((1, 0, 0, 0, 0), 1, f"We found records matching 1 of your 1 listed work (1 file) {SNAPSHOT}."),
        ((1, 0, 0, 0, 0), 3, f"We found records matching 1 of your 1 listed work (3 files) {SNAPSHOT}."),
        ((2, 1, 0, 0, 0), 3, f"We found records matching 3 of your 3 listed works (3 files) {SNAPSHOT}."),
        (
            (0, 0, 0, 1, 0),
            0,
            f"We found records matching 0 of your 1 listed work (0 files) {SNAPSHOT}; 1 was not found.",
        ),
        (
            (0, 0, 1, 0, 0),
            0,
            f"We found records matching 0 of your 1 listed work (0 files) {SNAPSHOT}; 1 needs your check.",
        ),
        (
            (0, 0, 2, 0, 1),
            0,
            f"We found records matching 0 of your 3 listed works (0 files) {SNAPSHOT}; 2 need your check; "
            "1 could not be checked with the details supplied.",
        ),
        (
            (1, 0, 2, 2, 2),
            1,
            f"We found records matching 1 of your 7 listed works (1 file) {SNAPSHOT}; 2 more need your check; "
            "2 were not found; 2 could not be checked with the details supplied.",
        ),
        (
            (1200, 0, 0, 1100, 0),
            4321,
            f"We found records matching 1,200 of your 2,300 listed works (4,321 files) {SNAPSHOT}; "
            "1,100 were not found.",
        ),
    ],
)
def test_none_one_and_many_are_each_said_rightly(works: tuple[int, ...], files: int, sentence: str) -> None:
    assert said(*works, files=files) == sentence
    assert not [name for name, banned in BANNED.items() if banned.search(sentence)]


def test_no_listed_work_is_said_as_such() -> None:
    assert said(0, 0, 0, 0, 0, files=0) == NOTHING_LISTED


def test_an_undated_snapshot_is_called_undated() -> None:
    undated = replace(PROVENANCE, snapshot_date=None)
    sentence = str(first_sentence(tally_of(0, 1, 0, 0, 0, files=1), undated))
    assert sentence.endswith("in the LibGen metadata snapshot (date not stated).")
