"""Which title of yesterday is which of today."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stocktake.changes.title_pairs import pair_titles, read_titles

RunOf = Callable[..., Path]
EMMA = {"title": "Emma", "contributors_raw": "Austen, Jane", "year": "1815"}
POEMS = {"title": "Collected Poems", "contributors_raw": "Yeats, W. B."}


def paired(run_of: RunOf, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> dict[str, tuple[str, bool]]:
    """before's id → (after's id, edited)."""
    pairs = pair_titles(read_titles(run_of(before)), read_titles(run_of(after)))
    return {old: (new, edited) for old, new, edited in pairs.rows()}


def test_a_line_of_an_untouched_file_is_itself(run_of: RunOf) -> None:
    assert paired(run_of, [{"title_id": "a", **EMMA}], [{"title_id": "a", **EMMA}]) == {"a": ("a", False)}


def test_a_row_of_a_resent_file_is_found_again_by_what_is_written_in_it(run_of: RunOf) -> None:
    before = [{"title_id": "a1", **EMMA}, {"title_id": "b1", **POEMS}]
    after = [{"title_id": "b2", **POEMS}, {"title_id": "a2", **EMMA, "source_file": "list-december.csv"}]
    assert paired(run_of, before, after) == {"a1": ("a2", False), "b1": ("b2", False)}


def test_renumbered_rows_are_not_edited(run_of: RunOf) -> None:
    before = [{"title_id": "a1", "row_id": "1", **EMMA}, {"title_id": "b1", "row_id": "2", **POEMS}]
    after = [
        {"title_id": "n2", "row_id": "1", "title": "Middlemarch"},
        {"title_id": "a2", "row_id": "2", **EMMA},
        {"title_id": "b2", "row_id": "3", **POEMS},
    ]
    assert paired(run_of, before, after) == {"a1": ("a2", False), "b1": ("b2", False)}


def test_the_owners_row_id_survives_a_corrected_title(run_of: RunOf) -> None:
    before = [{"title_id": "a1", "row_id": "K7", **EMMA}]
    after = [{"title_id": "a2", "row_id": "K7", **EMMA, "title": "Emma: A Novel"}]
    assert paired(run_of, before, after) == {"a1": ("a2", True)}


def test_row_ids_of_two_files_do_not_cross(run_of: RunOf) -> None:
    before = [
        {"title_id": "a1", "row_id": "1", "source_file": "a.csv", "title": "Emma"},
        {"title_id": "b1", "row_id": "1", "source_file": "b.csv", "title": "Persuasion"},
    ]
    after = [
        {"title_id": "a2", "row_id": "1", "source_file": "a.csv", "title": "Emma, revised"},
        {"title_id": "b2", "row_id": "1", "source_file": "b.csv", "title": "Persuasion, revised"},
    ]
    assert paired(run_of, before, after) == {"a1": ("a2", True), "b1": ("b2", True)}


@pytest.mark.parametrize(
    "edited",
    [
        pytest.param({"title": "Emma, revised"}, id="isbn holds through a new title"),
        pytest.param({"isbns": ["9780141439587", "9780199535521"]}, id="work id holds through a new isbn"),
        pytest.param({"year": "1816"}, id="work id and isbn hold through a new year"),
    ],
)
def test_an_edited_title_stays_the_same_title(run_of: RunOf, edited: dict[str, Any]) -> None:
    was = {**EMMA, "work_id": "W1", "isbns": ["9780141439587"]}
    assert paired(run_of, [{"title_id": "a1", **was}], [{"title_id": "a2", **was, **edited}]) == {"a1": ("a2", True)}


def test_title_and_contributors_hold_where_there_is_no_id(run_of: RunOf) -> None:
    after = [{"title_id": "a2", **EMMA, "publisher": "John Murray"}]
    assert paired(run_of, [{"title_id": "a1", **EMMA}], after) == {"a1": ("a2", True)}


def test_collected_poems_of_another_poet_are_another_title(run_of: RunOf) -> None:
    after = [{"title_id": "b2", "title": "Collected Poems", "contributors_raw": "Larkin, Philip"}]
    assert paired(run_of, [{"title_id": "b1", **POEMS}], after) == {}


def test_of_three_copies_two_stay_when_one_is_deleted(run_of: RunOf) -> None:
    before = [{"title_id": f"a{n}", **EMMA} for n in range(3)]
    after = [{"title_id": f"b{n}", **EMMA} for n in range(2)]
    assert paired(run_of, before, after) == {"a0": ("b0", False), "a1": ("b1", False)}


def test_each_title_has_at_most_one_partner(run_of: RunOf) -> None:
    shared = ["9780393073775"]
    before = [{"title_id": f"a{n}", "title": f"Part {n}", "isbns": shared} for n in range(4)]
    after = [{"title_id": f"b{n}", "title": f"Part {n}", "isbns": shared, "year": "2001"} for n in (3, 1, 2, 0)]
    assert paired(run_of, before, after) == {f"a{n}": (f"b{n}", True) for n in range(4)}


def test_an_isbn_written_differently_is_an_edit(run_of: RunOf) -> None:
    before, after = {"title_id": "a1", "row_id": "1", **EMMA}, {"title_id": "a2", "row_id": "1", **EMMA}
    pairs = paired(run_of, [{**before, "isbns": ["9780141439587"]}], [{**after, "isbns": ["978-0-14-143958-7"]}])
    assert pairs == {"a1": ("a2", True)}
