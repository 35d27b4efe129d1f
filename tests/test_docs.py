"""Documentation that is checked like code."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer.main

from stocktake.catalogue.container import Kind
from stocktake.catalogue.findings import BY_CODE
from stocktake.cli.app import app
from stocktake.reference.prepared.records import CONTRIBUTOR_COLUMNS, RECORD_COLUMNS
from stocktake.text.comparable import COMPARABLE_COLUMNS
from stocktake.warehouse.models import load_models

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


def test_generated_pages_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def commands_of(page: Path) -> list[str]:
    """Lines of code blocks that call the command line."""
    blocks = re.findall(r"```\w*\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("stocktake ")]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_command_in_the_docs_parses(page: Path) -> None:
    for line in commands_of(page):
        command: Any = typer.main.get_command(app)
        words = re.findall(r'"[^"]*"|\S+', line)[1:]
        while hasattr(command, "commands"):
            command = command.commands[words.pop(0)]
        options = {o for p in command.params for o in (*p.opts, *p.secondary_opts)}
        used = {w.split("=")[0] for w in words if w.startswith("--")}
        assert used <= options | {"--help"}, f"{page.name}: {line}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_link_in_the_docs_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
        assert "://" in target or (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_mart_stands_in_the_table_reference() -> None:
    text = (ROOT / "docs" / "tables.md").read_text("utf-8")
    for model in load_models().values():
        if model.layer == "marts":
            assert f"## {model.table}\n" in text


def test_every_room_stands_in_the_architecture() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rooms = [p.name for p in (ROOT / "src" / "stocktake").iterdir() if p.is_dir() and p.name != "__pycache__"]
    assert [room for room in rooms if f"`{room}`" not in text] == []


def test_every_self_check_and_stored_column_stands_in_the_page_on_reference_data() -> None:
    text = (ROOT / "docs" / "reference-data.md").read_text("utf-8")
    sources = (ROOT / "src" / "stocktake" / "reference").rglob("*.py")
    named = (re.findall(r'(?:check|SelfCheck)\(\s*"([a-z0-9_]+)"', path.read_text("utf-8")) for path in sources)
    checks = {name for names in named for name in names}
    assert len(checks) > 25
    columns = {*RECORD_COLUMNS, *COMPARABLE_COLUMNS, *CONTRIBUTOR_COLUMNS}
    assert sorted(name for name in checks | columns if f"`{name}`" not in text) == []


def test_the_lock_names_no_host() -> None:
    text = (ROOT / "requirements.txt").read_text("utf-8")
    assert "://" not in text
    pinned = [line for line in text.splitlines() if line and not line.startswith(" ")]
    assert all("==" in line and line.endswith("\\") for line in pinned)


def test_every_code_of_a_finding_and_every_format_stands_in_the_page_on_catalogues() -> None:
    text = (ROOT / "docs" / "catalogues.md").read_text("utf-8")
    assert len(BY_CODE) > 40
    assert [code for code in BY_CODE if f"`{code}`" not in text] == []
    names = {"text": "CSV", "workbook": "XLSX"}
    assert [kind for kind in Kind if names.get(kind.value, kind.value) not in text] == []
