"""Columns of bare ISBNs: check digits by arithmetic on bytes, a million in a third of a second."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import polars as pl

_Digits: TypeAlias = "np.ndarray[tuple[int, int], np.dtype[np.uint8]]"
_Mask: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.bool_]]"
_Reader: TypeAlias = Callable[[pl.Series], pl.Series]
_EAN_WEIGHTS = np.array([1, 3] * 6 + [1], np.uint8)
_GTIN14_WEIGHTS = np.array([3, 1] * 7, np.uint8)
_ISBN10_WEIGHTS = np.arange(10, 0, -1, dtype=np.uint16)
_X = ord("X") - ord("0")
_ODD_LENGTH = "^(?:[0-9]{6,8}[0-9X]|[0-9]{14,18})$"


def book_numbers(compact: pl.Series) -> pl.Series:
    """Valid bare ISBNs as 13 digits, null for everything else; placeholders are not valid."""
    return _read_by_length(compact, compact.str.len_bytes().fill_null(0), {13: _thirteens, 10: _tens})


def read_compacts(compact: pl.Series) -> pl.DataFrame:
    """`read_compact` for a series of tokens without blanks and hyphens: book (13 digits or null) and repair."""
    length = compact.str.len_bytes().fill_null(0)
    book = _read_by_length(compact, length, {13: _thirteens, 10: _tens})
    odd_length = pl.select(pl.when(compact.str.contains(_ODD_LENGTH)).then(length).otherwise(0)).to_series()
    repaired = _read_by_length(compact, odd_length, {n: read for n, (read, _) in _REPAIRS.items()})
    names = length.replace_strict({n: name for n, (_, name) in _REPAIRS.items()}, default=None, return_dtype=pl.String)
    found = pl.DataFrame({"book": book, "repaired": repaired, "name": names})
    return found.select(pl.coalesce("book", "repaired"), repair=pl.when(pl.col("repaired").is_not_null()).then("name"))


def _read_by_length(compact: pl.Series, length: pl.Series, readers: dict[int, _Reader]) -> pl.Series:
    book = pl.Series(compact.name, [None], dtype=pl.String).new_from_index(0, len(compact))
    for width, read in readers.items():
        rows = (length == width).arg_true()
        if len(rows):
            book = book.scatter(rows, read(compact.gather(rows)))
    return book


def _digits(cells: pl.Series, width: int) -> _Digits:
    """One row of numbers a text of `width` bytes; what is no digit is above 9."""
    data = str(cells.str.join("")[0]).encode()
    return np.frombuffer(data, np.uint8).reshape(-1, width) - ord("0")


def _only(cells: pl.Series, kept: _Mask) -> pl.Series:
    return cells.zip_with(pl.Series(kept), pl.Series([None], dtype=pl.String))


def _thirteens(cells: pl.Series) -> pl.Series:
    """Texts of thirteen bytes, null where they are no valid ISBN-13."""
    digits = _digits(cells, 13)
    shaped = (digits <= 9).all(axis=1) & (digits[:, 0] == 9) & (digits[:, 1] == 7)
    shaped &= (digits[:, 2] == 8) | ((digits[:, 2] == 9) & (digits[:, 3] != 0))
    sums = (digits * _EAN_WEIGHTS).sum(axis=1, dtype=np.uint16)
    return _only(cells, shaped & (sums % 10 == 0) & ~_repeated(digits[:, 3:12]))


def _tens(cells: pl.Series) -> pl.Series:
    """Texts of ten bytes as thirteen digits, null where they are no valid ISBN-10."""
    digits = _digits(cells, 10).copy()
    shaped = (digits[:, :9] <= 9).all(axis=1) & ((digits[:, 9] <= 9) | (digits[:, 9] == _X))
    digits[:, 9] = np.where(digits[:, 9] == _X, 10, digits[:, 9])
    sums = (digits * _ISBN10_WEIGHTS).sum(axis=1, dtype=np.uint16)
    valid = shaped & (sums % 11 == 0) & ~_repeated(digits[:, :9])
    check = -(38 + (digits[:, :9] * _EAN_WEIGHTS[3:12]).sum(axis=1, dtype=np.int64)) % 10
    found = pl.DataFrame({"ten": _only(cells, valid), "check": check})
    return found.select(pl.lit("978") + pl.col("ten").str.head(9) + pl.col("check").cast(pl.String)).to_series()


def _repeated(nine: _Digits) -> _Mask:
    """Whether nine digits are all the same."""
    same: _Mask = (nine == nine[:, :1]).all(axis=1)
    return same


def _gtin14s(cells: pl.Series) -> pl.Series:
    """Fourteen digits: the packaging digit goes, and the check digit is made anew."""
    digits = _digits(cells, 14)
    valid = (digits * _GTIN14_WEIGHTS).sum(axis=1, dtype=np.uint16) % 10 == 0
    check = -(digits[:, 1:13] * _EAN_WEIGHTS[:12]).sum(axis=1, dtype=np.int64) % 10
    return _only(_thirteens(cells.str.slice(1, 12) + pl.Series(check).cast(pl.String)), valid)


def _before_addon(cells: pl.Series) -> pl.Series:
    return _thirteens(cells.str.head(13))


def _zero_filled(cells: pl.Series) -> pl.Series:
    """Seven or eight characters. Nine may be a placeholder, see `_nine_zero_filled`."""
    return _tens(cells.str.zfill(10))


def _nine_zero_filled(cells: pl.Series) -> pl.Series:
    return _only(_zero_filled(cells), ~_repeated(_digits(cells, 9)))


_REPAIRS: dict[int, tuple[_Reader, str]] = {
    14: (_gtin14s, "gtin14"),
    15: (_before_addon, "addon_dropped"),
    18: (_before_addon, "addon_dropped"),
    7: (_zero_filled, "repaired_zero"),
    8: (_zero_filled, "repaired_zero"),
    9: (_nine_zero_filled, "repaired_zero"),
}
