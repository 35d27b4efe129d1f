"""What changed between two finished runs: one row a title and record, with the cause.

A pair counts while its verdict is CONFIRMED, PROBABLE or CHECK. ADDED has no verdict before, REMOVED none
after, CHANGED has two different ones. `title_id` is that of the later run; a title that is gone keeps its
earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import polars as pl

from stocktake.changes.title_pairs import pair_titles, read_titles
from stocktake.model import Verdict
from stocktake.publication import MANIFEST, RunIdentity
from stocktake.warehouse.manifest import read_json

VERDICTS_THAT_COUNT = (Verdict.CONFIRMED.value, Verdict.PROBABLE.value, Verdict.CHECK.value)
COLUMNS = ("title_id", "record_id", "change", "verdict_before", "verdict_after", "cause")


class Change(StrEnum):
    """What became of a title-record pair."""

    ADDED = "ADDED"
    REMOVED = "REMOVED"
    CHANGED = "CHANGED"


class Cause(StrEnum):
    """Why it did. Authors hear of additions by catalogue_* and dump_changed only; the rest is for staff."""

    CATALOGUE_ADDED = "catalogue_added"
    CATALOGUE_CHANGED = "catalogue_changed"
    CATALOGUE_REMOVED = "catalogue_removed"
    DUMP_CHANGED = "dump_changed"
    RULES_CHANGED = "rules_changed"
    DECISION_CHANGED = "decision_changed"


@dataclass(frozen=True, slots=True)
class ChangedInputs:
    """Which inputs differ between the runs. `rules` stands for rules, profile and program together."""

    catalogue: bool = False
    reference: bool = False
    decisions: bool = False
    rules: bool = False


def compute_deltas(previous: Path | None, after_tables: Path, identity: RunIdentity) -> pl.DataFrame:
    """The table `deltas` of a run being built; empty when there is no earlier run to compare with."""
    if previous is None:
        return no_deltas()
    before_tables = previous / "tables"
    inputs = changed_inputs(read_json(previous / MANIFEST), before_tables, identity, after_tables)
    return deltas(before_tables, after_tables, inputs)


def changed_inputs(
    before: dict[str, Any], before_tables: Path, after: RunIdentity, after_tables: Path
) -> ChangedInputs:
    """Tell which inputs differ, from the checksums of both runs.

    Catalogue files are those that `source_files` lists. Of the other inputs the one named "reference" is
    the store, "aliases", "rules" and a .toml file count with the rules, and what is left is the decisions file.
    """
    was = _checksums_by_role(((i["name"], i["sha256"]) for i in before["inputs"]), before_tables)
    now = _checksums_by_role(((name, sha256) for name, sha256, _ in after.inputs), after_tables)
    settings = [pl.read_parquet(t / "run_parameters.parquet") for t in (before_tables, after_tables)]
    return ChangedInputs(
        catalogue=was["catalogue"] != now["catalogue"],
        reference=was["reference"] != now["reference"],
        decisions=was["decisions"] != now["decisions"],
        rules=was["profile"] != now["profile"]
        or before["code_digest"] != after.code_digest
        or not settings[0].equals(settings[1]),
    )


def deltas(before_tables: Path, after_tables: Path, changed_inputs: ChangedInputs) -> pl.DataFrame:
    """Compare the `matches` of two runs. Rows are ordered by title_id and record_id, which name a row.

    The cause is the nearest one that can have worked. For a title that is new, gone or edited it is the
    catalogue; for a pair whose reviewer's decision differs, the decision; then the dump, other decisions,
    the rules. A pair that moved although nothing but other rows of the catalogue changed (rivals, name
    counts) is the catalogue's too. Rejected: blaming the catalogue for a title when its files are the same;
    then a profile or the rules did it.
    """
    titles = _title_states(read_titles(before_tables), read_titles(after_tables))
    old = _matches(before_tables).join(titles.select("title_id_before", "title_id"), on="title_id_before")
    new = _matches(after_tables).rename({"title_id_before": "title_id"})
    moved = (
        old.join(new, on=["title_id", "record_id"], how="full", coalesce=True, suffix="_after")
        .rename({"verdict": "verdict_before", "decision": "decision_before"})
        .filter(pl.col("verdict_before").ne_missing(pl.col("verdict_after")))
    )
    told = moved.join(titles.select("title_id", "state"), on="title_id", how="left")
    return (
        told.with_columns(change=_change(), cause=_cause(changed_inputs)).select(COLUMNS).sort("title_id", "record_id")
    )


def count_changes(table: pl.DataFrame) -> dict[str, int]:
    """How many rows of each change, all three named."""
    found = dict(table.group_by("change").len().iter_rows())
    return {change.value: int(found.get(change.value, 0)) for change in Change}


def no_deltas() -> pl.DataFrame:
    """The table of a first run: nothing to compare with."""
    return pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.String))


def _checksums_by_role(inputs: Iterable[tuple[str, str]], tables: Path) -> dict[str, set[str]]:
    catalogue = set(pl.read_parquet(tables / "source_files.parquet", columns=["sha256"])["sha256"])
    roles: dict[str, set[str]] = {
        "catalogue": catalogue,
        "reference": set(),
        "profile": set(),
        "decisions": set(),
    }
    for name, sha256 in inputs:
        if name == "reference":
            roles["reference"].add(sha256)
        elif name in ("aliases", "rules"):
            roles["profile"].add(sha256)
        elif sha256 not in catalogue:
            roles["profile" if name.lower().endswith(".toml") else "decisions"].add(sha256)
    return roles


def _title_states(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """One row a title of either run: title_id (the later one if there is one), title_id_before, state."""
    pairs = pair_titles(before, after)
    kept = pairs.select(
        title_id="title_id_after",
        title_id_before="title_id_before",
        state=pl.when("edited").then(pl.lit("edited")).otherwise(pl.lit("same")),
    )
    gone = before.join(pairs, left_on="title_id", right_on="title_id_before", how="anti").select(
        "title_id", title_id_before="title_id", state=pl.lit("gone")
    )
    new = after.join(pairs, left_on="title_id", right_on="title_id_after", how="anti").select(
        "title_id", title_id_before=pl.lit(None, pl.String), state=pl.lit("new")
    )
    return pl.concat([kept, gone, new])


def _matches(tables: Path) -> pl.DataFrame:
    """Verdict (null unless it counts) and reviewer's decision of each pair, on which both runs are joined."""
    counts = pl.col("verdict").is_in(VERDICTS_THAT_COUNT)
    return pl.read_parquet(tables / "matches.parquet").select(
        title_id_before=pl.col("title_id"),
        record_id=pl.col("record_id"),
        verdict=pl.when(counts).then(pl.col("verdict").cast(pl.String)),
        decision=pl.col("reviewer_decision").cast(pl.String),
    )


