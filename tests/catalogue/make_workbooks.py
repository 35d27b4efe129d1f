"""Writes the odd workbooks of tests/cases/catalogue: python -m tests.catalogue.make_workbooks

Spreadsheets cannot be read in a diff, so what is odd in each stands here. Run again only to change one of them: writers
put times into their files.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from tests.catalogue.xlsb import write_xlsb

CASES = Path(__file__).parents[1] / "cases" / "catalogue"
DAY = datetime.date(1999, 5, 6)
EXCEL_DAY_0 = datetime.date(1899, 12, 30)


def isbns_shown_in_scientific_notation(path: Path) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("List")
        shown = workbook.add_format({"num_format": "0.00E+00"})
        sheet.write_row("A1", ["Title", "ISBN"])
        sheet.write_row("A2", ["Shown as 9.78E+12", 9780306406157], shown)
        sheet.write_row("A3", ["Lost its zero", 306406152])
        sheet.write_row("A4", ["As text", "9.78E+12"])


def merged_cells_hidden_rows_and_hidden_sheets(path: Path) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("List")
        sheet.merge_range("A1:D1", "Acme Press backlist")
        sheet.write_row("A2", ["Title", "Author", "ISBN", "Format"])
        sheet.merge_range("A3:D3", "FICTION")
        sheet.merge_range("A4:A5", "One")
        sheet.merge_range("B4:B5", "Smith, John")
        sheet.write_row("C4", ["9780306406157", "HB"])
        sheet.write_row("C5", ["9783161484100", "PB"])
        sheet.write_row("A6", ["Two", None, "080442957X", "PB"])
        sheet.write_row("A7", ["Filtered away", "Doe, Jo", None, "PB"])
        sheet.set_row(6, None, None, {"hidden": True})
        sheet.write_row("A8", ["Total", None, None, 3])
        old = workbook.add_worksheet("Old")
        old.write_column("A1", ["Title", "Gone"])
        old.hide()


def several_sheets(path: Path) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Read me").write("A1", "Please ask Jo before changing anything")
        for name, isbn in (("Spring", 9780306406157), ("Autumn", 9783161484100)):
            sheet = workbook.add_worksheet(name)
            sheet.write_row("A1", ["Title", "EAN"])
            sheet.write_row("A2", [f"{name} book", isbn])


def header_of_two_storeys(path: Path) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("List")
        for cells, name in (("A1:A2", "Title"), ("B1:C1", "ISBN")):
            sheet.merge_range(cells, name)
        sheet.write_row("B2", ["HB", "eBook"])
        sheet.write_row("A3", ["One", 9780306406157, 9783161484100])


def dates_of_the_1904_system(path: Path) -> None:
    with xlsxwriter.Workbook(path, {"date_1904": True}) as workbook:
        sheet = workbook.add_worksheet("List")
        sheet.write_row("A1", ["Title", "Pub date"])
        sheet.write("A2", "As a date")
        sheet.write_datetime("B2", DAY, workbook.add_format({"num_format": "d/m/yy"}))
        sheet.write_row("A3", ["As a year", 1999])


def dates_of_the_1900_system(path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in (["Title", "Pub date"], ["As a date", DAY], ["As a year", 1999], ["As a bare serial", 36286]):
        workbook.active.append(row)
    workbook.save(path)


def old_excel_with_hidden_rows_and_1904_dates(path: Path) -> None:
    workbook = xlwt.Workbook()
    workbook.dates_1904 = True
    sheet = workbook.add_sheet("List")
    shown = xlwt.XFStyle()
    shown.num_format_str = "d/m/yy"
    rows = (
        ["Title", "ISBN", "Pub date"],
        ["Café", 9780306406157, DAY],
        ["Hidden", None, None],
        ["Ж", "080442957X", 2001],
    )
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value, shown if value is DAY else xlwt.XFStyle())
    sheet.row(2).hidden = True
    sheet.write_merge(4, 5, 0, 0, "Two formats")
    sheet.write(4, 1, "9783161484100")
    sheet.write(5, 1, "9780306406157")
    old = workbook.add_sheet("Old")
    old.visibility = 1
    old.write(0, 0, "Title")
    workbook.save(str(path))


def binary_workbook(path: Path) -> None:
    rows = [["Title", "ISBN", "Pub date"], ["Café ж", 9780306406157, float((DAY - EXCEL_DAY_0).days)]]
    rows += [["Hidden", None, None], ["Zero lost", 306406152, None]]
    old = [["Title"], ["Gone"]]
    write_xlsb(path, {"List": rows, "Old": old}, hidden=["Old"], hidden_rows=[2], dates=[2])


def open_document_with_merged_cells_and_hidden_rows(path: Path) -> None:
    document = OpenDocumentSpreadsheet()
    hidden = Style(name="hidden", family="table")
    hidden.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(hidden)
    sheet = _ods_table(document, "List")
    _ods_row(sheet, [_ods_cell(name) for name in ("Title", "ISBN", "Pub date")])
    _ods_row(sheet, [_ods_cell("Café"), _ods_cell(9780306406157), _ods_cell(DAY)])
    _ods_row(sheet, [_ods_cell("Filtered away")], visibility="filter", numberrowsrepeated=2)
    _ods_row(sheet, [_ods_cell("Two formats", numberrowsspanned=2), _ods_cell("9783161484100")])
    _ods_row(sheet, [CoveredTableCell(), _ods_cell("080442957X")])
    old = _ods_table(document, "Old", stylename=hidden)
    _ods_row(old, [_ods_cell("Title")])
    document.save(str(path))


def _ods_table(document: OpenDocumentSpreadsheet, name: str, **how: object) -> Table:
    table = Table(name=name, **how)
    document.spreadsheet.addElement(table)
    return table


def _ods_row(table: Table, cells: list[TableCell], **how: object) -> None:
    row = TableRow(**how)
    table.addElement(row)
    for cell in cells:
        row.addElement(cell)


def _ods_cell(value: str | float | datetime.date, **how: object) -> TableCell:
    if isinstance(value, datetime.date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat(), **how)
    elif isinstance(value, str):
        cell = TableCell(valuetype="string", **how)
    else:
        cell = TableCell(valuetype="float", value=value, **how)
    cell.addElement(P(text=str(value)))
    return cell


MAKERS = {
    "xlsx": (
        isbns_shown_in_scientific_notation,
        merged_cells_hidden_rows_and_hidden_sheets,
        several_sheets,
        header_of_two_storeys,
        dates_of_the_1904_system,
        dates_of_the_1900_system,
    ),
    "xls": (old_excel_with_hidden_rows_and_1904_dates,),
    "xlsb": (binary_workbook,),
    "ods": (open_document_with_merged_cells_and_hidden_rows,),
}


def make_all(folder: Path) -> list[Path]:
    """Write every workbook; give the files."""
    made = []
    for suffix, makers in MAKERS.items():
        for maker in makers:
            path = folder / f"{maker.__name__}.{suffix}"
            maker(path)
            made.append(path)
    return made


if __name__ == "__main__":
    make_all(CASES)
