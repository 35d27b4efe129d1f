"""Files that are no lists are refused with what they are and what to do."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from stocktake.catalogue import read
from stocktake.errors import BadInput, UsageProblem


def zipped(names: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.csv", b"", "is empty"),
        ("blanks.csv", b"\xef\xbb\xbf \r\n\n", "is empty"),
        ("list.xlsx", zipped({"hello.txt": "x"}), "ZIP archive without a workbook"),
        ("list.xlsx", b"PK\x03\x04 torn", "damaged workbook"),
        ("list.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("list.xls", OLE + b"\0" * 2000, "is a damaged workbook"),
        ("list.csv", b"%PDF-1.7 ...", "PDF document"),
        ("list.xls", b"<html><table>", "web page"),
        ("feed.xml", b"<?xml version='1.0'?><catalog/>", "XML document"),
        ("list.csv", b"\x1f\x8b\x08 ...", "gzip archive"),
        ("list.csv", b'{"name": 1}', "JSON document"),
        ("list.bin", bytes(range(256)) * 20, "not a text table"),
        ("list.csv", b"a,b\nx,1\n", "no column of titles or identifiers (columns: a, b)"),
    ],
)
def test_what_is_no_list_is_refused_by_name(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput) as problem:
        read([path])
    assert told in str(problem.value)
    assert problem.value.advice
    assert problem.value.exit_code == 3


def test_missing_file_and_folder_are_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        read([tmp_path / "absent.csv"])
    with pytest.raises(BadInput, match="folder"):
        read([tmp_path])


def test_no_file_at_all_is_a_usage_problem() -> None:
    with pytest.raises(UsageProblem, match="No catalogue file"):
        read([])


def test_same_bytes_twice_would_count_twice_and_are_refused(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("title\nX\n")
    with pytest.raises(UsageProblem, match="same bytes"):
        read([tmp_path / "a.csv", tmp_path / "b.csv"])


def test_csv_named_xlsx_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_text("title,isbn\nX,9780306406157\n")
    assert read([path]).files["delimiter"].to_list() == [","]


def test_workbook_without_extension_is_read_as_what_it_is(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Title"])
    book.active.append(["X"])
    book.save(tmp_path / "list")
    assert read([tmp_path / "list"]).titles["title"].to_list() == ["X"]


def test_files_of_one_name_are_told_apart_by_their_folder(tmp_path: Path) -> None:
    for folder, title in (("spring", "A"), ("autumn", "B")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "list.csv").write_text(f"title\n{title}\n")
    found = read([tmp_path / "spring" / "list.csv", tmp_path / "autumn" / "list.csv"])
    assert found.titles["source_file"].to_list() == ["spring/list.csv", "autumn/list.csv"]
    assert found.titles["title_id"].n_unique() == 2
