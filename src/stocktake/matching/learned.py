"""Weights of year, publisher and language as this run's own pairs teach them, from the shipped ones on.

m, the share of an outcome among pairs of one work, is counted on pairs that share a sound identifier and agree in title
or author: fields that are not learned, so that none chooses its own pairs. u, its share among pairs of different works,
is counted on listed titles beside records drawn at random, not on candidates, which are alike because they were sought
so. Both start from the shipped shares, as if these had been seen PRIOR_SAME and PRIOR_RANDOM times.

Pairs that share an identifier are of one edition, and other editions of the work differ in year and publisher more
often: a difference may come to weigh less in a run, never more. Outcomes of title and author are not learned: they
depend on each other, and are fitted together, on labelled pairs.
"""

from __future__ import annotations

import duckdb
import numpy as np
import polars as pl

from stocktake.matching.credited import read_names
from stocktake.matching.evidence import Frequencies, weigh
from stocktake.matching.publication import compare_publications
from stocktake.matching.weights import SHARES, SHIPPED, FixedWeights, dependent_bits
from stocktake.warehouse.connection import add_rows
from stocktake.warehouse.models import build, existing_tables, load_models

TABLE = "weights_of_run"
LEAST_PAIRS = 30  # listed titles with an identifier and the field on both sides; fewer teach nothing
RANDOM_PAIRS = 20_000
RANDOM_ROWS = 4_000  # listed titles and records, at most, that the random pairs are made of
PRIOR_SAME, PRIOR_RANDOM = 200, 2_000
MOST_MOVED = 2.0  # bits that a learned weight may lie from the shipped one
TITLES_AGREE = ("exact", "same_without_subtitle", "parallel_title", "numerals", "truncated", "reordered", "spelling")
AUTHORS_AGREE = ("same", "same_without_middle", "initials_agree", "nickname", "transliteration", "alias")
COMPARED = ("year_number", "publisher_key", "language_code")
UNREAD = ("title_key", "volume_key")
COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "field": pl.String,
    "outcome": pl.String,
    "m": pl.Float64,
    "u": pl.Float64,
    "weight": pl.Float64,
    "n_m": pl.Int64,
    "n_u": pl.Int64,
    "shipped_m": pl.Float64,
    "shipped_u": pl.Float64,
    "shipped_weight": pl.Float64,
    "is_learned": pl.Boolean,
}
Counts = dict[str, int]
Row = tuple[str, str, float | None, float | None, float, int, int, float | None, float | None, float, bool]


def learn_weights(con: duckdb.DuckDBPyConnection, frequencies: Frequencies) -> FixedWeights:
    """The weights of this run; the table TABLE is made unless it is there, so that a run learns once."""
    if TABLE not in existing_tables(con):
        build(con, ["int_teaching_pairs__drawn"])
        alike = agreeing_pairs(con, frequencies)
        add_rows(con, TABLE, field_weights(alike, random_pairs(con) if alike.height >= LEAST_PAIRS else alike.clear()))
    return read_weights(con)


def read_weights(con: duckdb.DuckDBPyConnection) -> FixedWeights:
    """The weights in the table TABLE: by field and outcome, in bits."""
    rows = con.execute(f"select field, outcome, weight from {TABLE}").fetchall()
    return {
        field: {**shipped, **{outcome: bits for name, outcome, bits in rows if name == field}}
        for field, shipped in SHIPPED.items()
    }


def field_weights(alike: pl.DataFrame, unlike: pl.DataFrame) -> pl.DataFrame:
    """One row a field and outcome, with COLUMNS: shares and weight of the run, and the shipped ones.

    alike, unlike: pairs of one work and random pairs, with `year_outcome, publisher_outcome, language_outcome`. Fields
    that are not learned have a shipped weight and no shares.
    """
    rows = [row for field in SHARES for row in _learned(field, _counts(alike, field), _counts(unlike, field))]
    rows += [
        (field, outcome, None, None, bits, 0, 0, None, None, bits, False)
        for field in SHIPPED
        if field not in SHARES
        for outcome, bits in SHIPPED[field].items()
        if outcome not in ("missing", "none")
    ]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def agreeing_pairs(con: duckdb.DuckDBPyConnection, frequencies: Frequencies) -> pl.DataFrame:
    """The pairs of `int_teaching_pairs__drawn` that agree in title or author, with their outcomes."""
    numbered = (
        _described(con)
        .with_row_index("pair_no")
        .with_columns(pl.col("title_no").alias("left_no"), pl.col("record_no").alias("right_no"))
    )
    weighed = weigh(numbered, *read_names(con, numbered), frequencies)
    agrees = pl.col("title_outcome").is_in(TITLES_AGREE) | pl.col("author_outcome").is_in(AUTHORS_AGREE)
    return weighed.filter(agrees).select(f"{field}_outcome" for field in SHARES)


