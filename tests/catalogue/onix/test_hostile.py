"""Damaged and hostile feeds: bounded time and memory, no product lost but the broken one, nothing fetched."""

from __future__ import annotations

import random
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stocktake.catalogue import onix
from stocktake.catalogue.entries import Entry
from stocktake.errors import BadInput
from tests.catalogue.onix.writing import books, message, product, source

GOOD = message(books(1, 5))


def _entries(folder: Path, content: str | bytes) -> list[Entry]:
    return list(onix.entries(source(folder, content)))


def _titles(found: list[Entry]) -> list[str]:
    return [entry.reason or entry.values.get("title", "") for entry in found if entry.rule is None]


BOMB = '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "content",
    [
        BOMB + product("<RecordReference>&c;</RecordReference>"),
        EXTERNAL + product("<RecordReference>&a;</RecordReference>"),
        "<!DOCTYPE x [<!-- " + "x" * 2_000_000,
        product("<a>" * 5000 + "</a>" * 5000),
        product("<RecordReference " + " ".join(f"a{n}='1'" for n in range(300_000)) + "/>"),
        product("<a/>" * 300_000),
        product("<TitleText>" + "x" * 11_000_000 + "</TitleText>"),
        product("x" * 20_000_000),
        "<ONIXMessage " + "x" * 2_000_000,
        "<ONIXMESAGE/>",
        "no XML at all",
        "<" * 3_000_000,
        "<a" * 3_000_000,
        "",
    ],
    ids=lambda content: content[:40],
)
def test_hostile_files_are_refused_at_once(tmp_path: Path, content: str) -> None:
    started = time.process_time()
    with pytest.raises(BadInput) as refusal:
        _entries(tmp_path, content)
    assert time.process_time() - started < 5
    assert "feed.xml" in str(refusal.value)
    assert refusal.value.advice
    assert refusal.value.line


def test_nothing_is_fetched_and_no_definition_obeyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    dtd = tmp_path / "onix.dtd"
    dtd.write_text('<!ENTITY eacute "WRONG"><!ENTITY own "WRONG">')
    title = "<Title><TitleText>Caf&eacute; &own;</TitleText></Title><xi:include href='x' xmlns:xi='y'/><?php x?>"
    for where in (dtd.as_uri(), "http://127.0.0.1:9/onix.dtd"):
        (entry,) = _entries(tmp_path, f'<!DOCTYPE ONIXMessage SYSTEM "{where}">{product(title)}')
        assert entry.values["title"] == "Café &own;"
        assert "bare_ampersand" in dict(entry.warnings)


def test_one_broken_product_costs_one_product(tmp_path: Path) -> None:
    for damage in ("</TitleText>", "</Product>", "<DescriptiveDetail>", "<Product>"):
        place = GOOD.index(damage, GOOD.index("org.test.1"))
        found = _entries(tmp_path, GOOD[:place] + "<" + GOOD[place + len(damage) :])
        kept = {entry.key for entry in found if entry.reason is None}
        assert len({f"org.test.{n}" for n in range(5)} - kept) == 1, damage


def test_a_broken_product_is_told_with_line_and_reason(tmp_path: Path) -> None:
    text = GOOD.replace("</Product>", "</Wrong></Product>", 1)
    rejected = [entry for entry in _entries(tmp_path, text) if entry.reason]
    assert [(entry.reason, entry.line, entry.raw) for entry in rejected] == [("broken_xml", 3, "org.test.0")]
    assert "line 3" in rejected[0].advice


def test_a_truncated_file_gives_what_stands_before_the_cut(tmp_path: Path) -> None:
    cut = GOOD.index("org.test.3") + 40
    found = [entry for entry in _entries(tmp_path, GOOD[:cut]) if "#" not in (entry.key or "")]
    assert [entry.reason for entry in found] == [None, None, None, "cut_off"]
    between = GOOD[: GOOD.rindex("</Product>") + 10]
    assert [entry.reason for entry in _entries(tmp_path, between)][-1] == "cut_off"


