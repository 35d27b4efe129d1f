"""What is set before Prefect is imported. Each in a process of its own: settings are read once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows import environment

SHOWN = """
import json, sys
from pathlib import Path
from flows import environment
environment.prepare(Path(sys.argv[1]))
assert "prefect" not in sys.modules
import prefect
from prefect.settings import get_current_settings
s = get_current_settings()
server = s.server
patience = server.ephemeral.startup_timeout_seconds
print(json.dumps([str(s.home), server.analytics_enabled, patience, s.logging.level]))
"""


@pytest.fixture(autouse=True)
def no_prefect_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("PREFECT_") or name == "DO_NOT_TRACK"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


def test_prefect_starts_with_these_settings(tmp_path: Path) -> None:
    path = os.pathsep.join(str(Path(__file__).parents[2] / part) for part in ("", "src"))
    shown = subprocess.run(
        [sys.executable, "-c", SHOWN, str(tmp_path / "out")],
        env=dict(os.environ, PYTHONPATH=path),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(shown.stdout) == [str(tmp_path / "out" / ".prefect"), False, 120, "CRITICAL"]
    assert not (tmp_path / "home").exists()


def test_usage_statistics_are_off_whatever_was_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_SERVER_ANALYTICS_ENABLED", "true")
    settings = environment.settings_for(tmp_path)
    assert (settings["PREFECT_SERVER_ANALYTICS_ENABLED"], settings["DO_NOT_TRACK"]) == ("false", "1")


@pytest.mark.parametrize("name", ["PREFECT_HOME", "PREFECT_API_URL", "PREFECT_PROFILE"])
def test_who_has_set_up_prefect_keeps_its_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "theirs")
    assert "PREFECT_HOME" not in environment.settings_for(tmp_path)


def test_a_profile_in_the_home_folder_is_a_sign_of_a_prefect_user(tmp_path: Path) -> None:
    (tmp_path / "home" / ".prefect").mkdir(parents=True)
    (tmp_path / "home" / ".prefect" / "profiles.toml").write_text("")
    assert "PREFECT_HOME" not in environment.settings_for(tmp_path)


def test_a_users_own_logging_level_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_LOGGING_LEVEL", "DEBUG")
    assert "PREFECT_LOGGING_LEVEL" not in environment.settings_for(tmp_path)
