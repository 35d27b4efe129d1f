"""The same products, however written, give the same entries."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from stocktake.catalogue import onix
from stocktake.catalogue.entries import Entry
from tests.catalogue.onix.writing import RELEASES, books, message, source


def _entries(folder: Path, content: str | bytes) -> list[Entry]:
    return [replace(entry, line=0) for entry in onix.entries(source(folder, content))]


@pytest.mark.parametrize("seed", range(3))
def test_every_release_and_tag_set_gives_identical_entries(tmp_path: Path, seed: int) -> None:
    listed = books(seed, 60)
    expected = _entries(tmp_path, message(listed))
    assert len(expected) == 60 + sum(len(book.chapters) for book in listed)
    assert not [entry for entry in expected if entry.reason]
    for release, short, namespace in product(RELEASES, (False, True), (False, True)):
        written = message(listed, release, short=short, namespace=namespace)
        assert _entries(tmp_path, written) == expected, (release, short, namespace)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings_give_identical_entries(tmp_path: Path, codec: str) -> None:
    listed = books(7, 20)
    written = message(listed, header=f'<?xml version="1.0" encoding="{codec[:6].rstrip("-")}"?>')
    assert _entries(tmp_path, written.encode(codec)) == _entries(tmp_path, message(listed))


def test_prefixed_namespace_is_read(tmp_path: Path) -> None:
    listed = books(8, 5)
    text = message(listed).replace("</", "</o:").replace("<", "<o:").replace("<o:/o:", "</o:").replace("<o:?", "<?")
    text = text.replace('release="3.0"', 'release="3.0" xmlns:o="http://ns.editeur.org/onix/3.0/reference"')
    assert _entries(tmp_path, text) == _entries(tmp_path, message(listed))


def test_a_single_line_a_doctype_and_comments_change_nothing(tmp_path: Path) -> None:
    listed = books(9, 10)
    header = '<?xml version="1.0"?><!DOCTYPE ONIXMessage SYSTEM "http://www.editeur.org/onix/2.1/reference/onix.dtd">'
    text = message(listed, header=header).replace("\n", "")
    text = text.replace("<Product>", "<!-- <Product>no</Product> --><Product><!-- </Product> -->")
    assert _entries(tmp_path, text) == _entries(tmp_path, message(listed))
