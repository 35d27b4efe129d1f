"""What every archive format shares: a member, and the archives that are refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from stocktake.errors import BadInput

FETCH_AGAIN = "Fetch it again and compare its checksum."


@dataclass(frozen=True, slots=True)
class Member:
    """A file to be read: the source itself, or one inside an archive (then `name` is its name there)."""

    path: Path
    name: str
    open: Callable[[], BinaryIO]


def checked_name(path: Path, name: str) -> str:
    """A member's name, refused if it points outside the archive."""
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or name[1:3] in (":\\", ":/"):
        raise BadInput(
            path, f"it holds {name!r}, a name that points outside the archive.", "Do not trust this archive."
        )
    return name


def encrypted(path: Path) -> BadInput:
    return BadInput(path, "it is protected by a password.", "Unpack it yourself and give the file inside.")
