"""What a person may read of a step while it runs: counts only, never data of a catalogue."""

from __future__ import annotations

import logging

PROGRESS = logging.getLogger("stocktake.progress")
"""The command line shows its messages below the step that they belong to."""


def tell_key_costs(n_pairs: int, n_used: int, n_left_out: int) -> None:
    """Log what the join on blocking keys is about to make, before it makes it: a hot key is seen in time."""
    PROGRESS.info(
        "%s pairs to make behind %s keys; %s keys too common", f"{n_pairs:,}", f"{n_used:,}", f"{n_left_out:,}"
    )
