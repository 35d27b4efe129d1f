"""Files of pairs: what is read, what is refused, what is written."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from stocktake.errors import BadInput, UsageProblem
from stocktake.evaluation.pair_files import check_suffix, read_pairs, write_pairs


def written(folder: Path, text: str, name: str = "pairs.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_every_delimiter_is_read_as_text_and_an_empty_cell_is_null(tmp_path: Path) -> None:
    for separator in (",", "\t", ";"):
        rows = [["left_title", "right_title", "left_year"], ["007", "x", ""], ["y", "z", "1999"]]
        frame = read_pairs(written(tmp_path, "\n".join(separator.join(row) for row in rows)))
        assert frame.rows() == [("007", "x", None), ("y", "z", "1999")]


def test_parquet_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "pairs.parquet"
    pl.DataFrame({"left_title": ["a"], "right_title": ["b"], "left_year": [1999], "label": [True]}).write_parquet(path)
    assert read_pairs(path).row(0) == ("a", "b", "1999", "true")


def test_the_suffix_says_how_answers_are_written(tmp_path: Path) -> None:
    frame = pl.DataFrame({"left_title": ["a, b"], "right_title": ["c"]})
    for name in ("out.csv", "out.tsv", "out.parquet"):
        write_pairs(frame, tmp_path / name)
        assert read_pairs(tmp_path / name).equals(frame)
    assert (tmp_path / "out.tsv").read_text().splitlines()[1] == "a, b\tc"


def test_a_suffix_that_names_no_format_is_refused() -> None:
    with pytest.raises(UsageProblem, match=r"scored.xlsx: pairs are written to .csv, .tsv, .parquet"):
        check_suffix(Path("scored.xlsx"))


def test_a_line_with_too_many_cells_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"more fields than defined in 'Schema'\. Give"):
        read_pairs(written(tmp_path, "left_title,right_title\na,b,c\n"))


def test_a_file_without_titles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="right_title"):
        read_pairs(written(tmp_path, "left_title,label\na,1\n"))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is empty"):
        read_pairs(written(tmp_path, ""))
    with pytest.raises(BadInput, match="no pair"):
        read_pairs(written(tmp_path, "left_title,right_title\n"))


def test_a_label_that_is_neither_is_refused_with_its_line_and_value(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"line 3: the label 'maybe' is neither 1 nor 0 .*: 2\)"):
        read_pairs(written(tmp_path, "left_title,right_title,label\na,b,1\nc,d,maybe\ne,f,\n"))


def test_a_column_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="left_title twice"):
        read_pairs(written(tmp_path, "left_title,right_title,left_title\na,b,c\n"))


def test_lists_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "pairs.parquet"
    pl.DataFrame({"left_title": ["a"], "right_title": ["b"], "left_authors": [["c", "d"]]}).write_parquet(path)
    with pytest.raises(BadInput, match="left_authors"):
        read_pairs(path)


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pairs.parquet"
    path.write_bytes(b"no parquet")
    with pytest.raises(BadInput, match="cannot be read as pairs"):
        read_pairs(path)
    with pytest.raises(BadInput, match="cannot be read as pairs"):
        read_pairs(tmp_path / "absent.csv")
    with pytest.raises(BadInput, match="cannot be read as pairs"):
        latin = tmp_path / "latin.csv"
        latin.write_bytes("left_title,right_title\ncafé,b\n".encode("latin-1"))
        read_pairs(latin)
