"""RapidFuzz: the mean of the token-set ratios of title and authors, of 1. For given pairs only: it proposes none."""

from __future__ import annotations

import numpy as np
import pandas as pd
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from bench.accuracy.peers.job import Job

PACKAGES = ("rapidfuzz",)


def links(job: Job) -> pd.DataFrame:
    """The given pairs with a score; where a side names no author, the title alone decides."""
    left, right = job.sides()
    title, authors = (ratio(left[field], right[field]) for field in ("title", "authors"))
    both = left["authors"].notna().to_numpy() & right["authors"].notna().to_numpy()
    return job.given.assign(score=np.where(both, (title + authors) / 2, title))


def ratio(one: pd.Series, other: pd.Series) -> np.ndarray:
    """Token-set ratio of two columns, row by row, in 0..1."""
    return cpdist(one.fillna("").tolist(), other.fillna("").tolist(), scorer=fuzz.token_set_ratio) / 100
