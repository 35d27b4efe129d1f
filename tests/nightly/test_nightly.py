"""Nights on the real pipeline: nothing to do, changes with their causes, stops and failures."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import polars as pl
import pytest

from stocktake import publication
from stocktake.errors import BadInput, DataQualityStop
from stocktake.jobs import ReconcileJob, ReferenceJob
from stocktake.nightly import NightlyResult, nightly
from stocktake.nightly.breakers import Limits
from stocktake.pipeline import build_reference
from stocktake.publication import PublishedRun
from stocktake.settings import Rules

T = TypeVar("T")
Row = dict[str, str]

BOOKS = (
    ("The Left Hand of Winter", "Okafor, Ngozi", "9780141439518"),
    ("Salt Roads of the Interior", "Haddad, Leila", "9780141439556"),
    ("A Grammar of Rivers", "Lindqvist, Per", "9780141439563"),
    ("Night Ferries", "Marchetti, Paola", "9780141439587"),
    ("The Glassblower's Ledger", "Novak, Tomas", "9780141439600"),
    ("Orchard Economics", "Whitfield, Sarah", "9780141439624"),
    ("Small Hours in Lisbon", "Carvalho, Ines", "9780141439662"),
    ("Field Notes on Lichens", "Bergstrom, Anna", "9780141439679"),
    ("The Clockmaker of Trieste", "Rossi, Dario", "9780141439686"),
    ("Letters from the Ice Shelf", "Petersen, Jonas", "9780141439709"),
)


def listed(books: Iterable[tuple[str, str, str]]) -> list[Row]:
    return [{"title": t, "contributors": c, "isbn": i, "year": "2011"} for t, c, i in books]


def recorded(books: Iterable[tuple[str, str, str]]) -> list[Row]:
    return [
        {
            "record_id": str(n),
            "title": title,
            "authors": author,
            "year": "2011",
            "language": "English",
            "isbns": isbn,
            "md5": f"{n:032x}",
            "extension": "epub",
            "filesize": "500000",
            "added": "2015-03-02",
        }
        for n, (title, author, isbn) in enumerate(books, 1)
    ]


def write_csv(path: Path, rows: list[Row]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="module")
def references(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two dumps: `small` holds the first eight books, `whole` all ten."""
    folder = tmp_path_factory.mktemp("references")
    for name, n_books in (("small", 8), ("whole", 10)):
        dump = write_csv(folder / f"{name}.csv", recorded(BOOKS[:n_books]))
        build_reference(ReferenceJob((dump,), folder / name, snapshot_date="2025-01-01"))
    return {name: folder / name for name in ("small", "whole")}


@pytest.fixture
def job(tmp_path: Path, references: dict[str, Path]) -> ReconcileJob:
    catalogue = write_csv(tmp_path / "backlist.csv", listed(BOOKS))
    return ReconcileJob((catalogue,), references["small"], tmp_path / "out")


@pytest.fixture(scope="module")
def first_night(tmp_path_factory: pytest.TempPathFactory, references: dict[str, Path]) -> Path:
    """The output folder after one night with all ten books."""
    folder = tmp_path_factory.mktemp("first")
    nightly(ReconcileJob((write_csv(folder / "backlist.csv", listed(BOOKS)),), references["small"], folder / "out"))
    return folder / "out"


@pytest.fixture
def published(job: ReconcileJob, first_night: Path) -> Path:
    """The published run that `job` finds: the first night has been."""
    shutil.copytree(first_night, job.out, symlinks=True)
    run = publication.latest(job.out)
    assert run is not None
    return run


def resend(job: ReconcileJob, rows: list[Row]) -> None:
    write_csv(job.catalogues[0], rows)


def status(job: ReconcileJob) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((job.out / "status.json").read_text())
    return found


def told(job: ReconcileJob) -> list[tuple[str, str, str]]:
    """(title, change, cause) of the published run's deltas, in title order; a title that is gone is ''."""
    tables = publication.latest(job.out) / "tables"
    titles = pl.read_parquet(tables / "titles.parquet", columns=["title_id", "title"])
    found = pl.read_parquet(tables / "deltas.parquet").join(titles, on="title_id", how="left")
    return sorted(found.select(pl.col("title").fill_null(""), "change", "cause").rows())


def clock_from(start: datetime) -> Callable[[], datetime]:
    """A clock that a minute passes on with every look."""
    minutes = iter(range(1000))
    return lambda: start + timedelta(minutes=next(minutes))


