"""Workbooks as publishers keep them: raw numbers, merged cells, hidden rows and sheets, formulas."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from stocktake.catalogue import Catalogue, Profile, read
from stocktake.errors import BadInput, UsageProblem

Fill = Callable[[xlsxwriter.Workbook], None]


def book(path: Path, fill: Fill, profile: Profile | None = None) -> Catalogue:
    with xlsxwriter.Workbook(path) as workbook:
        fill(workbook)
    return read([path], profile)


def test_numbers_are_read_raw_whatever_the_cell_shows(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["Title", "ISBN", "Year"])
        sheet.write_row(1, 0, ["Whole", 9780306406157, 1999])
        sheet.write_row(2, 0, [1984, 306406152, 2001.0])
        sheet.write(1, 1, 9780306406157, workbook.add_format({"num_format": "0.00E+00"}))
        sheet.write_datetime(2, 2, date(2001, 5, 6), workbook.add_format({"num_format": "d/m/yy"}))

    found = book(tmp_path / "list.xlsx", fill)
    assert found.titles.select("title", "isbn", "year").rows() == [
        ("Whole", "9780306406157", "1999"),
        ("1984", "306406152", "2001-05-06"),
    ]
    assert found.identifiers.select("value", "repair").rows() == [
        ("9780306406157", None),
        ("9780306406157", "repaired_zero"),
    ]


def storeys(workbook: xlsxwriter.Workbook) -> None:
    """A title, a header in two storeys, a banner, a title merged over its two formats, a hidden row."""
    sheet = workbook.add_worksheet("List")
    sheet.merge_range("A1:E1", "Acme backlist")
    for cells, name in (("A3:A4", "Title"), ("B3:B4", "Author"), ("C3:D3", "ISBN"), ("E3:E4", "Format")):
        sheet.merge_range(cells, name)
    sheet.write_row("C4", ["HB", "PB"])
    sheet.write_row("A5", ["One", "Smith, J", 9780306406157, 306406152, "Trade"])
    sheet.merge_range("A6:E6", "FICTION")
    sheet.merge_range("A7:A8", "Two")
    sheet.write_row("C7", [9783161484100, None, "Hardback"])
    sheet.write_row("D8", [9783161484100, "Paperback"])
    sheet.write_row("A9", ["Filtered away", "Doe"])
    sheet.set_row(8, None, None, {"hidden": True})
    sheet.merge_range("A10:A11", "Three")
    workbook.add_worksheet("Notes").write(0, 0, "please read")
    workbook.add_worksheet("Cover chart")
    old = workbook.add_worksheet("Old")
    old.write_row(0, 0, ["Title", "ISBN"])
    old.write_row(1, 0, ["Gone", 9780306406157])
    old.hide()


def test_merged_header_names_are_joined_with_the_row_below(tmp_path: Path) -> None:
    found = book(tmp_path / "list.xlsx", storeys)
    mapped = dict(found.columns.filter(pl.col("sheet") == "List").select("column", "target").iter_rows())
    assert mapped == {
        "Title": "title",
        "Author": "contributors",
        "ISBN HB": "isbn:HB",
        "ISBN PB": "isbn:PB",
        "Format": "format",
    }
    assert found.titles["isbn"][0] == "9780306406157 (HB) ; 306406152 (PB)"


def test_values_are_filled_down_only_inside_a_merge_and_only_into_rows_of_their_own(tmp_path: Path) -> None:
    found = book(tmp_path / "list.xlsx", storeys)
    assert found.titles.select("source_line", "title", "format").rows() == [
        (5, "One", "Trade"),
        (7, "Two", "Hardback"),
        (8, "Two", "Paperback"),
        (10, "Three", None),
    ]


def test_skipped_rows_and_sheets_are_counted_under_named_rules(tmp_path: Path) -> None:
    found = book(tmp_path / "list.xlsx", storeys)
    assert found.files.select("sheet", "rows_in", "rows_used", "ignored_reasons").rows() == [
        ("List", 8, 4, "above_header: 1; banner: 1; blank: 1; hidden_row: 1"),
        ("Notes", 1, 0, "sheet_without_titles: 1"),
        ("Cover chart", 0, 0, ""),
        ("Old", 2, 0, "hidden_sheet: 2"),
    ]
    assert set(found.warnings["code"]) == {"hidden_rows", "hidden_sheet", "sheet_without_titles"}


def test_profile_can_ask_for_hidden_rows_and_sheets(tmp_path: Path) -> None:
    found = book(tmp_path / "list.xlsx", storeys, Profile(hidden_rows="read"))
    assert {"Filtered away", "Gone"} <= set(found.titles["title"])


def test_profile_can_name_the_sheets_to_read(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        for name in ("Spring", "Autumn"):
            workbook.add_worksheet(name).write_column(0, 0, ["Title", f"{name} book"])

    assert book(tmp_path / "both.xlsx", fill).titles["title"].to_list() == ["Spring book", "Autumn book"]
    only = book(tmp_path / "one.xlsx", fill, Profile(sheets=("Autumn",)))
    assert only.titles["title"].to_list() == ["Autumn book"]
    assert only.files["ignored_reasons"].to_list() == ["sheet_not_in_profile: 2", ""]
    with pytest.raises(UsageProblem, match="Winter"):
        book(tmp_path / "none.xlsx", fill, Profile(sheets=("Winter",)))


def test_formulas_give_their_stored_value_and_errors_nothing(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["Title", "ISBN"])
        sheet.write_formula(1, 0, '="Com"&"puted"', None, "Computed")
        sheet.write_formula(1, 1, "=VLOOKUP(1,A1:B2,2)", None, "#N/A")

    found = book(tmp_path / "list.xlsx", fill)
    assert found.titles.select("title", "isbn").rows() == [("Computed", None)]


def test_formulas_that_were_never_worked_out_are_told(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in (["Title", "ISBN"], ["A", "=1+1"], ["B", "=1+1"]):
        workbook.active.append(row)
    workbook.save(tmp_path / "list.xlsx")
    found = read([tmp_path / "list.xlsx"])
    assert found.warnings["code"].to_list() == ["formulas_without_value"]
    assert found.warnings["advice"][0].startswith("2 formula cells")


def with_sheet_xml(path: Path, change: Callable[[str], str]) -> Path:
    """A workbook of one title whose sheet XML is changed by hand."""
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet().write_column(0, 0, ["Title", "A"])
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            new.writestr(name, change(content) if name.endswith("sheet1.xml") else content)
    path.write_bytes(out.getvalue())
    return path


def test_huge_declared_dimensions_are_only_a_claim(tmp_path: Path) -> None:
    path = with_sheet_xml(tmp_path / "list.xlsx", lambda xml: re.sub(r'ref="A1:A2"', 'ref="A1:XFD1048576"', xml))
    assert read([path]).titles["title"].to_list() == ["A"]


def test_stray_cell_in_the_far_corner_is_refused_before_memory_is(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path = with_sheet_xml(tmp_path / "list.xlsx", lambda xml: xml.replace("</sheetData>", far))
    with pytest.raises(BadInput, match="1,048,576 rows by 16,384 columns"):
        read([path])


def test_error_in_every_sheet_names_the_columns_that_were_found(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="columns: Colour, Size"):
        book(tmp_path / "list.xlsx", lambda wb: wb.add_worksheet().write_row(0, 0, ["Colour", "Size"]) and None)


@pytest.mark.parametrize("seed", range(30))
def test_damaged_workbook_ends_in_tables_or_in_a_refusal(tmp_path: Path, seed: int) -> None:
    with xlsxwriter.Workbook(tmp_path / "sound.xlsx") as workbook:
        workbook.add_worksheet().write_column(0, 0, ["Title", "A", "B"])
    chance = random.Random(seed)
    data = bytearray((tmp_path / "sound.xlsx").read_bytes())
    for _ in range(chance.choice([1, 20])):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    path = tmp_path / "damaged.xlsx"
    path.write_bytes(bytes(data))
    try:
        assert len(read([path]).titles) <= 3
    except BadInput as problem:
        assert problem.advice


def test_declared_header_line_spares_a_short_sheet_beside_the_list(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        workbook.add_worksheet("Read me").write("A1", "Ask Jo")
        workbook.add_worksheet("List").write_column("A1", ["Acme", "", "Title", "Emma"])

    assert book(tmp_path / "list.xlsx", fill, Profile(header_line=3)).titles["title"].to_list() == ["Emma"]
