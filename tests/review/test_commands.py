"""The commands as a user gives them, and those of the page on review one after the other."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import polars as pl
import pytest
from typer.testing import CliRunner

from stocktake.cli.app import app
from stocktake.pipeline import reconcile
from stocktake.publication import PublishedRun
from stocktake.review.exact_binomial import pairs_needed
from stocktake.review.pair import Pair
from tests.conftest import Small

from .conftest import fill, rows_of

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "review.md").read_text("utf-8")


def call(command: str) -> str:
    done = CliRunner().invoke(app, shlex.split(command)[1:], env={"COLUMNS": "200"}, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


def test_the_commands_of_the_page_on_review_work_one_after_the_other(
    small: Small, pairs: list[Pair], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small.folder)
    shutil.copytree(small.reference, "data/out/reference/2025-03")
    reconcile(small.job("data/out"))
    first = re.findall(r"```\n(.*?)```", PAGE, re.DOTALL)[0].splitlines()
    exported, applied, agreed, planned, reconciled = first
    assert f"{len(pairs)} pairs to review" in call(exported)
    fill(Path("review.xlsx"), {"6": {"decision": "no_match", "reviewer": "Ann", "why": "another book"}})
    assert "1 decisions in review.xlsx, 1 of them new" in call(applied)
    assert "pairs decided" in call(agreed)
    assert "598" in call(planned)
    assert "Reviewers' decisions: 1 given, 1 name a pair of this run." in call(reconciled)
    exposure = pl.read_parquet("data/out/latest/tables/title_exposure.parquet")
    assert exposure.filter(pl.col("verdict") == "CHECK").height == 0


def test_the_figures_of_the_page_are_those_of_the_planner() -> None:
    assert [pairs_needed(k, 0.995, 0.95) for k in (0, 1)] == [598, 947]
    assert "598 pairs drawn at random must hold no error, or 947 at most one" in PAGE


def test_decisions_that_name_nothing_are_told_after_the_run(small: Small) -> None:
    path = small.folder / "d.csv"
    path.write_text("title_id,record_id,decision,reviewer,decided_at,why\ngone,6,match,Ann,2026-01-01,\n")
    said = call(
        f"stocktake reconcile {small.catalogue} --reference {small.reference} --out {small.folder}/o --decisions {path}"
    )
    assert "1 given, 0 name a pair of this run; 1 name a title or record that is not here" in said


def test_agreement_lists_who_said_what(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text(
        "title_id,record_id,decision,reviewer,decided_at,why\nt,r,match,Ann,,\nt,r,no_match,[b]Ben,,\nu,r,match,Ann,,\n"
    )
    said = call(f"stocktake review agreement {path}")
    assert "Ann: match; [b]Ben: no_match" in said
    assert "Cohen's kappa" in said


def test_plan_tells_what_is_certified(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text(
        "title_id,record_id,decision,reviewer,decided_at,why,verdict,asked_as,rules_version\n"
        "t,r,match,Ann,,,PROBABLE,sample,v\nu,r,match,Ann,,,CHECK,check,v\n"
    )
    said = call(f"stocktake review plan --precision 0.9 --expected 0.95 --decided {path}")
    assert "chance to pass" in said
    assert "at random" in said
    assert "for their" in said and "certifies" in said


def process(*words: str | Path) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    env = {**os.environ, "PYTHONPATH": path, "COLUMNS": "200", "NO_COLOR": "1", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "stocktake.cli", "review", *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)


def test_serve_tells_its_address_answers_and_stops(published: PublishedRun, pairs: list[Pair], tmp_path: Path) -> None:
    with process("serve", "--run", published.path, "--decisions", tmp_path / "decisions.csv") as child:
        assert child.stdout is not None
        assert f"{len(pairs)} pairs" in child.stdout.readline()
        address = child.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        with urlopen(address, timeout=20) as answer:  # noqa: S310  (the address that was just told)
            assert b"Pairs to review" in answer.read()
        child.send_signal(signal.SIGINT)
        told, complaint = child.communicate(timeout=20)
    assert "Stopped" in told
    assert "Traceback" not in complaint
    assert child.returncode == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("export", "--run", "nowhere", "--out", "r.xlsx"), 2, "not a published run"),
        (("apply", "nowhere.xlsx", "--decisions", "d.csv"), 3, "no such file"),
        (("agreement", "nowhere.csv"), 3, "cannot be read"),
        (("plan", "--precision", "1"), 2, "between 0 and 1"),
    ],
)
def test_problems_are_one_message_and_an_exit_code(words: tuple[str, ...], code: int, said: str) -> None:
    with process(*words) as child:
        _, complaint = child.communicate(timeout=60)
    assert (child.returncode, "Traceback" in complaint) == (code, False)
    assert said in complaint


def test_a_sheet_that_goes_from_one_reviewer_to_the_next_keeps_both_answers(tmp_path: Path, sheet: Path) -> None:
    decisions = tmp_path / "decisions.csv"
    for name in ("Ann", "Ben"):
        fill(sheet, {"6": {"decision": "match", "reviewer": name}})
        call(f"stocktake review apply {sheet} --decisions {decisions}")
    assert [row["reviewer"] for row in rows_of(decisions)] == ["Ann", "Ben"]
