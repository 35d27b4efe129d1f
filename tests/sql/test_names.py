"""Listed names, their other names, and their namesakes in the reference, on literal rows."""

from __future__ import annotations

import pytest

from tests.sql.given import select, warehouse


def n_people(listed: tuple[str, str], *held: tuple[str, str]) -> int:
    pairs = [{"author_family": listed[0], "author_given": listed[1]}] * 2
    names = [{"record_no": no, "family_key": family, "given_key": given} for no, (family, given) in enumerate(held)]
    con = warehouse("int_names__counted", {"int_pairs__judged": pairs, "stg_reference__contributors": names})
    [(number,)] = select(con, "int_names__counted", "n_people")
    return int(number)


@pytest.mark.parametrize(
    ("listed", "held", "number"),
    [
        (("smith", "j"), [("smith", "john"), ("smith", "jane"), ("smith", "john r"), ("smith", "ann")], 2),
        (("smith", "j r"), [("smith", "john r"), ("smith", "james s"), ("smith", "jane")], 2),
        (("smith", ""), [("smith", "john"), ("smith", "ann"), ("smyth", "bo")], 2),
        (("smith", "john"), [("smith", "john r"), ("smith", "john s"), ("smith", "john"), ("smith", "jane t")], 2),
        (("smith", "john"), [("smith", "john"), ("smith", "j")], 1),
        (("smith", "j"), [("smith", "j"), ("smith", "")], 1),
        (("smith", "j"), [], 1),
    ],
)
def test_people_of_one_name(listed: tuple[str, str], held: list[tuple[str, str]], number: int) -> None:
    assert n_people(listed, *held) == number


def test_other_names_of_a_person_stand_at_the_same_position() -> None:
    contributors = [
        {"title_id": "t0", "position": 1, "name_as_credited": "Lee, Ann", "family_key": "lee", "given_key": "ann"},
        {"title_id": "t0", "position": 2, "name_as_credited": "Bo Quist", "family_key": "quist", "given_key": "bo"},
    ]
    aliases = [
        {
            "family_key": "lee",
            "given_key": "ann",
            "alias": "Vera Marsh",
            "alias_family_key": "marsh",
            "alias_given_key": "vera",
            "alias_kind": "pen",
        }
    ]
    said = [
        {"title_id": "t0", "position": 1, "kind": "pseudonym", "family_key": "marsh", "given_key": "vera"},
        {"title_id": "t0", "position": 2, "kind": "earlier_name", "family_key": "rask", "given_key": "bo"},
    ]
    con = warehouse(
        "int_title_names__numbered",
        {
            "stg_catalogue__contributors": contributors,
            "stg_catalogue__other_names": said,
            "int_titles__numbered": [{"title_no": 0, "title_id": "t0"}],
            "aliases_given": aliases,
        },
    )
    found = select(con, "int_title_names__numbered", "position", "family_key", "alias_kind")
    assert sorted(found, key=str) == [
        (1, "lee", None), (1, "marsh", "pen"), (2, "quist", None), (2, "rask", "earlier_name")
    ]  # fmt: skip
