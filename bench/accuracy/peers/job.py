"""A job for a peer: a folder with `left.parquet` and `right.parquet` (id, title, authors, year, publisher), and
`pairs.parquet` (left_id, right_id) when given pairs are to be scored. The answer is `<peer>.parquet`: left_id,
right_id, score."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from bench.accuracy.peers.texts import prepared


class Job:
    """Both sides as prepared texts, and the pairs to score, or None when the peer has to find them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.left = prepared(pd.read_parquet(folder / "left.parquet"))
        self.right = prepared(pd.read_parquet(folder / "right.parquet"))
        given = folder / "pairs.parquet"
        self.pairs = pd.read_parquet(given) if given.is_file() else None

    @property
    def given(self) -> pd.DataFrame:
        """`left_id, right_id` of the pairs to score."""
        assert self.pairs is not None, "this job has no pairs to score"
        return self.pairs[["left_id", "right_id"]]

    def answer(self, peer: str, links: pd.DataFrame) -> None:
        """Write `left_id, right_id, score` in the order of the ids."""
        ordered = links[["left_id", "right_id", "score"]].sort_values(["left_id", "right_id"])
        ordered.to_parquet(self._folder / f"{peer}.parquet", index=False)

    def sides(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The two rows of every given pair, in the order of the pairs."""
        left = self.left.set_index("unique_id").loc[self.given["left_id"]]
        right = self.right.set_index("unique_id").loc[self.given["right_id"]]
        return left.reset_index(), right.reset_index()
