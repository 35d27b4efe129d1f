"""Whatever happens to a file, it ends in tables that account for every row, or in a refusal with advice: never in a
traceback, and never in more memory than a list takes."""

from __future__ import annotations

import io
import random
import resource
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from stocktake.catalogue import read
from stocktake.errors import BadInput, StocktakeError
from tests.catalogue.told import CASES, FILES

TEXTS = [path for path in FILES if path.suffix in (".csv", ".txt", ".upd")]
WORKBOOKS = [path for path in FILES if path.suffix in (".xlsx", ".xls", ".xlsb", ".ods")]
MOST_MEMORY = 512 << 20
Damage = Callable[[bytearray, random.Random], None]


def flipped(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 5, 40])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def cut(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    del data[at : at + chance.choice([1, 7, len(data)])]


def doubled(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    piece = data[at : at + chance.randrange(1, 400)]
    place = chance.randrange(len(data))
    data[place:place] = piece * chance.choice([1, 3])


def filled(data: bytearray, chance: random.Random) -> None:
    """A few bytes in a row become the largest or smallest number."""
    at, length = chance.randrange(len(data)), chance.choice([1, 2, 4])
    data[at : at + length] = chance.choice([b"\xff", b"\x00", b"\x7f"]) * length


def strewn(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 3, 20])):
        data.insert(chance.randrange(len(data) + 1), chance.choice(b'"",;\n\r\t\0\xff\xe9'))


DAMAGES: tuple[Damage, ...] = (flipped, cut, doubled, filled, strewn)


def damaged(path: Path, seed: int) -> bytes:
    """The file with one to three kinds of damage; a zipped workbook is damaged inside as often as outside."""
    chance = random.Random(f"{path.name}{seed}")
    data = bytearray(path.read_bytes())
    if data.startswith(b"PK") and chance.random() < 0.7:
        return repacked(bytes(data), chance)
    for damage in chance.sample(DAMAGES, chance.choice([1, 1, 2, 3])):
        if data:
            damage(data, chance)
    return bytes(data)


def repacked(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        parts = [name for name in old.namelist() if old.read(name)]
        hit = chance.choice([name for name in parts if "sheet" in name or "content" in name or "workbook" in name])
        for name in parts:
            content = bytearray(old.read(name))
            if name == hit:
                chance.choice(DAMAGES)(content, chance)
            new.writestr(name, bytes(content))
    return out.getvalue()


def outcome(path: Path) -> None:
    """Tables whose accounts add up, or a refusal that a person can act on."""
    try:
        found = read([path])
    except BadInput as problem:
        assert problem.advice
    except StocktakeError as problem:
        assert problem.exit_code in (2, 3)
    else:
        n_in, used, rejected, ignored = found.files.select("^rows_.*$").sum().row(0)
        assert n_in == used + rejected + ignored
        assert used == len(found.titles) + len(found.members)
        assert (rejected, ignored) == (len(found.rejected_rows), len(found.ignored_rows))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_damaged_text_is_read_or_refused(tmp_path: Path, path: Path) -> None:
    for seed in range(4):
        target = tmp_path / f"{seed}{path.suffix}"
        target.write_bytes(damaged(path, seed))
        outcome(target)


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_damaged_workbook_is_read_or_refused_in_bounded_memory(tmp_path: Path, path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for seed in range(25):
        target = tmp_path / f"{seed}{path.suffix}"
        target.write_bytes(damaged(path, seed))
        outcome(target)
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) << 10 < MOST_MEMORY


def changed_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def test_open_document_that_repeats_a_cell_a_billion_times_is_refused(tmp_path: Path) -> None:
    def repeat(xml: bytes) -> bytes:
        return xml.replace(b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1000000000">', 2)

    ods = CASES / "open_document_with_merged_cells_and_hidden_rows.ods"
    (tmp_path / "list.ods").write_bytes(changed_part(ods, "content.xml", repeat))
    with pytest.raises(BadInput, match="rows by 26 columns"):
        read([tmp_path / "list.ods"])


def test_open_document_with_an_exponential_entity_is_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>'

    def explode(xml: bytes) -> bytes:
        return xml.replace(b"?>", b"?>" + bomb, 1).replace("Café".encode(), b"&c;")

    ods = CASES / "open_document_with_merged_cells_and_hidden_rows.ods"
    (tmp_path / "list.ods").write_bytes(changed_part(ods, "content.xml", explode))
    outcome(tmp_path / "list.ods")


def test_binary_workbook_with_a_cell_in_the_far_corner_is_refused(tmp_path: Path) -> None:
    def far(part: bytes) -> bytes:
        """The row number of the last row, which stands behind its record number and length."""
        at = part.rfind(struct.pack("<I", 3) + bytes(7))
        return part[:at] + struct.pack("<I", 400_000_000) + part[at + 4 :]

    xlsb = CASES / "binary_workbook.xlsb"
    (tmp_path / "list.xlsb").write_bytes(changed_part(xlsb, "xl/worksheets/sheet1.bin", far))
    with pytest.raises(BadInput, match="400,000,001 rows"):
        read([tmp_path / "list.xlsb"])
