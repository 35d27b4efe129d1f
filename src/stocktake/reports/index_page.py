"""The index of authors, for the staff: the one page that joins names with report codes."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from stocktake.reports.marts import Marts
from stocktake.reports.pages import script, write_page
from stocktake.reports.provenance import Provenance
from stocktake.reports.wording import standing_texts


def write_index(marts: Marts, into: Path, provenance: Provenance) -> Path:
    """`index.html`: a plain table; the filter is an aid and needs no network and no other file."""
    rows = marts.author_exposure.sort(pl.col("display_name").str.to_lowercase(), "report_code")
    source, digest = script("index")
    return write_page(
        into / "index.html",
        "index",
        provenance=provenance,
        text=standing_texts(provenance),
        rows=rows.to_dicts(),
        n_names_looked_up=marts.member_names.height,
        n_member_candidates=marts.member_candidates.height,
        script=source,
        digest=digest,
    )
