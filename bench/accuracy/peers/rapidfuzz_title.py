"""RapidFuzz: the token-set ratio of the title alone, of 1. For given pairs only: it proposes none."""

from __future__ import annotations

import pandas as pd

from bench.accuracy.peers.job import Job
from bench.accuracy.peers.rapidfuzz_mean import PACKAGES as PACKAGES
from bench.accuracy.peers.rapidfuzz_mean import ratio


def links(job: Job) -> pd.DataFrame:
    """The given pairs with a score."""
    left, right = job.sides()
    return job.given.assign(score=ratio(left["title"], right["title"]))