def failing(at: str, problem: BaseException) -> Callable[..., Any]:
    """A step runner for which one step goes wrong."""

    def run(title: str, step: Callable[..., T], /, *args: object) -> T:
        if title == at:
            raise problem
        return step(*args)

    return run


def leftovers(job: ReconcileJob) -> list[str]:
    return [
        p.name for p in (*job.out.iterdir(), *(job.out / "runs").iterdir()) if "building" in p.name or "-new" in p.name
    ]


def test_the_first_night_publishes_without_anything_to_compare_with(job: ReconcileJob) -> None:
    result = nightly(job, clock=clock_from(datetime(2026, 11, 3, 2, tzinfo=UTC)))
    assert (result.changed, result.exit_code) == (True, 10)
    assert publication.latest(job.out) == result.published.path.resolve()
    assert status(job) == {
        "state": "changed",
        "run_id": result.published.run_id,
        "previous_run_id": None,
        "counts": result.published.counts,
        "changes": {"added": 0, "removed": 0, "changed": 0},
        "message": "",
        "started": "2026-11-03T02:00:00Z",
        "finished": "2026-11-03T02:01:00Z",
        "exit_code": 10,
    }


def test_a_night_without_changes_does_nothing_but_say_so(job: ReconcileJob, published: Path) -> None:
    before = sorted((p, p.stat().st_mtime_ns) for p in published.rglob("*"))
    done: list[str] = []

    def recording(title: str, step: Callable[..., T], /, *args: object) -> T:
        done.append(title)
        return step(*args)

    result = nightly(job, recording, clock=clock_from(datetime(2026, 11, 4, 2, tzinfo=UTC)))
    counts = status(job)["counts"]
    assert result == NightlyResult(False, PublishedRun(published.name, published, counts, was_there=True))
    assert counts["titles"] == 10
    assert done == ["compare inputs", "verify the published run"]
    assert sorted((p, p.stat().st_mtime_ns) for p in published.rglob("*")) == before
    assert (status(job)["state"], status(job)["exit_code"]) == ("unchanged", 0)
    assert status(job)["finished"] == "2026-11-04T02:01:00Z"
    assert status(job)["run_id"] == status(job)["previous_run_id"] == published.name


def test_added_edited_and_deleted_titles_have_the_catalogue_as_their_cause(job: ReconcileJob) -> None:
    resend(job, listed(BOOKS[:7]))
    nightly(job)
    edited = (
        "Small Hours in Lisbon",
        "Carvalho, Ines",
        "",
    )  # loses the ISBN that its record was confirmed by
    resend(job, listed([BOOKS[7], *BOOKS[1:6], edited]))
    result = nightly(job, limits=Limits(lost_titles=0.5))
    assert told(job) == [
        ("", "REMOVED", "catalogue_removed"),
        ("Field Notes on Lichens", "ADDED", "catalogue_added"),
        ("Small Hours in Lisbon", "CHANGED", "catalogue_changed"),
    ]
    assert (result.n_added, result.n_removed, result.n_changed) == (1, 1, 1)
    assert status(job)["changes"] == {"added": 1, "removed": 1, "changed": 1}


@pytest.mark.usefixtures("published")
def test_a_file_sent_again_in_another_order_gives_no_deltas(job: ReconcileJob) -> None:
    resend(job, listed(reversed(BOOKS)))
    assert nightly(job).changed
    assert told(job) == []


@pytest.mark.usefixtures("published")
def test_records_of_a_new_dump_are_the_dumps(job: ReconcileJob, references: dict[str, Path]) -> None:
    nightly(replace(job, reference=references["whole"]))
    assert told(job) == [
        ("Letters from the Ice Shelf", "ADDED", "dump_changed"),
        ("The Clockmaker of Trieste", "ADDED", "dump_changed"),
    ]


def test_going_back_to_the_smaller_dump_is_stopped(job: ReconcileJob, references: dict[str, Path]) -> None:
    published = nightly(replace(job, reference=references["whole"])).published
    with pytest.raises(DataQualityStop, match="The dump is smaller: 8 records, in the published run 10"):
        nightly(job)
    assert publication.latest(job.out) == published.path.resolve()


