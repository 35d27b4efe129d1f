"""Messages that senders and their tools wrote."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stocktake.catalogue import onix
from stocktake.catalogue.container import Kind, Source
from stocktake.catalogue.entries import Entry
from stocktake.errors import BadInput

CASES = Path(__file__).parents[2] / "cases" / "onix"
EVAL = Path(__file__).parents[4] / "shared" / "eval" / "onix"
with_eval = pytest.mark.skipif(not EVAL.exists(), reason="the evaluation sets are not beside the project")


def _entries(path: Path) -> list[Entry]:
    source = Source(path=path, label=path.name, sha256="0" * 64, kind=Kind.ONIX, size=path.stat().st_size)
    return list(onix.entries(source))


def test_a_zero_width_space_in_a_code_is_overlooked() -> None:
    (entry,) = _entries(CASES / "zero_width_space_in_a_code.xml")
    assert entry.values["title"] == "The Book of Texas"
    assert entry.people[0].identifiers == (("isni", "0000000083795662"),)


def test_a_message_of_2_1_with_doctype() -> None:
    (entry,) = _entries(CASES / "release_2_1_with_doctype.xml")
    assert (entry.values["title"], entry.values["format"]) == ("Be the Hero", "ebook (EPUB)")
    assert (entry.related[0].relation, entry.related[0].raw) == ("alternative_format", "9781605090009")


@with_eval
def test_reference_and_short_tags_of_the_same_book_agree() -> None:
    names = (
        "single-book-onix3.xml",
        "single-book-onix3-short.xml",
        "Onix3.1-single-ref.xml",
        "Onix3.1-single-short.xml",
    )
    found = [replace(entry, line=0) for name in names for entry in _entries(EVAL / name)]
    assert len(found) == 4
    assert len({repr(entry) for entry in found}) == 1
    assert found[0].values["title"] == "Roseanna"


@with_eval
def test_an_inverted_title_takes_its_parts_and_a_foreign_key_name_is_told() -> None:
    (entry,) = _entries(EVAL / "onix2-single.xml")
    assert entry.values["title"] == "The World Of Mining"
    assert entry.people[0].family == "Woldendorp"
    assert entry.warnings[0][0] == "key_names_differ"


@with_eval
def test_every_checked_file_is_read_or_refused() -> None:
    for path in sorted((EVAL / "check").iterdir()):
        if path.name == "invalid_onix_root.xml":
            with pytest.raises(BadInput, match="ONIXMESAGE"):
                _entries(path)
        else:
            assert len(_entries(path)) == 1
