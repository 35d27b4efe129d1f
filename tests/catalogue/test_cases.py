"""Every odd little file in tests/cases/catalogue is read as the expectation beside it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stocktake.catalogue import read
from tests.catalogue.make_workbooks import MAKERS, make_all
from tests.catalogue.told import CASES, FILES, reading, told


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_odd_file_is_read_as_expected(path: Path) -> None:
    expected = json.loads(path.with_suffix(".expect.json").read_text("utf-8"))
    assert told(reading(path)) == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rows_in_are_used_rejected_or_ignored(path: Path) -> None:
    catalogue = reading(path)
    n_in, used, rejected, ignored = catalogue.files.select("^rows_.*$").sum().row(0)
    assert n_in == used + rejected + ignored
    assert used == len(catalogue.titles) + len(catalogue.members)
    assert rejected == len(catalogue.rejected_rows)
    assert ignored == len(catalogue.ignored_rows)


def test_every_case_has_an_expectation_and_every_expectation_a_case() -> None:
    stems = {path.stem for path in FILES}
    assert stems == {path.name.removesuffix(".expect.json") for path in CASES.glob("*.expect.json")}
    assert len(stems) >= 55


def test_workbooks_say_what_their_maker_wrote(tmp_path: Path) -> None:
    for made in make_all(tmp_path):
        kept = read([CASES / made.name])
        assert read([made]).titles.drop("title_id").equals(kept.titles.drop("title_id")), made.name
    assert {path.suffix for path in FILES} >= {f".{suffix}" for suffix in MAKERS}
