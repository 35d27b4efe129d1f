"""What may be by members who were listed without works: a page for the staff, a workbook to ask with, and tables."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from stocktake.reports.csv_safe import write_csv
from stocktake.reports.marts import Marts
from stocktake.reports.member_rows import candidates_shown, lists_shown
from stocktake.reports.member_sheet import write_member_sheet
from stocktake.reports.pages import write_page
from stocktake.reports.provenance import Provenance
from stocktake.reports.wording import CANDIDATE, MEMBER_SCOPE, standing_texts

MOST_LISTS = 500
MOST_RECORDS = 10
PAGE = "member-candidates.html"
WORKBOOK = "member-candidates.xlsx"
TABLES = ("exports/member_candidates.csv", "exports/member_lists.csv")


def write_members(marts: Marts, into: Path, provenance: Provenance) -> tuple[Path, ...]:
    """`member-candidates.html` and `.xlsx`, `exports/member_candidates.csv` and `exports/member_lists.csv`; where
    nobody is listed without works there are none, and those of an earlier list are removed.

    The page shows the first MOST_RECORDS of the first MOST_LISTS names, the workbook as many rows as it may hold, the
    table of candidates all. No file but `member_lists.csv` joins a code with a member's number.
    """
    if marts.member_names.is_empty():
        for name in (PAGE, WORKBOOK, *TABLES):
            (into / name).unlink(missing_ok=True)
        return ()
    (into / "exports").mkdir(parents=True, exist_ok=True)
    lists, candidates = lists_shown(marts), candidates_shown(marts)
    return (
        _write_page(lists, candidates, into / PAGE, provenance),
        write_member_sheet(candidates, into / WORKBOOK),
        write_csv(candidates, into / TABLES[0]),
        write_csv(_whose(marts), into / TABLES[1]),
    )


def _write_page(lists: pl.DataFrame, candidates: pl.DataFrame, path: Path, provenance: Provenance) -> Path:
    shown = lists.filter(pl.col("n_candidates") > 0).head(MOST_LISTS)
    records = candidates.join(shown.select("list_code"), on="list_code", how="semi", maintain_order="left")
    first = records.filter(pl.col("place") <= MOST_RECORDS).partition_by("list_code", as_dict=True, include_key=False)
    return write_page(
        path,
        "member_candidates",
        provenance=provenance,
        text=standing_texts(provenance),
        scope=MEMBER_SCOPE.format(source=provenance.listed_by, date=provenance.snapshot, sha=provenance.checksum),
        candidate=CANDIDATE,
        lists=[{**row, "records": first[(row["list_code"],)].to_dicts()} for row in shown.to_dicts()],
        n_lists=lists.height,
        n_with=lists.filter(pl.col("n_candidates") > 0).height,
        n_candidates=candidates.height,
        workbook=WORKBOOK,
    )


def _whose(marts: Marts) -> pl.DataFrame:
    """The table by which the staff send a list to its member: code and member number (or the place in the file)."""
    listed = marts.members.sort("source_file", "source_line").unique("author_id", keep="first", maintain_order=True)
    persons = listed.select("author_id", "member_number", "source_file", "source_line")
    lists = marts.member_names.select("list_code", "author_id", "n_candidates", "n_left_out")
    return lists.join(persons, on="author_id", how="left").drop("author_id").sort("list_code")
