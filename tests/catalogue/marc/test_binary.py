"""Binary MARC as it really comes: lying leaders, wrong lengths, cut files, garbage."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stocktake.catalogue.entries import Entry
from stocktake.catalogue.marc import binary
from stocktake.catalogue.marc.charset import encoding_of, recode
from stocktake.catalogue.marc.pieces import LONGEST, TERMINATOR, pieces

Read = Callable[[bytes], list[Entry]]
Written = Callable[..., bytes]
EXCERPT = Path(__file__).parents[2] / "cases" / "marc" / "loc_excerpt.mrc"


def titles(found: list[Entry]) -> list[str | None]:
    return [entry.values.get("title") for entry in found]


def codes(entry: Entry) -> list[str]:
    return [code for code, _ in entry.warnings]


def three(marc_bytes: Written) -> list[bytes]:
    return [marc_bytes(f"001 {key}", f"245 10 $aTitle {key}") for key in "abc"]


def test_leader_in_front_tells_binary_marc() -> None:
    assert binary.looks_like(EXCERPT.read_bytes()[:4096])
    assert binary.looks_like(b"\xef\xbb\xbf\r\n00720cam a22002051  4500001001300000\x1e")
    assert not binary.looks_like(b"0306406152,Title,Author\n9780306406157,x,y\n")
    assert not binary.looks_like(b"<?xml version='1.0'?><collection>")


def test_record_with_a_wrong_length_is_read_and_the_next_one_too(read_binary: Read, marc_bytes: Written) -> None:
    first, second, third = three(marc_bytes)
    found = read_binary(first + b"99999" + second[5:] + third)
    assert titles(found) == ["Title a", "Title b", "Title c"]
    assert codes(found[1]) == ["record_lengths_wrong"]


def test_fields_counted_in_letters_instead_of_bytes_are_found_by_their_terminators(
    read_binary: Read, marc_bytes: Written
) -> None:
    good = marc_bytes("001 a", "100 1# $aČapek, Karel", "245 10 $aVálka s mloky")
    directory = good[24 : good.index(b"\x1e")].decode()
    entries = [directory[at : at + 12] for at in range(0, len(directory), 12)]
    lengths = [len(field.decode()) + 1 for field in good.split(b"\x1e")[1:-1]]
    wrong = "".join(
        f"{e[:3]}{n:04}{sum(lengths[:i]):05}" for i, (e, n) in enumerate(zip(entries, lengths, strict=True))
    )
    (found,) = read_binary(good.replace(directory.encode(), wrong.encode()))
    assert (found.values["title"], found.people[0].name) == ("Válka s mloky", "Čapek, Karel")
    assert codes(found) == ["record_lengths_wrong"]


def test_broken_directory_rejects_one_record_and_says_where(read_binary: Read, marc_bytes: Written) -> None:
    first, second, third = three(marc_bytes)
    broken = second[:24] + b"x" + second[24:]
    found = read_binary(first + broken + third)
    assert titles(found) == ["Title a", None, "Title c"]
    assert found[1].reason == "record_directory_broken"
    assert f"Record 2, at byte {len(first)}:" in found[1].advice
    assert found[1].raw == second[:24].decode()


def test_overwritten_entry_of_the_directory_is_no_field_to_pass_over(read_binary: Read, marc_bytes: Written) -> None:
    first, second, _ = three(marc_bytes)
    damaged = first[:24] + b"X" * 18 + first[42:]
    lost, kept = read_binary(damaged + second)
    assert (lost.reason, kept.reason) == ("record_directory_broken", None)
    assert "holds something else than numbers" in lost.advice


def test_cut_file_costs_its_last_record(read_binary: Read, marc_bytes: Written) -> None:
    first, second, third = three(marc_bytes)
    found = read_binary(first + second + third[:-12])
    assert titles(found) == ["Title a", "Title b", None]
    assert found[2].reason == "record_cut_short"


def test_last_record_without_terminator_is_read_when_it_is_whole(read_binary: Read, marc_bytes: Written) -> None:
    found = read_binary(b"".join(three(marc_bytes))[:-1])
    assert titles(found) == ["Title a", "Title b", "Title c"]
    assert codes(found[2]) == ["record_unterminated"]


def test_lost_terminator_costs_no_record(read_binary: Read, marc_bytes: Written) -> None:
    first, second, third = three(marc_bytes)
    assert titles(read_binary(first[:-1] + second + third)) == ["Title a", "Title b", "Title c"]


def test_garbage_between_records_is_skipped_and_told(read_binary: Read, marc_bytes: Written) -> None:
    first, second, third = three(marc_bytes)
    found = read_binary(first + b"-- page 2 --" + second + b"\r\n" + third + b"\x1a\x00")
    assert titles(found) == ["Title a", "Title b", "Title c"]
    assert codes(found[1]) == ["garbage_before_record"]
    assert codes(found[2]) == []


def test_empty_record_is_ignored_and_garbage_with_a_terminator_rejected(read_binary: Read, marc_bytes: Written) -> None:
    first, second, _ = three(marc_bytes)
    found = read_binary(first + TERMINATOR + b"no record at all" + TERMINATOR + second)
    assert [(entry.rule, entry.reason) for entry in found] == [
        (None, None),
        ("empty_record", None),
        (None, "record_without_leader"),
        (None, None),
    ]


def test_missing_and_surplus_indicators_and_empty_subfields_are_put_up_with(read_binary: Read) -> None:
    body = [b"a\x1e", b"1\x1faTitle\x1f\x1fb\x1e", b"\x1faLee, Ann\x1e", b"1234\x1faX\x1e"]
    tags, offset, directory = ["001", "245", "100", "250"], 0, ""
    for tag, field in zip(tags, body, strict=True):
        directory += f"{tag}{len(field):04}{offset:05}"
        offset += len(field)
    base = 25 + len(directory)
    head = f"{base + offset + 1:05}nam a22{base:05} a 4500"
    (found,) = read_binary(head.encode() + directory.encode() + b"\x1e" + b"".join(body) + b"\x1d")
    assert (found.values["title"], found.values["edition"]) == ("Title", "X")


def test_marc8_accents_and_scripts_are_decoded(read_binary: Read, marc_bytes: Written) -> None:
    plain = marc_bytes("001 a", "100 1# $aCXapek, Karel", "245 10 $aYYYYYYYYYYY")
    marc8 = (
        plain.replace(b"CXapek", b"\xe9Capek").replace(b"YYYYYYYYYYY", b"\x1b(NwOJNA\x1b(B").replace(b"nam a", b"nam  ")
    )
    (found,) = read_binary(marc8)
    assert found.people[0].name == "Čapek, Karel"
    assert found.values["title"] == "Война"
    assert codes(found) == []


def test_east_asian_marc8_is_decoded_and_a_half_letter_is_dropped() -> None:
    assert recode(b"00\x1fa\x1b$1\x21\x30\x21\x21\x30\x55\x1b(B", "marc-8") == "00\x1fa一互"
    assert recode(b"\x1b$1\x21\x30\x21\x21", "marc-8") == "一"


@pytest.mark.parametrize(
    ("text", "codec", "says_utf8", "encoding"),
    [
        ("Čapek, Karel", "utf-8", True, "utf-8"),
        ("Čapek, Karel", "utf-8", False, "utf-8"),
        ("Café Müller à Zürich", "cp1252", True, "windows-1252"),
        ("Café Müller à Zürich", "cp1252", False, "windows-1252"),
        ("plain", "ascii", False, "utf-8"),
    ],
)
def test_encoding_is_what_the_bytes_are_not_what_the_leader_says(
    text: str, codec: str, says_utf8: bool, encoding: str
) -> None:
    assert encoding_of(text.encode(codec), says_utf8) == encoding


def test_marc8_is_told_from_windows_1252_by_its_accents() -> None:
    for says_utf8 in (False, True):
        assert encoding_of(b"M\xe8uller, Ren\xe2e; \xe1a Z\xe8urich", says_utf8) == "marc-8"


def test_one_damaged_byte_leaves_the_rest_of_the_accents(read_binary: Read, marc_bytes: Written) -> None:
    data = marc_bytes("245 10 $aČeské děti a přátelé")
    (found,) = read_binary(data.replace("ř".encode(), b"\xc5~"))
    assert found.values["title"].startswith("České děti a p")
    assert codes(found) == ["encoding_damaged"]


def test_encoding_against_the_leader_is_told_once_a_file(read_binary: Read, marc_bytes: Written) -> None:
    lying = marc_bytes("245 10 $aČapek").replace(b"nam a", b"nam  ")
    found = read_binary(lying * 3)
    assert titles(found) == ["Čapek"] * 3
    assert [codes(entry) for entry in found] == [["encoding_contradicts_leader"], [], []]


def test_real_records_are_read_as_the_library_of_congress_wrote_them(read_binary: Read) -> None:
    found = read_binary(EXCERPT.read_bytes())
    assert [entry.reason for entry in found] == [None] * len(found)
    first = found[0]
    assert first.values["title"] == "Botanical materia medica and pharmacology"
    assert (first.people[0].family, first.people[0].given) == ("Aurand", "Samuel Herbert")


def mutated(data: bytes, chance: random.Random) -> bytes:
    """One to eight bytes flipped, cut out or doubled."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at, size = chance.randrange(len(found)), chance.randint(1, 40)
        match chance.randrange(3):
            case 0:
                found[at] = chance.randrange(256)
            case 1:
                del found[at : at + size]
            case _:
                found[at:at] = found[at : at + size]
    return bytes(found)


