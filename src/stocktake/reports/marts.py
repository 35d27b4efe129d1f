"""The marts a report is made of, read from Parquet with exactly the columns that are shown.

Nothing is matched or judged here: a verdict in a report is the verdict of the mart. Columns a report must
never show (locators, descriptions) are not merely left out of the templates, they are never read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl
from polars._typing import PolarsDataType

from stocktake.errors import BadInput, DataQualityStop

_TEXT, _WHOLE, _REAL, _TEXTS = pl.String(), pl.Int64(), pl.Float64(), pl.List(pl.String())
_EVIDENCE = pl.List(pl.Struct({"field": pl.String, "outcome": pl.String, "weight": pl.Float64}))
_COUNTS = "n_works_confirmed n_works_probable n_works_check n_works_not_found n_works_not_checkable n_editions n_files"


def _columns(texts: str, **others: PolarsDataType) -> MappingProxyType[str, PolarsDataType]:
    return MappingProxyType({**dict.fromkeys(texts.split(), _TEXT), **others})


_NUMBERS = dict.fromkeys(f"n_titles n_works {_COUNTS}".split(), _WHOLE)

_OUTCOMES = "n_sampled n_candidate n_found n_found_first n_other_record n_wrong_record n_check n_not_found"
_PAIRS = "n_found_records n_unlike_records n_truths n_truths_keyed n_truths_ranked n_truths_proposed"
_AUDITED = dict.fromkeys(f"{_OUTCOMES} {_PAIRS}".split(), _WHOLE)

SCHEMAS: MappingProxyType[str, MappingProxyType[str, PolarsDataType]] = MappingProxyType(
    {
        "titles": _columns(
            "title_id row_id work_id work_key source_file title subtitle edition year publisher imprint "
            "language format contribution_type language_code standing",
            source_line=_WHOLE,
            isbn13_list=_TEXTS,
            dois=_TEXTS,
            year_number=_WHOLE,
        ),
        "contributors": _columns("title_id role name_as_credited author_id", position=_WHOLE),
        "authors": _columns("author_id display_name report_code"),
        "author_merges": _columns("author_id name_as_credited joined_by support sentence", n_titles=_WHOLE),
        "author_doubts": _columns("author_id other_author_id reason"),
        "identifiers": _columns("title_id scheme value"),
        "rejected_rows": _columns("source_file reason advice raw", source_line=_WHOLE),
        "matched_records": _columns(
            "record_id source_table edition_key md5 title authors series volume year edition publisher "
            "language extension identifier_raw time_added time_modified visible generic",
            filesize=_WHOLE,
            flags=_TEXTS,
        ),
        "matches": _columns(
            "title_id record_id source_table md5 method verdict relation runner_up_record_id reason sentence "
            "reviewer_decision",
            probability=_REAL,
            score=_REAL,
            margin=_REAL,
            evidence=_EVIDENCE,
            flags=_TEXTS,
        ),
        "near_misses": _columns("title_id record_id title authors year sentence", place=_WHOLE, bits=_REAL),
        "title_exposure": _columns(
            "title_id work_key verdict method reason sentence best_record_id",
            probability=_REAL,
            n_records=_WHOLE,
            n_editions=_WHOLE,
            n_files=_WHOLE,
            n_check=_WHOLE,
            earliest_record_date=pl.Date(),
            flags=_TEXTS,
        ),
        "author_exposure": _columns(
            "author_id display_name report_code",
            **_NUMBERS,
            expected_true_matches=_REAL,
            earliest_record_date=pl.Date(),
        ),
        "imprint_exposure": _columns("imprint", **_NUMBERS, share_found=_REAL, share_low=_REAL, share_high=_REAL),
        "members": _columns("author_id member_number source_file", source_line=_WHOLE),
        "member_names": _columns(
            "list_code author_id name kind",
            **dict.fromkeys(["n_records_exact", "n_given_names", "n_candidates", "n_left_out"], _WHOLE),
        ),
        "member_candidates": _columns(
            "list_code author_id name record_id title names_on_record year publisher language agreement credited_as",
            **dict.fromkeys(["place", "n_records_exact", "n_given_names", "n_records_family"], _WHOLE),
        ),
        "self_audit": _columns("slice_kind slice", is_telling=pl.Boolean(), **_AUDITED),
        "blocking_costs": _columns("fate", pairs_from=_WHOLE, n_keys=_WHOLE, n_pairs=_WHOLE),
        "blocking_keys": _columns(
            "key dropped_by example_title_id",
            place=_WHOLE,
            n_titles=_WHOLE,
            n_records=_WHOLE,
            n_pairs=_WHOLE,
            is_used=pl.Boolean(),
        ),
        "blocking_losses": _columns(
            "title_id record_id title_outcome author_outcome cause outcome record_title record_authors",
            place=_WHOLE,
            bits=_REAL,
        ),
        "field_weights": _columns(
            "field outcome",
            **dict.fromkeys(["m", "u", "weight", "shipped_weight"], _REAL),
            n_m=_WHOLE,
            n_u=_WHOLE,
            is_learned=pl.Boolean(),
        ),
        "columns_read": _columns("source_file sheet column mapped_to how", n_filled=_WHOLE),
        "source_files": _columns(
            "source_file sha256 sheet encoding delimiter ignored_reasons",
            bytes=_WHOLE,
            header_line=_WHOLE,
            rows_in=_WHOLE,
            rows_used=_WHOLE,
            rows_rejected=_WHOLE,
            rows_ignored=_WHOLE,
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Marts:
    """One frame a mart; `run_parameters` as it is, since rules may add settings at any time."""

    titles: pl.DataFrame
    contributors: pl.DataFrame
    authors: pl.DataFrame
    author_merges: pl.DataFrame
    author_doubts: pl.DataFrame
    identifiers: pl.DataFrame
    rejected_rows: pl.DataFrame
    matched_records: pl.DataFrame
    matches: pl.DataFrame
    near_misses: pl.DataFrame
    title_exposure: pl.DataFrame
    author_exposure: pl.DataFrame
    imprint_exposure: pl.DataFrame
    members: pl.DataFrame
    member_names: pl.DataFrame
    member_candidates: pl.DataFrame
    self_audit: pl.DataFrame
    blocking_costs: pl.DataFrame
    blocking_keys: pl.DataFrame
    blocking_losses: pl.DataFrame
    field_weights: pl.DataFrame
    columns_read: pl.DataFrame
    source_files: pl.DataFrame
    run_parameters: pl.DataFrame


def audit_of_all(marts: Marts) -> dict[str, Any]:
    """The row of all works of the self-audit; every run has it."""
    rows = marts.self_audit.filter(slice_kind="all").to_dicts()
    if len(rows) != 1:
        raise DataQualityStop(f"self_audit has {len(rows)} rows for all works instead of one: the run is incomplete.")
    return rows[0]


def read_marts(tables: Path) -> Marts:
    """Read and check a run's marts. A missing table or column is named; types are cast to the contract's."""
    frames = {name: _read(tables / f"{name}.parquet", name) for name in SCHEMAS}
    marts = Marts(run_parameters=_whole(tables / "run_parameters.parquet"), **frames)
    _every_title_has_a_verdict(marts)
    _report_codes_name_one_author_each(marts.authors)
    return marts


def _whole(path: Path) -> pl.DataFrame:
    if not path.is_file():
        raise BadInput(path, "this table of the run is missing.", "Run the reconciliation again.")
    return pl.read_parquet(path)


def _read(path: Path, name: str) -> pl.DataFrame:
    wanted = SCHEMAS[name]
    if path.is_file():
        missing = [c for c in wanted if c not in pl.read_parquet_schema(path)]
        if missing:
            raise BadInput(path, f"the table has no column {', '.join(missing)}.", "Run the reconciliation again.")
    else:
        _whole(path)
    return pl.read_parquet(path, columns=list(wanted)).cast(pl.Schema(wanted)).select(list(wanted))


def _every_title_has_a_verdict(marts: Marts) -> None:
    lost = marts.titles.join(marts.title_exposure, on="title_id", how="anti").height
    if lost:
        raise DataQualityStop(f"{lost:,} titles have no row in title_exposure: the run is incomplete.")


def _report_codes_name_one_author_each(authors: pl.DataFrame) -> None:
    """Codes become file names, so they must be plain, and unlike each other even where case is ignored."""
    odd = authors.filter(~pl.col("report_code").str.contains(r"^[A-Za-z0-9][A-Za-z0-9-]{3,31}$").fill_null(False))
    if odd.height:
        raise DataQualityStop(f"{odd.height:,} authors have a report code that cannot be a file name.")
    folded = authors["report_code"].str.to_lowercase()
    if folded.n_unique() != authors.height:
        raise DataQualityStop("Two authors share a report code; their reports would overwrite each other.")
