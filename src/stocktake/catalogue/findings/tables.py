"""The canonical tables of a catalogue on disk, read lazily, and the few frames that several findings share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from stocktake.catalogue.feed_numbers import CANCELLED
from stocktake.errors import BadInput
from stocktake.model import Scheme

PLACE = ("source_file", "sheet", "source_line", "row_id", "title_id")
"""Where a title stands in the user's files."""


@dataclass(frozen=True)
class Tables:
    """A folder of `<table>.parquet` as `write_parts` leaves it. A missing table is BadInput."""

    folder: Path

    def scan(self, name: str) -> pl.LazyFrame:
        path = self.folder / f"{name}.parquet"
        if not path.is_file():
            raise BadInput(path, "this table of the catalogue is missing.", "Run `stocktake catalogue check` again.")
        return pl.scan_parquet(path)

    @property
    def titles(self) -> pl.LazyFrame:
        return self.scan("titles")

    @property
    def numbers(self) -> pl.LazyFrame:
        """The identifiers that a record claims as its own; cancelled ones of MARC and ONIX are left out."""
        return self.scan("identifiers").filter(pl.col("repair").ne_missing(CANCELLED))

    @cached_property
    def families(self) -> pl.LazyFrame:
        """title_id, families: the family names of each title, without repetitions."""
        named = self.scan("contributors").select("title_id", "family_key").drop_nulls()
        return named.group_by("title_id").agg(pl.col("family_key").unique().alias("families"))

    @cached_property
    def shared(self) -> pl.DataFrame:
        """The ISBNs and DOIs that stand on several titles: scheme, value, title_id."""
        joined_on = pl.col("scheme").is_in([Scheme.ISBN13, Scheme.DOI]) & pl.col("repair").ne_missing("doi_embedded")
        own = self.numbers.filter(joined_on).select("scheme", "value", "title_id")
        often = own.group_by("scheme", "value").len().filter(pl.col("len") > 1).select("scheme", "value")
        return own.join(often, on=["scheme", "value"], how="semi").collect(engine="streaming")