def test_stricter_rules_are_named_as_the_cause(job: ReconcileJob) -> None:
    misprinted = [("Salt Rods of the Inferior", "Haddad, Leila", ""), *BOOKS[2:]]
    resend(job, listed(misprinted))
    nightly(job)
    nightly(replace(job, rules=Rules(probable_at=0.999999, check_at=0.99999)))
    assert told(job) == [("Salt Rods of the Inferior", "CHANGED", "rules_changed")]


def test_a_reviewers_no_takes_the_record_away(job: ReconcileJob, published: Path, tmp_path: Path) -> None:
    pair = pl.read_parquet(published / "tables" / "matches.parquet", columns=["title_id", "record_id"]).row(0)
    said = {"decision": "no_match", "reviewer": "r1", "decided_at": "2026-11-03", "why": "another book"}
    decisions = write_csv(tmp_path / "decisions.csv", [{"title_id": pair[0], "record_id": pair[1], **said}])
    nightly(replace(job, decisions=decisions))
    rows = pl.read_parquet(publication.latest(job.out) / "tables" / "deltas.parquet").rows()
    assert rows == [(*pair, "REMOVED", "CONFIRMED", None, "decision_changed")]


def test_half_a_catalogue_is_stopped_and_yesterdays_run_stays(job: ReconcileJob, published: Path) -> None:
    resend(job, listed(BOOKS[:5]))
    with pytest.raises(DataQualityStop, match=r"5 titles, the published run 10 \(50.0% fewer"):
        nightly(job)
    assert publication.latest(job.out) == published
    assert publication.verify(published) == []
    assert (status(job)["state"], status(job)["exit_code"]) == ("stopped", 4)
    assert "50.0% fewer" in status(job)["message"]
    assert status(job)["run_id"] == published.name
    assert leftovers(job) == []


@pytest.mark.usefixtures("published")
def test_accepted_changes_are_published(job: ReconcileJob) -> None:
    resend(job, listed(BOOKS[:5]))
    result = nightly(job, accept_changes=True)
    assert (result.changed, result.n_removed) == (True, 3)  # two of the five had no record


@pytest.mark.usefixtures("published")
def test_the_breakers_look_right_before_the_swap(job: ReconcileJob) -> None:
    resend(job, listed(BOOKS[1:]))
    done: list[str] = []

    def recording(title: str, step: Callable[..., T], /, *args: object) -> T:
        done.append(title)
        return step(*args)

    nightly(job, recording)
    assert done[-2:] == ["compare with the published run", "publish"]


def test_a_missing_catalogue_fails_and_is_told(job: ReconcileJob, published: Path) -> None:
    job.catalogues[0].unlink()
    with pytest.raises(BadInput, match=r"backlist\.csv"):
        nightly(job)
    assert (status(job)["state"], status(job)["exit_code"]) == ("failed", 3)
    assert publication.latest(job.out) == published


@pytest.mark.parametrize("problem", [RuntimeError("row of Okafor, Ngozi"), KeyboardInterrupt()])
def test_any_other_end_is_told_without_its_words(job: ReconcileJob, problem: BaseException) -> None:
    with pytest.raises(type(problem)):
        nightly(job, failing("weigh evidence", problem))
    assert (status(job)["state"], status(job)["exit_code"]) == ("failed", 1)
    assert status(job)["message"] == type(problem).__name__
    assert status(job)["run_id"] is None
    assert leftovers(job) == []


def test_a_damaged_run_is_made_again_and_counts_as_unchanged(job: ReconcileJob, published: Path) -> None:
    table = published / "tables" / "titles.parquet"
    whole = table.read_bytes()
    table.write_bytes(b"")
    result = nightly(job)
    assert (result.changed, result.published.run_id) == (False, published.name)
    assert table.read_bytes() == whole


def test_nothing_is_compared_with_a_damaged_run(job: ReconcileJob, published: Path) -> None:
    (published / "tables" / "matches.parquet").unlink()
    resend(job, listed(BOOKS[1:]))
    with pytest.raises(DataQualityStop, match=r"matches\.parquet is missing"):
        nightly(job)


@pytest.mark.usefixtures("published")
def test_going_back_and_forth_tells_the_same_changes_each_time(job: ReconcileJob) -> None:
    seen = []
    for books in (BOOKS[1:], BOOKS, BOOKS[1:]):
        resend(job, listed(books))
        nightly(job)
        seen.append(told(job))
    removed = [("", "REMOVED", "catalogue_removed")]
    assert seen == [removed, [("The Left Hand of Winter", "ADDED", "catalogue_added")], removed]
