"""A Prefect server on this machine, for those who serve the nightly check and run no server of their own.

The temporary server that Prefect starts by itself for a single flow has no scheduler, so a served flow
would never be run by it. This is the real one, reachable from this machine only, stopped when the door
closes.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker

from stocktake.errors import StocktakeError

LOOPBACK = "127.0.0.1"
PATIENCE_SECONDS = 120.0


class NoServer(StocktakeError):
    """The Prefect server did not come up."""


@contextmanager
def loopback_server(home: Path, port: int | None = None) -> Iterator[str]:
    """Run a server that keeps its database in `home`; give the address of its API."""
    port = port or free_port()
    home.mkdir(parents=True, exist_ok=True)
    log = home / "server.log"
    with log.open("wb") as written:
        process = subprocess.Popen(  # noqa: S603  (our own interpreter, our own words)
            [sys.executable, "-m", "prefect", "server", "start", "--host", LOOPBACK, "--port", str(port)],
            env=_environment(home),
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_until_healthy(process, port, log)
        yield f"http://{LOOPBACK}:{port}/api"
        _send_what_waits()
    finally:
        _stop(process)


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _environment(home: Path) -> dict[str, str]:
    """This process's environment, but a server of its own and no address of another one."""
    kept = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    return kept | {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise NoServer(f"The Prefect server stopped with code {process.returncode}. See {log}.")
        if _is_healthy(port):
            return
        time.sleep(0.2)
    raise NoServer(f"The Prefect server did not answer within {PATIENCE_SECONDS:.0f} s. See {log}.")


def _is_healthy(port: int) -> bool:
    """Asked without any proxy: the server is on this machine."""
    connection = HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", "/api/health")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _send_what_waits() -> None:
    """Log lines and events are sent in the background; without this they would find the server gone."""
    APILogWorker.drain_all(timeout=10)
    EventsWorker.drain_all(timeout=10)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
