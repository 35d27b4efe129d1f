"""What several reviewers say together of one pair."""

from __future__ import annotations

import hashlib

import pytest

from tests.sql.given import Row, rows


def together(*given: Row) -> list[tuple[int, int, str]]:
    return rows(
        "int_decisions__numbered",
        "title_no",
        "record_no",
        "decision",
        decisions_given=[{"title_id": "t", "record_id": "r", "decided_at": "2026-11-01"} | dict(row) for row in given],
        int_titles__numbered=[{"title_id": "t", "title_no": 3}],
        stg_reference__records=[{"record_id": "r", "record_no": 5}],
    )


def say(reviewer: str | None, *decisions: str) -> list[Row]:
    return [{"reviewer": reviewer, "decision": decision} for decision in decisions]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (say("Ann", "match") + say("Ben", "match"), "match"),
        (say("Ann", "match") + say("Ben", "no_match"), "disagree"),
        (say("Ann", "match") + say("Ben", "no_match") + say("Cyd", "no_match"), "disagree"),
        (say("Ann", "match") + say("Ben", "unsure"), "match"),
        (say("Ann", "unsure") + say("Ben", "unsure"), "unsure"),
        (say("Ann", "match") + say("Ben", "no_match", "match"), "match"),
        (say("Ann", "no_match") + say("Ben", "match", "withdrawn"), "no_match"),
        (say(None, "match") + say(None, "no_match"), "no_match"),
    ],
)
def test_the_latest_word_of_each_counts(given: list[Row], told: str) -> None:
    assert together(*given) == [(3, 5, told)]


def test_who_withdrew_leaves_nothing_behind() -> None:
    assert together(*say("Ann", "match", "withdrawn")) == []


def fingerprint(identifiers: tuple[str, ...] = (), **cells: str | None) -> str:
    ((told,),) = rows(
        "int_titles__fingerprinted",
        "fingerprint",
        catalogue_titles=[{"title_id": "t", "title": "Café au lait", "contributors": "Lee, Ann", **cells}],
        catalogue_identifiers=[{"title_id": "t", "value_raw": value} for value in identifiers],
    )
    return str(told)


def test_a_fingerprint_does_not_see_rows_files_blanks_or_how_an_accent_is_stored() -> None:
    one = fingerprint(("978-0-306-40615-7", "0306406152"))
    assert len(one) == 16
    assert one == fingerprint(
        ("0306406152", "9780306406157"), title=" Cafe\u0301  au\tlait ", row_id="9", source_file="x"
    )


@pytest.mark.parametrize("column", ["work_id", "title", "subtitle", "volume", "contributors", "edition", "year"])
def test_a_fingerprint_sees_every_column_that_tells_titles_apart(column: str) -> None:
    assert fingerprint() != fingerprint(**{column: "2"})
    assert fingerprint(subtitle="2") != fingerprint(volume="2")


def test_a_fingerprint_is_that_of_the_plain_text_so_it_never_changes_with_a_release() -> None:
    text = "w1|9780306406157|Café au lait|||Lee, Ann||1998".replace("|", "\x1f")
    found = fingerprint(("9780306406157",), work_id="w1", year="1998")
    assert found == hashlib.sha256(text.encode()).hexdigest()[:16]
