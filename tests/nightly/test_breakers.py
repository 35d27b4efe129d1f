"""What stops a night, and what does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stocktake.errors import DataQualityStop
from stocktake.nightly.breakers import Figures, Limits, figures, stop_if_tripped, tripped

RunOf = Callable[..., Path]


def of(n_titles: int = 1000, **other: Any) -> Figures:
    """Figures of a healthy run, with what is told otherwise."""
    facts = {
        "n_with_isbn": round(0.9 * n_titles),
        "n_found": n_titles // 2,
        "n_records": 5000,
        "found_by_author": {f"a{n}": 1 for n in range(500)},
        "columns": frozenset({"title", "isbn"}),
        "unknown_columns": frozenset(),
    }
    return Figures(n_titles, **{**facts, **other})


def sentences(after: Figures, before: Figures | None = None, limits: Limits | None = None) -> str:
    return " ".join(tripped(before or of(), after, limits or Limits()))


def test_the_same_figures_pass() -> None:
    assert sentences(of()) == ""


def test_a_tenth_fewer_titles_pass_and_one_more_lost_stops() -> None:
    assert sentences(of(900)) == ""
    assert "899 titles, the published run 1,000 (10.1% fewer; more than 10% stops)" in sentences(of(899))


def test_more_titles_always_pass() -> None:
    assert sentences(of(5000)) == ""


def test_a_loss_of_more_than_two_points_of_isbns_stops() -> None:
    assert sentences(of(n_with_isbn=880)) == ""
    assert "87.5% of the titles have a valid ISBN, in the published run 90.0%" in sentences(of(n_with_isbn=875))
    assert sentences(of(n_with_isbn=1000)) == ""


@pytest.mark.parametrize("n_found", [440, 560])
def test_a_match_rate_that_moves_by_more_than_three_points_stops(n_found: int) -> None:
    assert "of the titles have a matching record, in the published run 50.0%" in sentences(of(n_found=n_found))


@pytest.mark.parametrize("n_found", [471, 529])
def test_a_match_rate_within_three_points_passes(n_found: int) -> None:
    assert sentences(of(n_found=n_found)) == ""


def test_on_a_short_list_a_handful_of_titles_moves_no_rate() -> None:
    ten = of(10, n_with_isbn=10, n_found=5)
    assert sentences(of(11, n_with_isbn=10, n_found=5), ten) == ""
    assert "valid ISBN" in sentences(of(10, n_with_isbn=0, n_found=5), ten)


def test_a_smaller_dump_stops() -> None:
    assert "The dump is smaller: 4,999 records, in the published run 5,000." in sentences(of(n_records=4999))
    assert sentences(of(n_records=6000)) == ""


def test_more_than_one_author_in_a_hundred_changed_stops() -> None:
    def moved(n_authors: int) -> Figures:
        return of(found_by_author={f"a{n}": 1 + (n < n_authors) for n in range(500)})

    assert sentences(moved(5)) == ""
    assert "changes for 6 of 500 authors" in sentences(moved(6))


def test_authors_who_are_new_or_gone_are_not_changed_ones() -> None:
    assert sentences(of(found_by_author={f"b{n}": 7 for n in range(500)})) == ""


def test_an_unknown_column_stops_once_it_is_new() -> None:
    strange = of(unknown_columns=frozenset({"EAN (pbk)"}), columns=frozenset({"title", "EAN (pbk)"}))
    assert "columns that no rule maps and that were not there before: 'EAN (pbk)'" in sentences(strange)
    assert sentences(strange, strange) == ""


def test_limits_can_be_set_wider() -> None:
    assert sentences(of(500), limits=Limits(lost_titles=0.6)) == ""


def test_an_empty_catalogue_stops_and_an_empty_published_run_does_not() -> None:
    assert "0 titles" in sentences(of(0))
    assert sentences(of(100), of(0)) == ""


def test_figures_are_read_from_the_tables(run_of: RunOf) -> None:
    tables = run_of(
        [{"title_id": "a", "title": "A", "isbns": ["9780141439587"]}, {"title_id": "b", "title": "B"}],
        verdicts=["PROBABLE", "CHECK"],
        authors={"au1": 2},
        n_records=77,
        columns={"title": "synonym", "Shelf": "unknown"},
    )
    assert figures(tables) == Figures(2, 1, 1, 77, {"au1": 2}, frozenset({"title", "Shelf"}), frozenset({"Shelf"}))


def test_the_stop_names_every_reason_and_the_next_step(run_of: RunOf) -> None:
    before = run_of([{"title_id": f"t{n}", "title": f"T{n}"} for n in range(20)], n_records=10)
    after = run_of([{"title_id": "t1", "title": "T1"}], n_records=9)
    with pytest.raises(DataQualityStop) as stop:
        stop_if_tripped(before, after, Limits())
    assert stop.value.exit_code == 4
    assert "1 titles, the published run 20" in str(stop.value)
    assert "The dump is smaller" in str(stop.value)
    assert "--accept-changes" in str(stop.value)
