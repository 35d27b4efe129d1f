"""Counts of the exposure marts, on literal rows."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from statistics import NormalDist
from typing import Any

import pytest

from tests.sql.given import Row, rows, words


def exposure(matches: list[Row] = (), records: list[Row] = (), *, checkable: bool = True) -> dict[str, Any]:  # type: ignore[assignment]
    """The row of the only listed title."""
    columns = words(
        "verdict reason sentence method probability best_record_id n_records n_files n_check earliest_record_date flags"
    )
    found = rows(
        "title_exposure",
        *columns,
        int_titles__grouped=[{"title_no": 0, "title_id": "t", "work_key": "k"}],
        int_titles__checkable=[{"title_no": 0, "is_checkable": checkable}],
        matches=[{"title_id": "t", "reason": "r", "flags": []} | dict(m) for m in matches],
        matched_records=[dict(r) for r in records] or [{"record_id": m["record_id"]} for m in matches],
    )
    assert len(found) == 1
    return dict(zip(columns, found[0], strict=True))


def match(record: str, verdict: str, probability: float = 0.99, **more: Any) -> dict[str, Any]:
    return {"record_id": record, "verdict": verdict, "probability": probability, "md5": record * 4} | more


def test_a_title_without_a_match_is_not_found() -> None:
    row = exposure()
    assert (row["verdict"], row["reason"], row["n_records"], row["flags"]) == ("NOT FOUND", "not_found", 0, [])


def test_a_title_that_cannot_be_searched_is_not_checkable() -> None:
    row = exposure(checkable=False)
    assert (row["verdict"], row["reason"], row["best_record_id"]) == ("NOT CHECKABLE", "not_checkable", None)


def test_the_strongest_verdict_decides_even_at_a_lower_probability() -> None:
    row = exposure([match("a", "PROBABLE", 0.999), match("b", "CONFIRMED", 0.9), match("c", "CHECK", 1.0)])
    assert (row["verdict"], row["best_record_id"], row["probability"]) == ("CONFIRMED", "b", 0.9)


def test_of_equal_records_the_likelier_then_the_first_is_named() -> None:
    assert exposure([match("b", "PROBABLE", 0.96), match("c", "PROBABLE", 0.97)])["best_record_id"] == "c"
    assert exposure([match("b", "PROBABLE"), match("a", "PROBABLE")])["best_record_id"] == "a"


def test_only_confirmed_and_probable_records_are_counted_as_found() -> None:
    row = exposure([match("a", "CONFIRMED"), match("b", "PROBABLE"), match("c", "CHECK"), match("d", "CHECK")])
    assert (row["n_records"], row["n_files"], row["n_check"]) == (2, 2, 2)


def test_two_records_of_one_file_are_one_file_and_an_empty_checksum_is_none() -> None:
    row = exposure(
        [
            match("a", "CONFIRMED", md5="f"),
            match("b", "PROBABLE", md5="f"),
            match("c", "PROBABLE", md5=""),
            match("d", "PROBABLE", md5=None),
        ]
    )
    assert (row["n_records"], row["n_files"]) == (4, 1)


def test_the_earliest_date_is_that_of_found_records_with_a_true_date() -> None:
    records = [
        {"record_id": "a", "record_date": dt.date(2012, 1, 2)},
        {"record_id": "b", "record_date": None},
        {"record_id": "c", "record_date": dt.date(1999, 1, 1)},
    ]
    row = exposure([match("a", "CONFIRMED"), match("b", "PROBABLE"), match("c", "CHECK")], records)
    assert row["earliest_record_date"] == dt.date(2012, 1, 2)


def test_flags_of_found_records_are_gathered_once_in_order() -> None:
    row = exposure(
        [
            match("a", "CONFIRMED", flags=["tiny_file", "hidden"]),
            match("b", "PROBABLE", flags=["hidden"]),
            match("c", "CHECK", flags=["volume_differs"]),
        ]
    )
    assert row["flags"] == ["hidden", "tiny_file"]


def test_a_placeholder_date_is_no_date() -> None:
    found = rows(
        "int_records__matched",
        "record_id",
        "record_date",
        int_pairs__judged=[{"title_no": 0, "record_no": no} for no in range(4)],
        int_records__proposed=[{"record_no": no, "record_id": str(no)} for no in range(4)],
        stg_reference__records=[
            {"record_no": no, "time_added": added, "flags": flags}
            for no, (added, flags) in enumerate(
                [
                    ("2009-07-20 03:45:11", []),
                    ("2000-01-01 05:00:00", ["sentinel_date"]),
                    ("0000-00-00 00:00:00", ["zero_date"]),
                    ("soon", None),
                ]
            )
        ],
    )
    assert found == [("0", dt.date(2009, 7, 20)), ("1", None), ("2", None), ("3", None)]


def test_the_verdict_of_a_work_is_its_strongest_and_probability_its_highest() -> None:
    found = rows(
        "int_works__judged",
        "work_key",
        "verdict",
        "probability",
        title_exposure=[
            {"work_key": "k1", "verdict": "NOT FOUND"},
            {"work_key": "k1", "verdict": "CONFIRMED", "probability": 0.97},
            {"work_key": "k1", "verdict": "CHECK", "probability": 0.5},
            {"work_key": "k2", "verdict": "NOT CHECKABLE"},
            {"work_key": "k2", "verdict": "NOT FOUND"},
            {"work_key": "k3", "verdict": "CHECK", "probability": 0.4},
            {"work_key": "k3", "verdict": "PROBABLE", "probability": 0.96},
        ],
    )
    assert found == [("k1", "CONFIRMED", 0.97), ("k2", "NOT FOUND", 0.0), ("k3", "PROBABLE", 0.96)]


VERDICTS = ("CONFIRMED", "PROBABLE", "CHECK", "NOT FOUND", "NOT CHECKABLE")
COUNTS = [f"n_works_{v.lower().replace(' ', '_')}" for v in VERDICTS]


def works(**verdicts: str) -> list[dict[str, Any]]:
    return [{"work_key": key, "verdict": verdict, "probability": 0.5} for key, verdict in verdicts.items()]


def authors(
    credited: dict[str, list[int]], verdicts: list[tuple[str, str]], **tables: list[Row]
) -> list[tuple[Any, ...]]:
    """Counts of authors who are credited on titles by number; each title has a work and a verdict."""
    return rows(
        "author_exposure",
        *("author_id", *COUNTS, "n_files", "expected_true_matches", "earliest_record_date"),
        authors=[{"author_id": author} for author in credited],
        contributors=[{"author_id": a, "title_id": f"t{no}"} for a, numbers in credited.items() for no in numbers],
        titles=[{"title_id": f"t{no}", "work_key": key} for no, (key, _) in enumerate(verdicts)],
        title_exposure=[
            {"title_id": f"t{no}", "verdict": verdict, "probability": 0.5} for no, (_, verdict) in enumerate(verdicts)
        ],
        **tables,
    )


def test_an_author_counts_works_before_titles_and_files() -> None:
    found = authors(
        {"a": [0, 0, 1, 2, 3, 4, 5], "b": [4]},
        [*((f"k{no}", verdict) for no, verdict in enumerate(VERDICTS)), ("k4", "NOT CHECKABLE")],
        matches=[
            {"title_id": "t0", "record_id": "1", "verdict": "CONFIRMED", "md5": "x"},
            {"title_id": "t1", "record_id": "2", "verdict": "PROBABLE", "md5": "x"},
            {"title_id": "t1", "record_id": "3", "verdict": "PROBABLE", "md5": "y"},
            {"title_id": "t2", "record_id": "4", "verdict": "CHECK", "md5": "z"},
        ],
        matched_records=[
            {"record_id": no, "record_date": dt.date(year, 1, 2)}
            for no, year in [("1", 2012), ("2", 2010), ("3", 2011), ("4", 1999)]
        ],
    )
    assert found == [
        ("a", 1, 1, 1, 1, 1, 2, 2.5, dt.date(2010, 1, 2)),
        ("b", 0, 0, 0, 0, 1, 0, 0.5, None),
    ]


def test_expected_matches_stand_with_their_interval_within_the_works_there_are() -> None:
    expected = ("expected_true_matches", "expected_low", "expected_high")
    works = [("k0", 0.9), ("k1", 0.9), ("k2", 0.999), ("k3", 0.0)]
    found = rows(
        "author_exposure",
        *expected,
        authors=[{"author_id": "a"}],
        contributors=[{"author_id": "a", "title_id": f"t{no}"} for no in range(4)],
        titles=[{"title_id": f"t{no}", "work_key": key} for no, (key, _) in enumerate(works)],
        title_exposure=[
            {"title_id": f"t{no}", "verdict": "PROBABLE", "probability": share} for no, (_, share) in enumerate(works)
        ],
    )
    assert found == [(2.8, 1.97, 3.63)]


def test_a_work_counts_for_an_author_by_the_titles_that_credit_the_author() -> None:
    found = authors({"a": [0, 1], "b": [0]}, [("k", "NOT FOUND"), ("k", "CONFIRMED")])
    assert [row[: 1 + len(COUNTS)] for row in found] == [("a", 1, 0, 0, 0, 0), ("b", 0, 0, 0, 1, 0)]


def imprints(listed: list[tuple[str | None, str | None, str]], matches: list[Row] = ()) -> list[dict[str, Any]]:  # type: ignore[assignment]
    """One row an imprint for titles of (imprint, publisher, verdict of a work of its own)."""
    columns = ["imprint", "n_titles", "n_works", *COUNTS, "n_files", "share_found", "share_low", "share_high"]
    found = rows(
        "imprint_exposure",
        *columns,
        titles=[
            {"title_id": f"t{no}", "work_key": f"k{no}", "imprint": imprint, "publisher": publisher}
            for no, (imprint, publisher, _) in enumerate(listed)
        ],
        int_works__judged=works(**{f"k{no}": verdict for no, (_, _, verdict) in enumerate(listed)}),
        matches=matches,
    )
    return [dict(zip(columns, row, strict=True)) for row in found]


def wilson(k: int, n: int) -> tuple[float, float]:
    """Both ends of the interval as roots of (p − k/n)² = z² p (1 − p) / n, found by halving."""
    z2 = NormalDist().inv_cdf(0.975) ** 2
    share = k / n

    def outside(p: float) -> bool:
        return (p - share) ** 2 > z2 * p * (1 - p) / n

    return halved(0.0, share, outside), halved(1.0, share, outside)


def halved(far: float, near: float, outside: Any) -> float:
    for _ in range(60):
        middle = (far + near) / 2
        far, near = (middle, near) if outside(middle) else (far, middle)
    return far


@pytest.mark.parametrize(("k", "n"), [(0, 1), (1, 1), (0, 7), (7, 7), (1, 3), (5, 9), (13, 40)])
def test_the_share_found_has_wilsons_interval(k: int, n: int) -> None:
    listed = [("Quay", None, "PROBABLE" if no < k else "NOT FOUND") for no in range(n)]
    (row,) = imprints([*listed, ("Quay", None, "NOT CHECKABLE")])
    low, high = wilson(k, n)
    assert row["share_found"] == pytest.approx(float(Fraction(k, n)), abs=6e-5)
    assert row["share_low"] == pytest.approx(low, abs=6e-5)
    assert row["share_high"] == pytest.approx(high, abs=6e-5)
    assert 0 <= row["share_low"] <= row["share_found"] <= row["share_high"] <= 1


def test_check_is_not_found_and_not_checkable_is_not_searched() -> None:
    (row,) = imprints([("Quay", None, verdict) for verdict in VERDICTS])
    assert row["share_found"] == 0.5, "two of four"
    assert [row[c] for c in COUNTS] == [1, 1, 1, 1, 1]


def test_of_an_imprint_of_which_nothing_could_be_searched_nothing_is_known() -> None:
    (row,) = imprints([("Quay", None, "NOT CHECKABLE")])
    assert [row[c] for c in ("share_found", "share_low", "share_high")] == [None, 0.0, 1.0]


def test_the_publisher_stands_in_for_an_imprint_and_none_is_said_to_be_none() -> None:
    found = imprints(
        [("Quay", "Big House", "CHECK"), (" ", "Big House", "CHECK"), ("", None, "CHECK"), (None, " ", "CHECK")]
    )
    assert [(r["imprint"], r["n_works"]) for r in found] == [("(not stated)", 2), ("Big House", 1), ("Quay", 1)]


def test_files_of_an_imprint_are_distinct_and_those_of_found_records() -> None:
    (row,) = imprints(
        [("Quay", None, "CONFIRMED"), ("Quay", None, "CHECK")],
        [
            {"title_id": "t0", "record_id": "1", "verdict": "CONFIRMED", "md5": "x"},
            {"title_id": "t0", "record_id": "2", "verdict": "PROBABLE", "md5": "x"},
            {"title_id": "t0", "record_id": "3", "verdict": "PROBABLE", "md5": ""},
            {"title_id": "t1", "record_id": "4", "verdict": "CHECK", "md5": "y"},
        ],
    )
    assert (row["n_titles"], row["n_works"], row["n_files"]) == (2, 2, 1)


def near_misses(*pairs: Row, shown: bool = False) -> list[tuple[Any, ...]]:
    return rows(
        "near_misses",
        *("title_id", "place", "record_id", "reason", "sentence"),
        through=["int_near_misses__ranked"],
        int_titles__numbered=[{"title_no": 0, "title_id": "t"}],
        int_pairs__judged=[{"title_no": 0, "record_no": 9}] if shown else [],
        int_pairs__explained=[{"title_no": 0, "record_no": no, "words": "Too little agrees"} for no in range(9)],
        int_pairs__reasoned=[
            {"title_no": 0, "record_no": no, "reason": "too_weak"} | dict(p) for no, p in enumerate(pairs)
        ],
        int_pairs__evidenced=[{"title_no": 0, "record_no": no, "evidence": []} for no in range(9)],
        stg_reference__records=[{"record_no": no, "record_id": f"r{no}"} for no in range(9)],
    )


def test_the_three_nearest_records_of_an_unmatched_title_say_why_not() -> None:
    found = near_misses(
        {"bits": -9.0}, {"bits": -2.0, "reason": "other_volume_or_derivative"}, {"bits": -4.0}, {"bits": -3.0}
    )
    assert [(place, record, reason) for _, place, record, reason, _ in found] == [
        (1, "r1", "other_volume_or_derivative"),
        (2, "r3", "too_weak"),
        (3, "r2", "too_weak"),
    ]
    assert found[0][-1] == "Too little agrees."


def test_a_title_that_shows_a_record_has_no_near_misses() -> None:
    assert near_misses({"bits": -2.0}, shown=True) == []


def test_equally_near_records_stand_in_record_order() -> None:
    assert [r[2] for r in near_misses({"bits": -2.0}, {"bits": -2.0})] == ["r0", "r1"]


PAIR = {
    "title_no": 0,
    "record_no": 5,
    "shares_identifier": False,
    "is_weak": False,
    "volume_differs": False,
    "is_derivative": False,
    "author_differs": False,
    "has_generic_title": False,
    "language_outcome": "missing",
    "reason": "title_author_close",
    "verdict": "PROBABLE",
}


def matched(flags: list[str] | None = None, relation: str = "same edition", **pair: Any) -> dict[str, Any]:
    columns = (
        "title_id",
        "record_id",
        "method",
        "verdict",
        "relation",
        "flags",
        "runner_up_record_id",
        "reviewer_decision",
    )
    found = rows(
        "matches",
        *columns,
        int_pairs__judged=[PAIR | pair],
        int_pairs__related=[{"title_no": 0, "record_no": 5, "relation": relation}],
        int_isbns__judged=[{"isbn": "9780306406157", "problem": "set"}, {"isbn": "9780140449136"}],
        int_pairs__evidenced=[{"title_no": 0, "record_no": 5, "evidence": []}],
        int_pairs__explained=[{"title_no": 0, "record_no": 5, "words": "Title and author agree"}],
        int_records__matched=[{"record_no": 5, "record_id": "r5", "flags": flags}],
        int_titles__numbered=[{"title_no": 0, "title_id": "t"}],
        stg_reference__records=[{"record_no": 6, "record_id": "r6"}],
    )
    return dict(zip(columns, found[0], strict=True))


def test_a_plain_match_has_no_flags() -> None:
    row = matched()
    assert (row["flags"], row["method"], row["relation"]) == ([], "title_author_fuzzy", "same edition")


@pytest.mark.parametrize(
    ("pair", "flag"),
    [
        ({"shares_identifier": True, "volume_differs": True}, "volume_differs"),
        ({"shares_identifier": True, "is_derivative": True, "derivative_outcome": "review"}, "review"),
        ({"shares_identifier": True, "reason": "identifier_contradicted"}, "identifier_conflict"),
        ({"shares_identifier": True, "author_differs": True}, "author_differs"),
        ({"shares_identifier": True, "is_weak": True}, "weak_identifier"),
        ({"language_outcome": "different"}, "language_differs"),
        ({"has_generic_title": True}, "generic_title"),
        ({"relation": "set"}, "omnibus"),
        ({"relation": "translation"}, "translation"),
        ({"shares_identifier": True, "identifier": "isbn13 9780306406157"}, "set_isbn"),
    ],
)
def test_what_a_reader_should_know_is_flagged(pair: dict[str, Any], flag: str) -> None:
    assert matched(**pair)["flags"] == [flag]


def test_flags_of_the_record_and_of_the_pair_stand_together_once() -> None:
    assert matched(["tiny_file", "generic_title"], has_generic_title=True)["flags"] == ["generic_title", "tiny_file"]


@pytest.mark.parametrize(
    ("pair", "method"),
    [
        ({"shares_identifier": True, "reason": "title_author_exact"}, "identifier"),
        ({"reason": "title_author_exact"}, "title_author_exact"),
        ({"reason": "title_author_close"}, "title_author_fuzzy"),
        ({"reason": "link_isbn"}, "edition_link"),
    ],
)
def test_the_method_is_the_stage_that_settled_it(pair: dict[str, Any], method: str) -> None:
    assert matched(**pair)["method"] == method


def test_the_runner_up_is_named_by_its_record_id() -> None:
    assert matched(runner_up_record_no=6)["runner_up_record_id"] == "r6"
    assert matched()["runner_up_record_id"] is None
