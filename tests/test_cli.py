"""The command line as a user meets it: real processes for exit codes and messages, no traceback for bad input."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from stocktake.publication import PublishedRun

from .conftest import CATALOGUE, Small

ROOT = Path(__file__).parents[1]


def stocktake(*words: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    env = {**os.environ, "PYTHONPATH": path, "COLUMNS": "200", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "stocktake.cli", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=env, timeout=120)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def reconcile(small: Small, *more: str | Path) -> subprocess.CompletedProcess[str]:
    return stocktake("reconcile", small.catalogue, "--reference", small.reference, "--out", small.folder / "out", *more)


def test_reconcile_prints_counts_and_where_to_look(small: Small) -> None:
    done = reconcile(small)
    assert done.returncode == 0, done.stderr
    assert "8 listed works" in done.stdout
    assert (small.folder / "out" / "latest" / "reports" / "index.html").is_file()
    assert "index.html" in done.stdout


def test_reference_build_and_show(tmp_path: Path, small: Small) -> None:
    shown = stocktake("reference", "show", small.reference)
    assert shown.returncode == 0
    assert "10 records" in shown.stdout


def test_catalogue_check_needs_no_dump(tmp_path: Path) -> None:
    path = tmp_path / "backlist.csv"
    path.write_text(CATALOGUE)
    done = stocktake("catalogue", "check", path, "--save-profile", tmp_path / "p.toml", "--out", tmp_path / "canonical")
    assert done.returncode == 0, done.stderr
    assert pl.read_parquet(tmp_path / "canonical" / "tables" / "titles.parquet").height == 8
    again = stocktake("catalogue", "check", path, "--profile", tmp_path / "p.toml")
    assert "profile" in again.stdout


def test_a_check_that_fails_leaves_the_tables_of_the_last_one(tmp_path: Path) -> None:
    good, bad, out = tmp_path / "backlist.csv", tmp_path / "broken.xlsx", tmp_path / "canonical"
    good.write_text(CATALOGUE)
    bad.write_bytes(b"PK\x03\x04 no workbook")
    assert stocktake("catalogue", "check", good, "--out", out).returncode == 0
    before = {path.name: path.read_bytes() for path in (out / "tables").iterdir()}
    failed = stocktake("catalogue", "check", good, bad, "--out", out)
    assert failed.returncode == 3
    assert "broken.xlsx" in failed.stderr
    assert {path.name: path.read_bytes() for path in (out / "tables").iterdir()} == before
    assert {path.name for path in out.iterdir()} == {"tables", "data-quality.html", "fix-list.xlsx"}


def test_a_feed_needs_no_profile_and_its_sold_titles_are_told(small: Small, tmp_path: Path) -> None:
    product = (
        "<Product><RecordReference>r1</RecordReference><NotificationType>03</NotificationType><ProductIdentifier>"
        "<ProductIDType>15</ProductIDType><IDValue>9780306406157</IDValue></ProductIdentifier><DescriptiveDetail>"
        "<TitleDetail><TitleType>01</TitleType><TitleElement><TitleElementLevel>01</TitleElementLevel><TitleText>Boats"
        "</TitleText></TitleElement></TitleDetail></DescriptiveDetail><PublishingDetail><PublishingStatus>05"
        "</PublishingStatus></PublishingDetail></Product>"
    )
    feed = tmp_path / "feed.xml"
    feed.write_text(f'<ONIXMessage release="3.0"><Header/>{product}</ONIXMessage>')
    done = stocktake("catalogue", "check", feed, "--save-profile", tmp_path / "p.toml")
    assert done.returncode == 0, done.stderr
    assert "No profile was written" in done.stdout
    assert not (tmp_path / "p.toml").exists()
    run = stocktake("reconcile", feed, "--reference", small.reference, "--out", tmp_path / "out")
    assert "Titles listed 1 as sold are among these works" in run.stdout, run.stderr
    exposure = pl.read_parquet(tmp_path / "out" / "latest" / "tables" / "imprint_exposure.parquet")
    assert exposure["imprint"].to_list() == ["(not stated) (sold titles)"]


def test_nightly_exit_codes_tell_changes_from_none(small: Small) -> None:
    words = (
        "nightly",
        "run",
        "--catalogue",
        small.catalogue,
        "--reference",
        small.reference,
        "--out",
        small.folder / "o",
    )
    assert stocktake(*words).returncode == 10
    quiet = stocktake(*words)
    assert quiet.returncode == 0
    assert "No change" in quiet.stdout


def test_explain_ends_with_a_next_step_where_a_key_names_nothing(published: PublishedRun) -> None:
    assert stocktake("explain", "0-306-40615-2", "--run", published.path).returncode == 0
    unknown = stocktake("explain", "9780140449136", "--run", published.path)
    assert unknown.returncode == 2
    assert "Try an ISBN of the list" in unknown.stderr


def test_verify_proves_and_disproves(published: PublishedRun, tmp_path: Path) -> None:
    assert stocktake("verify", published.path).returncode == 0
    (tmp_path / "manifest.json").write_text('{"files": [{"path": "gone.txt", "bytes": 1, "sha256": "0"}]}')
    broken = stocktake("verify", tmp_path)
    assert broken.returncode == 3
    assert "gone.txt is missing" in broken.stderr


def test_evaluate_links_of_a_run(published: PublishedRun, tmp_path: Path) -> None:
    gold = tmp_path / "gold.csv"
    gold.write_text("left_id,right_id\nw1,1\nw1,2\nw2,4\nw5,8\nw6,9\n")
    done = stocktake("evaluate", "links", "--found", published.path, "--gold", gold)
    assert done.returncode == 0
    assert "1.0000" in done.stdout


def test_evaluate_pairs_writes_scores(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(
        'left_title,left_authors,right_title,right_authors,label\nGrey Harbour,Ann Lee,The Grey Harbour,"Lee, A.",1\n'
    )
    done = stocktake("evaluate", "pairs", path, "--out", tmp_path / "scored.csv")
    assert done.returncode == 0, done.stderr
    added = ["probability", "verdict", "relation", "reason", "evidence"]
    assert pl.read_csv(tmp_path / "scored.csv").columns[-5:] == added


def test_evaluate_pairs_asks_for_the_same_work(tmp_path: Path) -> None:
    path, out = tmp_path / "pairs.tsv", tmp_path / "scored.parquet"
    cells = ["Grey Harbour", "Ann Lee", "1987", "Grey Harbour", "Lee, Ann", "2011"]
    names = [f"{side}_{name}" for side in ("left", "right") for name in ("title", "authors", "year")]
    path.write_text("\t".join(names) + "\n" + "\t".join(cells) + "\n")
    done = stocktake("evaluate", "pairs", path, "--same", "work", "--out", out)
    assert done.returncode == 0, done.stderr
    assert pl.read_parquet(out)["verdict"].to_list() == ["PROBABLE"]


@pytest.mark.parametrize("words", [[], ["reference"], ["catalogue", "check", "--help"], ["nightly", "--help"]])
def test_help_is_given(words: list[str]) -> None:
    assert "Usage" in stocktake(*words).stdout + stocktake(*words).stderr


def bad(small: Small, content: bytes | None, name: str = "bad.csv") -> subprocess.CompletedProcess[str]:
    """Reconcile one bad catalogue file (None: it does not exist)."""
    path = small.folder / name
    if content is not None:
        path.write_bytes(content)
    return stocktake("reconcile", path, "--reference", small.reference, "--out", small.folder / "out")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (None, "missing.csv"),
        (b"", "empty.csv"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "picture.csv"),
        (b"PK\x03\x04 broken", "broken.xlsx"),
        (b"Price,Stock\n1,2\n", "useless.csv"),
    ],
)
def test_a_bad_catalogue_is_named_and_exits_3(small: Small, content: bytes | None, name: str) -> None:
    done = bad(small, content, name)
    assert done.returncode == 3
    assert name in done.stderr
    assert not (small.folder / "out" / "latest").exists()


def test_a_missing_reference_tells_how_to_build_one(small: Small) -> None:
    done = stocktake("reconcile", small.catalogue, "--reference", small.folder / "none", "--out", small.folder / "out")
    assert done.returncode == 2
    assert "stocktake reference build" in done.stderr


def test_a_reference_of_another_version_is_refused(small: Small, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(small.reference, other)
    manifest = json.loads((other / "manifest.json").read_text())
    manifest["schema_version"] = 999
    (other / "manifest.json").write_text(json.dumps(manifest))
    done = stocktake("reconcile", small.catalogue, "--reference", other, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "999" in done.stderr


def test_a_dump_that_is_none_exits_3(tmp_path: Path) -> None:
    path = tmp_path / "notes.sql"
    path.write_text("just some notes\n")
    done = stocktake("reference", "build", path, "--into", tmp_path / "store")
    assert done.returncode == 3
    assert "notes.sql" in done.stderr
    assert not (tmp_path / "store").exists()


def test_an_unknown_option_exits_2(small: Small) -> None:
    assert reconcile(small, "--no-such-option").returncode == 2


def test_control_characters_in_a_file_name_are_shown_not_obeyed(small: Small) -> None:
    done = bad(small, None, "a\x1b[31mred.csv")
    assert "\x1b[31m" not in done.stderr
    assert "\\x1b" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is how a full disk is shown here")
def test_a_message_to_a_full_disk_does_not_crash_the_run(small: Small) -> None:
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    env = {**os.environ, "PYTHONPATH": path}
    command = [sys.executable, "-m", "stocktake.cli", "reconcile", str(small.catalogue)]
    command += ["--reference", str(small.reference), "--out", str(small.folder / "out")]
    with Path("/dev/full").open("w") as full:
        subprocess.run(command, stdout=full, stderr=subprocess.DEVNULL, env=env, timeout=120)
    assert (small.folder / "out" / "latest" / "manifest.json").is_file()
