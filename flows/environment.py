"""How Prefect is set up here: quiet, offline, and leaving nothing outside the output folder.

Where Prefect keeps its database: someone who uses Prefect already (PREFECT_HOME, PREFECT_API_URL,
PREFECT_PROFILE or PREFECT_PROFILES_PATH is set, or there is a ~/.prefect/profiles.toml) finds the runs
where all their runs are. For everybody else it is the folder `.prefect` below the output folder: deleting
the output deletes all traces.

Nothing leaves the machine: Prefect's usage statistics are off, on the server and in the program. Settings
that a user made stay as they are, but for the statistics.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from stocktake.publication import writable

HOME_NAME = ".prefect"

_SIGNS_OF_A_PREFECT_USER = ("PREFECT_HOME", "PREFECT_API_URL", "PREFECT_PROFILE", "PREFECT_PROFILES_PATH")
_ALWAYS = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
_UNLESS_SET = {
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",  # its own limit is 20 s
    "PREFECT_LOGGING_LEVEL": "CRITICAL",  # errors are told once, by the command line, without a trace
    "PREFECT_LOGGING_SERVER_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
}


def prepare(out: Path) -> None:
    """Set the environment for Prefect, for a result that goes to `out`. Call it before Prefect is imported.

    A program that has imported Prefect already has made its choices; then nothing is done.
    """
    if "prefect" in sys.modules:
        return
    settings = settings_for(out)
    os.environ.update(settings)
    if "PREFECT_HOME" in settings:
        writable(Path(settings["PREFECT_HOME"]))


def settings_for(out: Path) -> dict[str, str]:
    """What has to be set, beside what the user has set."""
    wanted = {name: value for name, value in _UNLESS_SET.items() if name not in os.environ} | _ALWAYS
    return wanted if _uses_prefect() else wanted | {"PREFECT_HOME": str(out.absolute() / HOME_NAME)}


def _uses_prefect() -> bool:
    named = any(os.environ.get(name) for name in _SIGNS_OF_A_PREFECT_USER)
    return named or (Path.home() / ".prefect" / "profiles.toml").is_file()
