"""Which pairs are worth comparing: identifier hits, exact hits and shared blocking keys, without a quadratic step."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
import polars as pl

from stocktake.matching.key_hits import KeyHits, look_up
from stocktake.matching.progress import tell_key_costs
from stocktake.matching.ranking import PAIRS, Limits, exact_behind_common_keys, key_weights, rank
from stocktake.matching.title_keys import KeyBlock, Numbers, add_title_keys, distinct_keys, read_title_keys
from stocktake.reference.prepared.ordered import in_order
from stocktake.warehouse.connection import add_rows, write_plainly
from stocktake.warehouse.models import build

LEAST_SHARE_OF_BEST = 0.2
"""Of 125,000 pairs found among 1.5 million candidates (7.5 million generated records), three have keys of less rarity
than this share of the rarity that the best record of their title has; of all candidates two thirds have."""


@dataclass(frozen=True, slots=True)
class CandidateCounts:
    """How many pairs each stage proposed, and what blocking cost (pairs) and left out (keys)."""

    n_identifier_pairs: int
    n_exact_pairs: int
    n_candidate_pairs: int
    n_pairs: int
    n_key_pairs: int
    n_keys_used: int
    n_keys_dropped: int


def find_pairs(con: duckdb.DuckDBPyConnection) -> CandidateCounts:
    """Build `int_pairs__united`. The cost of every key is counted before any pair is made."""
    write_plainly(con)
    build(con, ["int_titles__numbered", "int_title_names__numbered"])
    propose_by_keys(con)
    build(con, ["int_pairs__united"])
    return CandidateCounts(
        count(con, "int_identifier_hits__joined"),
        count(con, "int_exact_hits__joined"),
        count(con, "int_candidates__ranked"),
        count(con, "int_pairs__united"),
        *key_costs(con),
    )


def propose_by_keys(con: duckdb.DuckDBPyConnection) -> None:
    """Make `title_keys`, `keys_met` (what each key that both sides have would cost) and `pairs_by_key`."""
    threads = int(con.execute("select current_setting('threads')").fetchall()[0][0])
    blocks = read_title_keys(con, threads)
    add_title_keys(con, blocks)
    keys, n_titles = distinct_keys(blocks)
    hits = look_up(con, keys, threads)
    met = hits.n_records > 0
    add_rows(
        con,
        "keys_met",
        pl.DataFrame({"key": keys[met], "n_titles": n_titles[met], "n_records": hits.n_records[met]}),
    )
    build(con, ["int_candidate_keys__counted"])
    tell_key_costs(*key_costs(con))
    is_used = met.copy()
    is_used[met] = con.sql('select is_used from int_candidate_keys__counted order by "key"').pl()["is_used"].to_numpy()
    con.execute(
        "create or replace table pairs_by_key (title_no uinteger, record_no uinteger, rarity double, "
        "is_ranked boolean, is_exact boolean)"
    )
    for pairs in _pairs(con, blocks, keys, hits, is_used, threads):
        con.register("pairs_made_now", pairs.to_arrow())
        con.execute("insert into pairs_by_key select * from pairs_made_now")
        con.unregister("pairs_made_now")


def _pairs(
    con: duckdb.DuckDBPyConnection,
    blocks: list[KeyBlock],
    keys: Numbers,
    hits: KeyHits,
    is_used: npt.NDArray[np.bool_],
    threads: int,
) -> Iterator[pl.DataFrame]:
    """The pairs of each block in order."""
    n_all, most_ranked, most_exact = con.execute(
        "select (select count(*) from reference_records), max_candidates, max_records_per_key from rules_given"
    ).fetchall()[0]
    weights, limits = key_weights(hits, n_all), Limits(most_ranked, most_exact, LEAST_SHARE_OF_BEST)

    def pairs_of(block: KeyBlock) -> pl.DataFrame:
        key_at = np.searchsorted(keys, block.keys)
        ranked = rank(block, key_at, hits, is_used, weights, limits)
        return _united(ranked, exact_behind_common_keys(block, key_at, hits, is_used, limits.most_exact))

    with ThreadPoolExecutor(threads) as pool:
        yield from in_order(pool, pairs_of, blocks)


def _united(ranked: pl.DataFrame, exact: pl.DataFrame) -> pl.DataFrame:
    """Both kinds of pairs, each once, in the order of title and record."""
    also = exact.with_columns(
        rarity=pl.lit(None, pl.Float64), is_ranked=pl.lit(value=False), is_exact=pl.lit(value=True)
    )
    together = pl.concat([ranked, also.select(*PAIRS)]).group_by("title_no", "record_no").agg(
        pl.col("rarity").max(), pl.col("is_ranked", "is_exact").any()
    )  # fmt: skip
    return together.sort("title_no", "record_no").select(*PAIRS)


def count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    """Rows of a table."""
    row = con.execute(f"select count(*) from {table}").fetchone()
    return int(row[0]) if row else 0


def key_costs(con: duckdb.DuckDBPyConnection) -> tuple[int, int, int]:
    """Pairs behind the used keys, number of used keys, number of dropped keys."""
    n_pairs, n_used, n_dropped = con.execute(
        "select coalesce(sum(n_pairs) filter (is_used), 0)::bigint, count(*) filter (is_used), "
        "count(*) filter (not is_used) from int_candidate_keys__counted"
    ).fetchall()[0]
    return int(n_pairs), int(n_used), int(n_dropped)
