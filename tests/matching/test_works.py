"""Components of rows that share keys, and the second pass that links further editions of a work that is found."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from stocktake.matching import judging
from stocktake.matching.components import bounded_components, components
from stocktake.matching.editions.shown import add_edition_probabilities
from stocktake.matching.judging import JUDGED_BY_TITLE, judge_pairs, weigh_pairs
from stocktake.matching.links import link_editions
from stocktake.settings import Machine, Rules
from stocktake.warehouse.models import build, drop_what_reads
from tests.matching.sides import Row, proposed, write_catalogue, write_reference
from tests.matching.test_candidates import damaged, record

A, B, C = "9780306406157", "9780140449136", "9783161484100"
LEE = {"authors": "Lee, Ann", "language": "English"}
HARBOUR = LEE | {"title": "The Grey Harbour of the Northern Coast"}

# --- components ----------------------------------------------------------------------------------


def frame(links: Sequence[tuple[int, str]]) -> pl.DataFrame:
    return pl.DataFrame(list(links), schema={"row_no": pl.UInt32, "link_key": pl.String}, orient="row")


def flooded(links: Sequence[tuple[int, str]]) -> dict[int, int]:
    """The slow obvious version: from each row, all rows that can be reached."""
    named: dict[int, int] = {}
    for start in sorted({row for row, _ in links}):
        reached, rows = {start}, {start}
        while rows:
            keys = {key for row, key in links if row in rows}
            rows = {row for row, key in links if key in keys} - reached
            reached |= rows
        named[start] = min(reached)
    return named


@pytest.mark.parametrize("seed", range(25))
def test_components_are_what_flooding_reaches(seed: int) -> None:
    draw = random.Random(seed)
    n = draw.randrange(1, 60)
    links = [(draw.randrange(n), f"k{draw.randrange(n)}") for _ in range(draw.randrange(1, 80))]
    assert dict(components(frame(links)).iter_rows()) == flooded(links)


def test_a_long_chain_is_one_component() -> None:
    links = frame([(row, f"k{row + end}") for row in range(50_000) for end in (0, 1)]).sample(
        fraction=1.0, shuffle=True, seed=3
    )
    found = components(links)
    assert found["component"].unique().to_list() == [0]
    assert found["row_no"].to_list() == list(range(50_000))


def test_no_links_have_no_components() -> None:
    assert components(frame([])).is_empty()
    assert bounded_components(frame([]).with_columns(pl.lit(True).alias("is_firm")), 5).is_empty()


def bounded(links: Sequence[tuple[int, str]], most: int) -> list[tuple[int, int, bool]]:
    firm = frame(links).with_columns(pl.col("link_key").str.starts_with("k").alias("is_firm"))
    return list(bounded_components(firm, most).iter_rows())


def test_a_giant_component_is_cut_to_its_firm_links_and_a_small_one_is_left() -> None:
    chain = [(0, "k0"), (1, "k0"), (1, "i0"), (2, "i0"), (2, "k1"), (3, "k1"), (3, "i1"), (4, "i1")]
    small = [(7, "i7"), (8, "i7")]
    assert bounded([*chain, *small], 5) == [(row, 0 if row < 5 else 7, False) for row in (0, 1, 2, 3, 4, 7, 8)]
    assert bounded([*chain, *small], 4) == [
        (0, 0, True),
        (1, 0, True),
        (2, 2, True),
        (3, 2, True),
        (4, 4, True),
        (7, 7, False),
        (8, 7, False),
    ]


def test_equal_rows_are_never_parted_however_many() -> None:
    assert bounded([(row, "k") for row in range(9)], 3) == [(row, 0, False) for row in range(9)]


# --- linked editions -------------------------------------------------------------------------------

Found = dict[tuple[int, int], tuple[str, str, str]]


def tables_of_pairs(con: duckdb.DuckDBPyConnection) -> list[list[Any]]:
    return [con.execute(f"select * from {table} order by title_no, record_no").fetchall() for table in JUDGED_BY_TITLE]


def tables_of_pairs_judged_at_once(con: duckdb.DuckDBPyConnection) -> list[list[Any]]:
    """The slow obvious version: all pairs are judged again, not only those of the titles with new ones."""
    drop_what_reads(con, ["pairs_weighed", "links_proposed"])
    judge_pairs(con)
    return tables_of_pairs(con)


def linked(folder: Path, listed: Sequence[Row], records: Sequence[Row], rules: Rules | None = None) -> Found:
    """Verdict, reason and relation of the shown pairs; a listed title may have a `work_id`."""
    write_catalogue(folder / "catalogue", listed)
    ids = pl.Series("work_id", [row.get("work_id") for row in listed], dtype=pl.String)
    titles = pl.read_parquet(folder / "catalogue" / "titles.parquet")
    titles.with_columns(ids).write_parquet(folder / "catalogue" / "titles.parquet")
    write_reference(folder / "reference", records)
    with proposed(folder, "work", rules) as con:
        weigh_pairs(con)
        judge_pairs(con)
        link_editions(con)
        add_edition_probabilities(con)
        build(con, ["int_pairs__related"])
        rows = con.execute(
            "select title_no, record_no, verdict, reason, relation "
            "from int_pairs__judged join int_pairs__related using (title_no, record_no)"
        ).fetchall()
    return {(title, number): tuple(rest) for title, number, *rest in rows}


def test_all_pairs_are_judged_again_where_one_of_articles_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sides = [HARBOUR | {"isbn": A}], [HARBOUR | {"isbn": f"{A}, {B}"}, {"isbn": B}]
    alone = linked(tmp_path / "alone", *sides)
    monkeypatch.setattr(judging, "_has_new_articles", lambda con: True)
    assert linked(tmp_path / "all", *sides) == alone


def test_a_record_without_title_and_author_is_linked_by_the_isbn_of_a_confirmed_one(tmp_path: Path) -> None:
    found = linked(tmp_path, [HARBOUR | {"isbn": A}], [HARBOUR | {"isbn": f"{A}, {B}"}, {"isbn": B}])
    assert found[0, 0][0] == "CONFIRMED"
    assert found[0, 1][:2] == ("PROBABLE", "link_isbn")


def test_the_isbn_of_a_probable_record_links_nothing(tmp_path: Path) -> None:
    found = linked(tmp_path, [HARBOUR], [HARBOUR | {"isbn": f"{A}, {B}"}, {"isbn": B}])
    assert found.keys() == {(0, 0)}


@pytest.mark.parametrize(
    "other",
    [
        LEE | {"title": "Winter Light over the Marshes", "isbn": B},
        LEE | {"title": "The Grey Harbour of the Northern Coast: complete set", "isbn": B},
        LEE | {"title": "Harbour Tales: 3 books in 1", "isbn": B},
    ],
)
def test_an_isbn_that_stands_on_another_title_or_a_set_links_nothing(tmp_path: Path, other: Row) -> None:
    found = linked(tmp_path, [HARBOUR | {"isbn": A}], [HARBOUR | {"isbn": f"{A}, {B}"}, {"isbn": B}, other])
    assert (0, 1) not in found
    assert not any(reason.startswith("link") for _, reason, _ in found.values())


def test_the_isbn_that_the_record_calls_that_of_a_set_links_nothing(tmp_path: Path) -> None:
    found = linked(tmp_path, [HARBOUR | {"isbn": A}], [HARBOUR | {"isbn": f"{A}; {B} (set)"}, {"isbn": B}])
    assert found.keys() == {(0, 0)}


def test_an_isbn_on_more_records_than_the_bound_links_nothing(tmp_path: Path) -> None:
    records = [HARBOUR | {"isbn": f"{A}, {B}"}, *[{"isbn": B}] * 6]
    (tmp_path / "whole").mkdir()
    assert len(linked(tmp_path / "whole", [HARBOUR | {"isbn": A}], records)) == 7
    assert len(linked(tmp_path, [HARBOUR | {"isbn": A}], records, Rules(most_linked=6))) == 1


def test_a_translation_is_linked_by_the_users_own_work_id(tmp_path: Path) -> None:
    german = {"title": "Der graue Hafen an der Nordküste", "authors": "Lee, Ann", "language": "German"}
    listed = [HARBOUR | {"work_id": "W1"}, german | {"work_id": "W1"}]
    found = linked(tmp_path, listed, [german, HARBOUR])
    assert found[1, 0][0] == "PROBABLE"
    assert found[0, 0] == ("PROBABLE", "link_translation", "translation")
    assert found[1, 1] == ("PROBABLE", "link_translation", "translation")


def test_without_a_work_id_a_translation_is_not_linked(tmp_path: Path) -> None:
    german = {"title": "Der graue Hafen an der Nordküste", "authors": "Lee, Ann", "language": "German"}
    found = linked(tmp_path, [HARBOUR, german], [german, HARBOUR])
    assert (0, 0) not in found


def test_a_work_id_does_not_link_what_another_person_wrote(tmp_path: Path) -> None:
    other = {"title": "Winter Light over the Marshes", "authors": "Berg, Otto", "language": "German"}
    listed = [HARBOUR | {"work_id": "W1"}, other | {"work_id": "W1"}]
    found = linked(tmp_path, listed, [other, HARBOUR])
    assert found.keys() == {(0, 1), (1, 0)}


STRENGTH = {"CONFIRMED": 3, "PROBABLE": 2, "CHECK": 1}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records in two editions that share an ISBN, and listed titles with the misprints of a hurried typist."""
    draw = random.Random(11)
    works = [record(draw) for _ in range(120)]
    isbns = iter([f"97803064{no:04}" for no in range(1000)])
    records = [
        w | {"isbn": isbn, "year": str(draw.randrange(1980, 2020))}
        for w in works
        for isbn in [with_check_digit(next(isbns))]
        for _ in range(2)
    ]
    listed = [dict(damaged(records[2 * no], draw)) | {"isbn": records[2 * no]["isbn"]} for no in range(120)]
    folder = tmp_path_factory.mktemp("library")
    write_catalogue(folder / "catalogue", listed + [dict(damaged(w, draw)) for w in works])
    write_reference(folder / "reference", records)
    return folder


