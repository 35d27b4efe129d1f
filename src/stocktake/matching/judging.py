"""From proposed pairs to judged ones: evidence in Polars and RapidFuzz chunk by chunk, verdicts in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import duckdb
import polars as pl

from stocktake.matching.articles import compare_places
from stocktake.matching.credited import read_names
from stocktake.matching.evidence import FIELDS, Frequencies, weigh
from stocktake.matching.learned import learn_weights, read_weights
from stocktake.reference.prepared.ordered import in_order
from stocktake.warehouse.connection import add_rows, name, write_plainly
from stocktake.warehouse.models import build, drop_what_reads, load_models

PAIRS_PER_CHUNK = 125_000
JUDGED_BY_TITLE = ("int_pairs__facts", "int_pairs__margins", "int_pairs__reasoned", "int_pairs__judged")
LINK_COLUMNS = "title_no uinteger, record_no uinteger, via varchar"
KEPT = (
    "title_no",
    "record_no",
    "n_identifiers",
    "identifier",
    "is_weak",
    "bits",
    "probability",
    "score",
    "person_right",
    "author_family",
    "author_given",
    "n_names_left",
    "n_names_right",
    "n_names_agreed",
    "first_agrees",
    "roles_agree",
    "alias_agrees",
)


def weigh_pairs(con: duckdb.DuckDBPyConnection) -> int:
    """Make the table `pairs_weighed` from `int_pairs__united`; give the number of rows.

    The weights are learned first, from some of these pairs (`weights_of_run`), unless that table is there.
    """
    write_plainly(con)
    frequencies = read_frequencies(con)
    fixed = learn_weights(con, frequencies)
    con.execute("drop table if exists pairs_weighed")
    n_rows = 0
    chunks = ((pairs, *read_names(con, pairs)) for pairs in read_pairs(con))
    threads = int(con.execute("select current_setting('threads')").fetchall()[0][0])
    with ThreadPoolExecutor(threads) as pool:
        for kept in in_order(pool, lambda chunk: _kept(weigh(*chunk, frequencies, fixed)), chunks, ahead=threads):
            _append(con, kept)
            n_rows += kept.height
    if n_rows == 0:
        _append(con, _kept(weigh(_no_pairs(con), *read_names(con, _no_pairs(con)), frequencies, fixed)))
    con.execute(f"create table if not exists links_proposed ({LINK_COLUMNS})")
    return n_rows


def weigh_further(con: duckdb.DuckDBPyConnection) -> None:
    """Add the pairs of `int_pairs__described` that `pairs_weighed` lacks."""
    con.execute(
        "create or replace temp table pairs_further as "
        "select * from int_pairs__described anti join pairs_weighed using (title_no, record_no)"
    )
    con.execute(
        "create or replace temp table names_further as select * from stg_reference__contributors "
        "where record_no in (select record_no from pairs_further)"
    )
    frequencies, fixed = read_frequencies(con), read_weights(con)
    for low, high in _bounds(con, "pairs_further"):
        pairs = _described(con, low, high, "pairs_further")
        _append(con, _kept(weigh(pairs, *read_names(con, pairs, "names_further"), frequencies, fixed)))
    con.execute("drop table names_further")
    con.execute("drop table pairs_further")


def judge_pairs(con: duckdb.DuckDBPyConnection) -> None:
    """Build `int_pairs__judged`: verdict, reason and sentence of every pair that is worth showing."""
    add_places(con)
    build(con, ["int_pairs__judged"])


def judge_again(con: duckdb.DuckDBPyConnection, titles: str) -> None:
    """Judge anew the pairs of some titles (a select of `title_no`), to which `weigh_further` has added pairs.

    A pair is judged by itself and beside the other pairs of its title, so the others stay as they are. Only articles
    are judged beside all others: where a pair of articles is new, all are judged anew.
    """
    if _has_new_articles(con):
        drop_what_reads(con, ["pairs_weighed", "links_proposed"])
        judge_pairs(con)
        return
    run = con.execute("select current_database()").fetchall()[0][0]
    weighed = f"{name(run)}.main.pairs_weighed"
    con.execute(f"create temp table titles_again as select distinct title_no from ({titles})")
    con.execute(f"create temp view pairs_weighed as select * from {weighed} semi join titles_again using (title_no)")
    for table in JUDGED_BY_TITLE:
        con.execute(f"create temp table {table} as {load_models()[table].sql}")
    for table in JUDGED_BY_TITLE:
        whole = f"{name(run)}.main.{table}"
        con.execute(f"delete from {whole} where title_no in (select title_no from titles_again)")
        con.execute(f"insert into {whole} select * from temp.{table}")
        con.execute(f"drop table temp.{table}")
    con.execute("drop view temp.pairs_weighed")
    con.execute("drop table titles_again")


def _has_new_articles(con: duckdb.DuckDBPyConnection) -> bool:
    run = con.execute("select current_database()").fetchall()[0][0]
    con.execute(
        f"create temp view pairs_weighed as select * from {name(run)}.main.pairs_weighed "
        "semi join links_proposed using (title_no, record_no)"
    )
    found = con.execute(
        f"select 1 from ({load_models()['int_articles__paired'].sql}) "
        "anti join articles_placed using (title_no, record_no) limit 1"
    ).fetchall()
    con.execute("drop view temp.pairs_weighed")
    return bool(found)


def add_places(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table `articles_placed`: pairs of articles with how journal, issue and first page agree."""
    build(con, ["int_articles__paired"])
    pairs = con.sql("select * from int_articles__paired order by title_no, record_no").pl()
    add_rows(con, "articles_placed", compare_places(pairs))


