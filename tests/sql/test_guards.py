"""Every guard of the rules, on and off: its flag, and the verdict that it changes, on literal rows."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from stocktake.settings import Rules
from tests.sql.given import Row, rows
from tests.sql.test_pairs import ARTICLE, LIKELY, RIVAL, SHARED, outcomes, sides

GUARDS = [f.name.removeprefix("guard_") for f in fields(Rules) if f.name.startswith("guard_")]
THROUGH = (
    "stg_rules__isbn_eras",
    "int_pairs__facts",
    "int_pairs__margins",
    "int_pairs__reasoned",
    "int_pairs__judged",
    "int_isbns__judged",
)
ISBN = "9780306406157"
HAS_ISBN = SHARED | {"identifier": f"isbn13 {ISBN}"}
UNKNOWN = outcomes("missing", "missing")
FOUND = outcomes("exact", "same")
COMMON = {"main_key_right": "vvedenie", "author_weight": 9.0}
CHAPTER = {"main_key_right": "handbook of nets", "chapter": {"kind": "chapter", "host_key": "handbook of nets"}}
GUARDED: dict[str, tuple[Row, str | None, str | None]] = {
    # guard: the pair, the reason while the guard is on, the reason while it is off (None: not shown)
    "volume_differs": (
        SHARED | {"volume_outcome": "different"},
        "identifier_volume_differs",
        "identifier_title_author",
    ),
    "host_volume": (
        SHARED | outcomes("different", "different") | CHAPTER,
        "host_volume",
        "identifier_contradicted",
    ),
    "erratum_or_reply": (
        SHARED | {"derivative_outcome": "erratum_or_reply"},
        "identifier_derivative",
        "identifier_title_author",
    ),
    "study_guide_or_summary": (
        SHARED | {"derivative_outcome": "study_guide_or_summary"},
        "identifier_derivative",
        "identifier_title_author",
    ),
    "review": (SHARED | {"derivative_outcome": "review"}, "identifier_derivative", "identifier_title_author"),
    "adaptation": (SHARED | {"derivative_outcome": "adaptation"}, "identifier_derivative", "identifier_title_author"),
    "set_isbn": (HAS_ISBN, "identifier_title_author", "identifier_title_author"),
    "reused_isbn": (HAS_ISBN, "identifier_title_author", "identifier_title_author"),
    "year_impossible_for_isbn": (
        HAS_ISBN | UNKNOWN | {"year_number_right": 1871},
        "identifier_year_impossible",
        "identifier_alone",
    ),
    "generic_title": (FOUND | {"is_generic_left": True}, "generic_title", "title_author_exact"),
    "common_title": (FOUND | COMMON, "generic_title", "title_author_exact"),
    "namesake": (
        FOUND | {"author_family": "smith", "author_given": "j"},
        "title_author_exact",
        "title_author_exact",
    ),
    "narrow_margin": (
        outcomes("exact", "initials_agree") | {"person_right": "john"},
        "narrow_margin",
        "title_author_exact",
    ),
    "other_version": ({"article": ARTICLE | {"is_other_version": True}}, "other_version", "title_author_exact"),
    "recurring_title": (
        {"article": ARTICLE | {"n_alike": 4, "n_best_titles": 4}},
        "recurring_title",
        "title_author_exact",
    ),
}
"""The ISBN of `set_isbn` says that it is one; that of `reused_isbn` stands on a record of another work."""


def judged(pair: Row, *others: Row, held: tuple[Row, ...] = (), **rules: bool) -> tuple[str, list[str]] | None:
    """Reason of a pair and the flags that are guards, as `matches` has them; None where it is not shown."""
    given = sides(pair, *others)
    numbers: list[dict[str, Any]] = [{"title_no": 0, "record_no": no} for no in range(1 + len(others))]
    found = rows(
        "matches",
        "record_id",
        "reason",
        "flags",
        through=THROUGH,
        rules=rules,
        **given,
        int_main_titles__counted=[{"main_key": "vvedenie", "n_records": 90, "n_families": 8}],
        int_pairs__related=[n | {"relation": "same edition"} for n in numbers],
        int_pairs__evidenced=[n | {"evidence": []} for n in numbers],
        int_pairs__explained=[n | {"words": "Both agree"} for n in numbers],
        int_records__matched=[{"record_no": n["record_no"], "record_id": f"r{n['record_no']}"} for n in numbers],
        int_records__proposed=[
            {"record_no": 0, "main_key": "the grey harbour"},
            {"record_no": 7, "main_key": "copper smelting"},
        ],
        int_isbns__held=held,
        int_names__counted=[{"family_key": "smith", "given_key": "j", "n_people": 9}],
        int_titles__numbered=[{"title_no": 0, "title_id": "t"}],
    )
    return next(
        ((reason, [f for f in flags if f in GUARDS]) for record, reason, flags in found if record == "r0"), None
    )


def guarded(guard: str, **rules: bool) -> tuple[str, list[str]] | None:
    others = [RIVAL] if guard == "narrow_margin" else []
    isbns = {
        "set_isbn": ({"isbn": ISBN, "record_no": 0, "says_set": True},),
        "reused_isbn": tuple({"isbn": ISBN, "record_no": no, "says_set": False} for no in (0, 7)),
    }
    return judged(GUARDED[guard][0], *others, held=isbns.get(guard, ()), **rules)


def test_every_guard_of_the_rules_is_tested_here() -> None:
    assert sorted(GUARDED) == sorted(GUARDS)


@pytest.mark.parametrize("guard", GUARDED)
def test_a_guard_that_holds_is_a_flag_and_decides(guard: str) -> None:
    assert guarded(guard) == (GUARDED[guard][1], [guard])


@pytest.mark.parametrize("guard", GUARDED)
def test_a_guard_that_is_off_is_no_flag_and_decides_nothing(guard: str) -> None:
    assert guarded(guard, **{f"guard_{guard}": False}) == (GUARDED[guard][2], [])


@pytest.mark.parametrize("guard", GUARDED)
def test_a_guard_does_not_hang_on_the_others(guard: str) -> None:
    others_off = {f"guard_{other}": other == guard for other in GUARDS}
    assert guarded(guard, **others_off) == (GUARDED[guard][1], [guard])


def flagged(isbn: str, year: int | None) -> bool:
    pair = FOUND | SHARED | {"identifier": f"isbn13 {isbn}", "year_number_right": year}
    found = judged(pair)
    assert found is not None
    assert found[0] == "identifier_title_author"
    return found[1] == ["year_impossible_for_isbn"]


@pytest.mark.parametrize(
    ("isbn", "first_year"),
    [(ISBN, 1900), ("9790000000001", 2007), ("9791000000001", 2009), ("9798000000001", 2020)],
)
def test_an_isbn_cannot_be_older_than_its_kind(isbn: str, first_year: int) -> None:
    assert flagged(isbn, first_year - 1)
    assert not flagged(isbn, first_year)
    assert not flagged(isbn, None)


def test_thirteen_digits_say_nothing_of_the_year() -> None:
    assert not flagged(ISBN, 1968)


def test_an_impossible_year_costs_no_confirmed_match() -> None:
    found = judged(FOUND | HAS_ISBN | {"year_number_right": 1871})
    assert found == ("identifier_title_author", ["year_impossible_for_isbn"])


def test_a_doi_has_no_era() -> None:
    assert judged(FOUND | SHARED | {"identifier": "doi 10.1/x", "year_number_right": 1871}) == (
        "identifier_title_author",
        [],
    )


def test_a_likely_pair_without_a_rival_has_no_narrow_margin() -> None:
    assert judged(LIKELY | FOUND) == ("uncertain", [])
