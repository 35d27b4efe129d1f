"""The data-quality page and the fix list: complete, harmless to open, the same bytes every time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from stocktake.catalogue import read, write_parts
from stocktake.catalogue.findings import BY_CODE, SHEETS
from stocktake.catalogue.findings.find import FINDERS
from stocktake.errors import BadInput
from stocktake.reports import fix_list
from stocktake.reports.line_ranges import with_line_ranges
from stocktake.reports.quality_report import QualityReport, quality_report
from tests.reports.html_text import Page

ROWS = (
    "id|isbn|title|author|year|date of birth",
    "1|0306406152|=HYPERLINK(1)|Austen, Jane|1998|16/12/1775",
    "2|9780306406158|<script>alert(1)</script>+|Melville, Herman|2090|1/8/1819",
    "3|9780140449136|\u202eThe Odyssey, see http://files.example/x|Homer, Anna|@1999|",
    "4|9.78E+12||Nobody, Ann||",
    "|||||",
    "6|9780306406157|-Emma, The|Austen, Jane|1998|",
)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text("\n".join(ROWS) + "\n", "utf-8")
    write_parts([read([path])], tmp_path / "tables")
    return tmp_path / "tables"


@pytest.fixture
def report(tables: Path, tmp_path: Path) -> QualityReport:
    return quality_report(tables, tmp_path / "out")


def sheet_rows(report: QualityReport) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(report.fix_list)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_every_kind_has_a_finder_and_every_finder_a_kind() -> None:
    assert set(FINDERS) == set(BY_CODE)
    assert {kind.sheet for kind in BY_CODE.values()} <= set(SHEETS)


def test_the_page_accounts_for_every_row(report: QualityReport) -> None:
    text = Page(report.page.read_text("utf-8")).text
    assert "4 of 6 rows were used; 1 was set aside with a reason, and 1 was passed over" in text
    assert "isbn digits lost" in text


def test_the_page_runs_nothing_and_asks_for_nothing(report: QualityReport) -> None:
    source = report.page.read_text("utf-8")
    page = Page(source)
    assert page.scripts == []
    assert "://" not in source
    assert {value for _, _, value in page.addresses if not value.startswith("#")} == {"fix-list.xlsx"}
    assert "\u202e" not in source


def test_every_link_inside_the_page_leads_somewhere(report: QualityReport) -> None:
    page = Page(report.page.read_text("utf-8"))
    ids = {given["id"] for _, given in page.tags if "id" in given}
    assert {value[1:] for _, _, value in page.addresses if value.startswith("#")} <= ids


def test_personal_columns_never_appear(report: QualityReport) -> None:
    everything = report.page.read_text("utf-8") + str(sheet_rows(report)) + str(pl.read_parquet(report.findings).rows())
    assert "1775" not in everything
    assert "1819" not in everything


def test_no_cell_of_the_fix_list_is_a_formula(report: QualityReport) -> None:
    book = openpyxl.load_workbook(report.fix_list)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type in ("s", "n", "inlineStr") for cell in cells)
    assert not [c.value for c in cells if isinstance(c.value, str) and c.value[0] in "=+-@\t\r"]
    assert any(cell.value == "'=HYPERLINK(1)" or "'-Emma" in str(cell.value) for cell in cells)


def test_every_finding_stands_in_the_fix_list_with_its_line(report: QualityReport) -> None:
    findings, sheets = pl.read_parquet(report.findings), sheet_rows(report)
    listed = sum(len(rows) - 1 for name, rows in sheets.items() if name != "Read me")
    assert listed == len(findings)
    (corrected,) = [row for row in sheets["ISBN form"][1:] if row[8]]
    assert corrected[1:9] == (
        "list.csv", None, 2, "1", "ISBN given in its ten-digit form only", "isbn", "0306406152", "9780306406157",
    )  # fmt: skip


def test_sheets_stand_in_order_of_worth_with_a_drop_down_a_frozen_header_and_a_filter(report: QualityReport) -> None:
    book = openpyxl.load_workbook(report.fix_list)
    names = book.sheetnames
    assert names[0] == "Read me"
    assert names[1:] == [name for name in SHEETS if name in names]
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref is not None
        assert [v.formula1 for v in sheet.data_validations.dataValidation] == ['"done,right as it is,later"']


def test_a_sheet_that_is_full_says_what_was_left_out(
    tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fix_list, "MOST_ROWS", 1)
    sheets = sheet_rows(quality_report(tables, tmp_path / "out"))
    assert all(len(rows) == 2 for name, rows in sheets.items() if name != "Read me")
    assert any("holds the first 1 of" in str(row[0]) for row in sheets["Read me"])


def test_the_same_tables_give_the_same_bytes(tables: Path, tmp_path: Path) -> None:
    one, other = (quality_report(tables, tmp_path / name) for name in ("one", "other"))
    assert one.page.read_bytes() == other.page.read_bytes()
    assert one.fix_list.read_bytes() == other.fix_list.read_bytes()


def test_a_missing_table_is_named(tables: Path, tmp_path: Path) -> None:
    (tables / "warnings.parquet").unlink()
    with pytest.raises(BadInput, match=r"warnings\.parquet"):
        quality_report(tables, tmp_path / "out")


def test_a_catalogue_without_flaws_says_so(tmp_path: Path) -> None:
    path = tmp_path / "fine.csv"
    path.write_text(
        "title|author|isbn|year|language|format|publisher\nEmma|Austen, Jane|9780306406157|1998|English|HB|Plenum\n"
    )
    write_parts([read([path])], tmp_path / "tables")
    found = quality_report(tmp_path / "tables", tmp_path / "out")
    assert "Nothing was found that needs mending." in Page(found.page.read_text("utf-8")).text
    assert [str(row[0]) for row in sheet_rows(found)["Read me"]][-1] == "Nothing was found that needs mending."


def test_lines_are_told_as_ranges() -> None:
    rows = pl.LazyFrame({"rule": ["blank"] * 5 + ["totals"], "source_line": [3, 40, 41, 42, 51, 60]})
    assert with_line_ranges(rows, ["rule"]).rows() == [("blank", 5, "3, 40–42, 51"), ("totals", 1, "60")]


def feed(*constraints: str) -> str:
    """An ONIX 3.0 message, one product for each list of usage constraints."""
    products = "".join(
        f"<Product><RecordReference>r{n}</RecordReference><NotificationType>03</NotificationType>"
        f"<ProductIdentifier><ProductIDType>15</ProductIDType><IDValue>9780306406157</IDValue></ProductIdentifier>"
        f"<DescriptiveDetail>{each}<TitleDetail><TitleType>01</TitleType><TitleElement>"
        f"<TitleElementLevel>01</TitleElementLevel><TitleText>Title {n}</TitleText></TitleElement></TitleDetail>"
        f"</DescriptiveDetail></Product>"
        for n, each in enumerate(constraints)
    )
    return f'<ONIXMessage release="3.0"><Header><SentDateTime>20260101</SentDateTime></Header>{products}</ONIXMessage>'


def constraint(status: str) -> str:
    return (
        "<EpubUsageConstraint><EpubUsageType>11</EpubUsageType>"
        f"<EpubUsageStatus>{status}</EpubUsageStatus></EpubUsageConstraint>"
    )


def test_reservations_of_a_feed_are_told_and_silence_is_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(feed(constraint("03"), "", constraint("01"), constraint("03") + constraint("01")), "utf-8")
    write_parts([read([path])], tmp_path / "tables")
    found = quality_report(tmp_path / "tables", tmp_path / "out")
    assert found.reservations is not None
    told = pl.read_csv(found.reservations)
    assert told.select("title", "status").rows() == [
        ("Title 0", "reserved"),
        ("Title 1", "silent"),
        ("Title 2", "permitted"),
        ("Title 3", "contradictory"),
    ]
    text = found.page.read_text("utf-8")
    assert "neither a reservation nor a permission" in text
    assert 'href="tdm-reservations.csv"' in text


def test_a_list_without_feeds_is_not_asked_for_reservations(tables: Path, tmp_path: Path) -> None:
    found = quality_report(tables, tmp_path / "out")
    assert found.reservations is None
    assert "tdm-reservations" not in found.page.read_text("utf-8")