@pytest.mark.parametrize("seed", range(300))
def test_damage_never_loses_a_record_or_ends_in_a_trace(read_binary: Read, seed: int) -> None:
    data = mutated(EXCERPT.read_bytes(), random.Random(seed))
    found = read_binary(data)
    tail = data.rpartition(TERMINATOR)[2].strip(b" \t\r\n\x00\x1a\xef\xbb\xbf")
    assert len(found) >= data.count(TERMINATOR) + bool(tail)
    assert [entry.line for entry in found] == list(range(1, len(found) + 1))
    assert all(entry.advice for entry in found if entry.reason)
    undamaged = [record for record in data.split(TERMINATOR) if record and record + TERMINATOR in EXCERPT.read_bytes()]
    assert sum(entry.reason is None for entry in found) >= len(undamaged)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_give_entries(read_binary: Read, data: bytes) -> None:
    assert len(read_binary(data)) >= data.count(TERMINATOR)


@settings(max_examples=300)
@given(st.binary(max_size=80), st.sampled_from(["utf-8", "utf-8 damaged", "marc-8", "windows-1252"]))
def test_any_field_can_be_decoded(data: bytes, encoding: str) -> None:
    assert isinstance(recode(data, encoding), str)


def test_a_flood_without_terminators_is_one_rejected_record_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "flood.mrc"
    with path.open("wb") as file:
        for _ in range(40):
            file.write(b"00000nam a2200000 a 4501" * 50_000)
        file.write(TERMINATOR + EXCERPT.read_bytes())
    tracemalloc.start()
    with path.open("rb") as stream:
        found = [piece.flaw for piece in pieces(stream)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found[:2] == ["too_long", None]
    assert peak < 8 * LONGEST
