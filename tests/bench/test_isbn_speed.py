"""Stocktake reads ISBNs as isbnlib and python-stdnum do; python -m bench.isbn_speed asks the same of a million."""

from __future__ import annotations

from bench.isbn_speed import run


def test_isbns_are_read_as_two_other_libraries_read_them() -> None:
    found = run(40_000)
    assert (found["disagreements_isbnlib"], found["disagreements_python-stdnum"], found["examples"]) == (0, 0, {})
    assert found["valid"] > 18_000
    assert found["left_out"] < 4_000
