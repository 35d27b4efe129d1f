"""Author identity in a whole run: tables, counts, ids that stay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl

from stocktake.jobs import ReconcileJob
from stocktake.pipeline import reconcile
from tests.conftest import Small

LIST = """\
row_id,work_id,title,contributors,imprint
1,w1,The Grey Harbour,"Lee, Ann Margaret",Quay
2,w1,The Grey Harbour,"Lee, A. M.",Quay
3,w2,Winter Light,"Thorkildsen, Otto",Norna
4,w3,Other Waters,"Thorkildsen, O.",Norna
5,w4,Distant Tides,"Marsh, Vera",Quay
"""
ALIASES = "name,alias,kind\nAnn Margaret Lee,Vera Marsh,pen\nOtto Thorkildsen,O. Thorkildsen,other\n"


def tables_of(small: Small, aliases: str, text: str = LIST) -> dict[str, pl.DataFrame]:
    (small.folder / "list.csv").write_text(text, "utf-8")
    (small.folder / "aliases.csv").write_text(aliases, "utf-8")
    job = ReconcileJob((small.folder / "list.csv",), small.reference, small.folder / "out")
    run = reconcile(replace(job, aliases=small.folder / "aliases.csv"))
    names = ("authors", "author_merges", "author_doubts", "contributors")
    folder: Path = run.path / "tables"
    return {name: pl.read_parquet(folder / f"{name}.parquet") for name in names}


def test_a_run_tells_what_it_joined_and_what_it_left_apart(small: Small) -> None:
    found = tables_of(small, ALIASES)
    assert found["authors"]["name_variants"].to_list().count(["Marsh, Vera"]) == 1
    assert found["authors"].height == 3
    assert sorted(found["author_merges"].select("name_as_credited", "joined_by").rows()) == [
        ("Lee, A. M.", "initials_agree"),
        ("Lee, Ann Margaret", "fullest_name"),
        ("Thorkildsen, O.", "alias"),
        ("Thorkildsen, Otto", "fullest_name"),
    ]
    assert found["author_doubts"].is_empty()


def test_what_the_alias_table_would_settle_is_a_doubt_without_it(small: Small) -> None:
    found = tables_of(small, "name,alias,kind\n")
    doubts = found["author_doubts"].select("name_as_credited", "other_name", "reason").rows()
    assert [(*sorted(row[:2]), row[2]) for row in doubts] == [("Thorkildsen, O.", "Thorkildsen, Otto", "no_support")]


def test_another_title_leaves_the_ids_as_they_were(small: Small) -> None:
    one = tables_of(small, ALIASES)
    other = tables_of(small, ALIASES, LIST + '6,w5,Salt,"Lee, A. M.",Quay\n')
    assert set(one["authors"]["author_id"]) == set(other["authors"]["author_id"])
    assert set(one["authors"]["report_code"]) == set(other["authors"]["report_code"])
