"""Members without works: which names are looked up, which agree, and how many candidates stand in a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import polars as pl
import pytest

from stocktake.catalogue.tables import SCHEMAS
from stocktake.matching.members import look_up_members
from stocktake.warehouse.checks import count_rows
from stocktake.warehouse.connection import add_rows
from stocktake.warehouse.models import build, load_models
from tests.sql.given import empty_sources

ALIAS = {"family_key": "lee", "given_key": "ann", "alias": "Vera Marsh", "alias_family": "Marsh", "alias_given": "Vera"}
ALIAS |= {"alias_family_key": "marsh", "alias_given_key": "vera", "alias_kind": "pen"}


def member(number: int, family: str, given: str, **more: Any) -> dict[str, Any]:
    own = {"member_id": f"{number:016d}", "author_id": str(number), "source_file": "m.csv", "source_line": number + 2}
    return own | {"name_as_registered": f"{family}, {given}", "family_key": family, "given_key": given} | more


def looked_up(
    members: list[dict[str, Any]], credited: Sequence[tuple[str, ...]], aliases: list[dict[str, str]] | None = None
) -> duckdb.DuckDBPyConnection:
    """The members' marts over records that each credit one name: (family, given) or (family, given, role)."""
    con = duckdb.connect()
    frames = empty_sources()
    names = [
        {
            "record_no": no,
            "position": 1,
            "family_key": c[0],
            "given_key": c[1],
            "role": c[2] if len(c) > 2 else "author",
        }
        for no, c in enumerate(credited)
    ]
    records = [{"record_no": no, "record_id": f"r{no}", "title": f"Book {no}"} for no, _ in enumerate(credited)]
    given = {
        "catalogue_members": members,
        "reference_contributors": names,
        "reference_records": records,
        "aliases_given": aliases or [],
    }
    for table, rows in given.items():
        schema = SCHEMAS["members"] if table == "catalogue_members" else frames[table].schema
        add_rows(con, table, pl.DataFrame(rows, schema=schema, orient="row"))
    look_up_members(con)
    build(con, ["members", "member_names", "member_candidates"])
    return con


def candidates(con: duckdb.DuckDBPyConnection, *columns: str) -> list[tuple[Any, ...]]:
    return con.execute(f"select {', '.join(columns)} from member_candidates order by list_code, place").fetchall()


@pytest.mark.parametrize(
    ("given", "credited", "agreement"),
    [
        ("john", "john", "same"),
        ("john robert", "john", "same_without_middle"),
        ("john", "j", "initials_agree"),
        ("j r r", "john ronald reuel", "initials_agree"),
        ("j r", "j r", "initials_agree"),
        ("f scott", "scott", "initials_agree"),
        ("robert", "bob", "nickname"),
        ("john", "juan", "given_translated"),
        ("mary jane", "maryjane", "same"),
    ],
)
def test_given_names_agree_as_in_matching(given: str, credited: str, agreement: str) -> None:
    assert candidates(looked_up([member(1, "lee", given)], [("lee", credited)]), "agreement") == [(agreement,)]


@pytest.mark.parametrize(("given", "credited"), [("john", "jane"), ("john", ""), ("j r", "john k"), ("ann", "arthur")])
def test_other_given_names_are_no_candidates(given: str, credited: str) -> None:
    assert candidates(looked_up([member(1, "lee", given)], [("lee", credited)]), "agreement") == []


def test_a_name_that_is_all_family_name_agrees_with_itself_only() -> None:
    con = looked_up([member(1, "voltaire", "")], [("voltaire", ""), ("voltaire", "ann")])
    assert candidates(con, "record_id", "agreement") == [("r0", "same")]


def test_the_likeliest_stand_first_and_authors_before_helpers() -> None:
    credited = [("lee", "a"), ("lee", "ann", "translator"), ("lee", "ann"), ("lee", "nancy")]
    con = looked_up([member(1, "lee", "ann")], credited)
    assert candidates(con, "place", "record_id", "credited_as") == [
        (1, "r2", "author"),
        (2, "r1", "helper"),
        (3, "r0", "author"),
        (4, "r3", "author"),
    ]


def test_a_pen_name_has_a_list_and_a_code_of_its_own() -> None:
    con = looked_up([member(1, "lee", "ann", pen_names="Vera Marsh ; J. Poe")], [("lee", "ann"), ("marsh", "vera")])
    lists = con.execute("select name, kind, n_candidates from member_names order by name").fetchall()
    assert lists == [("J. Poe", "pen", 0), ("Vera Marsh", "pen", 1), ("lee, ann", "registered", 1)]
    assert con.execute("select count(distinct list_code), count(distinct author_id) from member_names").fetchall() == [
        (3, 1)
    ]


def test_the_alias_table_of_the_user_is_obeyed() -> None:
    con = looked_up([member(1, "lee", "ann")], [("marsh", "vera")], [ALIAS])
    assert candidates(con, "name", "record_id") == [("Vera Marsh", "r0")]


def test_two_members_of_one_name_stay_two_people_and_one_number_is_one() -> None:
    same_number = member(2, "lee", "a b", author_id="1")
    con = looked_up([member(1, "lee", "ann"), same_number, member(3, "lee", "ann")], [("lee", "ann")])
    assert con.execute("select count(distinct author_id) from members").fetchall() == [(2,)]
    assert len(candidates(con, "record_id")) == 2


def test_a_member_without_a_number_is_a_person_of_its_own() -> None:
    con = looked_up([member(1, "lee", "ann", author_id=None), member(2, "lee", "ann", author_id="")], [])
    assert con.execute("select count(distinct author_id) from members where author_id like 'm-%'").fetchall() == [(2,)]


def test_a_common_name_is_bounded_and_the_rest_is_counted() -> None:
    con = looked_up([member(1, "smith", "john")], [("smith", "john")] * 250 + [("smith", "j")] * 30)
    assert len(candidates(con, "record_id")) == 200
    told = "select n_records_exact, n_records_agreeing, n_given_names, n_records_family, n_left_out from member_names"
    assert con.execute(told).fetchall() == [(250, 280, 2, 280, 80)]
    swamped = load_models()["member_candidates__no_person_is_swamped"]
    assert count_rows(con, swamped.sql) == 0


def test_a_record_stands_once_a_person() -> None:
    con = looked_up([member(1, "lee", "ann", pen_names="Lee, A. B.")], [("lee", "ann")])
    assert candidates(con, "name") == [("lee, ann",)]


def test_without_members_nothing_is_looked_up() -> None:
    con = looked_up([], [("lee", "ann")])
    assert candidates(con, "record_id") == []
    assert con.execute("select count(*) from int_member_names__held").fetchall() == [(0,)]
