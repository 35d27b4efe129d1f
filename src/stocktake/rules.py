"""A user's own rules: a TOML file with a version, thresholds and guards, laid over the shipped ones (`docs/rules.md`).

A wrong rule would move verdicts in silence, so nothing is guessed: an unknown key, another type or a value out of its
range stops the reading with file, line, value and what is allowed.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from stocktake.errors import BadInput
from stocktake.settings import Rules

GUARD = "guard_"
MOST_BYTES = 1_000_000
"""A larger file is no rules file; it is not read."""
VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
VERSION_ALLOWED = "a text of up to 40 letters, digits, dots, dashes and underscores"
_FIELDS = {field.name: field for field in fields(Rules)}
THRESHOLDS: dict[str, tuple[float, float]] = {
    name: field.metadata["range"] for name, field in _FIELDS.items() if field.metadata
}
"""Every number of the rules with the least and the greatest value that it may have."""
GUARDS = tuple(name.removeprefix(GUARD) for name in _FIELDS if name.startswith(GUARD))
TABLES = {"thresholds": tuple(THRESHOLDS), "guards": GUARDS}
IN_ORDER = (("check_at", "probable_at"), ("check_edition_at", "same_edition_at"))
"""The first may not be above the second."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One rule in force. `source` is "shipped" or the name of the file that sets it."""

    table: str
    key: str
    value: str
    source: str
    allowed: str


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    text: str

    def refuse(self, problem: str, advice: str, *place: str) -> NoReturn:
        raise BadInput(self.path, problem, advice, line=self.line_of(*place) if place else None)

    def line_of(self, key: str, table: str = "") -> int | None:
        """The line that sets the key of a table, or that opens the table `key`; None where it is written otherwise."""
        here = ""
        for number, line in enumerate(self.text.splitlines(), 1):
            if header := re.match(r"\s*\[+\s*[\"']?([^\]\"']+?)[\"']?\s*\]", line):
                here = header[1]
                if not table and here == key:
                    return number
            elif re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", line) and here == table:
                return number
        return None


def read_rules(path: Path, shipped: Rules | None = None) -> Rules:
    """The rules in force under a file: the shipped ones where it is silent; `rules_version` names both.

    Raises BadInput naming file, line, value and what is allowed.
    """
    base = shipped or Rules()
    version, given = _read(path)
    rules = replace(base, rules_version=f"{base.rules_version}+{version}", **given)
    for low, high in IN_ORDER:
        if getattr(rules, low) > getattr(rules, high):
            raise BadInput(
                path,
                f"{low} is {getattr(rules, low)}, above {high} ({getattr(rules, high)}).",
                f"Set {low} to {high} or less.",
            )
    return rules


def settings_in_force(path: Path | None = None) -> list[Setting]:
    """Every rule with its value and where it comes from, thresholds first, in the order of `Rules`."""
    rules = read_rules(path) if path else Rules()
    given = set(_read(path)[1]) if path else set()
    found = []
    for table, keys in TABLES.items():
        for key in keys:
            name = key if table == "thresholds" else GUARD + key
            source = path.name if path and name in given else "shipped"
            found.append(Setting(table, key, _shown(getattr(rules, name)), source, allowed(name)))
    return found


def allowed(name: str) -> str:
    """What a field of the rules may be, in words."""
    if name not in THRESHOLDS:
        return "true or false"
    least, most = THRESHOLDS[name]
    kind = "a whole number" if _is_whole(name) else "a number"
    return f"{kind} from {_shown(least)} to {_shown(most)}"


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    """The version that a file gives itself, and the fields of the rules that it sets."""
    file = _File(path, _text(path))
    parsed = _parsed(file)
    for key in parsed:
        if key not in ("version", *TABLES):
            file.refuse(f"{key!r} is no part of a rules file.", _known(key, ("version", *TABLES)), key)
    given: dict[str, Any] = {}
    for table in TABLES:
        given |= _table(file, table, parsed.get(table, {}))
    return _version(file, parsed), given


def _text(path: Path) -> str:
    if not path.is_file():
        raise BadInput(path, "there is no such file.", "Check the path.")
    if path.stat().st_size > MOST_BYTES:
        raise BadInput(path, "this is too large for a rules file.", "docs/rules.md shows one.")
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(
            path, "this is not a text in UTF-8.", "Rules are a TOML file; docs/rules.md shows one."
        ) from None


def _parsed(file: _File) -> dict[str, Any]:
    try:
        return tomllib.loads(file.text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        place = re.search(r"at line (\d+)", str(problem))
        raise BadInput(
            file.path,
            f"this is not TOML ({problem}).",
            "docs/rules.md shows a rules file.",
            line=int(place[1]) if place else None,
        ) from None


def _version(file: _File, parsed: dict[str, Any]) -> str:
    version = parsed.get("version")
    if version is None:
        file.refuse("it gives itself no version.", f'Add a line such as version = "acme-1": {VERSION_ALLOWED}.')
    if not isinstance(version, str) or not VERSION.fullmatch(version):
        file.refuse(f"version is {version!r}.", f"It must be {VERSION_ALLOWED}.", "version")
    return version


def _table(file: _File, table: str, given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        file.refuse(f"{table} is {given!r}.", f"It must be a table: a line [{table}], then its keys.", table)
    for key, value in given.items():
        if key not in TABLES[table]:
            file.refuse(f"[{table}] has no {key!r}.", _known(key, TABLES[table]), key, table)
        name = key if table == "thresholds" else GUARD + key
        if not _fits(name, value):
            file.refuse(f"{key} is {value!r}.", f"It must be {allowed(name)}.", key, table)
    names = {key: key if table == "thresholds" else GUARD + key for key in given}
    return {name: _typed(name, given[key]) for key, name in names.items()}


def _fits(name: str, value: Any) -> bool:
    """Whether a field may have the value. true is no number here, and neither is nan."""
    if name not in THRESHOLDS:
        return isinstance(value, bool)
    least, most = THRESHOLDS[name]
    is_number = type(value) is int or (type(value) is float and not _is_whole(name))
    return is_number and least <= value <= most


def _typed(name: str, value: Any) -> Any:
    return float(value) if name in THRESHOLDS and not _is_whole(name) else value


def _is_whole(name: str) -> bool:
    return type(_FIELDS[name].default) is int


def _known(key: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(key, known, 1)
    return (f"Did you mean {near[0]}? " if near else "") + f"Known: {', '.join(known)}."


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else f"{value:.10g}"
