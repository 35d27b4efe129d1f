"""Blocking keys of the listed titles, made as those of the reference, packed for sorting."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
import polars as pl

from stocktake.reference.prepared.ordered import in_order
from stocktake.text.blocking import KEY_BITS, Words, keys_with_kinds

LOCAL_BITS, KIND_BITS = 14, 64 - KEY_BITS - 14
TITLES_PER_BLOCK = 1 << LOCAL_BITS

Numbers = npt.NDArray[np.uint64]
_LOCAL, _KIND = np.uint64(TITLES_PER_BLOCK - 1), np.uint64((1 << KIND_BITS) - 1)
_BEHIND_KEY, _BEHIND_LOCAL = np.uint64(LOCAL_BITS + KIND_BITS), np.uint64(KIND_BITS)


@dataclass(frozen=True, slots=True)
class KeyBlock:
    """The keys of TITLES_PER_BLOCK titles in a row, the first being `first_title`: key, place of the title in the
    block and kind of the key in one number each, ascending, each once.
    """

    first_title: int
    packed: Numbers

    @property
    def keys(self) -> Numbers:
        """Ascending."""
        return self.packed >> _BEHIND_KEY

    @property
    def local(self) -> Numbers:
        """Title numbers less `first_title`."""
        return (self.packed >> _BEHIND_LOCAL) & _LOCAL

    @property
    def kinds(self) -> Numbers:
        """Kinds of keys as in `text.blocking`."""
        return self.packed & _KIND


def read_title_keys(con: duckdb.DuckDBPyConnection, threads: int = 1) -> list[KeyBlock]:
    """The keys of all titles of `int_titles__numbered`, block by block."""
    words = Words.of(con.sql("select token, n_records from token_frequencies").pl())
    read = (_read(con, low) for low in range(0, _count_titles(con), TITLES_PER_BLOCK))
    with ThreadPoolExecutor(threads) as pool:
        return list(in_order(pool, lambda block: _block(*block, words), read))


def add_title_keys(con: duckdb.DuckDBPyConnection, blocks: list[KeyBlock]) -> None:
    """Make `title_keys` (key, title_no) of them."""
    con.execute("create or replace table title_keys (key ubigint, title_no uinteger)")
    for block in blocks:
        title_no = (block.local + np.uint64(block.first_title)).astype(np.uint32)
        con.register("keys_given_now", pl.DataFrame({"key": block.keys, "title_no": title_no}).to_arrow())
        con.execute("insert into title_keys select * from keys_given_now")
        con.unregister("keys_given_now")


def distinct_keys(blocks: list[KeyBlock]) -> tuple[Numbers, npt.NDArray[np.int64]]:
    """Every key of any title, ascending, and beside it the number of titles under it."""
    together = np.sort(np.concatenate([np.zeros(0, np.uint64), *(block.keys for block in blocks)]))
    begins = np.flatnonzero(np.diff(together, prepend=~together[:1]))
    return together[begins], np.diff(begins, append=len(together))


def _read(con: duckdb.DuckDBPyConnection, low: int) -> tuple[int, pl.DataFrame, pl.DataFrame]:
    bounds = [low, low + TITLES_PER_BLOCK]
    titles = _rows(con, "title_key, main_key, parallel_key", "int_titles__numbered", "", bounds)
    return low, titles, _rows(con, '"position", family_key', "int_title_names__numbered", ', "position"', bounds)


def _block(low: int, titles: pl.DataFrame, names: pl.DataFrame, words: Words) -> KeyBlock:
    row, key, kind = keys_with_kinds(titles, names, words)
    packed = np.sort(key << _BEHIND_KEY | row.astype(np.uint64) << _BEHIND_LOCAL | kind)
    return KeyBlock(low, packed[np.diff(packed, prepend=~packed[:1]) != 0])


def _rows(con: duckdb.DuckDBPyConnection, columns: str, table: str, order: str, bounds: list[int]) -> pl.DataFrame:
    wanted = f"where title_no >= ? and title_no < ? order by title_no{order}"
    found: pl.DataFrame = con.sql(f"select title_no as row_no, {columns} from {table} {wanted}", params=bounds).pl()
    return found


def _count_titles(con: duckdb.DuckDBPyConnection) -> int:
    return int(con.execute("select coalesce(max(title_no) + 1, 0) from int_titles__numbered").fetchall()[0][0])
