"""A saved reading of one supplier's lists: it overrides every guess, and is plain TOML to be read and
edited."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

import tomli_w

from stocktake.catalogue.targets import FIELDS, parse_target
from stocktake.errors import UsageProblem

CONVENTIONS = ("auto", "semicolon", "comma")
DATE_ORDERS = ("dmy", "mdy", "ymd")


@dataclass(frozen=True)
class Profile:
    """How to read a catalogue. Every setting left None (or empty) is sniffed from the file.

    `mapping`: column name → target ("title", "isbn:HB", "contributors.family#2"), names compared folded;
    `ignore`: columns known and not needed; `sheets`: the only sheets to read; `header_line`: the line of the
    column names, 0 = the file has none (columns are then called "column 1", "column 2", …); `date_locale`:
    dmy, mdy or ymd, for dates such as 1/2/21; `contributors`: auto, semicolon or comma; `strict`: an unknown
    column stops the reading; `hidden_rows`: "ignore" or "read" (hidden sheets too); `repair_mojibake`: undo
    "CafÃ©".
    """

    mapping: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    ignore: tuple[str, ...] = ()
    delimiter: str | None = None
    encoding: str | None = None
    sheets: tuple[str, ...] = ()
    header_line: int | None = None
    date_locale: str | None = None
    contributors: str | None = None
    strict: bool = False
    hidden_rows: str = "ignore"
    repair_mojibake: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "mapping", MappingProxyType(dict(self.mapping)))
        for name, written in self.mapping.items():
            if parse_target(written) is None:
                known = ", ".join(FIELDS)
                raise UsageProblem(f"The profile maps {name!r} to {written!r}, which is none of: {known}.")
        _one_of("contributors", self.contributors, (None, *CONVENTIONS))
        _one_of("date_locale", self.date_locale, (None, *DATE_ORDERS))
        _one_of("hidden_rows", self.hidden_rows, ("ignore", "read"))
        if self.delimiter is not None and not re.fullmatch(r'[^"\r\n]', self.delimiter, re.ASCII):
            raise UsageProblem(f"The profile's delimiter {self.delimiter!r} must be one character, not a quote.")
        if self.header_line is not None and self.header_line < 0:
            raise UsageProblem("The profile's header_line counts from 1 (0 = no header line).")


def _one_of(name: str, value: object, allowed: tuple[object, ...]) -> None:
    if value not in allowed:
        choices = ", ".join(str(choice) for choice in allowed if choice is not None)
        raise UsageProblem(f"The profile's {name} is {value!r}; it can be: {choices}.")


_TYPES: dict[str, type] = {
    "mapping": dict,
    "ignore": list,
    "sheets": list,
    "header_line": int,
    "strict": bool,
    "repair_mojibake": bool,
}


def load_profile(path: Path) -> Profile:
    """Read a profile. Raises UsageProblem naming the file, the setting and what it may be."""
    try:
        settings = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise UsageProblem(
            f"No profile at {path}. Make one: stocktake catalogue check FILE --save-profile {path}"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageProblem(f"{path} is not a TOML file: {error}.") from None
    known = {setting.name for setting in fields(Profile)}
    for name, value in settings.items():
        if name not in known:
            raise UsageProblem(f"{path} sets {name!r}, which is no setting. Known: {', '.join(sorted(known))}.")
        _check_type(path, name, value)
    given: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in settings.items()}
    return Profile(**given)


def _check_type(path: Path, name: str, value: Any) -> None:
    wanted = _TYPES.get(name, str)
    parts = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    if type(value) is not wanted or not all(isinstance(part, str) for part in parts):
        raise UsageProblem(f"{path}: {name} must be {_WORDS[wanted]}, not {value!r}.")


_WORDS = {
    dict: "a table of column names and targets, all text",
    list: "a list of texts",
    int: "a whole number",
    bool: "true or false",
    str: "a text in quotes",
}


def save_profile(profile: Profile, path: Path) -> None:
    """Write a profile that `load_profile` gives back equal. Settings left to sniffing are not written."""
    default = Profile()
    settings: dict[str, Any] = {}
    for setting in fields(profile):
        value = getattr(profile, setting.name)
        if value != getattr(default, setting.name):
            settings[setting.name] = _plain(value)
    path.write_text(tomli_w.dumps(settings), "utf-8")


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value
