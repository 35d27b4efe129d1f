"""recordlinkage: the mean of the Jaro–Winkler similarities of title and authors and of an equal year."""

from __future__ import annotations

import pandas as pd
import recordlinkage as rl

from bench.accuracy.peers.job import Job

PACKAGES = ("recordlinkage", "jellyfish")


def links(job: Job) -> pd.DataFrame:
    """Candidates with their mean similarity."""
    similar = similarities(job)
    return as_links(similar, similar.mean(axis=1))


def similarities(job: Job) -> pd.DataFrame:
    """A row a candidate, a column a field: the given pairs, else equal family names or equal heads of titles."""
    left, right = (side.set_index("unique_id") for side in (job.left, job.right))
    candidates = pd.MultiIndex.from_frame(job.given) if job.pairs is not None else _blocked(left, right)
    return _compare().compute(candidates, left.fillna(""), right.fillna(""))


def as_links(similar: pd.DataFrame, score: pd.Series) -> pd.DataFrame:
    """`left_id, right_id, score` of the candidates."""
    left, right = (similar.index.get_level_values(level) for level in (0, 1))
    return pd.DataFrame({"left_id": left, "right_id": right, "score": score.to_numpy()})


def _blocked(left: pd.DataFrame, right: pd.DataFrame) -> pd.MultiIndex:
    indexer = rl.Index()
    indexer.block("family")
    indexer.block("head")
    return indexer.index(left.dropna(subset=["title"]), right.dropna(subset=["title"]))


def _compare() -> rl.Compare:
    compare = rl.Compare()
    compare.string("title", "title", method="jarowinkler", label="title")
    compare.string("authors", "authors", method="jarowinkler", label="authors")
    compare.exact("year", "year", label="year")
    return compare
