"""The findings of a catalogue counted by kind, in order of worth: what the page and the workbook both begin with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from stocktake.catalogue.findings import BY_CODE, KINDS, SHEETS, in_words


@dataclass(frozen=True, slots=True)
class KindFound:
    """A kind with at least one finding. `n_certain` have a correction, `n_suggested` a suggestion."""

    fix_sheet: str
    code: str
    severity: str
    title: str
    advice: str
    n: int
    n_certain: int
    n_suggested: int

    @property
    def heading(self) -> str:
        """The title as a line of its own."""
        return self.title[:1].upper() + self.title[1:]

    @property
    def anchor(self) -> str:
        """What the page calls its place: rows that could not be used have a list of their own."""
        return "reasons" if self.fix_sheet == "Rows not used" else f"{self.code}-{self.severity}"


def kinds_found(findings: Path) -> list[KindFound]:
    """Every kind in `findings.parquet`: by sheet of the fix list, then as the kinds are listed, then by code."""
    counted = (
        pl.scan_parquet(findings)
        .group_by("fix_sheet", "code", "severity")
        .agg(
            advice=pl.col("advice").min(),
            n=pl.len(),
            n_certain=pl.col("correction").count(),
            n_suggested=pl.col("suggestion").count(),
        )
        .collect(engine="streaming")
    )
    return sorted(map(_kind, counted.iter_rows(named=True)), key=_worth)


def _kind(row: dict[str, object]) -> KindFound:
    code = str(row["code"])
    advice = BY_CODE[code].advice if code in BY_CODE else row["advice"]
    return KindFound(**{**row, "title": in_words(code), "advice": advice or ""})  # type: ignore[arg-type]


_PLACES = {kind.code: place for place, kind in enumerate(KINDS)}


def _worth(kind: KindFound) -> tuple[int, int, str, str]:
    return SHEETS.index(kind.fix_sheet), _PLACES.get(kind.code, len(KINDS)), kind.code, kind.severity
