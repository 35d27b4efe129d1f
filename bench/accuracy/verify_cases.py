"""Pairs of publication records with an expected verdict, and the reason for it.

Source: the verification cases of fuzzycat (Internet Archive), 318 pairs of fatcat releases; 50 of them state no verdict
and are left out. Licence: MIT. Conversion: title with subtitle, contributors with an index, year, publisher, volume,
issue, pages, language, DOI, journal (its name, else its id) and type; a preprint without a DOI gets the one under which
arXiv registers it. No noise is added.

The set is about works: a preprint and its article of the next year are EXACT. So it is asked with `--same work`.
Expected: EXACT and STRONG → CONFIRMED or PROBABLE; DIFFERENT → NOT FOUND; WEAK and AMBIGUOUS → anything but CONFIRMED
and PROBABLE, for there the set says that none of its rules decides, and makes no claim. The strict agreement beside it
takes only CHECK for WEAK and AMBIGUOUS. Every disagreement was read, both records side by side; who seems right is said
in `bench/accuracy/verify_comments.csv`.

The rules for papers (`matching/guards.py`) were made with these pairs in view, and 268 pairs are few: on others the
agreement will be lower.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl

from bench.accuracy import doors
from bench.accuracy.result import Cell, SetResult, Table, share
from bench.main_job import STOCKTAKE

CASES, RELEASES = "verify_cases/verify.csv", "verify_cases/releases.jsonl"
COMMENTS = Path(__file__).with_name("verify_comments.csv")
FOUND, OPEN, REJECTED = ("CONFIRMED", "PROBABLE"), ("CHECK",), ("NOT FOUND",)
EXPECTED = {
    "EXACT": FOUND,
    "STRONG": FOUND,
    "WEAK": OPEN + REJECTED,
    "AMBIGUOUS": OPEN + REJECTED,
    "DIFFERENT": REJECTED,
}
STRICT = EXPECTED | {"WEAK": OPEN, "AMBIGUOUS": OPEN}
DECIDED = ("EXACT", "STRONG", "DIFFERENT")
VERDICTS = ("CONFIRMED", "PROBABLE", "CHECK", "NOT FOUND")


def release(record: dict[str, Any]) -> dict[str, str | None]:
    """`title, authors, year, publisher, volume, issue, pages, language, doi, journal, format` of a fatcat release."""
    extra = record.get("extra") or {}
    subtitle = record.get("subtitle") or next(iter(extra.get("subtitle") or []), None)
    names = [c.get("raw_name") for c in record["contribs"] if c.get("role") in ("author", "editor", None)]
    return {
        "title": ": ".join(filter(None, (record["title"], subtitle))),
        "authors": "; ".join(filter(None, names)) or None,
        "year": str(record["release_year"]) if record.get("release_year") else None,
        "publisher": record.get("publisher"),
        "volume": record.get("volume"),
        "pages": record.get("pages"),
        "language": record.get("language"),
        "doi": _doi(record["ext_ids"]),
        "issue": record.get("issue"),
        "journal": extra.get("container_name") or record.get("container_id"),
        "format": record.get("release_type"),
    }


def _doi(ids: dict[str, str]) -> str | None:
    """A preprint of arXiv without a DOI of its own gets the one under which arXiv registers it."""
    arxiv = ids.get("arxiv")
    return ids.get("doi") or (f"10.48550/arxiv.{arxiv.lower()}" if arxiv else None)


def pairs(data: Path) -> pl.DataFrame:
    """`left_id, right_id, expected, expected_reason` and the fields of both sides, one row a labelled pair."""
    with (data / RELEASES).open(encoding="utf-8") as lines:
        releases = {record["ident"]: release(record) for record in map(json.loads, lines)}
    with (data / CASES).open(encoding="utf-8", newline="") as lines:
        cases = [case for case in csv.reader(lines) if case[2]]
    return pl.DataFrame([_pair(case, releases) for case in cases], infer_schema_length=None)


def measure(data: Path, work: Path) -> SetResult:
    """Agreement, a confusion table, and each disagreement beside its comment."""
    given = pairs(data)
    given.write_csv(work / "verify.csv")
    scored = work / "verify_scored.csv"
    words = ("evaluate", "pairs", work / "verify.csv", "--same", "work", "--out", scored)
    cost = doors.command(STOCKTAKE, *words)
    return summary(pl.read_csv(scored, infer_schema=False), comments(), cost)


def summary(scored: pl.DataFrame, known: dict[tuple[str, str], str], cost: doors.Cost) -> SetResult:
    """Scored pairs as a result; disagreements without a comment are `unsettled`."""
    rows = list(scored.iter_rows(named=True))
    wrong = [row for row in rows if row["verdict"] not in EXPECTED[row["expected"]]]
    listed: list[list[Cell]] = [[*_shown(row), known.get(_key(row), "uncommented")] for row in wrong]
    heads = ["pair", "expected", "reason", "verdict", "probability", "left title", "right title", "comment"]
    figures = {
        "agreement": _agreed(rows, EXPECTED) / len(rows),
        "strict_agreement": _agreed(rows, STRICT) / len(rows),
        "uncommented": float(sum(_key(row) not in known for row in wrong)),
    }
    return SetResult(
        "Expected verdicts",
        (__doc__ or "").split("\n\n", 1)[1],
        figures,
        [_agreements(rows, wrong, known), _confusion(rows), Table("Disagreements", heads, listed)],
        cost,
        [f"{row['left_id']} {row['right_id']}" for row in wrong if _key(row) not in known],
    )


def _agreements(rows: list[dict[str, Any]], wrong: list[dict[str, Any]], known: dict[tuple[str, str], str]) -> Table:
    decided = [row for row in rows if row["expected"] in DECIDED]
    asked = (
        ("as stated above", rows, EXPECTED),
        ("only CHECK for WEAK and AMBIGUOUS", rows, STRICT),
        ("pairs that the set decides", decided, EXPECTED),
    )
    body: list[list[Cell]] = [
        [name, len(some), share(_agreed(some, wanted), len(some)), _commented(wrong, known) if not k else None]
        for k, (name, some, wanted) in enumerate(asked)
    ]
    return Table("Agreement", ["counted", "pairs", "agreed", "disagreements with a comment"], body)


def _agreed(rows: list[dict[str, Any]], wanted: dict[str, tuple[str, ...]]) -> int:
    return sum(row["verdict"] in wanted[row["expected"]] for row in rows)


def comments(path: Path = COMMENTS) -> dict[tuple[str, str], str]:
    """Comments by the ids of a pair."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {(row["left_id"], row["right_id"]): row["comment"] for row in csv.DictReader(lines)}


