"""Which pairs a run compares at all: the steps of a run up to its candidates, and nothing published."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from stocktake import publication, steps
from stocktake.jobs import ReconcileJob
from stocktake.warehouse.connection import connect

_PAIRS = """
    select titles.row_id as left_id, records.record_id as right_id
    from int_pairs__united as pairs
    inner join int_titles__numbered as titles on pairs.title_no = titles.title_no
    inner join stg_reference__records as records on pairs.record_no = records.record_no
    order by left_id, right_id
"""


def candidate_pairs(catalogue: Path, store: Path, out: Path) -> pl.DataFrame:
    """`left_id` (the listed row) and `right_id` (the record, without its table) of every pair that is weighed."""
    job = ReconcileJob((catalogue,), store, out)
    with publication.building(out, steps.identify_inputs(job)) as place:
        steps.read_catalogue(job, place)
        steps.find_candidates(job, place)
        with connect(place.work, job.machine) as con:
            found: pl.DataFrame = con.sql(_PAIRS).pl()
    return found.with_columns(pl.col("right_id").str.replace(r"^[^:]*:", ""))
