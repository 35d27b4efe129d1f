"""Connected components of rows that share keys, without recursive SQL, and the cutting of those that grow too big."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

_NONE = {"row_no": pl.UInt32(), "component": pl.UInt32()}


def components(links: pl.DataFrame) -> pl.DataFrame:
    """`row_no, component` for every row of links (`row_no`, `link_key`): rows that share a key, directly or through
    others, have one component, named by its lowest row number. Rows come back in order, each once.
    """
    if links.is_empty():
        return pl.DataFrame(schema=_NONE)
    rows = links.get_column("row_no").unique().sort()
    places = np.searchsorted(rows.to_numpy(), links.get_column("row_no").to_numpy())
    keys = links.get_column("link_key").rank("dense").to_numpy().astype(np.intp) - 1
    labels = _least_labels(places, keys, len(rows))
    return pl.DataFrame({"row_no": rows, "component": rows.gather(labels)}, schema=_NONE)


def _least_labels(rows: NDArray[np.intp], keys: NDArray[np.intp], n_rows: int) -> NDArray[np.intp]:
    """Labels go from key to key, and each takes the label of its label: a chain of n rows needs some log n rounds."""
    labels = np.arange(n_rows)
    while True:
        least_of_key = np.full(int(keys.max()) + 1, n_rows)
        np.minimum.at(least_of_key, keys, labels[rows])
        reached = labels.copy()
        np.minimum.at(reached, labels[rows], least_of_key[keys])
        reached = np.minimum(reached, reached[labels])
        reached = reached[reached]
        if np.array_equal(reached, labels):
            return labels
        labels = reached


def bounded_components(links: pl.DataFrame, most: int) -> pl.DataFrame:
    """Components of links (`row_no, link_key, is_firm`); one with more than `most` rows is cut to its firm links.

    Gives `row_no, component, is_cut` in the order of rows; `is_cut` where something was really parted. Rows with one
    firm key are never parted, however many: they are equal, not chained.
    """
    whole = components(links.select("row_no", "link_key")).rename({"component": "whole"})
    large = whole.filter(pl.len().over("whole") > most)
    firm = links.filter("is_firm").join(large, on="row_no", how="semi").select("row_no", "link_key")
    alone = large.select("row_no", pl.format("alone|{}", "row_no").alias("link_key"))
    parts = components(pl.concat([firm, alone]))
    joined = whole.join(parts, on="row_no", how="left", maintain_order="left").with_columns(
        pl.coalesce("component", "whole").alias("component")
    )
    return joined.select("row_no", "component", (pl.col("component").n_unique().over("whole") > 1).alias("is_cut"))
