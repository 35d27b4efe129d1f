"""Unseen characters are shown as signs, and links of records are taken out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.reports.shown import _IN_A_PAGE, shown, shown_in_cell, without_addresses


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("a\x00b", "a␀b"),
        ("bell\x07", "bell␇"),
        ("del\x7f", "del␡"),
        ("tab\tline\n", "tab␉line␊"),
        ("x\u202ey", "x\\u202ey"),
        ("x\u2066y\u2069", "x\\u2066y\\u2069"),
        ("mark\ufeff", "mark\\ufeff"),
        ("tag\U000e0041", "tag\\U000e0041"),
    ],
)
def test_an_unseen_character_is_shown_as_a_sign(raw: str, seen: str) -> None:
    assert shown(raw) == seen


def test_a_cell_keeps_its_tabs_and_line_ends() -> None:
    assert shown_in_cell("a\tb\r\nc\x00") == "a\tb\r\nc␀"


def test_joiners_that_persian_and_emoji_need_stay() -> None:
    assert shown("می\u200cخواهم 👩\u200d🚀") == "می\u200cخواهم 👩\u200d🚀"


@given(st.text())
def test_what_is_shown_holds_no_unseen_character(text: str) -> None:
    assert not _IN_A_PAGE.search(shown(text))


@pytest.mark.parametrize(
    "address",
    [
        "https://files.example/dl/9",
        "HTTP://files.example",
        "magnet:?xt=urn:btih:abc",
        "ftp://host/x.epub",
        "ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi",
        "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPBdG",
        "ed2k://|file|x|1|abc|/",
    ],
)
def test_a_link_in_a_record_is_taken_out(address: str) -> None:
    assert without_addresses(f"Poems {address} 2nd") == "Poems [address removed] 2nd"


def test_a_title_with_a_colon_is_no_link() -> None:
    assert without_addresses("Qumran: the site, www and its scrolls") == "Qumran: the site, www and its scrolls"
