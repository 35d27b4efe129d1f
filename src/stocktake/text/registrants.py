"""The part of an ISBN that names its publisher: group and registrant, "978-0-306" of 978-0-306-40615-7."""

from __future__ import annotations

from functools import cache

import isbnlib
import polars as pl
from isbnlib._data.data4mask import ranges

_BODY = 12  # digits before the check digit
_PADDED = 7  # a range is told by the seven digits after the group


def registrant(isbn13: str) -> str | None:
    """The prefix up to the registrant, with hyphens, by isbnlib's copy of the International ISBN Agency's ranges.

    None for digits of a range that was not given out. The number must be a valid ISBN-13.
    """
    prefix = isbnlib.mask(isbn13).split("-")[:3]
    return "-".join(prefix) if all(prefix) else None


def registrants(numbers: pl.Series) -> pl.Series:
    """`registrant` for a series of valid ISBN-13s: one search among the ranges, by the first twelve digits."""
    asked = pl.DataFrame({"row": pl.int_range(len(numbers), eager=True), "body": numbers.str.head(_BODY)})
    asked = asked.with_columns(pl.col("body").cast(pl.Int64, strict=False)).drop_nulls("body").sort("body")
    found = asked.join_asof(_ranges(), left_on="body", right_on="first").filter(pl.col("body") <= pl.col("last"))
    number = pl.col("body").cast(pl.String)
    prefix = pl.concat_str("group", number.str.slice(pl.col("skip"), pl.col("length")), separator="-")
    told = found.select("row", prefix.alias("prefix"))
    return numbers.scatter(pl.int_range(len(numbers), eager=True), None).scatter(told["row"], told["prefix"])


@cache
def _ranges() -> pl.DataFrame:
    """first and last twelve digits of each range given out, its group, the digits before its registrants, their
    length.
    """
    rows = [
        (_filled(group, low, "0"), _filled(group, high, "9"), group, len(group) - 1, length)
        for group, given in ranges.items()
        for low, high, length in given
        if length
    ]
    schema = {"first": pl.Int64, "last": pl.Int64, "group": pl.String, "skip": pl.Int64, "length": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("first")


def _filled(group: str, seven: int, digit: str) -> int:
    """Group and seven digits as a number of twelve, cut or filled up with a digit."""
    return int(f"{group.replace('-', '')}{seven:0{_PADDED}}".ljust(_BODY, digit)[:_BODY])
