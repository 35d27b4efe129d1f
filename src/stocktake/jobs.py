"""What a user asks for, as two small values: paths and settings, never data."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from stocktake.rules import read_rules
from stocktake.settings import Machine, Rules


@dataclass(frozen=True, slots=True)
class ReferenceJob:
    """What to prepare a reference from."""

    sources: tuple[Path, ...]
    into: Path
    kind: str = "auto"
    mapping: Path | None = None
    repair: str | None = None
    snapshot_date: str | None = None


@dataclass(frozen=True, slots=True)
class ReconcileJob:
    """What to compare with what, and where the result goes. `previous` is the run that deltas are counted from."""

    catalogues: tuple[Path, ...]
    reference: Path
    out: Path
    profile: Path | None = None
    decisions: Path | None = None
    previous: Path | None = None
    rules: Rules = field(default_factory=Rules)
    machine: Machine = field(default_factory=Machine)
    aliases: Path | None = None
    rules_file: Path | None = None

    def rules_in_force(self) -> Rules:
        """The rules, with what the user's file sets. Read anew each time: a served night sees an edited file."""
        return read_rules(self.rules_file, self.rules) if self.rules_file else self.rules