def _pair(case: list[str], releases: dict[str, dict[str, str | None]]) -> dict[str, str | None]:
    left, right, status, reason = case
    sides = (("left", releases[left]), ("right", releases[right]))
    fields = {f"{side}_{name}": value for side, made in sides for name, value in made.items()}
    expected = {"expected": status.removeprefix("Status."), "expected_reason": reason or None}
    return {"left_id": left, "right_id": right} | expected | fields


def _key(row: dict[str, Any]) -> tuple[str, str]:
    return row["left_id"], row["right_id"]


def _commented(wrong: list[dict[str, Any]], known: dict[tuple[str, str], str]) -> Cell:
    return share(sum(_key(row) in known for row in wrong), len(wrong))


def _shown(row: dict[str, Any]) -> list[Cell]:
    texts = [row["expected"], row["expected_reason"] or "", row["verdict"], round(float(row["probability"]), 3)]
    return [f"{row['left_id']} {row['right_id']}", *texts, _cut(row["left_title"]), _cut(row["right_title"])]


def _cut(title: str | None, width: int = 60) -> str:
    text = title or ""
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _confusion(rows: list[dict[str, Any]]) -> Table:
    counted = Counter((row["expected"], row["verdict"]) for row in rows)
    body: list[list[Cell]] = [
        [expected, *(counted[expected, verdict] for verdict in VERDICTS)] for expected in EXPECTED
    ]
    return Table("Expected against given", ["expected", *VERDICTS], body)
