"""Facts, margins, reasons and verdicts of weighed pairs, on literal rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import duckdb
import pytest

from stocktake.matching import weights
from tests.sql.given import Row, rows, select, warehouse

SURE = {"bits": 12.0, "probability": 0.999}
LIKELY = {"bits": 3.0, "probability": 0.9}
UNLIKELY = {"bits": -4.0, "probability": 0.06}
SHARED = {"n_identifiers": 1, "is_weak": False}
TWO = {"n_identifiers": 2, "is_weak": False}
WEAK = {"n_identifiers": 1, "is_weak": True}
NOTHING: dict[str, Any] = {
    "title_no": 0,
    "n_identifiers": 0,
    "is_weak": False,
    "title_outcome": "exact",
    "author_outcome": "same",
    "year_outcome": "missing",
    "publisher_outcome": "missing",
    "language_outcome": "missing",
    "volume_outcome": "missing",
    "derivative_outcome": "none",
    "author_weight": 16.0,
    **SURE,
}
DESCRIBED = ("main_key_right", "year_number_right", "is_generic_left", "is_generic_right")
REASONED = ("stg_rules__isbn_eras", "int_pairs__facts", "int_pairs__margins")


def outcomes(title: str, author: str) -> dict[str, str]:
    assert title in weights.TITLE_SHARE, title
    assert author in weights.AUTHOR_SHARE, author
    return {"title_outcome": title, "author_outcome": author}


def sides(*pairs: Row) -> dict[str, list[dict[str, Any]]]:
    """Pairs numbered by record, taken apart into what was weighed and what was described."""
    whole = [NOTHING | {"record_no": no} | dict(pair) for no, pair in enumerate(pairs)]
    numbers = [{k: pair[k] for k in ("title_no", "record_no")} for pair in whole]
    described = [n | {k: pair[k] for k in DESCRIBED if k in pair} for n, pair in zip(numbers, whole, strict=True)]
    others = (*DESCRIBED, "decision", "via", "article", "chapter")
    weighed = [{k: v for k, v in pair.items() if k not in others} for pair in whole]
    decided = [n | {"decision": pair["decision"]} for n, pair in zip(numbers, whole, strict=True) if "decision" in pair]
    linked = [n | {"via": pair["via"]} for n, pair in zip(numbers, whole, strict=True) if "via" in pair]
    return {
        "pairs_weighed": weighed,
        "int_pairs__described": described,
        "int_decisions__numbered": decided,
        "links_proposed": linked,
        "int_articles__ranked": [
            n | pair["article"] for n, pair in zip(numbers, whole, strict=True) if "article" in pair
        ],
        "int_titles__classed": [
            {"title_no": pair["title_no"]} | pair["chapter"] for pair in whole if "chapter" in pair
        ],
    }


def reasons(*pairs: Row, n_families: int = 1) -> dict[int, str]:
    """Reason code of each record; `n_families` first authors have used the title "vvedenie"."""
    frequencies = [{"main_key": "vvedenie", "n_records": 90, "n_families": n_families}]
    found = rows(
        "int_pairs__reasoned",
        "record_no",
        "reason",
        through=REASONED,
        int_main_titles__counted=frequencies,
        **sides(*pairs),
    )
    return dict(found)


def margins(*pairs: Row) -> dict[int, tuple[float | None, int | None]]:
    """Margin and runner-up of each record."""
    given = sides(*pairs)
    del given["int_decisions__numbered"], given["links_proposed"]
    found = rows("int_pairs__margins", "record_no", "margin", "runner_up_record_no", through=REASONED[:-1], **given)
    return {record: (margin, runner_up) for record, margin, runner_up in found}


# --- evidence ----------------------------------------------------------------------------------


def test_evidence_names_the_compared_fields_in_order_and_leaves_out_what_says_nothing() -> None:
    said = {"identifier": ("shared", 16.0), "title": ("exact", 8.0), "year": ("far", -1.0)}
    silent = {"author": ("missing", 0.0), "derivative": ("none", 0.0)}
    fields = {
        f"{field}_{kind}": value
        for field, pair in (said | silent).items()
        for kind, value in zip(("outcome", "weight"), pair, strict=True)
    }
    found = rows("int_pairs__evidenced", "evidence", pairs_weighed=[{"title_no": 0, "record_no": 0} | fields])
    assert [tuple(item.values()) for item in found[0][0]] == [(field, *pair) for field, pair in said.items()]


# --- margins -----------------------------------------------------------------------------------


def test_two_people_behind_one_initial_are_rivals() -> None:
    john = outcomes("exact", "initials_agree") | {"person_right": "john", "bits": 9.0}
    jane = outcomes("exact", "initials_agree") | {"person_right": "jane", "bits": 8.5}
    assert margins(john, jane) == {0: (0.5, 1), 1: (-0.5, 0)}
    assert set(reasons(john, jane).values()) == {"narrow_margin"}


def test_two_editions_by_the_person_behind_an_initial_are_no_rivals() -> None:
    john = outcomes("exact", "initials_agree") | {"person_right": "john"}
    assert margins(john | {"bits": 9.0}, john | {"bits": 8.5}) == {0: (None, None), 1: (None, None)}


def test_two_spellings_of_one_work_are_no_rivals() -> None:
    same = outcomes("exact", "same") | {"bits": 9.0, "main_key_right": "the grey harbour"}
    misspelt = outcomes("spelling", "spelling") | {"bits": 8.0, "main_key_right": "teh gray harbor"}
    assert margins(same, misspelt) == {0: (None, None), 1: (None, None)}


def test_a_record_that_names_only_the_initial_rivals_neither_john_nor_jane() -> None:
    initial = outcomes("exact", "initials_agree") | {"bits": 9.5}
    john = outcomes("exact", "initials_agree") | {"person_right": "john", "bits": 9.0}
    jane = outcomes("exact", "initials_agree") | {"person_right": "jane", "bits": 8.5}
    assert margins(initial, john, jane) == {0: (None, None), 1: (0.5, 2), 2: (-0.5, 1)}


def test_a_record_of_another_work_is_the_runner_up() -> None:
    right = outcomes("exact", "same") | {"bits": 12.0, "main_key_right": "grey harbour"}
    wrong = outcomes("similar", "same") | {"bits": 7.25, "main_key_right": "grey horizons"}
    assert margins(right, wrong) == {0: (4.75, 1), 1: (-4.75, 0)}


def test_the_strongest_of_several_other_works_is_the_runner_up() -> None:
    right = outcomes("exact", "same") | {"bits": 12.0}
    others = [
        outcomes("similar", "same") | {"bits": bits, "main_key_right": f"work{no} of another kind"}
        for no, bits in enumerate((5.0, 7.0, 6.0))
    ]
    assert margins(right, *others)[0] == (5.0, 2)


def test_of_equal_runners_up_the_first_record_is_named() -> None:
    right = outcomes("exact", "same") | {"bits": 12.0}
    other = outcomes("similar", "same") | {"bits": 5.0, "main_key_right": "another"}
    assert margins(right, other, other)[0] == (7.0, 1)


def test_rivals_of_another_listed_title_do_not_count() -> None:
    one = outcomes("exact", "same") | {"bits": 12.0}
    other = outcomes("similar", "same") | {"bits": 11.0, "title_no": 1}
    assert margins(one, other) == {0: (None, None), 1: (None, None)}


# --- reasons -----------------------------------------------------------------------------------

ARTICLE: dict[str, Any] = {
    "both_are_articles": True,
    "title_length": 30,
    "year_gap": 0,
    "venue_outcome": "same",
    "page_outcome": "missing",
    "n_names_shared": 2,
    "n_whole_names_shared": 2,
    "n_names_at_most": 2,
    "share_of_names": 1.0,
    "has_closer": False,
    "n_best_records": 1,
    "n_best_titles": 1,
    "n_alike": 1,
    "is_other_version": False,
}
# One literal pair for every reason code.
EXAMPLES: dict[str, dict[str, Any]] = {
    "reviewer_match": outcomes("different", "different") | {"decision": "match"},
    "reviewer_no_match": TWO | {"decision": "no_match"},
    "reviewers_disagree": TWO | {"decision": "disagree"},
    "identifier_title_author": SHARED,
    "identifier_title": SHARED | outcomes("exact", "missing"),
    "identifier_author": SHARED | outcomes("contained", "same"),
    "two_identifiers": TWO | outcomes("spelling", "different"),
    "weak_identifier_title_author": WEAK,
    "identifier_alone": SHARED | outcomes("missing", "missing"),
    "weak_identifier_one_field": WEAK | outcomes("exact", "missing"),
    "title_author_exact": outcomes("exact", "same"),
    "title_author_close": outcomes("spelling", "same"),
    "title_publication": outcomes("exact", "neither") | {"year_outcome": "same"},
    "weak_identifier_alone": WEAK | outcomes("missing", "missing"),
    "identifier_derivative": SHARED | {"derivative_outcome": "review"},
    "identifier_year_impossible": SHARED
    | outcomes("missing", "missing")
    | {"identifier": "isbn13 9780306406157", "year_number_right": 1871},
    "identifier_volume_differs": SHARED | {"volume_outcome": "different"},
    "identifier_author_differs": SHARED | outcomes("spelling", "different"),
    "identifier_title_differs": SHARED | outcomes("different", "same"),
    "identifier_resembles": SHARED | outcomes("similar", "missing"),
    "identifier_contradicted": SHARED | outcomes("different", "different"),
    "author_missing": outcomes("exact", "missing"),
    "author_differs": outcomes("exact", "different"),
    "generic_title": {"is_generic_left": True},
    "title_resembles": outcomes("similar", "same"),
    "uncertain": LIKELY,
    "narrow_margin": outcomes("exact", "initials_agree") | {"person_right": "john"},
    "other_volume_or_derivative": {"volume_outcome": "different"},
    "too_weak": UNLIKELY,
    "host_volume": SHARED
    | outcomes("different", "different")
    | {"main_key_right": "handbook of nets", "chapter": {"kind": "chapter", "host_key": "handbook of nets"}},
    "article_close": LIKELY | outcomes("similar", "same") | {"article": ARTICLE},
    "article_place": LIKELY | outcomes("exact", "missing") | {"article": ARTICLE | {"n_names_shared": 0}},
    "other_version": {"article": ARTICLE | {"is_other_version": True}},
    "recurring_title": {"article": ARTICLE | {"n_alike": 4, "n_best_titles": 4}},
    "link_title_author": LIKELY | {"via": "isbn"},
    "link_isbn": UNLIKELY | outcomes("missing", "missing") | {"via": "isbn"},
    "link_translation": UNLIKELY | outcomes("different", "same") | {"via": "work_id", "language_outcome": "different"},
    "link_contradicted": LIKELY | outcomes("exact", "different") | {"via": "isbn"},
}
RIVAL = outcomes("exact", "initials_agree") | {"person_right": "jane"}


@pytest.mark.parametrize("reason", EXAMPLES)
def test_every_reason_has_a_pair_that_meets_it(reason: str) -> None:
    rivals = [RIVAL] if reason == "narrow_margin" else []
    assert reasons(EXAMPLES[reason], *rivals)[0] == reason


def known_reasons() -> set[str]:
    return {reason for (reason,) in rows("stg_rules__reasons", "reason")}


def test_no_reason_is_unreachable_and_none_is_without_a_sentence() -> None:
    assert set(EXAMPLES) == known_reasons()


@pytest.mark.parametrize(
    ("pair", "reason"),
    [
        pytest.param(WEAK | outcomes("exact", "different"), "identifier_author_differs", id="title agrees"),
        pytest.param(WEAK | outcomes("different", "same"), "identifier_title_differs", id="author agrees"),
        pytest.param(WEAK | outcomes("similar", "missing"), "identifier_resembles", id="title resembles"),
        pytest.param(WEAK | outcomes("different", "different"), "identifier_contradicted", id="neither agrees"),
    ],
)
def test_the_sentence_on_a_weak_identifier_is_true(pair: Row, reason: str) -> None:
    assert reasons(pair)[0] == reason


def test_a_title_of_another_author_is_confirmed_by_identifier_unless_it_is_generic() -> None:
    other_name = SHARED | outcomes("exact", "different")
    assert reasons(other_name)[0] == "identifier_title"
    assert reasons(other_name | {"is_generic_right": True})[0] == "identifier_author_differs"


YEAR = {"year_outcome": "one_off"}
PUBLISHER = {"publisher_outcome": "similar"}
SMITH = {"author_weight": 9.0}


def test_a_generic_title_needs_a_second_proof() -> None:
    generic = {"is_generic_right": True}
    assert reasons(generic)[0] == "generic_title"
    assert reasons(generic | YEAR)[0] == "title_author_exact"
    assert reasons(generic | PUBLISHER)[0] == "title_author_exact"
    assert reasons(generic | {"year_outcome": "near", "publisher_outcome": "different"})[0] == "generic_title"


def test_a_generic_title_by_a_common_name_needs_two_proofs() -> None:
    generic = {"is_generic_right": True} | SMITH
    assert reasons(generic | YEAR)[0] == "generic_title"
    assert reasons(generic | PUBLISHER)[0] == "generic_title"
    assert reasons(generic | YEAR | PUBLISHER)[0] == "title_author_exact"


def test_where_no_publisher_can_be_compared_a_common_name_needs_its_given_name_and_the_very_year() -> None:
    generic = {"is_generic_right": True, "year_outcome": "same"} | SMITH
    assert reasons(generic)[0] == "title_author_exact"
    assert reasons(generic | outcomes("exact", "initials_agree"))[0] == "generic_title"
    assert reasons(generic | YEAR)[0] == "generic_title"
    assert reasons(generic | {"publisher_outcome": "different"})[0] == "generic_title"


def test_a_title_of_eight_families_is_common_only_for_a_common_name() -> None:
    shared = {"main_key_right": "vvedenie"}
    assert reasons(shared, n_families=8)[0] == "title_author_exact"
    assert reasons(shared | SMITH, n_families=8)[0] == "generic_title"
    assert reasons(shared | SMITH, n_families=7)[0] == "title_author_exact"


def linked(via: str, title: str, author: str, **more: Any) -> str:
    return reasons(UNLIKELY | outcomes(title, author) | {"via": via} | more)[0]


def test_a_link_does_not_help_where_neither_title_nor_author_agrees() -> None:
    for via in ("isbn", "work_id", "work"):
        assert linked(via, "different", "different") == "too_weak"
        assert linked(via, "similar", "different") == "too_weak"


def test_a_link_does_not_help_another_volume_or_a_book_about_it() -> None:
    for via in ("isbn", "work_id", "work"):
        assert linked(via, "exact", "same", volume_outcome="different") == "other_volume_or_derivative"
        assert linked(via, "exact", "same", derivative_outcome="review") == "other_volume_or_derivative"


def test_what_is_missing_is_made_up_for_by_a_linked_isbn_and_not_by_a_work() -> None:
    assert linked("isbn", "missing", "same") == linked("isbn", "exact", "missing") == "link_isbn"
    assert linked("isbn", "missing", "different") == "too_weak"
    assert linked("work_id", "missing", "missing") == linked("work", "missing", "same") == "too_weak"


def test_a_generic_title_is_linked_by_the_users_own_work_id_and_not_by_ours() -> None:
    assert linked("work_id", "exact", "same", is_generic_left=True) == "link_title_author"
    assert reasons(SURE | outcomes("exact", "same") | {"via": "work", "is_generic_left": True})[0] == "generic_title"


def test_another_title_by_the_author_is_a_translation_only_in_another_language() -> None:
    assert linked("work_id", "different", "same", language_outcome="different") == "link_translation"
    assert linked("work_id", "different", "same", language_outcome="same") == "too_weak"
    assert linked("work_id", "different", "same") == "too_weak"
    assert linked("work", "different", "same", language_outcome="different") == "too_weak"


def test_a_shared_identifier_goes_before_a_link() -> None:
    assert reasons(SHARED | {"via": "isbn"})[0] == "identifier_title_author"


# --- relations ---------------------------------------------------------------------------------

RELATED: dict[str, Any] = {
    "title_no": 0,
    "record_no": 0,
    "shares_identifier": False,
    "is_derivative": False,
    "volume_differs": False,
    "title_agrees": True,
    "title_resembles": False,
    "title_is_same": True,
    "author_agrees": True,
    "title_outcome": "exact",
    "year_outcome": "missing",
    "publisher_outcome": "missing",
    "language_outcome": "missing",
}


def relation(listed: Row | None = None, record: Row | None = None, sets: str = "", **pair: Any) -> str:
    """What the record is to the title; `sets` names the sides (listed, record) whose titles are those of sets."""
    sided = {k: v for k, v in pair.items() if k.endswith(("_left", "_right"))}
    found = rows(
        "int_pairs__related",
        "relation",
        int_pairs__judged=[RELATED | {k: v for k, v in pair.items() if k not in sided}],
        int_pairs__described=[{"title_no": 0, "record_no": 0} | sided],
        int_titles__numbered=[{"title_no": 0} | dict(listed or {})],
        int_records__proposed=[{"record_no": 0} | dict(record or {})],
        int_sets__named=[{"side": side, "row_no": 0, "is_set": True} for side in sets.split()],
    )
    return str(found[0][0])


NEITHER = {"title_agrees": False, "title_is_same": False, "author_agrees": False, "title_outcome": "different"}


@pytest.mark.parametrize(
    ("expected", "pair"),
    [
        ("derivative", {"is_derivative": True, "volume_differs": True, "shares_identifier": True}),
        ("different", {"volume_differs": True, "shares_identifier": True}),
        ("different", NEITHER | {"shares_identifier": True}),
        ("same edition", NEITHER | {"shares_identifier": True, "decision": "match"}),
        ("set", {"sets": "record", "shares_identifier": True}),
        ("part", {"sets": "listed", "shares_identifier": True}),
        ("same edition", {"sets": "listed record", "shares_identifier": True}),
        ("part", {"volume_key_right": "2", "year_outcome": "same"}),
        ("same edition", {"volume_key_right": "2", "year_outcome": "same", "record": {"series": "Coast Library"}}),
        ("same edition", {"volume_key_right": "2", "year_outcome": "same", "record": {"journal": "Coast Studies"}}),
        ("same edition", {"volume_key_right": "2", "shares_identifier": True}),
        ("translation", {"language_outcome": "different", "title_is_same": False, "title_agrees": False}),
        ("translation", {"language_outcome": "different", "shares_identifier": True, "title_is_same": False}),
        ("same edition", {"language_outcome": "different", "shares_identifier": True}),
        ("same edition", {"language_outcome": "different", "year_outcome": "same"}),
        ("translation", {"language_outcome": "different", "year_outcome": "near"}),
        ("translation", {"language_outcome": "different", "year_outcome": "same", "title_outcome": "parallel_title"}),
        ("same edition", {"shares_identifier": True, "year_outcome": "far", "publisher_outcome": "different"}),
        ("other edition or format", {"edition_number_left": 2, "edition_number_right": 3, "year_outcome": "same"}),
        ("other edition or format", {"edition_number_right": 3, "year_outcome": "one_off"}),
        ("same edition", {"edition_number_right": 3, "year_outcome": "same"}),
        ("same edition", {"edition_number_right": 1, "year_outcome": "one_off"}),
        ("other edition or format", {"year_outcome": "near", "publisher_outcome": "same"}),
        ("other edition or format", {"year_outcome": "same", "publisher_outcome": "different"}),
        ("same edition", {"year_outcome": "same", "publisher_outcome": "similar"}),
        ("same edition", {"year_outcome": "one_off"}),
        ("same edition", {"edition_number_left": 2, "edition_number_right": 2}),
        ("other edition or format", {"year_outcome": "same", "listed": {"format": "Audio CD"}}),
        ("other edition or format", {"year_outcome": "same", "record": {"extension": "m4b"}}),
        ("same edition", {"year_outcome": "same", "listed": {"format": "Audio CD"}, "record": {"extension": "mp3"}}),
        ("other edition or format", {}),
    ],
)
def test_the_relation_is_that_of_the_first_rule_that_holds(expected: str, pair: dict[str, Any]) -> None:
    assert relation(**pair) == expected


def test_a_reviewer_is_asked_before_any_rule() -> None:
    assert reasons(EXAMPLES["identifier_contradicted"] | {"decision": "match"})[0] == "reviewer_match"
    assert reasons(EXAMPLES["identifier_title_author"] | {"decision": "no_match"})[0] == "reviewer_no_match"
    assert reasons(EXAMPLES["identifier_title_author"] | {"decision": "unsure"})[0] == "identifier_title_author"


# --- every combination of outcomes -------------------------------------------------------------


def combinations() -> Iterator[dict[str, Any]]:
    strengths = [{}, SHARED, TWO, WEAK]
    sizes = [SURE, LIKELY, UNLIKELY]
    for title, author, volume, derivative, shared, size, generic, year in product(
        weights.TITLE_SHARE,
        weights.AUTHOR_SHARE,
        ("different", "same"),
        ("none", "review"),
        strengths,
        sizes,
        (False, True),
        ("far", "same"),
    ):
        yield (
            NOTHING
            | shared
            | size
            | outcomes(title, author)
            | {
                "volume_outcome": volume,
                "derivative_outcome": derivative,
                "is_generic_left": generic,
                "year_outcome": year,
            }
        )


@pytest.fixture(scope="module")
def every_pair() -> duckdb.DuckDBPyConnection:
    """Each combination of outcomes as the only pair of its title, reasoned and joined to its verdict."""
    con = warehouse("int_pairs__reasoned", {}, REASONED)
    whole = [pair | {"title_no": no, "record_no": no} for no, pair in enumerate(combinations())]
    load(con, whole)
    for model in (*REASONED, "int_pairs__reasoned"):
        rebuild(con, model)
    con.execute(
        "create table reached as select p.*, r.verdict "
        "from int_pairs__reasoned as p join stg_rules__reasons as r using (reason)"
    )
    return con


def load(con: duckdb.DuckDBPyConnection, whole: list[dict[str, Any]]) -> None:
    import polars as pl

    frame = pl.DataFrame(whole)
    con.register("given_pairs", frame.to_arrow())
    for table in ("pairs_weighed", "int_pairs__described"):
        known = [c for c in frame.columns if c in columns(con, table)]
        con.execute(f"insert into {table} by name select {', '.join(known)} from given_pairs")
    con.unregister("given_pairs")


def columns(con: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    return {row[0] for row in con.execute(f"describe {table}").fetchall()}


def rebuild(con: duckdb.DuckDBPyConnection, model: str) -> None:
    from stocktake.warehouse.models import load_models

    con.execute(f"create or replace table {model} as {load_models()[model].sql}")


def offending(con: duckdb.DuckDBPyConnection, where: str) -> list[tuple[Any, ...]]:
    return con.execute(
        f"select reason, title_outcome, author_outcome, n_identifiers, is_weak from reached where {where} limit 5"
    ).fetchall()


def test_every_combination_is_decided_by_a_known_reason(every_pair: duckdb.DuckDBPyConnection) -> None:
    found = {reason for (reason,) in select(every_pair, "reached", "reason")}
    with_others = {"reviewer_match", "reviewer_no_match", "reviewers_disagree", "narrow_margin"}
    with_others.add("identifier_year_impossible")
    with_links = {reason for reason in EXAMPLES if reason.startswith("link_")}
    of_articles = {reason for reason, pair in EXAMPLES.items() if "article" in pair or "chapter" in pair}
    assert found == known_reasons() - with_others - with_links - of_articles
    assert every_pair.execute("select count(*) from reached").fetchone() == (len(list(combinations())),)


NEVER = {
    "confirmed without an identifier": "verdict = 'CONFIRMED' and n_identifiers = 0",
    "confirmed against a veto": "verdict = 'CONFIRMED' and (volume_differs or is_derivative)",
    "confirmed on an identifier alone": "verdict = 'CONFIRMED' and not (title_agrees or author_agrees)",
    "confirmed on a repair": "verdict = 'CONFIRMED' and is_weak and not (title_agrees and author_agrees)",
    "probable against a veto": "verdict = 'PROBABLE' and (volume_differs or is_derivative)",
    "probable with another author": "verdict = 'PROBABLE' and author_differs",
    "probable on half": (
        "verdict = 'PROBABLE' and n_identifiers = 0 and not (title_agrees and author_agrees) "
        "and reason <> 'title_publication'"
    ),
    "'neither side names an author' is false": "reason = 'title_publication' and author_outcome <> 'neither'",
    "probable below the mark": "verdict = 'PROBABLE' and n_identifiers = 0 and probability < 0.95",
    "a shared identifier left out": "verdict is null and n_identifiers > 0",
    "'neither agrees' is false": "reason = 'identifier_contradicted' and (title_agrees or author_agrees)",
    "'title or author agrees' is false": (
        "reason in ('two_identifiers', 'identifier_title') and not (title_agrees or author_agrees)"
    ),
    "'agrees in part' is false": (
        "reason in ('author_missing', 'author_differs') and not (title_agrees or title_resembles)"
    ),
    "'title and author agree' is false": (
        "reason in ('generic_title', 'uncertain') and not (title_agrees and author_agrees)"
    ),
    "'the title resembles' is false": "reason = 'title_resembles' and not title_resembles",
}


@pytest.mark.parametrize("never", NEVER.values(), ids=NEVER.keys())
def test_no_combination_is(every_pair: duckdb.DuckDBPyConnection, never: str) -> None:
    assert offending(every_pair, never) == []


# --- verdicts ----------------------------------------------------------------------------------


def verdicts(*reasoned: Row, **rules: float) -> list[tuple[int, str]]:
    numbered = [
        {"title_no": 0, "record_no": no, "shares_identifier": False, **SURE} | dict(r) for no, r in enumerate(reasoned)
    ]
    return rows("int_pairs__judged", "record_no", "verdict", rules=rules, int_pairs__reasoned=numbered)


def test_a_pair_whose_reason_has_no_verdict_is_not_shown() -> None:
    assert (
        verdicts({"reason": "too_weak"}, {"reason": "reviewer_no_match"}, {"reason": "other_volume_or_derivative"})
        == []
    )


def test_an_unsettled_title_shows_its_three_likeliest_doubts() -> None:
    doubts = [{"reason": "uncertain", "bits": bits} for bits in (1.0, 4.0, 2.0, 3.0)]
    assert verdicts(*doubts) == [(1, "CHECK"), (2, "CHECK"), (3, "CHECK")]


def test_a_settled_title_shows_only_likely_doubts() -> None:
    found = {"reason": "title_author_exact"}
    likely = {"reason": "uncertain", "probability": 0.5}
    unlikely = {"reason": "uncertain", "probability": 0.49}
    assert verdicts(found, likely, unlikely) == [(0, "PROBABLE"), (1, "CHECK")]


def test_a_doubt_with_a_shared_identifier_is_always_shown_and_takes_no_place() -> None:
    contradicted = {"reason": "identifier_contradicted", "shares_identifier": True, "probability": 0.01}
    doubts = [{"reason": "uncertain", "probability": 0.6}] * 3
    assert len(verdicts({"reason": "title_author_exact"}, contradicted, contradicted, *doubts)) == 6


def test_equal_doubts_are_cut_in_record_order() -> None:
    assert verdicts(*[{"reason": "uncertain"}] * 3, max_checks_per_title=2) == [(0, "CHECK"), (1, "CHECK")]


# --- decisions ---------------------------------------------------------------------------------


def decision(*given: Row) -> list[tuple[Any, ...]]:
    return rows(
        "int_decisions__numbered",
        "title_no",
        "record_no",
        "decision",
        decisions_given=[{"title_id": "t", "record_id": "r", "reviewer": "a"} | dict(each) for each in given],
        int_titles__numbered=[{"title_id": "t", "title_no": 3}],
        stg_reference__records=[{"record_id": "r", "record_no": 5}],
    )


def test_the_latest_decision_wins() -> None:
    first = {"decision": "match", "decided_at": "2026-11-01"}
    later = {"decision": "no_match", "decided_at": "2026-11-02"}
    assert decision(first, later) == decision(later, first) == [(3, 5, "no_match")]


def test_a_decision_without_a_date_gives_way_to_a_dated_one() -> None:
    assert decision({"decision": "no_match"}, {"decision": "match", "decided_at": "2026-11-01"}) == [(3, 5, "match")]


def test_a_decision_on_a_title_or_record_that_is_gone_is_left_out() -> None:
    assert decision({"decision": "match", "title_id": "gone"}, {"decision": "match", "record_id": "gone"}) == []


def identifier_hits(*, own: str | None, related: str | None, repair: str | None = None) -> list[tuple[Any, ...]]:
    """n_identifiers, is_weak and of_other_edition of one listed title and one record that holds 9780306406157."""
    isbn = "9780306406157"
    return rows(
        "int_identifier_hits__joined",
        "n_identifiers",
        "is_weak",
        "of_other_edition",
        through=["int_edition_isbns__listed"],
        int_titles__numbered=[{"title_no": 0, "title_id": "t"}],
        stg_catalogue__identifiers=[{"title_id": "t", "scheme": "isbn13", "value": own, "repair": repair}]
        if own
        else [],
        stg_catalogue__related=[{"title_id": "t", "relation": related, "scheme": "isbn", "value": isbn}]
        if related
        else [],
        stg_reference__identifiers=[{"record_no": 7, "scheme": "isbn13", "value": isbn}],
    )


def test_an_isbn_of_another_edition_that_the_feed_names_is_weaker_evidence() -> None:
    assert identifier_hits(own=None, related="alternative_format") == [(1, True, True)]
    assert identifier_hits(own="9780306406157", related="alternative_format") == [(1, False, False)]
    assert identifier_hits(own=None, related="part_of") == []


def test_a_cancelled_isbn_is_weaker_evidence() -> None:
    assert identifier_hits(own="9780306406157", related=None, repair="cancelled") == [(1, True, False)]
    assert identifier_hits(own="9780306406157", related=None) == [(1, False, False)]