def test_end_tags_in_comments_and_cdata_end_nothing(tmp_path: Path) -> None:
    text = product("<!-- </Product> --><Title><TitleText><![CDATA[a </Product> <Product> b]]></TitleText></Title>")
    assert len(_entries(tmp_path, text)) == 1


def test_white_space_in_end_tags_is_read(tmp_path: Path) -> None:
    assert _titles(_entries(tmp_path, GOOD.replace("</Product>", "</Product\n >"))) == _titles(_entries(tmp_path, GOOD))


def test_messages_one_after_the_other_are_all_read(tmp_path: Path) -> None:
    assert len(_entries(tmp_path, GOOD + GOOD)) == 2 * len(_entries(tmp_path, GOOD))


@pytest.mark.parametrize("declared", ["ISO-8859-1", "windows-1252", "UTF-8"])
def test_encodings_declared_rightly_and_wrongly(tmp_path: Path, declared: str) -> None:
    text = f"<?xml version='1.0' encoding='{declared}'?>{product('<Title><TitleText>Café “Zoë”</TitleText></Title>')}"
    for codec in ("cp1252", "utf-8"):
        (entry,) = _entries(tmp_path, text.encode(codec))
        assert entry.values["title"] == "Café “Zoë”"
        codes = {code for code, _ in entry.warnings}
        right = (declared == "UTF-8") == (codec == "utf-8")
        assert right or codes & {"other_encoding", "encoding_declared_wrong"}


def test_mutations_give_entries_or_bad_input_and_nothing_else(tmp_path: Path) -> None:
    chance = random.Random(5)
    seeds = [
        message(books(2, 4), release, short=short).encode() for release in ("2.1", "3.0") for short in (False, True)
    ]
    seeds.append(seeds[0].decode().encode("utf-16"))
    for _ in range(600):
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 6)):
            place, length = chance.randrange(len(data)), chance.randint(1, 60)
            match chance.randrange(4):
                case 0:
                    data[place] = chance.randrange(256)
                case 1:
                    del data[place : place + length]
                case 2:
                    data[place:place] = data[place : place + length]
                case _:
                    data[place:place] = chance.choice(
                        (b"<!--", b"]]>", b"<Product>", b"&", b"\x00", b"<![CDATA[", b"-->")
                    )
        feed = source(tmp_path, bytes(data))
        scratch = tmp_path / "scratch"
        scratch.mkdir(exist_ok=True)
        try:
            alone = list(onix.entries(feed))
            together = list(onix.read([feed], scratch))
        except BadInput as refusal:
            assert refusal.advice
            continue
        assert all(entry.line >= 1 for entry in alone)
        assert len([e for e in alone if "#" not in (e.key or "")]) == len(
            [e for _, e in together if "#" not in (e.key or "")]
        )


def test_memory_is_bounded_by_a_product_and_not_by_the_feed(tmp_path: Path) -> None:
    listed = message(books(3, 200)).split("\n")
    path = tmp_path / "long.xml"
    with path.open("w") as file:
        file.write("\n".join(listed[:2]) + "\n")
        for round_ in range(300):
            file.write("\n".join(listed[2:-2]).replace("org.test.", f"org.{round_}.") + "\n")
        file.write("\n".join(listed[-2:]))
    code = f"""
import re, tempfile
from pathlib import Path
from stocktake.catalogue import onix
from stocktake.catalogue.container import Kind, Source
path = Path({str(path)!r})
source = Source(path=path, label="x", sha256="0" * 64, kind=Kind.ONIX, size=1)
with tempfile.TemporaryDirectory() as scratch:
    found = sum(1 for _, entry in onix.read([source], Path(scratch)) if "#" not in entry.key)
highest = re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())
print(found, int(highest[1]) // 1024)  # not ru_maxrss, which begins with the size of whoever started the process
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert int(told[0]) == 200 * 300
    assert int(told[1]) < 300