def with_check_digit(twelve: str) -> str:
    from stocktake.text.isbn import ean_check_digit

    return twelve + ean_check_digit(twelve)


def passes(folder: Path, work: str, threads: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    with proposed(folder, work, machine=Machine(threads=threads)) as con:
        weigh_pairs(con)
        judge_pairs(con)
        before = con.sql("select * from int_pairs__judged order by title_no, record_no").pl()
        link_editions(con)
        add_edition_probabilities(con)
        after = con.sql("select * from int_pairs__judged order by title_no, record_no").pl()
        build(con, ["int_records__grouped"])
        return before, after, con.sql("select * from int_records__grouped order by all").pl()


def test_no_verdict_gets_worse_by_a_link(library: Path) -> None:
    before, after, _ = passes(library, "worse", 2)
    stronger = {(t, r): STRENGTH[v] for t, r, v in after.select("title_no", "record_no", "verdict").iter_rows()}
    settled = before.filter(pl.col("verdict") != "CHECK").select("title_no", "record_no", "verdict")
    assert settled.height > 200
    assert all(stronger[t, r] >= STRENGTH[v] for t, r, v in settled.iter_rows())


def test_one_thread_and_two_link_and_group_alike(library: Path) -> None:
    for one, two in zip(passes(library, "one", 1), passes(library, "two", 2), strict=True):
        assert_frame_equal(one, two, check_exact=True)


def test_editions_are_those_of_an_isbn_and_works_hold_them(library: Path) -> None:
    *_, grouped = passes(library, "editions", 2)
    assert grouped["edition_key"].n_unique() == 120
    assert grouped.group_by("edition_key").agg(pl.col("work_key").n_unique())["work_key"].unique().to_list() == [1]
