"""A small demo, written once, and a slow reader of dumps that shares no code with the package."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from stocktake.demo import DemoFiles, generate

TOKEN = re.compile(
    r"""(?P<single>'(?:[^'\\]|\\.|'')*')
      | (?P<double>"(?:[^"\\]|\\.|"")*")
      | (?P<skip>/\*.*?\*/ | \#[^\n]* | --\ [^\n]* | \s+)
      | (?P<delimiter>DELIMITER\ ;;.*?\nDELIMITER\ ;)
      | (?P<name>`[^`]*`)
      | (?P<mark>[(),;])
      | (?P<word>[^\s(),;'"`]+)""",
    re.VERBOSE | re.DOTALL,
)
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "Z": "\x1a", "%": "\\%", "_": "\\_"}


@dataclass(frozen=True)
class Dump:
    """What stands in a dump: columns by table, rows by record id, and the text that made no statement."""

    columns: dict[str, list[str]]
    rows: dict[str, dict[str, str | None]]
    rest: str


def unquoted(token: str) -> str:
    quote, body = token[0], token[1:-1]
    return re.sub(
        rf"\\(.)|{quote}{quote}",
        lambda found: quote if found[1] is None else ESCAPES.get(found[1], found[1]),
        body,
        flags=re.DOTALL,
    )


def read_dump(path: Path) -> Dump:
    text = path.read_bytes().decode("utf-8", errors="replace")
    dump, at, start = Dump({}, {}, ""), 0, 0
    statement: list[tuple[str | None, str]] = []
    while found := TOKEN.match(text, at):
        if found.lastgroup == "mark" and found[0] == ";":
            take_statement(dump, statement)
            statement, start = [], found.end()
        elif found.lastgroup not in ("skip", "delimiter"):
            statement.append((found.lastgroup, found[0]))
        at = found.end()
    return Dump(dump.columns, dump.rows, text[start:].strip())


def take_statement(dump: Dump, statement: list[tuple[str | None, str]]) -> None:
    words = [text for _, text in statement[:3]]
    if words[:2] == ["CREATE", "TABLE"]:
        marks = [n for n, (_, text) in enumerate(statement) if text in ("(", ",") and statement[n - 1][1] != "KEY"]
        names = [statement[n + 1][1] for n in marks if statement[n + 1][0] == "name"]
        dump.columns[words[2].strip("`")] = [name.strip("`") for name in names]
    if words[:2] == ["INSERT", "INTO"]:
        take_rows(dump, words[2].strip("`"), statement[3:])


def take_rows(dump: Dump, table: str, tokens: list[tuple[str | None, str]]) -> None:
    values = next(n for n, (_, text) in enumerate(tokens) if text == "VALUES")
    names = [text.strip("`") for kind, text in tokens[:values] if kind == "name"]
    row: list[str | None] = []
    for kind, text in tokens[values + 1 :]:
        if kind in ("single", "double"):
            row.append(unquoted(text))
        elif kind == "word":
            row.append(None if text == "NULL" else text)
        elif text == ")":
            columns = names or dump.columns[table]
            record = dict(zip(columns, row, strict=True))
            key = f"{table}:{record.get('ID') or record.get('id') or record['md5']}"
            assert key not in dump.rows, key
            dump.rows[key] = record
            row = []


@dataclass(frozen=True)
class Demo:
    """The files of a small demo, read back."""

    files: DemoFiles
    dump: Dump
    truth: list[dict[str, str]]
    decoys: list[dict[str, str]]


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    files = generate(tmp_path_factory.mktemp("demo"), seed=11, n_records=3_000, n_works=600)
    return Demo(files, read_dump(files.dump), read_table(files.truth), read_table(files.decoys))


@pytest.fixture(scope="session")
def cut_dump(demo: Demo) -> Dump:
    return read_dump(demo.files.dump_cut)
