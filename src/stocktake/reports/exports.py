"""Tables for spreadsheets: the marts with what a reader needs beside them, every cell made fit to open.

A checksum of a file is shortened here as in every report; in full it stands in the run's Parquet tables only.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from stocktake.reports.csv_safe import without_address_column, write_csv
from stocktake.reports.marts import Marts
from stocktake.reports.records import MD5_SHOWN

_OURS = [
    "title_id",
    "row_id",
    "source_file",
    "source_line",
    "title",
    "subtitle",
    "edition",
    "year",
    "publisher",
    "imprint",
    "language",
    "format",
    "contribution_type",
    "isbn13",
]
_RECORD = [
    "record_title",
    "record_authors",
    "record_series",
    "record_volume",
    "record_year",
    "record_edition",
    "record_publisher",
    "record_language",
    "record_extension",
    "record_filesize",
    "record_identifiers",
    "record_added",
    "record_modified",
    "record_visible",
    "record_flags",
]
_REJECTED = ["source_file", "source_line", "reason", "advice", "raw"]


def write_exports(marts: Marts, into: Path) -> tuple[Path, ...]:
    """`matches`, `titles_exposure`, `authors_exposure`, `imprints_exposure` and `rejected_rows` as CSV."""
    into.mkdir(parents=True, exist_ok=True)
    listed = _listed(marts)
    frames = {
        "matches": _matches(marts, listed),
        "titles_exposure": _titles(marts, listed),
        "authors_exposure": _rounded(marts.author_exposure.sort("report_code")),
        "imprints_exposure": _rounded(marts.imprint_exposure.sort("imprint")),
        "rejected_rows": marts.rejected_rows.select(_REJECTED).sort(
            "source_file", "source_line", "reason", "raw", nulls_last=True
        ),
    }
    return tuple(write_csv(frame, into / f"{name}.csv") for name, frame in frames.items())


def _listed(marts: Marts) -> pl.DataFrame:
    isbn = pl.element().str.head(3) + "-" + pl.element().str.slice(3)
    titles = marts.titles.with_columns(pl.col("isbn13_list").list.eval(isbn).list.join("; ").alias("isbn13"))
    return titles.select(_OURS)


def _titles(marts: Marts, listed: pl.DataFrame) -> pl.DataFrame:
    exposure = marts.title_exposure.with_columns(pl.col("flags").list.join("; "))
    return _rounded(listed.join(exposure, on="title_id", how="inner").sort("title_id"))


def _matches(marts: Marts, listed: pl.DataFrame) -> pl.DataFrame:
    short = pl.col("md5").str.head(MD5_SHOWN) + "…"
    evidence = pl.col("evidence").list.eval(_evidence_text()).list.join("; ")
    pairs = marts.matches.with_columns(short.alias("md5_first_8"), evidence, pl.col("flags").list.join("; ")).rename(
        {"score": "score_of_100_not_a_probability", "evidence": "evidence_in_bits"}
    )
    works = marts.title_exposure.select("title_id", "work_key")
    joined = listed.join(works, on="title_id").join(pairs.drop("md5"), on="title_id")
    return _rounded(joined.join(_records(marts), on="record_id", how="left").sort("title_id", "record_id"))


def _evidence_text() -> pl.Expr:
    """`title exact +14.1`, as in an author's copy; its minus is no hyphen, so no cell starts with one."""
    part = pl.element().struct
    weight = part.field("weight").fill_null(0.0).round(1)
    sign = pl.when(weight > 0).then(pl.lit("+")).when(weight < 0).then(pl.lit("−")).otherwise(pl.lit(""))
    words = [part.field(n).fill_null("").str.replace_all("_", " ", literal=True) for n in ("field", "outcome")]
    return pl.concat_str([*words, sign + weight.abs().cast(pl.String)], separator=" ")


def _records(marts: Marts) -> pl.DataFrame:
    """Records with their links taken out; the raw text stays in the run's tables."""
    renamed = {
        "identifier_raw": "record_identifiers",
        "time_added": "record_added",
        "time_modified": "record_modified",
    }
    records = marts.matched_records.with_columns(pl.col("flags").list.join("; "))
    records = records.drop("source_table", "md5", "generic").rename(renamed)
    records = records.rename({c: f"record_{c}" for c in records.columns if not c.startswith("record_")})
    texts = [c for c in _RECORD if records.schema[c] == pl.String]
    return records.with_columns([without_address_column(records[c]) for c in texts]).select("record_id", *_RECORD)


def _rounded(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.selectors.float().round(4))
