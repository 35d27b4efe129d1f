"""recordlinkage with its unsupervised classifier: expectation/conditional maximisation (ECM), naive Bayes."""

from __future__ import annotations

import pandas as pd
import recordlinkage as rl

from bench.accuracy.peers.job import Job
from bench.accuracy.peers.record_linkage import PACKAGES as PACKAGES
from bench.accuracy.peers.record_linkage import as_links, similarities

ALIKE = 0.85


def links(job: Job) -> pd.DataFrame:
    """Candidates with their match probability; a field agrees when it is more than 0.85 alike."""
    similar = similarities(job)
    model = rl.ECMClassifier(binarize=ALIKE)
    model.fit(similar)
    return as_links(similar, model.prob(similar))