def _described(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """What `int_pairs__described` gives for the drawn pairs alone, without reading the millions of a large run."""
    con.execute("create temp view int_pairs__united as select * from int_teaching_pairs__drawn")
    pairs: pl.DataFrame = con.sql(
        f"select * from ({load_models()['int_pairs__described'].sql}) order by title_no, record_no"
    ).pl()
    con.execute("drop view temp.int_pairs__united")
    return pairs


def random_pairs(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Outcomes of RANDOM_PAIRS pairs of a listed title and a record, drawn by seed; none shares an identifier."""
    draw = np.random.default_rng(int(con.execute("select seed from run_parameters").fetchall()[0][0]))
    left = _drawn(con, draw, "int_titles__numbered", "title_no")
    right = _drawn(con, draw, "stg_reference__records", "record_no")
    pairs = pl.concat([_sampled(left, draw, "left"), _sampled(right, draw, "right")], how="horizontal")
    unlike = pairs.join(_one_work(con, left), on=["title_no_left", "record_no_right"], how="anti")
    unread = [pl.lit(None, pl.String).alias(f"{key}_{side}") for key in UNREAD for side in ("left", "right")]
    return compare_publications(unlike.with_columns(unread)).select(f"{field}_outcome" for field in SHARES)


def _drawn(con: duckdb.DuckDBPyConnection, draw: np.random.Generator, table: str, number: str) -> pl.DataFrame:
    """Up to RANDOM_ROWS rows of a table whose rows are numbered from 0, with the compared columns."""
    n_rows = int(con.execute(f"select coalesce(max({number}) + 1, 0) from {table}").fetchall()[0][0])
    numbers = np.unique(draw.integers(n_rows, size=RANDOM_ROWS)) if n_rows else np.array([], dtype=np.int64)
    con.register("numbers_drawn", pl.DataFrame({number: numbers}).to_arrow())
    frame: pl.DataFrame = con.sql(
        f"select {number}, {', '.join(COMPARED)} from {table} "
        f"where {number} in (select {number} from numbers_drawn) order by {number}"
    ).pl()
    con.unregister("numbers_drawn")
    return frame


def _sampled(rows: pl.DataFrame, draw: np.random.Generator, side: str) -> pl.DataFrame:
    """RANDOM_PAIRS rows, drawn with replacement, none if there are none; columns end in the side."""
    places = draw.integers(max(rows.height, 1), size=RANDOM_PAIRS if rows.height else 0)
    return rows[places].rename(lambda column: f"{column}_{side}")


def _one_work(con: duckdb.DuckDBPyConnection, titles: pl.DataFrame) -> pl.DataFrame:
    """Pairs of these titles that share an identifier."""
    con.register("titles_drawn", titles.select("title_no").unique().to_arrow())
    frame: pl.DataFrame = con.sql(
        "select title_no as title_no_left, record_no as record_no_right from int_pairs__united "
        "where n_identifiers > 0 and title_no in (select title_no from titles_drawn)"
    ).pl()
    con.unregister("titles_drawn")
    return frame


def _counts(pairs: pl.DataFrame, field: str) -> Counts:
    """Pairs by outcome, of those where both sides state the field."""
    counted = pairs.group_by(pl.col(f"{field}_outcome").alias("outcome")).len()
    seen = dict(counted.iter_rows())
    return {outcome: seen.get(outcome, 0) for outcome in SHARES[field]}


def _learned(field: str, alike: Counts, unlike: Counts) -> list[Row]:
    is_learned = min(sum(alike.values()), sum(unlike.values())) >= LEAST_PAIRS
    rows: list[Row] = []
    for outcome, (shipped_m, shipped_u) in SHARES[field].items():
        m = _share(alike, outcome, shipped_m, PRIOR_SAME) if is_learned else shipped_m
        u = _share(unlike, outcome, shipped_u, PRIOR_RANDOM) if is_learned else shipped_u
        shipped = SHIPPED[field][outcome]
        bits = _bounded(dependent_bits(field, m, u), shipped)
        counts = alike[outcome], unlike[outcome]
        rows.append((field, outcome, m, u, bits, *counts, shipped_m, shipped_u, shipped, is_learned))
    return rows


def _bounded(bits: float, shipped: float) -> float:
    """Within MOST_MOVED of the shipped weight; what speaks against a work never comes to speak against it more."""
    least = shipped if shipped < 0 else shipped - MOST_MOVED
    return round(min(max(bits, least), shipped + MOST_MOVED), 2)


def _share(counts: Counts, outcome: str, shipped: float, prior: int) -> float:
    """Share of an outcome, the shipped share counting as `prior` pairs (mean of a Dirichlet distribution)."""
    return round((counts[outcome] + prior * shipped) / (sum(counts.values()) + prior), 6)
