"""Pen and married names from the user's table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from stocktake.errors import BadInput
from stocktake.matching.aliases import TABLE, read_aliases
from stocktake.pipeline import reconcile
from stocktake.publication import PublishedRun
from stocktake.steps import identify_inputs
from tests.conftest import Small

HEADER = "name,alias,kind,note\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "aliases.csv"


def refused(path: Path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read_aliases(path)
    return caught.value


def test_no_file_is_no_aliases() -> None:
    frame = read_aliases(None)
    assert (tuple(frame.columns), frame.height) == (TABLE, 0)


def test_names_hold_both_ways_in_any_order_of_their_parts(table: Path) -> None:
    table.write_text(HEADER + '"Lee, Ann",Vera Marsh,pen,\n\nJ. Smith,"Jones, J.",married,once\n')
    rows = read_aliases(table).select("family_key", "given_key", "alias_family_key", "alias_given_key", "alias_kind")
    assert rows.rows() == [
        ("lee", "ann", "marsh", "vera", "pen"),
        ("smith", "j", "jones", "j", "married"),
        ("marsh", "vera", "lee", "ann", "pen"),
        ("jones", "j", "smith", "j", "married"),
    ]


def test_repeated_row_counts_once(table: Path) -> None:
    table.write_text("kind,alias,name\n" + 'pen,Vera Marsh,"Lee, Ann"\n' * 2)
    assert read_aliases(table).height == 2


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Ann Lee,Vera Marsh,stage,", "'stage'"),
        ("Ann Lee,Vera Marsh,,", "''"),
        ("Ann Lee,Various,pen,", "'Various'"),
        (",Vera Marsh,pen,", "''"),
        ("Ann Lee,,pen,", "''"),
        ('Ann Lee,"Lee, Ann",other,', "the name itself"),
    ],
)
def test_wrong_row_is_named_with_its_line(table: Path, row: str, told: str) -> None:
    table.write_text(HEADER + 'Bo Quist,Otto Berg,pen,"a note\nof two lines"\n' + row + "\n")
    problem = refused(table)
    assert problem.line == 4
    assert told in str(problem)
    assert str(table) in str(problem)


def test_missing_column_is_named(table: Path) -> None:
    table.write_text("name,alias\nAnn Lee,Vera Marsh\n")
    assert "lacks the columns kind" in str(refused(table))


def test_missing_file_is_named(table: Path) -> None:
    assert str(table) in str(refused(table))


def listed_under_the_legal_name(small: Small) -> Small:
    """The book that the records credit to Kola Adeyemi is listed under Ida Quist."""
    text = small.catalogue.read_text("utf-8")
    small.catalogue.write_text(text.replace("Adeyemi, Kola", "Quist, Ida"), "utf-8")
    return small


@pytest.fixture
def run(small: Small, table: Path) -> PublishedRun:
    table.write_text(HEADER + '"Quist, Ida","Adeyemi, Kola",pen,\n')
    return reconcile(replace(listed_under_the_legal_name(small).job(), aliases=table))


def marts(run: PublishedRun, name: str) -> pl.DataFrame:
    return pl.read_parquet(run.path / "tables" / f"{name}.parquet")


def of_the_book(run: PublishedRun, name: str) -> pl.DataFrame:
    titles = marts(run, "titles").filter(pl.col("title").str.contains("Velvet Orchard"))
    return marts(run, name).join(titles.select("title_id"), on="title_id")


def test_listed_author_matches_under_a_pen_name_and_the_evidence_says_so(run: PublishedRun) -> None:
    match = of_the_book(run, "matches").filter(verdict="PROBABLE").row(0, named=True)
    assert "alias" in [item["outcome"] for item in match["evidence"]]
    assert "alias" in match["flags"]


def test_without_the_table_the_book_is_not_found(small: Small) -> None:
    plain = reconcile(listed_under_the_legal_name(small).job())
    assert of_the_book(plain, "matches").filter(verdict="PROBABLE").height == 0


def test_pen_name_stands_in_no_report_and_in_no_list_of_authors(run: PublishedRun) -> None:
    reports = [*(run.path / "reports" / "authors").iterdir()]
    assert reports
    assert [path.name for path in reports if "Adeyemi" in path.read_text("utf-8")] == []
    assert "Adeyemi" not in marts(run, "contributors")["family"].to_list()
    assert "Adeyemi" not in marts(run, "authors")["family"].to_list()


def test_pen_name_stays_hidden_where_the_record_is_only_near(small: Small, table: Path) -> None:
    table.write_text(HEADER + '"Quist, Ida","Adeyemi, Kola",pen,\n')
    text = listed_under_the_legal_name(small).catalogue.read_text("utf-8")
    small.catalogue.write_text(text.replace("Velvet Orchard (The)", "The Velvet Orchard, Volume 7"), "utf-8")
    near = reconcile(replace(small.job(), aliases=table))
    reports = [*(near.path / "reports" / "authors").iterdir()]
    assert [path.name for path in reports if "Adeyemi" in path.read_text("utf-8")] == []


def test_aliases_are_part_of_what_makes_the_run(small: Small, table: Path) -> None:
    plain = identify_inputs(small.job())
    table.write_text(HEADER + '"Quist, Ida","Adeyemi, Kola",pen,\n')
    with_table = identify_inputs(replace(small.job(), aliases=table))
    table.write_text(HEADER + '"Quist, Ida","Adeyemi, Kola",married,\n')
    with_other = identify_inputs(replace(small.job(), aliases=table))
    assert len({plain.run_key, with_table.run_key, with_other.run_key}) == 3
