from __future__ import annotations

import gzip
from pathlib import Path

import polars as pl
import pytest

from stocktake.errors import BadInput, UsageProblem
from stocktake.reference import store
from stocktake.reference.lists.mapping import CANONICAL, apply, load_mapping
from stocktake.reference.prepared.index import Files

ROOT = Path(__file__).parents[2]
LOC_BOOKS = ROOT / "../shared/eval/loc_books"
HEADER = ",".join(CANONICAL)


@pytest.fixture(autouse=True)
def _no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.index, "index", lambda folder, tell: Files(0, 0))


def build(folder: Path, data: bytes, name: str = "reference.csv", mapping: str | None = None) -> pl.DataFrame:
    (folder / name).write_bytes(data)
    rules = None
    if mapping is not None:
        rules = folder / "mapping.toml"
        rules.write_text(mapping)
    store.build([folder / name], folder / "ref", mapping=rules)
    return pl.read_parquet(folder / "ref/records/*.parquet")


def test_a_canonical_csv_fills_the_store(tmp_path: Path) -> None:
    line = 'x:1,"Title, with ""quotes""\nand a line","Lee, Ann; Ruiz, Bo",1999,P,English,2nd,'
    line += "S,3,10,9780849312175,,,,ab,pdf,5000,2020-01-01,cpr,,,,"
    frame = build(tmp_path, f"{HEADER}\n{line}\n".encode())
    (record,) = frame.to_dicts()
    assert record["title"] == 'Title, with "quotes"\nand a line'
    assert (record["record_id"], record["source_table"], record["filesize"]) == ("x:1", "canonical", 5000)
    assert (record["year_number"], record["volume_key"], record["flags"]) == (1999, "3", ["hidden"])
    names = pl.read_parquet(tmp_path / "ref/contributors/*.parquet")
    assert names["family_key"].to_list() == ["lee", "ruiz"]
    identifiers = pl.read_parquet(tmp_path / "ref/identifiers/*.parquet")
    assert identifiers.select("scheme", "value").rows() == [("isbn13", "9780849312175")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_from_the_header(delimiter: str, tmp_path: Path) -> None:
    text = f"record_id{delimiter}title{delimiter}year\r\n1{delimiter}A{delimiter}2001\r\n"
    frame = build(tmp_path, gzip.compress(b"\xef\xbb\xbf" + text.encode()), "reference.csv.gz")
    assert frame.select("record_id", "title", "year").rows() == [("1", "A", "2001")]


def test_a_row_of_another_width_is_rejected_and_the_others_go_on(tmp_path: Path) -> None:
    frame = build(tmp_path, b"record_id,title\n1,A\n2,B,C\n3,D\n")
    assert frame["record_id"].to_list() == ["1", "3"]
    rejected = pl.read_parquet(tmp_path / "ref/rejected.parquet")
    assert rejected.select("source_file", "source_line", "reason", "raw").rows() == [
        ("reference.csv", 3, "3 fields where the header has 2", "2,B,C")
    ]


def test_bytes_that_are_not_utf8_are_replaced_and_flagged(tmp_path: Path) -> None:
    frame = build(tmp_path, b"record_id,title\n1,caf\xe9\n2,plain\n")
    assert frame.select("title", "flags").rows() == [("caf\ufffd", ["repaired_text"]), ("plain", [])]


def test_rows_without_an_id_column_are_named_by_file_and_number(tmp_path: Path) -> None:
    frame = build(tmp_path, b"title,authors\nA,\nB,\n")
    assert frame["record_id"].to_list() == ["reference.csv:1", "reference.csv:2"]


def test_a_mapping_joins_columns_and_lists(tmp_path: Path) -> None:
    mapping = """
        contributors = "comma"
        [columns]
        record_id = "key"
        title = { from = ["a", "n", "b"], join = [". ", ": "], trim = " /:" }
        authors = ["first", "others"]
    """
    frame = pl.DataFrame(
        {"key": [1, 2], "a": ["Plants :", "Only"], "n": ["", None], "b": ["a guide /", ""],
        "first": ["Ann Lee", None],
         "others": [["Bo Ruiz", "Cy Ode"], []]}
    )  # fmt: skip
    frame.write_parquet(tmp_path / "in.parquet")
    made = build(tmp_path, (tmp_path / "in.parquet").read_bytes(), "books.parquet", mapping)
    assert made.select("record_id", "title", "authors").rows() == [
        ("1", "Plants: a guide", "Ann Lee; Bo Ruiz; Cy Ode"),
        ("2", "Only", None),
    ]


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ("[columns]\ntitel = 'a'", "'titel' is not a canonical column"),
        ("[columns]\ntitle = 3", "column 'title' needs"),
        ("[columns]\ntitle = {from = ['a', 'b'], join = ['x', 'y']}", "joins 2 columns but gives 2 joins"),
        ("contributors = 'newline'", "is none of semicolon, comma, auto"),
        ("colums = 1", "unknown key 'colums'"),
        ("[columns", "not valid TOML"),
        ("[columns]\ntitle = 'nowhere'", "names a column 'nowhere' that it does not have"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(mapping: str, words: str, tmp_path: Path) -> None:
    with pytest.raises((UsageProblem, BadInput), match=words):
        build(tmp_path, b"record_id,title\n1,A\n", mapping=mapping)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"record_id,year\n1,2000\n", "no column for a title or an identifier"),
        (b"record_id,title\n", "a header but no usable row"),
        (b"title,year,title\nA,1,B\n", "names 'title' twice"),
        (b"PAR1 not really", "Parquet file is damaged"),
    ],
)
def test_a_table_that_cannot_serve_is_refused_in_words(data: bytes, words: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=words):
        build(tmp_path, data)


@pytest.mark.skipif(not LOC_BOOKS.is_dir(), reason="../shared/eval/loc_books is not here")
def test_the_mapping_of_the_library_of_congress_records_fits_them() -> None:
    mapping = load_mapping(ROOT / "docs/mappings/loc_books.toml")
    frame = pl.read_parquet(sorted(LOC_BOOKS.glob("*.parquet"))[0], columns=mapping.sources, n_rows=20)
    made = apply(mapping, frame).to_dicts()[6]
    assert made["title"] == "The complete geography"
    assert made["authors"] == "Tarbell, H. S. (Horace Sumner); Tarbell, Martha"
    assert (made["year"], made["publisher"], made["pages"]) == ("1899", "Werner School Book Co.", "152 p.")


def test_a_csv_whose_authors_are_plainly_parted_by_commas_is_read_so(tmp_path: Path) -> None:
    rows = "".join(f'{n},Title {n},"Ann Lee{n} Moe, Bo Quist{n} Roe"\n' for n in range(9))
    path = tmp_path / "records.csv"
    path.write_text("record_id,title,authors\n" + rows)
    store.build([path], tmp_path / "store")
    assert pl.read_parquet(tmp_path / "store" / "contributors" / "*.parquet").height == 18


def test_the_semicolon_of_an_entity_parts_no_names(tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    path.write_text('record_id,title,authors\n1,Joins,"C&#233;sar Galindo; Ann Lee"\n')
    store.build([path], tmp_path / "store")
    found = pl.read_parquet(tmp_path / "store" / "contributors" / "*.parquet")
    assert found["family_key"].to_list() == ["galindo", "lee"]