def read_frequencies(con: duckdb.DuckDBPyConnection) -> Frequencies:
    """Frequencies of the titles and family names that the pairs touch.

    A family name counts by its records in the reference, or by the different people of that name whom the catalogue
    lists, if they are more: one author alone, however many works are listed, makes no name common.
    """
    n_records = con.execute("select count(*) from reference_records").fetchall()[0][0]
    build(con, ["int_main_titles__counted", "int_record_names__proposed"])
    titles = con.sql("select main_key, n_records from int_main_titles__counted").pl()
    families = con.sql(
        "with listed as (select family_key, count(distinct coalesce(given_key, ''))::uinteger as n_people "
        "from int_title_names__numbered group by family_key) "
        "select listed.family_key, greatest(listed.n_people, coalesce(held.n_records, 0))::uinteger as n_records "
        "from listed left join family_frequencies as held on listed.family_key = held.family_key"
    ).pl()
    return Frequencies(int(n_records), titles, families)


def read_pairs(con: duckdb.DuckDBPyConnection) -> Iterator[pl.DataFrame]:
    """Pairs with both sides' comparable columns, in chunks of whole titles, in the order of title and record."""
    build(con, ["int_pairs__described"])
    for low, high in _bounds(con, "int_pairs__united"):
        yield _described(con, low, high)


def _bounds(con: duckdb.DuckDBPyConnection, table: str) -> Iterator[tuple[int, int]]:
    """Title numbers (above the first, up to the second) that cut the pairs of a table into chunks of whole titles."""
    highest = con.execute(
        "select max(title_no) from (select title_no, sum(count(*)) over (order by title_no) // ? as chunk "
        f"from {table} group by title_no) group by chunk order by 1",
        [PAIRS_PER_CHUNK],
    ).fetchall()
    yield from pairwise([-1, *(high for (high,) in highest)])


def _described(
    con: duckdb.DuckDBPyConnection, low: int, high: int, table: str = "int_pairs__described"
) -> pl.DataFrame:
    frame: pl.DataFrame = con.sql(
        f"select * from {table} where title_no > ? and title_no <= ?",
        params=[low, high],
    ).pl()
    return (
        frame.sort("title_no", "record_no")
        .with_row_index("pair_no")
        .with_columns(pl.col("title_no").alias("left_no"), pl.col("record_no").alias("right_no"))
    )


def _no_pairs(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    return _described(con, -2, -2)


def _kept(weighed: pl.DataFrame) -> pl.DataFrame:
    return weighed.select(*KEPT, *[f"{f}_{kind}" for f in FIELDS for kind in ("outcome", "weight")])


def _append(con: duckdb.DuckDBPyConnection, rows: pl.DataFrame) -> None:
    con.register("rows_weighed", rows.to_arrow())
    con.execute("create table if not exists pairs_weighed as select * from rows_weighed limit 0")
    con.execute("insert into pairs_weighed select * from rows_weighed")
    con.unregister("rows_weighed")
