"""What each stage of the search brought for one title, a line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stocktake.reports.wording import counted

_SCHEMES = {"isbn13": "ISBN", "isbn_misprint": "ISBN with a wrong check digit", "doi": "DOI", "asin": "ASIN"}
_REPAIRS = {
    "repaired_zero": "a zero put back",
    "sbn": "a zero put in front of an old SBN",
    "characters": "characters set right",
    "addon_dropped": "the add-on of a bar code left out",
    "gtin14": "read from a GTIN-14",
    "isbn_a": "read from a DOI",
    "doi_embedded": "read from a DOI",
    "cancelled": "cancelled in its own record",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its name, the number of records it brought (null where it does not count), and its outcome."""

    name: str
    n_records: int | None
    outcome: str


def stages(row: Mapping[str, Any], identifiers: Sequence[Mapping[str, Any]], verdict: str) -> tuple[Stage, ...]:
    """The stages in their order, from a row of `title_stages` and the title's rows of `identifiers`."""
    if not row["is_checkable"]:
        return (Stage("search", None, "not possible with the details supplied"), Stage("verdict", None, verdict))
    return (
        Stage("identifier", row["n_identifier_records"], _identifier(row, identifiers)),
        Stage("edition link", row["n_linked"], _linked(row["n_linked"])),
        Stage("exact title and author", row["n_exact_records"], _exact(row["n_exact_records"])),
        Stage("candidates", row["n_candidates"], _candidates(row)),
        Stage("evidence", row["n_weighed"], f"{counted(row['n_weighed'], 'record')} weighed"),
        Stage("verdict", None, verdict),
    )


def _identifier(row: Mapping[str, Any], identifiers: Sequence[Mapping[str, Any]]) -> str:
    used = [each for each in identifiers if each["scheme"] in _SCHEMES]
    if not used:
        return "no ISBN, DOI or ASIN supplied"
    n = row["n_identifier_records"]
    share = "no record shares one" if not n else f"{counted(n, 'record')} {'shares' if n == 1 else 'share'} one"
    return f"{'; '.join(map(_read, used))}: {share}"


def _read(each: Mapping[str, Any]) -> str:
    how = _REPAIRS.get(each["repair"] or "")
    as_supplied = f" (supplied as {each['value_raw']}; {how})" if how else ""
    return f"{_SCHEMES[each['scheme']]} {each['value']}{as_supplied}"


def _linked(n: int) -> str:
    if not n:
        return "no other edition or listed title of the work leads to a record"
    return f"another edition or listed title of the work leads to {counted(n, 'record')}"


def _exact(n: int) -> str:
    if not n:
        return "no record has this main title and a family name of the list"
    return f"{counted(n, 'record')} {'has' if n == 1 else 'have'} this main title and a family name of the list"


def _candidates(row: Mapping[str, Any]) -> str:
    dropped = row["n_keys_dropped"]
    common = f", {dropped:,} of them too common to be used" if dropped else ""
    return f"{counted(row['n_candidates'], 'record')} by {counted(row['n_keys'], 'key')} of title and names{common}"
