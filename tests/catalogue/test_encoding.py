"""Bytes of every kind end as text or as a clear refusal."""

from __future__ import annotations

import codecs
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.catalogue import read
from stocktake.catalogue.encoding import decode, windows_1252
from stocktake.errors import BadInput, StocktakeError

CASES = Path(__file__).parents[1] / "cases" / "catalogue"


@given(st.binary(max_size=50))
def test_windows_1252_loses_no_byte(data: bytes) -> None:
    assert len(windows_1252(data)) == len(data)


def test_valid_utf8_line_beside_a_broken_one_tells_a_mixture() -> None:
    found = decode(Path("list.csv"), "Café\n".encode() + b"Cr\xe8me\n")
    assert (found.data.decode(), found.other_lines) == ("Café\nCrème\n", (2,))


def test_no_valid_utf8_line_tells_windows_1252() -> None:
    found = decode(Path("list.csv"), b"Caf\xe9\nCr\xe8me \x93q\x94\n")
    assert (found.data.decode(), found.encoding, found.guessed) == ("Café\nCrème “q”\n", "windows-1252", True)


def test_declared_encoding_that_does_not_fit_is_told() -> None:
    with pytest.raises(BadInput, match="is not utf-8 as the profile says"):
        decode(Path("list.csv"), b"Caf\xe9", "utf-8")


def test_boms_of_files_put_one_behind_another_are_no_part_of_their_lines() -> None:
    one = codecs.BOM_UTF8 + b'Title,ISBN\r\n"Nature, Red",\r\n'
    assert decode(Path("x.csv"), one + one).data == b'Title,ISBN\r\n"Nature, Red",\r\n' * 2
    assert decode(Path("x.csv"), one + one, "utf-8").data == b'Title,ISBN\r\n"Nature, Red",\r\n' * 2


def test_lone_carriage_returns_inside_an_ordinary_file_stay() -> None:
    assert decode(Path("list.csv"), b"a\rb\nc").data == b"a\rb\nc"


@pytest.mark.parametrize("seed", range(40))
def test_damaged_text_ends_in_tables_or_in_a_refusal(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    cases = sorted(path for path in CASES.iterdir() if path.suffix in (".csv", ".txt"))
    data = bytearray(chance.choice(cases).read_bytes())
    for _ in range(chance.choice([1, 3, 20])):
        data.insert(chance.randrange(len(data) + 1), chance.choice(b'"",;\n\r\t\0\xff\xe9'))
    path = tmp_path / "damaged.csv"
    path.write_bytes(bytes(data))
    try:
        file = read([path]).files
    except StocktakeError as problem:
        assert problem.exit_code in (2, 3)
    else:
        assert file["rows_in"].sum() == sum(file[f"rows_{way}"].sum() for way in ("used", "rejected", "ignored"))
