"""A user's own rules: what a file may say, and what it does to a run."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from stocktake.cli.app import app
from stocktake.errors import BadInput
from stocktake.nightly import nightly
from stocktake.pipeline import reconcile
from stocktake.rules import GUARDS, THRESHOLDS, allowed, read_rules, settings_in_force
from stocktake.settings import RULES_VERSION, Rules
from stocktake.warehouse.models import load_models

from .conftest import Small

ROOT = Path(__file__).parents[1]


def written(folder: Path, text: str) -> Path:
    path = folder / "acme.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_file_is_laid_over_the_shipped_rules(tmp_path: Path) -> None:
    text = 'version = "acme-3"\n[thresholds]\nprobable_at = 0.97\nmax_candidates = 7\n[guards]\nnamesake = false\n'
    assert read_rules(written(tmp_path, text)) == Rules(
        rules_version=f"{RULES_VERSION}+acme-3", probable_at=0.97, max_candidates=7, guard_namesake=False
    )


def test_a_version_alone_is_the_shipped_rules_under_another_name(tmp_path: Path) -> None:
    assert read_rules(written(tmp_path, '\ufeffversion = "2"')) == Rules(rules_version=f"{RULES_VERSION}+2")


def test_a_whole_number_may_stand_for_a_decimal_one(tmp_path: Path) -> None:
    margin = read_rules(written(tmp_path, 'version = "2"\nthresholds.least_margin = 4')).least_margin
    assert (margin, type(margin)) == (4.0, float)


VERSION = 'version = "1"\n'
REFUSED = {
    # what stands in the file: the line that is named, and words of the message
    "": (None, "no version"),
    "version = 3": (1, "version is 3"),
    'version = ""': (1, "version is ''"),
    'version = "a b"': (1, "up to 40 letters"),
    VERSION + "[threshold]": (2, "Did you mean thresholds?"),
    VERSION + "thresholds = 3": (2, "must be a table"),
    VERSION + "probable_at = 0.9": (2, "no part of a rules file"),
    VERSION + "[thresholds]\nprobably_at = 0.9": (3, "Did you mean probable_at?"),
    VERSION + "[thresholds]\nrules_version = 'x'": (3, "has no 'rules_version'"),
    VERSION + "[thresholds]\n\nprobable_at = 1.5": (4, "probable_at is 1.5. It must be a number from 0.5 to 0.999999"),
    VERSION + "[thresholds]\nprobable_at = nan": (3, "is nan"),
    VERSION + "[thresholds]\nprobable_at = inf": (3, "is inf"),
    VERSION + "[thresholds]\nprobable_at = '0.9'": (3, "is '0.9'"),
    VERSION + "[thresholds]\nleast_margin = true": (3, "is True"),
    VERSION + "[thresholds]\nmax_candidates = 2.5": (3, "a whole number from 0 to 1000"),
    VERSION + "[thresholds]\nmax_candidates = -1": (3, "is -1"),
    VERSION + "[thresholds]\nseed = []": (3, "is []"),
    VERSION + "[thresholds]\ncheck_at = 0.96": (None, "check_at is 0.96, above probable_at (0.95)"),
    VERSION + "[thresholds]\ncheck_edition_at = 0.8": (None, "above same_edition_at (0.6)"),
    VERSION + "[guards]\nnamesakes = false": (3, "Did you mean namesake?"),
    VERSION + "[guards]\nreview = 'off'": (3, "review is 'off'. It must be true or false"),
    VERSION + "[guards]\nreview = 0": (3, "is 0"),
    VERSION + "[guards]\nreview = true\nreview = false\n": (4, "not TOML"),
    "title;author;isbn": (1, "not TOML"),
    "a = " + "[" * 5000: (None, "not TOML"),
    VERSION + "#" * 1_000_001: (None, "too large"),
}


@pytest.mark.parametrize("text", REFUSED, ids=range(len(REFUSED)))
def test_what_is_wrong_is_named_with_its_line_and_what_is_allowed(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    line, words = REFUSED[text]
    with pytest.raises(BadInput) as refused:
        read_rules(path)
    assert words in str(refused.value)
    assert str(path) in str(refused.value)
    assert refused.value.line == line


def test_a_file_that_is_no_text_or_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no such file"):
        read_rules(tmp_path / "none.toml")
    with pytest.raises(BadInput, match="there is no such file"):
        read_rules(tmp_path)
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(BadInput, match="not a text in UTF-8"):
        read_rules(tmp_path / "odd.toml")


def test_every_rule_has_a_range_or_is_a_guard_and_is_shipped_within_it() -> None:
    guards = {f"guard_{guard}" for guard in GUARDS}
    assert {f.name for f in fields(Rules)} == {"rules_version", *THRESHOLDS, *guards}
    shipped = Rules()
    assert all(least <= getattr(shipped, name) <= most for name, (least, most) in THRESHOLDS.items())


def test_the_whole_of_the_shipped_rules_can_be_written_down(tmp_path: Path) -> None:
    lines = {"thresholds": ["[thresholds]"], "guards": ["[guards]"]}
    for setting in settings_in_force():
        lines[setting.table].append(f"{setting.key} = {setting.value}")
    text = "\n".join([VERSION, *lines["thresholds"], *lines["guards"]])
    assert replace(read_rules(written(tmp_path, text)), rules_version=RULES_VERSION) == Rules()


def test_every_rule_stands_in_the_page_with_its_default_range_and_meaning() -> None:
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    meanings = load_models()["run_parameters"].comments
    for setting in settings_in_force():
        name = setting.key if setting.table == "thresholds" else f"guard_{setting.key}"
        meaning = meanings[name].removeprefix("guard on or off: ")
        ranged = allowed(name).removeprefix("a ").replace("number from", "from")
        row = [setting.key, setting.value, ranged, meaning] if name in THRESHOLDS else [setting.key, meaning]
        assert f"| `{row[0]}` | " + " | ".join(row[1:]) + " |" in page


def test_the_file_in_the_page_can_be_used(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    found = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert found
    assert read_rules(written(tmp_path, found[1])).rules_version.startswith(f"{RULES_VERSION}+")


def test_show_says_where_each_rule_comes_from(tmp_path: Path) -> None:
    path = written(tmp_path, VERSION + "[guards]\nreview = false\n")
    shown = CliRunner().invoke(app, ["rules", "show", "--rules", str(path)], env={"COLUMNS": "200"})
    assert shown.exit_code == 0
    assert f"# Rules {RULES_VERSION}+1" in shown.output
    assert "review = false  # acme.toml; true or false; " in shown.output
    sources = {s.key: (s.value, s.source) for s in settings_in_force(path)}
    assert sources["review"] == ("false", "acme.toml")
    assert sources["probable_at"] == ("0.95", "shipped")
    assert all(f"{key} = " in shown.output for key in sources)
    assert len(settings_in_force(written(tmp_path, VERSION + shown.output))) == len(sources)


def test_check_says_what_a_file_sets(tmp_path: Path) -> None:
    path = written(tmp_path, VERSION + "[thresholds]\nleast_margin = 5\n")
    said = CliRunner().invoke(app, ["rules", "check", str(path)], env={"COLUMNS": "200"})
    assert (said.exit_code, "least_margin" in said.output) == (0, True)
    empty = CliRunner().invoke(app, ["rules", "check", str(written(tmp_path, VERSION))])
    assert "It sets no rule" in empty.output


def table(run: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(run / "tables" / f"{name}.parquet")


STRICT = (
    'version = "strict"\n[thresholds]\nprobable_at = 0.999999\ncheck_at = 0.9999\n[guards]\nnarrow_margin = false\n'
)


def test_a_run_carries_its_rules(small: Small, tmp_path: Path) -> None:
    job = replace(small.job(), rules_file=written(tmp_path, STRICT))
    run = reconcile(job)
    row = table(run.path, "run_parameters").row(0, named=True)
    assert (row["probable_at"], row["guard_narrow_margin"], row["guard_review"]) == (0.999999, False, True)
    assert row["rules_version"] == f"{RULES_VERSION}+strict"
    pages = [run.path / "reports" / "summary.html", *(run.path / "reports" / "authors").glob("*.html")]
    assert [page.name for page in pages if f"{RULES_VERSION}+strict" not in page.read_text("utf-8")] == []
    assert reconcile(job).was_there
    assert reconcile(small.job()).run_id != run.run_id


def test_rules_that_change_are_the_cause_of_what_changes(small: Small, tmp_path: Path) -> None:
    job = small.job()
    nightly(job)
    night = nightly(replace(job, rules_file=written(tmp_path, STRICT)), accept_changes=True)
    deltas = table(night.published.path, "deltas")
    assert deltas.height > 0
    assert set(deltas["cause"]) == {"rules_changed"}
    assert not nightly(replace(job, rules_file=tmp_path / "acme.toml")).changed


def test_a_wrong_file_stops_a_run_before_anything_is_read(small: Small, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Did you mean probable_at"):
        reconcile(replace(small.job(), rules_file=written(tmp_path, VERSION + "[thresholds]\nprobable_a = 1")))
    assert not (small.folder / "out" / "latest").exists()
