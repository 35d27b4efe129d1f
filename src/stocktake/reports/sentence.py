"""The sentence an author reads first, and often the only one: works before files, every count in words."""

from __future__ import annotations

from markupsafe import Markup

from stocktake.model import Verdict
from stocktake.reports.listed import Tally
from stocktake.reports.provenance import Provenance
from stocktake.reports.wording import counted

_FOUND = Markup("We found records matching <strong>{found:,} of your {listed:,}</strong> listed {works} ({files}) in ")
NOTHING_LISTED = "No works are listed under this code, so nothing was compared."


def first_sentence(counts: Tally, provenance: Provenance) -> Markup:
    """`We found records matching 5 of your 8 listed works (11 files) in …; 1 more needs your check; …`

    The works found, those to check, those not found and those not checkable add up to the works listed. A
    clause whose count is nought is left out, but the first stands always: "0 of your 3" is an answer too.
    """
    if not counts.n_works:
        return Markup.escape(NOTHING_LISTED)
    start = _FOUND.format(
        found=counts.n_found,
        listed=counts.n_works,
        works="work" if counts.n_works == 1 else "works",
        files=counted(counts.n_files, "file"),
    )
    return start + f"{snapshot_named(provenance)}{rest_of_sentence(counts)}"


def snapshot_named(provenance: Provenance) -> str:
    """`the LibGen metadata snapshot dated 12 May 2024`."""
    if provenance.snapshot_date is None:
        return f"the LibGen metadata snapshot ({provenance.snapshot})"
    return f"the LibGen metadata snapshot dated {provenance.snapshot}"


def rest_of_sentence(counts: Tally) -> str:
    """What follows the number of found works: `; 1 more needs your check; 2 were not found.`"""
    n = counts.works
    check, lost, unclear = n[Verdict.CHECK], n[Verdict.NOT_FOUND], n[Verdict.NOT_CHECKABLE]
    parts = []
    if check:
        more = " more" if counts.n_found else ""
        parts.append(f"{check:,}{more} {'needs' if check == 1 else 'need'} your check")
    if lost:
        parts.append(f"{lost:,} {'was' if lost == 1 else 'were'} not found")
    if unclear:
        parts.append(f"{unclear:,} could not be checked with the details supplied")
    return "".join(f"; {part}" for part in parts) + "."
