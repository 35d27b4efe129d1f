"""What was found in a catalogue, as a profile: to be saved, corrected by hand and used next time."""

from __future__ import annotations

import polars as pl

from stocktake.catalogue.profile import Profile
from stocktake.catalogue.tables import Catalogue


def profile_from(catalogue: Catalogue) -> Profile:
    """The mapping that was found, with every other column on the ignore list, so that reading again is the
    same.

    Settings of the file (delimiter, encoding, header line, how people are parted) are kept when all files
    agree on them. A column that is mapped in one file and not in another counts as mapped.
    """
    read = catalogue.files.filter(pl.col("rows_used") > 0)
    columns = catalogue.columns.join(read, on=["source_file", "sheet"], how="semi", maintain_order="left")
    mapped = columns.drop_nulls("mapped_to").unique("column", keep="first", maintain_order=True)
    rest = columns.filter(pl.col("mapped_to").is_null())["column"].unique(maintain_order=True)
    named = set(mapped["column"])
    convention = _common(read, "contributors_convention")
    encoding = _common(read, "encoding")
    return Profile(
        mapping=dict(mapped.select("column", "target").iter_rows()),
        ignore=tuple(name for name in rest if name not in named),
        delimiter=_common(read, "delimiter"),
        encoding=encoding if encoding and " " not in encoding else None,
        header_line=int(line) if (line := _common(read, "header_line")) is not None else None,
        contributors=convention,
    )


def _common(files: pl.DataFrame, setting: str) -> str | None:
    """The one value that all files have, or None."""
    values = files[setting].unique().to_list()
    return str(values[0]) if len(values) == 1 and values[0] is not None else None
