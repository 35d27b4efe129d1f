"""The weights of a run in words: what year, publisher and language are worth here, and whether the run taught that."""

from __future__ import annotations

from typing import Any

import polars as pl

WORDS = {
    ("year", "same"): "the same year",
    ("year", "one_off"): "years one apart",
    ("year", "near"): "years two to ten apart",
    ("year", "far"): "years more than ten apart",
    ("publisher", "same"): "the same publisher",
    ("publisher", "similar"): "a publisher of a similar name",
    ("publisher", "different"): "another publisher",
    ("language", "same"): "the same language",
    ("language", "different"): "another language",
    ("volume", "same"): "the same volume",
    ("volume", "one_side"): "a volume on one side only",
    ("volume", "different"): "another volume",
    ("derivative", "study_guide_or_summary"): "a study guide or summary on one side only",
    ("derivative", "erratum_or_reply"): "an erratum or reply on one side only",
    ("derivative", "review"): "a review on one side only",
    ("derivative", "adaptation"): "an adaptation on one side only",
}


def weight_sentence(weights: pl.DataFrame) -> str:
    """Which fields this run has taught, and from how many pairs."""
    learned = weights.filter("is_learned").group_by("field", maintain_order=True).agg(pl.sum("n_m"))
    if not learned.height:
        return (
            "The weights are the shipped ones: fewer than 30 listed titles share an identifier and could teach others."
        )
    told = [f"{field} (from {n:,} pairs)" for field, n in sorted(learned.iter_rows())]
    return (
        f"Learned in this run from listed titles and records that share an ISBN or DOI: {', '.join(told)}. "
        "The other weights are the shipped ones."
    )


def weight_rows(weights: pl.DataFrame) -> list[dict[str, Any]]:
    """One row an outcome in the order of WORDS: words, shares and weights as texts."""
    known = {(row["field"], row["outcome"]): row for row in weights.iter_rows(named=True)}
    return [_row(words, known[key]) for key, words in WORDS.items() if key in known]


def _row(words: str, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "words": words,
        "m": _share(row["m"]),
        "u": _share(row["u"]),
        "weight": f"{row['weight']:+.2f}{'' if row['is_learned'] else ' (shipped)'}",
        "shipped": f"{row['shipped_weight']:+.2f}",
    }


def _share(share: float | None) -> str:
    return "not stated" if share is None else f"{100 * share:.1f} %"
