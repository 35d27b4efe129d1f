"""The rows of a review sheet: what a reviewer reads and fills, and the hidden keys by which decisions come back.

`row_check` is a checksum over the keys and both titles as they stand in the row. When only some columns of a sheet
were sorted, decisions stand beside keys of other rows; the checksum tells.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from stocktake.matching.decisions import MD5_DIGITS
from stocktake.reports.csv_safe import safe_cell
from stocktake.reports.records import MD5_SHOWN
from stocktake.review.pair import FIELDS, Pair, Weighed

ASKED = ("decision", "reviewer", "why")
SIDES = tuple(f"{side}_{field}" for field in FIELDS for side in ("listed", "record"))
SHOWN = ("verdict", *ASKED, *SIDES, "reason_in_words", "evidence_in_bits", "flags", "md5_first_8")
HIDDEN = (
    "title_id",
    "record_id",
    "title_fingerprint",
    "md5_start",
    "reason",
    "probability",
    "run_id",
    "rules_version",
    "asked_as",
    "row_check",
)
COLUMNS = (*SHOWN, *HIDDEN)
_CHECKED = (*HIDDEN[:-1], "verdict", "listed_title", "record_title")
MOST_LETTERS = 2_000


def sheet_row(pair: Pair) -> dict[str, str]:
    """A pair as cells: safe against formulas, long texts cut, the MD5 as its beginning only."""
    keys, standing = pair.keys, pair.standing
    texts = {f"{side}_{f}": getattr(getattr(pair, side), f) for f in FIELDS for side in ("listed", "record")} | {
        "verdict": standing.verdict,
        "reason_in_words": pair.sentence,
        "evidence_in_bits": "; ".join(map(evidence_text, pair.evidence)),
        "flags": "; ".join(pair.flags),
        "md5_first_8": f"{keys.md5[:MD5_SHOWN]}…" if keys.md5 else "",
        "title_id": keys.title_id,
        "record_id": keys.record_id,
        "title_fingerprint": keys.title_fingerprint,
        "md5_start": keys.md5[:MD5_DIGITS],
        "reason": standing.reason,
        "probability": standing.probability,
        "run_id": standing.run_id,
        "rules_version": standing.rules_version,
        "asked_as": standing.asked_as,
    }
    row = {column: safe_cell(_cut(texts.get(column, ""))) for column in COLUMNS}
    return row | {"row_check": row_check(row)}


def row_check(row: Mapping[str, str]) -> str:
    """Twelve hexadecimal digits; blanks do not count, since spreadsheets change line ends. Begins with a letter."""
    text = "\x1f".join(" ".join(row[column].split()) for column in _CHECKED)
    return "x" + hashlib.sha256(text.encode()).hexdigest()[:11]


def evidence_text(part: Weighed) -> str:
    """`title exact +14.1`; its minus is no hyphen, so no cell starts with one."""
    bits = f"{part.bits:+.1f}".replace("-", "−") if part.bits else "0.0"
    return f"{part.field} {part.outcome} {bits}"


def _cut(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"
