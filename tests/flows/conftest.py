"""One real Prefect server for all tests here, on a loopback port, with its database in a temporary folder."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from flows import environment
from stocktake.jobs import ReconcileJob, ReferenceJob
from stocktake.pipeline import build_reference

REPOSITORY = Path(__file__).parents[2]
# run by Python at the start of a process: notes whom a socket is connected to
LISTENER = """
import sys

def note(event, arguments):
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        with open({log!r}, "a") as log:
            print(arguments[1][0], file=log)

sys.addaudithook(note)
"""
AUTHORS = ("Okafor, Ngozi", "Haddad, Leila", "Lindqvist, Per", "Marchetti, Paola", "Novak, Tomas")
TITLES = (
    "Salt Roads of the Interior",
    "A Grammar of Rivers",
    "Night Ferries",
    "Orchard Economics",
    "Small Hours",
)
ISBNS = ("9780141439518", "9780141439556", "9780141439563", "9780141439587", "9780141439600")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lives here needs the server, and runs in one worker, so that there is one server."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.prefect)
            item.add_marker(pytest.mark.xdist_group("prefect"))


@pytest.fixture(scope="session")
def connections(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with every host that a child process called, the server included."""
    folder = tmp_path_factory.mktemp("listening")
    (folder / "sitecustomize.py").write_text(LISTENER.format(log=str(folder / "hosts.txt")))
    return folder / "hosts.txt"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, connections: Path) -> Iterator[str]:
    """The address of the API; this process and its children talk to it."""
    out = tmp_path_factory.mktemp("prefect")
    home = out / environment.HOME_NAME
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("PREFECT_")]:
            patch.delenv(name)
        for name, value in environment.settings_for(out).items():
            patch.setenv(name, value)
        patch.setenv("PYTHONPATH", str(REPOSITORY / "src"), prepend=os.pathsep)
        patch.setenv("PYTHONPATH", str(REPOSITORY), prepend=os.pathsep)
        patch.setenv("PYTHONPATH", str(connections.parent), prepend=os.pathsep)
        from flows.server import loopback_server  # imports Prefect, which reads the above

        with loopback_server(home) as url:
            patch.setenv("PREFECT_API_URL", url)
            with _talking_to(home, url):
                yield url


def _talking_to(home: Path, url: str) -> AbstractContextManager[Any]:
    from prefect.settings import PREFECT_API_URL, PREFECT_HOME, temporary_settings

    return temporary_settings({PREFECT_HOME: home, PREFECT_API_URL: url})


def write_csv(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path


def catalogue_rows() -> list[dict[str, str]]:
    """Ten titles: five books, each in two formats."""
    books = zip(TITLES, AUTHORS, ISBNS, strict=True)
    return [
        {"title": title, "contributors": author, "isbn": isbn, "year": "2011", "format": form}
        for title, author, isbn in books
        for form in ("hardback", "paperback")
    ]


@pytest.fixture(scope="session")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reference of four records."""
    records = [
        {
            "record_id": str(n),
            "title": title,
            "authors": author,
            "year": "2011",
            "isbns": isbn,
            "md5": f"{n:032x}",
        }
        for n, (title, author, isbn) in enumerate(zip(TITLES[:4], AUTHORS[:4], ISBNS[:4], strict=True), 1)
    ]
    return write_csv(tmp_path_factory.mktemp("dump") / "dump.csv", records)


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory, dump: Path) -> Path:
    """The dump, prepared without Prefect."""
    folder = tmp_path_factory.mktemp("reference") / "prepared"
    build_reference(ReferenceJob((dump,), folder, snapshot_date="2025-01-01"))
    return folder


@pytest.fixture
def send(tmp_path: Path) -> Callable[[int], Path]:
    """Write the catalogue with its first n titles."""
    return lambda n_titles: write_csv(tmp_path / "backlist.csv", catalogue_rows()[:n_titles])


@pytest.fixture
def job(tmp_path: Path, reference: Path, send: Callable[[int], Path]) -> ReconcileJob:
    return ReconcileJob((send(10),), reference, tmp_path / "out")


@pytest.fixture(scope="session")
def personal() -> tuple[str, ...]:
    """Words that must not reach Prefect."""
    return (*AUTHORS, *TITLES, *ISBNS, *(name.split(",")[0] for name in AUTHORS))
