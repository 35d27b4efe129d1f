"""A saved reading of one supplier's lists: it overrides every guess, and is plain TOML to be read and
edited."""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
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

    `mapping`: column name → target ("title", "isbn:HB", "contributors.family#2"), names compared folded; of several
    columns of one meaning the one listed first is preferred; `ignore`: columns known and not needed; either may name
    one sheet or file only, as in "Autumn!Title" or "list.csv!Title"; `sheets`: the only sheets to read; `header_line`:
    the line of the column names, 0 = the file has none (columns are then called "column 1", "column 2", …);
    `date_locale`: dmy, mdy or ymd, for dates such as 1/2/21; `contributors`: auto, semicolon or comma; `strict`: an
    unknown column stops the reading; `hidden_rows`: "ignore" or "read" (hidden sheets too); `repair_mojibake`: undo
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

    def for_sheet(self, file: str, sheet: str) -> Profile:
        """The profile as it is for one sheet: names meant for it without their "sheet!", those for others left out."""
        own = {f"{place}!" for place in (f"{file}!{sheet}", file, sheet) if place}
        mapping = {_local(name, own): target for name, target in self.mapping.items() if _is_meant(name, own)}
        named = {_local(name, own): target for name, target in self.mapping.items() if _local(name, own) != name}
        ignore = tuple(dict.fromkeys(_local(name, own) for name in self.ignore if _is_meant(name, own)))
        return replace(self, mapping={**mapping, **named}, ignore=ignore)


def _is_meant(name: str, own: set[str]) -> bool:
    return "!" not in name or _local(name, own) != name or not _NAMES_A_PLACE.match(name)


def _local(name: str, own: set[str]) -> str:
    return next(
        (name.removeprefix(place) for place in sorted(own, key=len, reverse=True) if name.startswith(place)), name
    )


_NAMES_A_PLACE = re.compile(r"[^!]+![^!\s]")
"""A "!" between two words, as in "Autumn!Title"; "Look!" is a column, and so is "New! Price"."""


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


def save_profile(profile: Profile, path: Path, notes: Mapping[str, str] | None = None) -> None:
    """Write a profile that `load_profile` gives back equal, with a note (a comment) beside each column that has one.

    Settings left to sniffing stand in it as comments, ready to be filled in.
    """
    told = notes or {}
    ignored = [f"    {_quoted(name)},{_comment(told.get(name))}" for name in profile.ignore]
    mapped = [f"{_pair({name: target})}{_comment(told.get(name))}" for name, target in profile.mapping.items()]
    lines = [_PREFACE, *_settings(profile), ""]
    lines += [_ABOUT_IGNORE, *(["ignore = [", *ignored, "]"] if ignored else ["# ignore = []"]), ""]
    lines += [_ABOUT_MAPPING.format(fields=_wrapped(FIELDS)), "[mapping]", *mapped]
    path.write_text("\n".join(lines) + "\n", "utf-8")


_PREFACE = """# How to read one supplier's lists. Edit it, and check it on the list:
#     stocktake catalogue check LIST --profile THIS_FILE
"""
_ABOUT_IGNORE = """# Columns that are known and not needed. To use one, move it to [mapping] below."""
_ABOUT_MAPPING = """# Column = what it holds. Of two columns that hold the same, the upper one is preferred. It can be
{fields}
# with a format or role behind a colon (isbn:HB, contributors:editor), a part behind a full stop (contributors.family,
# contributors.given, contributors.role, contributors.id, title.prefix, pages.first, pages.last) and the number of a
# repeated group (contributors.family#2); or related:replaces and the like for the number of another edition.
# "Sheet!Column" or "file.csv!Column" speaks of one sheet or file only."""
_EXPLAINED = {
    "delimiter": ('","', "character between the cells of a text file"),
    "encoding": ('"utf-8"', "or cp1252, utf-16 …"),
    "sheets": ('["Sheet1"]', "the only sheets to read"),
    "header_line": ("1", "line of the column names; 0: there is none"),
    "date_locale": ('"dmy"', "order in dates such as 1/2/21: dmy, mdy or ymd"),
    "contributors": ('"auto"', "how people are parted: semicolon, comma or auto"),
    "strict": ("false", "true: stop at a column that is neither mapped nor ignored"),
    "hidden_rows": ('"ignore"', '"read": read hidden rows and sheets too'),
    "repair_mojibake": ("false", "true: undo CafÃ©"),
}


def _settings(profile: Profile) -> Iterator[str]:
    default = Profile()
    for name, (example, what) in _EXPLAINED.items():
        value = getattr(profile, name)
        if value == getattr(default, name):
            yield f"# {name} = {example}  # {what}"
        else:
            yield f"{_pair({name: list(value) if isinstance(value, tuple) else value})}  # {what}"


def _pair(entry: dict[str, Any]) -> str:
    return tomli_w.dumps(entry).rstrip("\n")


def _quoted(text: str) -> str:
    return _pair({"x": text}).removeprefix("x = ")


def mapping_line(column: str, target: str) -> str:
    """The line of a profile that maps a column."""
    return _pair({column: target})


def _comment(note: str | None) -> str:
    """A comment of one line; what could end it or hide in it is left out."""
    if not note:
        return ""
    return "  # " + " ".join("".join(c if c.isprintable() else " " for c in note).split())


def _wrapped(names: tuple[str, ...]) -> str:
    return textwrap.fill(", ".join(names) + ",", 110, initial_indent="# ", subsequent_indent="# ")
