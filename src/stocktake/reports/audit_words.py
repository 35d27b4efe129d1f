"""What a run says of its self-audit: one sentence for everybody, and the rows of its table for the staff."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stocktake.intervals import share_of
from stocktake.reports.shares import in_interval
from stocktake.reports.wording import counted

CAUTION = (
    "Works without such an identifier, on the list or in the data set, may be found less often; a work that was not "
    "found may have a record all the same."
)
ROWS = (
    ("a matching record was among the candidates", "n_candidate"),
    ("found again (probable or better)", "n_found"),
    ("found again, and no other record agreed better", "n_found_first"),
    ("only another record of the same work was found", "n_other_record"),
    ("only records of what seems another work were found", "n_wrong_record"),
    ("left for a person to check", "n_check"),
    ("not found", "n_not_found"),
)
"""What can become of a work whose identifiers are hidden, and the column that counts it."""


def audit_sentence(row: Mapping[str, Any]) -> str:
    """The sentence, from the row of all works of the mart `self_audit`; a sample too small to tell says so."""
    n_sampled, n_found = row["n_sampled"], row["n_found"]
    if not row["is_telling"]:
        return (
            "How many works title and author alone would find was not measured: the whole list has "
            f"{counted(n_sampled, 'work')} on which that could be tested, and that is too few to tell."
        )
    share = share_of(n_found, n_sampled)
    return (
        f"Of {counted(n_sampled, 'work')} of the whole list whose ISBN or DOI we hid, {n_found:,} "
        f"{'was' if n_found == 1 else 'were'} found again by title and author alone: {in_interval(share)}."
    )


def audit_rows(row: Mapping[str, Any]) -> list[tuple[str, int, int, str]]:
    """Outcome, works, of how many, and the share with its interval."""
    whole = row["n_sampled"]
    return [(words, row[column], whole, in_interval(share_of(row[column], whole))) for words, column in ROWS]
