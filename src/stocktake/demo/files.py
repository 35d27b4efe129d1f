"""The columns of a row that are about the file: checksum, size, format, dates, and whether it is shown."""

from __future__ import annotations

from random import Random

from stocktake.demo.rows import Value
from stocktake.demo.schema import SENTINEL_DATE

BULK_DATE = "2009-07-20 03:45:11"  # thousands of rows were imported in this second
_FORMATS = {
    "updated": (("pdf", "djvu", "epub", "chm"), (66, 18, 14, 2)),
    "fiction": (("epub", "mobi", "fb2", "pdf", "azw3"), (48, 20, 14, 10, 8)),
    "scimag": (("pdf",), (1,)),
}
_HIDDEN = (("", "no", "ban", "del", "cpr", "dbl"), (930, 20, 5, 15, 15, 15))


def md5(rng: Random, upper: bool) -> str:
    """A checksum of nothing; upper case in `fiction`, lower case elsewhere."""
    digits = f"{rng.getrandbits(128):032x}"
    return digits.upper() if upper else digits


def file_values(rng: Random, table: str) -> dict[str, Value]:
    """File columns of a row. The locator and cover texts are marked so that a leak shows in any output."""
    names, shares = _FORMATS[table]
    shown = rng.choices(_HIDDEN[0], _HIDDEN[1])[0]
    values: dict[str, Value] = {
        "MD5": md5(rng, table == "fiction"),
        "Filesize": _size(rng),
        "TimeAdded": added(rng),
        "visible" if table == "scimag" else "Visible": shown,
    }
    if table != "scimag":
        ticket = rng.randrange(10**6)
        values["Extension"] = rng.choices(names, shares)[0]
        values["TimeLastModified"] = _moment(rng, 2015, 2024)
        values["Locator"] = f"never-ingest\\{ticket}.{values['Extension']}"
        values["Coverurl"] = f"never-ingest/{ticket}.jpg" if rng.random() < 0.5 else ""
        values["Library"] = rng.choice(("", "demo1", "demo2"))
    return values


def empty_file_values(rng: Random, table: str) -> dict[str, Value]:
    """File columns of a record that has no file."""
    return {**file_values(rng, table), "MD5": None, "Filesize": 0, "Extension": ""}


def added(rng: Random) -> str:
    """The record date: one in ten a sentinel, one in five a bulk import."""
    chance = rng.random()
    return SENTINEL_DATE if chance < 0.1 else BULK_DATE if chance < 0.3 else _moment(rng, 2009, 2024)


def _size(rng: Random) -> int:
    """Bytes, spread over orders of magnitude; one file in three hundred is empty or tiny."""
    return rng.choice((0, 512)) if rng.random() < 0.003 else int(10 ** rng.uniform(5.2, 7.8))


def _moment(rng: Random, first_year: int, last_year: int) -> str:
    year, month, day = rng.randint(first_year, last_year), rng.randint(1, 12), rng.randint(1, 28)
    seconds = rng.randrange(86_400)
    return f"{year}-{month:02d}-{day:02d} {seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
