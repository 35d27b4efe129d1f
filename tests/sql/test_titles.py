"""Works, authors and what can be searched at all, on literal rows."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from stocktake.matching.works import group_titles
from stocktake.text.comparable import with_comparable_columns
from stocktake.warehouse.models import create, load_models
from tests.sql.given import Row, add_table, rows, select, warehouse

LINKED = (
    "int_sets__named",
    "int_titles__keyed",
    "int_work_ids__judged",
    "int_edition_isbns__listed",
    "int_title_isbns__judged",
)


def grouped(*listed: Row, **rules: float) -> duckdb.DuckDBPyConnection:
    """Listed titles grouped into works; `names` are (family, given) in the order of the credits."""
    titles = [
        {"title_no": no, "title_id": f"t{no}"}
        | {k: v for k, v in row.items() if k not in ("names", "isbns", "related")}
        for no, row in enumerate(listed)
    ]
    names = [
        {"title_no": no, "position": place, "family_key": family, "given_key": given}
        for no, row in enumerate(listed)
        for place, (family, given) in enumerate(row.get("names", []), 1)
    ]
    identifiers = [
        {"title_id": f"t{no}", "scheme": "isbn13", "value": isbn, "value_raw": isbn}
        for no, row in enumerate(listed)
        for isbn in row.get("isbns", [])
    ]
    related = [
        {"title_id": f"t{no}", "relation": relation, "scheme": "isbn", "value": isbn}
        for no, row in enumerate(listed)
        for relation, isbn in row.get("related", [])
    ]
    given = {"int_titles__numbered": titles, "int_title_names__numbered": names, "stg_catalogue__related": related}
    con = warehouse("int_title_links__united", given | {"stg_catalogue__identifiers": identifiers}, LINKED, **rules)
    group_titles(con)
    return con


def work_keys(*listed: Row) -> list[str]:
    return [key for _, key in select(grouped(*listed), "int_titles__grouped", "title_no", "work_key")]


def cut(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """What the mart of works that were not joined says of these titles."""
    for table in ("int_isbns__judged", "int_identifiers__common", "int_records__grouped"):
        add_table(con, table, [])
    create(con, load_models()["works_cut"])
    return select(con, "works_cut", "kind", "value", "problem", "n_rows")


ANN = [("lee", "ann")]


@pytest.mark.parametrize(
    ("relation", "is_one"),
    [("alternative_format", True), ("replaced_by", True), ("part_of", False), ("translation", False)],
)
def test_a_format_that_the_feed_names_is_an_edition_of_the_work(relation: str, is_one: bool) -> None:
    print_book, ebook = work_keys(
        {"main_key": "grey harbour", "names": ANN, "related": [(relation, "9780306406157")]},
        {"main_key": "grey harbour a novel", "names": [("lea", "ann")], "isbns": ["9780306406157"]},
    )
    assert (print_book == ebook) == is_one


def test_a_format_under_quite_another_title_joins_no_works() -> None:
    one, other = work_keys(
        {"main_key": "grey harbour", "names": ANN, "related": [("alternative_format", "9780306406157")]},
        {"main_key": "cooking for two", "names": ANN, "isbns": ["9780306406157"]},
    )
    assert one != other


def test_two_editions_are_one_work() -> None:
    hardback, paperback = work_keys(
        {"main_key": "grey harbour", "year_number": 1998, "names": ANN},
        {"main_key": "grey harbour", "year_number": 2004, "names": [("lee", "a")]},
    )
    assert hardback == paperback


def test_two_volumes_are_two_works() -> None:
    one, two, whole = work_keys(
        {"main_key": "history", "volume_key": "1", "names": ANN},
        {"main_key": "history", "volume_key": "2", "names": ANN},
        {"main_key": "history", "names": ANN},
    )
    assert len({one, two, whole}) == 3


def test_namesakes_with_other_initials_have_works_of_their_own() -> None:
    ann, bo, nobody = work_keys(
        {"main_key": "poems", "names": ANN}, {"main_key": "poems", "names": [("lee", "bo")]}, {"main_key": "poems"}
    )
    assert len({ann, bo, nobody}) == 3


@pytest.mark.parametrize("given", ["", None])
def test_people_of_one_name_have_works_of_their_own(given: str | None) -> None:
    homer, virgil, nobody = work_keys(
        {"main_key": "poems", "names": [("homer", given)]},
        {"main_key": "poems", "names": [("virgil", given)]},
        {"main_key": "poems"},
    )
    assert len({homer, virgil, nobody}) == 3


def test_the_first_credit_names_the_work() -> None:
    one, two = work_keys({"main_key": "poems", "names": [*ANN, ("berg", "otto")]}, {"main_key": "poems", "names": ANN})
    assert one == two


def test_the_users_own_work_id_goes_before_titles_and_names() -> None:
    one, two, three = work_keys(
        {"work_id": "W7", "main_key": "grey harbour", "names": ANN},
        {"work_id": "W7", "main_key": "der graue hafen", "names": ANN},
        {"work_id": "W8", "main_key": "grey harbour", "names": ANN},
    )
    assert one == two != three
    assert one.startswith("w-")


def test_rows_without_a_title_are_works_of_their_own() -> None:
    assert work_keys({"main_key": None}, {"main_key": None}) == ["t-t0", "t-t1"]


def test_a_title_without_a_work_id_joins_the_only_one_that_its_title_and_author_lead_to() -> None:
    with_id, without = work_keys(
        {"work_id": "W7", "main_key": "grey harbour", "names": ANN}, {"main_key": "grey harbour", "names": ANN}
    )
    assert with_id == without


def test_a_title_that_leads_to_two_work_ids_joins_neither_and_says_so() -> None:
    listed = {"main_key": "grey harbour", "names": ANN}
    con = grouped(listed | {"work_id": "W7"}, listed | {"work_id": "W8"}, listed)
    keys = select(con, "int_titles__grouped", "title_no", "work_key", "work_flags")
    assert len({key for _, key, _ in keys}) == 3
    assert [flags for *_, flags in keys] == [[], [], ["work_id_unclear"]]
    assert cut(con) == [("chain", keys[2][1], "work_id_unclear", 1)]


def test_one_isbn_under_two_work_ids_joins_nothing_and_is_reported() -> None:
    listed = {"main_key": "grey harbour", "isbns": ["9780306406157"]}
    con = grouped(listed | {"work_id": "W7", "names": ANN}, listed | {"work_id": "W8", "names": ANN})
    found = select(con, "int_titles__grouped", "title_no", "work_key", "work_flags")
    assert found[0][1] != found[1][1]
    assert [flags for *_, flags in found] == [["isbn_of_two_works"]] * 2
    assert cut(con) == [("isbn", "9780306406157", "two_work_ids", 2)]


def test_a_work_id_on_plainly_different_works_is_left_aside_and_reported() -> None:
    con = grouped(
        {"work_id": "W7", "main_key": "grey harbour", "names": ANN},
        {"work_id": "W7", "main_key": "soil chemistry", "names": [("okafor", "ben")]},
        {"work_id": "W7", "main_key": "grey harbour", "names": ANN},
    )
    found = select(con, "int_titles__grouped", "title_no", "work_key", "work_flags")
    assert found[0][1] == found[2][1] != found[1][1]
    assert {tuple(flags) for *_, flags in found} == {("work_id_contradicted",)}
    assert cut(con) == [("work_id", "W7", "several_works", 3)]


@pytest.mark.parametrize(
    "other",
    [
        {"main_key": "der graue hafen", "names": ANN},
        {"main_key": "grey harbour", "names": [("weiss", "eva")]},
        {"main_key": "grey harbour a novel of the coast", "names": [("weiss", "eva")]},
        {"main_key": "der graue hafen", "parallel_key": "grey harbour", "names": [("weiss", "eva")]},
        {"main_key": "der graue hafen"},
        {"main_key": None, "names": [("weiss", "eva")]},
    ],
)
def test_a_translation_or_another_name_does_not_contradict_a_work_id(other: dict[str, Any]) -> None:
    one, two = work_keys({"work_id": "W7", "main_key": "grey harbour", "names": ANN}, {"work_id": "W7"} | dict(other))
    assert one == two


def test_a_shared_isbn_joins_one_title_under_two_names() -> None:
    one, two, other = work_keys(
        {"main_key": "grey harbour", "names": ANN, "isbns": ["9780306406157"]},
        {"main_key": "grey harbour", "names": [("li", "an")], "isbns": ["9780306406157"]},
        {"main_key": "grey harbour", "names": [("li", "an")], "isbns": ["9780306406164"]},
    )
    assert one == two == other, "the third by its exact key"


@pytest.mark.parametrize(
    ("one", "two", "problem"),
    [
        ({"main_key": "grey harbour"}, {"main_key": "soil chemistry"}, "several_titles"),
        ({"main_key": "history", "volume_key": "1"}, {"main_key": "history", "volume_key": "2"}, "several_titles"),
        ({"main_key": "history", "title": "History: complete set"}, {"main_key": "history"}, "set"),
    ],
)
def test_the_isbn_of_a_set_joins_none_of_its_parts(one: dict[str, Any], two: dict[str, Any], problem: str) -> None:
    isbns = {"isbns": ["9780306406157"]}
    con = grouped(one | isbns | {"names": ANN}, two | isbns | {"names": [("li", "an")]})
    found = select(con, "int_titles__grouped", "title_no", "work_key")
    assert found[0][1] != found[1][1]
    assert cut(con) == [("isbn", "9780306406157", problem, 2)]


def test_a_chain_of_isbns_past_the_bound_is_cut_to_its_exact_keys() -> None:
    isbns = [f"97803064{no:05}" for no in range(9)]
    listed = [
        {"main_key": "grey harbour", "names": [(f"name{no // 2}", "")], "isbns": isbns[no : no + 2]} for no in range(8)
    ]
    whole = select(grouped(*listed), "int_titles__grouped", "title_no", "work_key")
    assert len({key for _, key in whole}) == 1
    con = grouped(*listed, most_linked=7)
    found = select(con, "int_titles__grouped", "title_no", "work_key", "work_flags")
    assert len({key for _, key, _ in found}) == 4
    assert all(flags == ["work_cut"] for *_, flags in found)
    assert [row[2:] for row in cut(con)] == [("too_many", 2)] * 4


def test_a_work_id_on_more_titles_than_a_work_has_editions_is_left_aside() -> None:
    listed = [{"work_id": "0", "main_key": f"story {no}", "names": ANN} for no in range(5)]
    con = grouped(*listed, most_linked=4)
    assert len({key for _, key in select(con, "int_titles__grouped", "title_no", "work_key")}) == 5
    assert cut(con) == [("work_id", "0", "too_many", 5)]


def sets_among(*titles: str) -> list[str]:
    found = rows(
        "int_sets__named",
        "row_no",
        int_titles__numbered=[{"title_no": no, "title": title} for no, title in enumerate(titles)],
    )
    return [titles[no] for (no,) in found]


def test_titles_that_say_they_are_sets() -> None:
    sets = [
        "The Grey Harbour: complete set",
        "Harbour Boxed Set",
        "The Harbour Omnibus",
        "Harbour (3 books in 1)",
        "Harbour: three novels in one",
        "History of the Coast, volumes 1-3",
        "History of the Coast (Vols. 2 and 3)",
        "Geschichte der Küste, Bde 1–4",
        "Harbour trilogy, books 1 to 3",
    ]
    others = [
        "The Grey Harbour",
        "Set Theory",
        "The Complete Works of Ann Lee",
        "History of the Coast, volume 2",
        "Volume and Surface, 1914-1918",
        "Two Novels",
        "Parts of Speech",
    ]
    assert sets_among(*sets, *others) == sets


def is_checkable(title: str | None = None, family: str | None = None, scheme: str | None = None) -> bool:
    described = with_comparable_columns_of(title)
    found = rows(
        "int_titles__checkable",
        "is_checkable",
        int_titles__numbered=[{"title_no": 0, "title_id": "t"} | described],
        int_title_names__numbered=[{"title_no": 0, "family_key": family}] if family is not None else [],
        stg_catalogue__identifiers=[{"title_id": "t", "scheme": scheme}] if scheme else [],
    )
    return bool(found[0][0])


def with_comparable_columns_of(title: str | None) -> dict[str, Any]:
    import polars as pl

    frame = with_comparable_columns(pl.DataFrame({"title": [title]}, schema={"title": pl.String}))
    return frame.select("title_key", "is_generic").row(0, named=True)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"scheme": "isbn13"}, True),
        ({"scheme": "isbn_misprint"}, True),
        ({"scheme": "doi"}, True),
        ({"scheme": "issn"}, False),
        ({"scheme": "other"}, False),
        ({"title": "The Grey Harbour"}, True),
        ({"title": "Dune"}, False),
        ({"title": "Dune", "family": "herbert"}, True),
        ({"title": "Dune", "family": ""}, False),
        ({"title": "Collected Poems"}, False),
        ({"title": "Collected Poems", "family": "smith"}, True),
        ({"title": "Collected Poems", "scheme": "isbn13"}, True),
        ({"family": "smith"}, False),
        ({"title": "!!!", "family": "smith"}, False),
        ({}, False),
    ],
)
def test_a_title_can_be_searched_with_an_identifier_or_a_telling_title(given: dict[str, str], expected: bool) -> None:
    assert is_checkable(**given) is expected


def test_authors_count_titles_and_works_and_keep_every_spelling() -> None:
    credit = {"author_id": "n-1", "family": "Lee", "given": "Ann"}
    found = rows(
        "authors",
        "author_id",
        "display_name",
        "name_variants",
        "n_titles",
        "n_works",
        int_titles__grouped=[{"title_no": no, "work_key": key} for no, key in enumerate(("k1", "k1", "k2"))],
        int_names__identified=[
            credit | {"title_no": no, "title_id": f"t{no}", "name_as_credited": spelling}
            for no, spelling in enumerate(("Lee, Ann", "A. Lee", "Lee, Ann"))
        ],
    )
    assert found == [("n-1", "Lee, Ann", ["A. Lee", "Lee, Ann"], 3, 2)]


def test_report_codes_hold_no_e_which_a_spreadsheet_takes_for_an_exponent() -> None:
    found = rows(
        "authors",
        "report_code",
        int_titles__grouped=[{"title_no": 0, "work_key": "k"}],
        int_names__identified=[
            {"author_id": f"n-{no}", "title_no": 0, "title_id": "t", "name_as_credited": "x"} for no in range(50)
        ],
    )
    codes = [code for (code,) in found]
    assert len(set(codes)) == 50
    assert all(len(code) == 10 and "E" not in code for code in codes)
