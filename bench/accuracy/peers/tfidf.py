"""TF-IDF over runs of three characters of title and authors, cosine (scikit-learn): the nearest record."""

from __future__ import annotations

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer

from bench.accuracy.peers.job import Job

PACKAGES = ("scikit-learn",)
AT_ONCE = 256


def links(job: Job) -> pd.DataFrame:
    """Given pairs scored; without pairs, the nearest record of every title."""
    texts = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), dtype=np.float32, min_df=2)
    left, right = (job.left, job.right) if job.pairs is None else job.sides()
    texts.fit(pd.concat([_text(left), _text(right)]))
    one, other = texts.transform(_text(left)), texts.transform(_text(right))
    if job.pairs is not None:
        return job.given.assign(score=np.asarray(one.multiply(other).sum(axis=1)).ravel())
    nearest, score = _nearest(one, other)
    ids = right["unique_id"].to_numpy()[nearest]
    return pd.DataFrame({"left_id": left["unique_id"], "right_id": ids, "score": score})


def _text(side: pd.DataFrame) -> pd.Series:
    return side["title"].fillna("") + " " + side["authors"].fillna("")


def _nearest(one, other) -> tuple[np.ndarray, np.ndarray]:
    turned = other.T.tocsr()
    best, score = [], []
    for low in range(0, one.shape[0], AT_ONCE):
        block = (one[low : low + AT_ONCE] @ turned).tocsr()
        best.append(np.asarray(block.argmax(axis=1)).ravel())
        score.append(block.max(axis=1).toarray().ravel())
    return np.concatenate(best), np.concatenate(score)