def _change() -> pl.Expr:
    return (
        pl.when(pl.col("verdict_before").is_null())
        .then(pl.lit(Change.ADDED.value))
        .when(pl.col("verdict_after").is_null())
        .then(pl.lit(Change.REMOVED.value))
        .otherwise(pl.lit(Change.CHANGED.value))
    )


def _cause(inputs: ChangedInputs) -> pl.Expr:
    """The first rule that holds, from the nearest cause to the farthest."""
    other_decision = pl.col("decision_before").ne_missing(pl.col("decision_after"))
    rules = (
        (pl.lit(inputs.catalogue) & (pl.col("state") == "new"), Cause.CATALOGUE_ADDED),
        (pl.lit(inputs.catalogue) & (pl.col("state") == "gone"), Cause.CATALOGUE_REMOVED),
        (pl.lit(inputs.catalogue) & (pl.col("state") == "edited"), Cause.CATALOGUE_CHANGED),
        (pl.lit(inputs.decisions) & other_decision, Cause.DECISION_CHANGED),
        (pl.lit(inputs.reference), Cause.DUMP_CHANGED),
        (pl.lit(inputs.decisions), Cause.DECISION_CHANGED),
        (pl.lit(inputs.rules), Cause.RULES_CHANGED),
        (pl.lit(inputs.catalogue), Cause.CATALOGUE_CHANGED),
    )
    return pl.coalesce(
        *(pl.when(holds).then(pl.lit(cause.value)) for holds, cause in rules),
        pl.lit(Cause.RULES_CHANGED.value),
    )
