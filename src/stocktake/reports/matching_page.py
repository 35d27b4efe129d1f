"""How well title and author find a record, and what the search for candidates costs and loses: for the staff."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from stocktake.intervals import share_of
from stocktake.reports.audit_words import CAUTION, audit_rows, audit_sentence
from stocktake.reports.language_names import language_name
from stocktake.reports.marts import Marts, audit_of_all
from stocktake.reports.pages import write_page
from stocktake.reports.provenance import Provenance
from stocktake.reports.shares import in_interval
from stocktake.reports.weight_words import weight_rows, weight_sentence

KINDS = {"source_table": "Source table", "language": "Language", "decade": "Decade"}
FATES = {
    "used": "used",
    "dropped_by_records": "dropped: too many records",
    "dropped_by_pairs": "dropped: too many pairs",
}
CAUSES = {
    "no_common_key": "no key in common",
    "keys_dropped": "all keys in common are too common",
    "cut": "other records ranked higher",
}
OUTCOMES = {
    "found_first": "found all the same",
    "found": "found all the same",
    "other_record": "found by another record of the same work",
    "wrong_record": "only what seems another work was found",
    "check": "left for a person to check",
    "not_found": "not found",
}
PROPOSED = (
    ("share a key that was used", "n_truths_keyed"),
    ("of these, among the best few of their title", "n_truths_ranked"),
    ("proposed by a key or by exact title and name", "n_truths_proposed"),
)


def write_matching(marts: Marts, into: Path, provenance: Provenance) -> Path:
    """`matching-quality.html`."""
    audited = audit_of_all(marts)
    return write_page(
        into / "matching-quality.html",
        "matching_quality",
        provenance=provenance,
        audited=audited,
        sentence=audit_sentence(audited),
        caution=CAUTION,
        outcomes=audit_rows(audited),
        unlike=in_interval(share_of(audited["n_unlike_records"], audited["n_found_records"]), "no records"),
        slices=slices(marts.self_audit),
        proposed=_proposed(audited),
        costs=_costs(marts.blocking_costs),
        sizes=_sizes(marts.blocking_costs),
        keys=_keys(marts),
        losses=_losses(marts),
        weights=weight_rows(marts.field_weights),
        weights_sentence=weight_sentence(marts.field_weights),
        parameters=marts.run_parameters.row(0, named=True),
    )


def slices(audit: pl.DataFrame) -> list[dict[str, Any]]:
    """One entry a kind of slice: its name, and a row a slice with the largest first and what is pooled last."""
    return [{"name": name, "rows": _slices_of(audit.filter(slice_kind=kind))} for kind, name in KINDS.items()]


def _slices_of(part: pl.DataFrame) -> list[dict[str, Any]]:
    size = pl.when(pl.col("slice_kind") == "decade").then(0).otherwise(-pl.col("n_sampled"))
    ordered = part.sort(pl.col("slice").is_in(["other", "(not stated)"]), size, "slice")
    return [_slice(row) for row in ordered.iter_rows(named=True)]


def _slice(row: dict[str, Any]) -> dict[str, Any]:
    spoken = row["slice_kind"] == "language" and row["slice"] not in ("other", "(not stated)")
    return {
        "name": language_name(row["slice"]) if spoken else row["slice"],
        "n": row["n_sampled"],
        "found": row["n_found"],
        "check": row["n_check"],
        "not_found": row["n_not_found"],
        "wrong": row["n_wrong_record"],
        "recall": in_interval(share_of(row["n_found"], row["n_sampled"])),
    }


def _proposed(audited: dict[str, Any]) -> list[tuple[str, int, int, str]]:
    whole = audited["n_truths"]
    return [(words, audited[c], whole, in_interval(share_of(audited[c], whole), "no pairs")) for words, c in PROPOSED]


def _costs(costs: pl.DataFrame) -> list[tuple[str, int, int]]:
    """Keys and pairs by fate; a fate that no key met stands with nought."""
    summed = costs.group_by("fate").agg(pl.sum("n_keys", "n_pairs"))
    found = {fate: (n_keys, n_pairs) for fate, n_keys, n_pairs in summed.iter_rows()}
    return [(words, *found.get(fate, (0, 0))) for fate, words in FATES.items()]


def _sizes(costs: pl.DataFrame) -> list[tuple[str, int, int]]:
    used = costs.filter(fate="used").sort("pairs_from")
    rows = used.select("pairs_from", "n_keys", "n_pairs").iter_rows()
    return [(f"{low:,} to {10 * low - 1:,}", n_keys, n_pairs) for low, n_keys, n_pairs in rows]


def _keys(marts: Marts) -> list[dict[str, Any]]:
    examples = marts.titles.select(pl.col("title_id").alias("example_title_id"), pl.col("title").alias("example"))
    return marts.blocking_keys.join(examples, on="example_title_id", how="left").sort("place").to_dicts()


def _losses(marts: Marts) -> list[dict[str, Any]]:
    titles = marts.titles.select("title_id", "title")
    worded = marts.blocking_losses.with_columns(
        pl.col("cause").replace_strict(CAUSES), pl.col("outcome").replace_strict(OUTCOMES)
    )
    return worded.join(titles, on="title_id", how="left").sort("place").to_dicts()
