"""The exports hold every row of their mart, opened without harm."""

from __future__ import annotations

import csv
import io

import pytest

from stocktake.model import Verdict
from stocktake.reports.author_csv import evidence_text
from stocktake.reports.records import evidence_line
from tests.reports.conftest import Run
from tests.reports.samples import FIELDS, POISON


def rows_of(run: Run, name: str) -> list[dict[str, str]]:
    data = (run.reports / "exports" / f"{name}.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("name", "mart"),
    [
        ("matches", "matches"),
        ("titles_exposure", "title_exposure"),
        ("authors_exposure", "author_exposure"),
        ("imprints_exposure", "imprint_exposure"),
        ("rejected_rows", "rejected_rows"),
    ],
)
def test_an_export_has_every_row_of_its_mart(run: Run, name: str, mart: str) -> None:
    assert len(rows_of(run, name)) == getattr(run.marts, mart).height


def test_no_cell_of_any_table_starts_a_formula(run: Run) -> None:
    for path in run.csvs():
        reader = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
        cells = [cell for row in reader for cell in row]
        assert not [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r"))], path.name


def test_a_full_checksum_or_an_unread_column_is_in_no_table(run: Run) -> None:
    md5s = run.marts.matched_records["md5"].to_list()
    for path in run.csvs():
        text = path.read_text(encoding="utf-8-sig")
        assert POISON not in text
        assert not [m for m in md5s if m in text], path.name


def test_evidence_reads_the_same_in_the_export_and_in_the_authors_copy(run: Run) -> None:
    outcomes = {f: {evidence_text(evidence_line(f, o, w)) for o, w in of} for f, of in FIELDS.items()}
    known = set().union(*outcomes.values())
    told = [row["evidence_in_bits"] for row in rows_of(run, "matches")]
    assert "" in told  # a match without evidence is not an error
    assert set("; ".join(filter(None, told)).split("; ")) <= known


def test_every_verdict_stands_in_the_titles_export(run: Run) -> None:
    assert {r["verdict"] for r in rows_of(run, "titles_exposure")} == {v.value for v in Verdict}


def test_a_rejected_row_keeps_its_text_with_the_override_shown(run: Run) -> None:
    assert [r["raw"] for r in rows_of(run, "rejected_rows")] == [";;;Abara", "'=1+1\\u202e", ""]
