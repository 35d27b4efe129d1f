"""A real MariaDB server of one's own for the tests: started in a temporary folder, reached by socket only,
gone at the end.

Where the server is not installed the tests that need it are skipped; with STOCKTAKE_REQUIRE_MARIADB set they
fail instead.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

PROGRAMS = ("mariadbd", "mariadb-install-db", "mariadb", "mariadb-dump")
MISSING = "no MariaDB server here: install the Debian package mariadb-server"
_PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
_OPTIONS = (
    "--skip-networking", "--skip-log-bin", "--skip-name-resolve", "--secure-file-priv=",
    "--character-set-server=utf8mb4", "--collation-server=utf8mb4_bin", "--sql-mode=", "--max-allowed-packet=256M",
    "--innodb-buffer-pool-size=8M", "--innodb-log-file-size=4M", "--innodb-flush-log-at-trx-commit=0",
    "--innodb-flush-method=nosync", "--key-buffer-size=1M", "--aria-pagecache-buffer-size=1M",
    "--performance-schema=OFF", "--default-time-zone=+00:00",
)  # fmt: skip
_FIELD = re.compile(rb"((?:[^\\\t\n]|\\.)*+)([\t\n])", re.DOTALL)
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)


@dataclass(frozen=True)
class Server:
    """A running server. Every call is a client program of its own; nothing is kept open."""

    datadir: Path
    socket: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def execute(self, sql: str | bytes, database: str | None = None) -> bytes:
        """Run statements as the client reads them (DELIMITER works); what they print."""
        command = [*self._client("mariadb"), "--binary-mode", "--batch", "--raw"]
        command += ["--default-character-set=utf8mb4", "--max-allowed-packet=256M", *([database] if database else [])]
        return _output(command, sql.encode() if isinstance(sql, str) else sql)

    def byte_rows(self, sql: str, database: str) -> list[tuple[bytes | None, ...]]:
        """The rows of one SELECT, each value the exact bytes the server holds; NULL is None.

        Written by the server itself (INTO OUTFILE), whose escapes, unlike those of the client, lose nothing;
        only BIT it writes raw: ask for CAST(… AS BINARY).
        """
        written = self.datadir / f"rows_{next(self._numbers)}.txt"
        self.execute(f"{sql.rstrip().rstrip(';')} INTO OUTFILE '{written}'", database)
        told = written.read_bytes()
        written.unlink()
        return list(_rows(told))

    def rows(self, sql: str, database: str) -> list[tuple[str | None, ...]]:
        """As `byte_rows`, read as UTF-8; a byte that is not UTF-8 becomes U+FFFD."""
        return [
            tuple(None if value is None else value.decode("utf-8", "replace") for value in row)
            for row in self.byte_rows(sql, database)
        ]

    def dump(self, database: str, *options: str) -> bytes:
        """What the real mariadb-dump writes of a database; options may name tables at their end."""
        flags = [option for option in options if option.startswith("-")]
        tables = [option for option in options if not option.startswith("-")]
        return _output([*self._client("mariadb-dump"), *flags, database, *tables], b"")

    def _client(self, program: str) -> list[str]:
        return [_found(program), "--no-defaults", f"--socket={self.socket}", "--user=root"]


def _output(command: list[str], given: bytes) -> bytes:
    done = subprocess.run(command, input=given, capture_output=True, timeout=120)
    if done.returncode:
        raise AssertionError(f"{Path(command[0]).name}: {done.stderr.decode('utf-8', 'replace')[:2000]}")
    return done.stdout


def _rows(told: bytes) -> Iterator[tuple[bytes | None, ...]]:
    row: list[bytes | None] = []
    for found in _FIELD.finditer(told):
        row.append(None if found[1] == b"\\N" else _ESCAPED.sub(_unescaped, found[1]))
        if found[2] == b"\n":
            yield tuple(row)
            row = []


def _unescaped(escape: re.Match[bytes]) -> bytes:
    return b"\0" if escape[1] == b"0" else escape[1]


def _found(program: str) -> str:
    path = shutil.which(program, path=_PATH)
    if path is None:
        raise FileNotFoundError(f"{program}: {MISSING}")
    return path


def is_installed() -> bool:
    return all(shutil.which(program, path=_PATH) for program in PROGRAMS)


@contextmanager
def running_server(folder: Path) -> Iterator[Server]:
    """A server with its data in `folder`, stopped at the end. Its socket lies in a short path of its own.

    So do its temporary files: a server that starts deletes whatever another one left, or still has, in the
    shared folder of temporary files.
    """
    short = Path(tempfile.mkdtemp(prefix="db"))
    user = ["--user=root"] if os.geteuid() == 0 else []
    own = ["--no-defaults", f"--datadir={folder / 'data'}", f"--tmpdir={short}", *user]
    made = [_found("mariadb-install-db"), *own, "--skip-test-db"]
    _output([*made, "--auth-root-authentication-method=normal", "--innodb-log-file-size=4M"], b"")
    datadir, socket, log = folder / "data", short / "s", folder / "server.log"
    command = [_found("mariadbd"), *own, f"--socket={socket}", *_OPTIONS]
    with log.open("wb") as out:
        process = subprocess.Popen([*command, f"--pid-file={short / 'pid'}"], stdout=out, stderr=out)
    try:
        _wait_until_ready(process, socket, log)
        yield Server(datadir, socket)
    finally:
        process.terminate()
        process.wait(timeout=60)
        shutil.rmtree(short)


def _wait_until_ready(process: subprocess.Popen[bytes], socket: Path, log: Path) -> None:
    for _ in range(600):
        if b"ready for connections" in log.read_bytes() and socket.exists():
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise AssertionError(f"mariadbd did not start: {log.read_text(errors='replace')[-2000:]}")


@pytest.fixture(scope="session")
def mariadb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The one server of a test session. Tests that use it carry `pytest.mark.xdist_group("mariadb")`."""
    if not is_installed():
        if os.environ.get("STOCKTAKE_REQUIRE_MARIADB"):
            pytest.fail(f"STOCKTAKE_REQUIRE_MARIADB is set, yet {MISSING}")
        pytest.skip(MISSING)
    with running_server(tmp_path_factory.mktemp("mariadb")) as server:
        yield server
