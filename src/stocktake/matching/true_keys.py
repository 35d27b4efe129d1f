"""Which blocking keys a listed title and its true record share: counted for the pairs of the self-audit alone."""

from __future__ import annotations

import duckdb
import polars as pl

from stocktake.reference.prepared.index import is_article
from stocktake.text.blocking import Words, blocking_keys
from stocktake.text.tokens import tokens_of
from stocktake.warehouse.connection import add_rows

_COLUMNS = "title_key, main_key, parallel_key"


def add_true_keys(con: duckdb.DuckDBPyConnection) -> None:
    """Make `audit_true_keys`: `title_no, record_no, n_keys_shared, n_keys_used` of every true pair.

    The keys of both sides are made again, by the function that made them, instead of being read: a store holds half
    a billion of them.
    """
    titles = con.sql(f"select title_no as row_no, {_COLUMNS} from int_titles__numbered order by title_no").pl()
    records = con.sql(
        f"select record_no as row_no, source_table, topic, {_COLUMNS} from int_records__proposed "
        "where record_no in (select record_no from int_audit_pairs__united where is_true) order by record_no"
    ).pl()
    words = _words(con, titles, records)
    add_rows(con, "keys_of_titles", blocking_keys(titles, _title_names(con), words))
    articles = records.with_columns(is_article=is_article())
    add_rows(con, "keys_of_records", blocking_keys(articles, _record_names(con), words))
    _count(con)


def _words(con: duckdb.DuckDBPyConnection, *sides: pl.DataFrame) -> Words:
    """The words at hand by rarity: which of two is the rarer does not hang on the others."""
    words = tokens_of(pl.concat([side[key] for side in sides for key in ("title_key", "main_key")])).words
    con.register("words_at_hand", pl.DataFrame({"token": words}).to_arrow())
    known = con.sql(
        "select token, n_records from token_frequencies where token in (select token from words_at_hand)"
    ).pl()
    con.unregister("words_at_hand")
    return Words.of(known)


def _title_names(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    names: pl.DataFrame = con.sql(
        'select title_no as row_no, "position", family_key from int_title_names__numbered order by title_no, "position"'
    ).pl()
    return names


def _record_names(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    names: pl.DataFrame = con.sql(
        'select record_no as row_no, "position", family_key from stg_reference__contributors where record_no in '
        '(select record_no from int_audit_pairs__united where is_true) order by record_no, "position"'
    ).pl()
    return names


def _count(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "create table audit_true_keys as with shared as (select distinct titles.row_no as title_no, "
        'records.row_no as record_no, titles."key" from keys_of_titles as titles '
        'inner join keys_of_records as records on titles."key" = records."key") '
        "select truths.title_no, truths.record_no, count(shared.title_no)::integer as n_keys_shared, "
        "(count(*) filter (where counted.is_used))::integer as n_keys_used "
        "from int_audit_pairs__united as truths "
        "left join shared on truths.title_no = shared.title_no and truths.record_no = shared.record_no "
        'left join int_candidate_keys__counted as counted on shared."key" = counted."key" '
        "where truths.is_true group by all"
    )
