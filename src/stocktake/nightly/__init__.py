"""The nightly check: run or no-op, circuit breakers before the swap, a status file on every outcome."""

from stocktake.nightly.check import DONE_WITH_CHANGES, NO_CHANGE, STOPPED, NightlyResult, nightly

__all__ = ["DONE_WITH_CHANGES", "NO_CHANGE", "STOPPED", "NightlyResult", "nightly"]
