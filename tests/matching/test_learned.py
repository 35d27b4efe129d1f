"""What a run's own pairs teach of year, publisher and language."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from stocktake.matching import weights
from stocktake.matching.evidence import FIELDS
from stocktake.matching.judging import judge_pairs, weigh_pairs
from stocktake.matching.learned import LEAST_PAIRS, MOST_MOVED, TABLE, field_weights, random_pairs
from stocktake.matching.links import link_editions
from stocktake.matching.self_audit import audit
from stocktake.reports.weight_words import WORDS as WORDS_OF_WEIGHTS
from stocktake.settings import Machine
from stocktake.warehouse.connection import connect
from tests.matching.sides import Row, proposed, write_catalogue, write_reference
from tests.matching.test_candidates import record

WORDS = [
    "Amber",
    "Bridge",
    "Cedar",
    "Dunes",
    "Ember",
    "Fjord",
    "Grove",
    "Heron",
    "Islet",
    "Jetty",
    "Kiln",
    "Larch",
    "Moss",
]


def outcomes(year: dict[str, int] | None = None, publisher: dict[str, int] | None = None) -> pl.DataFrame:
    """Pairs with so many of each outcome; the other fields are missing."""
    rows = [(outcome, "missing", "missing") for outcome, n in (year or {}).items() for _ in range(n)]
    rows += [("missing", outcome, "missing") for outcome, n in (publisher or {}).items() for _ in range(n)]
    return pl.DataFrame(rows, schema=[f"{field}_outcome" for field in weights.SHARES], orient="row")


def learned(alike: pl.DataFrame, unlike: pl.DataFrame, field: str) -> dict[str, dict[str, float]]:
    rows = field_weights(alike, unlike).filter(field=field)
    return {row["outcome"]: row for row in rows.iter_rows(named=True)}


def isbn(no: int) -> str:
    digits = f"978030{no:06}"
    check = -sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10
    return f"{digits}{check}"


def books(n: int) -> list[dict[str, str | None]]:
    draw = random.Random(7)
    return [
        {
            **record(draw),
            "title": f"{' '.join(draw.sample(WORDS, 3))} {no}",
            "isbn": isbn(no),
            "year": str(1900 + no),
            "publisher": f"{draw.choice(WORDS)} Press",
            "language": draw.choice(["eng", "fre"]),
        }
        for no in range(n)
    ]


def late(rows: list[dict[str, str | None]]) -> list[dict[str, str | None]]:
    """A catalogue whose years are all one too high."""
    return [row | {"year": str(int(row["year"] or 0) + 1)} for row in rows]


def written(folder: Path, listed: Sequence[Row], there: list[dict[str, str | None]]) -> Path:
    write_catalogue(folder / "catalogue", listed)
    write_reference(folder / "reference", there)
    return folder


@pytest.fixture(scope="module")
def off_by_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    there = books(120)
    return written(tmp_path_factory.mktemp("learned"), late(there), there)


def table(con: duckdb.DuckDBPyConnection, of: str = TABLE) -> pl.DataFrame:
    frame: pl.DataFrame = con.sql(f"select * from {of}").pl()
    return frame


def test_every_weight_has_its_words_on_the_page() -> None:
    known = field_weights(outcomes(), outcomes()).select("field", "outcome")
    assert set(known.iter_rows()) == set(WORDS_OF_WEIGHTS)


def weight_of(con: duckdb.DuckDBPyConnection, field: str, outcome: str) -> float:
    row = con.execute(f"select weight from {TABLE} where field = ? and outcome = ?", [field, outcome]).fetchall()[0]
    return float(row[0])


def test_shipped_shares_are_shares_and_give_the_stated_bits() -> None:
    for field, shares in weights.SHARES.items():
        assert sum(m for m, _ in shares.values()) == pytest.approx(1), field
        assert sum(u for _, u in shares.values()) == pytest.approx(1), field
    assert pytest.approx({"same": 1.5, "one_off": 1, "near": -0.5, "far": -1.5, "missing": 0}, abs=0.1) == weights.YEAR
    assert pytest.approx({"same": 2, "similar": 1, "different": -0.7, "missing": 0}, abs=0.1) == weights.PUBLISHER
    assert pytest.approx({"same": 0.3, "different": -2, "missing": 0}, abs=0.1) == weights.LANGUAGE


def test_counts_and_the_shipped_shares_give_the_weight() -> None:
    alike = outcomes(year={"same": 700, "one_off": 60, "near": 20, "far": 20})
    unlike = outcomes(year={"same": 540, "one_off": 890, "near": 5400, "far": 11170})
    same = learned(alike, unlike, "year")["same"]
    assert (same["n_m"], same["n_u"], same["is_learned"]) == (700, 540, True)
    assert same["m"] == pytest.approx((700 + 200 * 0.50) / (800 + 200))
    assert same["u"] == pytest.approx((540 + 2000 * 0.03) / (18000 + 2000))
    assert same["weight"] == round(0.36 * 4.7370, 2)


def test_a_field_that_both_sides_seldom_state_is_not_learned() -> None:
    alike, unlike = outcomes(publisher={"same": 500}), outcomes(publisher={"different": 500})
    year, publisher = learned(alike, unlike, "year"), learned(alike, unlike, "publisher")
    assert [row["weight"] for row in year.values()] == [weights.YEAR[outcome] for outcome in year]
    assert not any(row["is_learned"] for row in year.values())
    assert publisher["same"]["is_learned"] and publisher["same"]["weight"] > weights.PUBLISHER["same"]


def test_what_speaks_against_a_work_never_speaks_against_it_more() -> None:
    """Pairs that share an ISBN are of one edition; other editions of the work differ oftener."""
    alike, unlike = outcomes(year={"same": 5_000}), outcomes(year={"far": 20_000})
    assert learned(alike, unlike, "year")["far"]["weight"] == weights.YEAR["far"]


@pytest.mark.parametrize(("n_pairs", "is_learned"), [(LEAST_PAIRS - 1, False), (LEAST_PAIRS, True)])
def test_below_thirty_pairs_nothing_moves(n_pairs: int, is_learned: bool) -> None:
    row = learned(outcomes(year={"far": n_pairs}), outcomes(year={"same": 20_000}), "year")["same"]
    assert row["is_learned"] is is_learned
    assert (row["weight"] != row["shipped_weight"]) is is_learned


def test_a_weight_moves_two_bits_at_most() -> None:
    alike, unlike = outcomes(year={"far": 1_000_000}), outcomes(year={"same": 1_000_000})
    rows = learned(alike, unlike, "year")
    assert rows["same"]["weight"] == pytest.approx(weights.YEAR["same"] - MOST_MOVED)
    assert rows["far"]["weight"] == pytest.approx(weights.YEAR["far"] + MOST_MOVED)


def test_a_catalogue_whose_years_are_one_off_learns_it(off_by_one: Path) -> None:
    with proposed(off_by_one, "years") as con:
        weigh_pairs(con)
        assert weight_of(con, "year", "one_off") > weights.YEAR["one_off"] + 0.5
        assert weight_of(con, "year", "one_off") > weight_of(con, "year", "same")
        used = con.sql("select distinct year_outcome, year_weight from pairs_weighed order by all").fetchall()
        assert ("one_off", weight_of(con, "year", "one_off")) in used


def test_the_bits_are_the_sum_of_the_learned_weights(off_by_one: Path) -> None:
    with proposed(off_by_one, "sum") as con:
        weigh_pairs(con)
        fields = " + ".join(f"{field}_weight" for field in FIELDS)
        gap = con.sql(f"select max(abs(bits + log2(120) - ({fields}))) from pairs_weighed").fetchall()
        assert gap[0][0] < 0.02


def test_a_small_catalogue_keeps_the_shipped_weights(tmp_path: Path) -> None:
    there = books(LEAST_PAIRS - 1)
    with proposed(written(tmp_path, late(there), there), "work") as con:
        weigh_pairs(con)
        rows = table(con)
        assert not rows["is_learned"].any()
        assert rows["weight"].equals(rows["shipped_weight"], check_names=False)


def test_a_record_of_another_title_and_author_teaches_nothing(tmp_path: Path) -> None:
    there = books(60)
    strangers = [
        row | {"title": f"Quite Unlike {no}", "authors": f"Nobody{no}, Zed"} for no, row in enumerate(late(there))
    ]
    with proposed(written(tmp_path, strangers, there), "work") as con:
        weigh_pairs(con)
        assert not table(con)["is_learned"].any()


def test_random_pairs_share_no_identifier(off_by_one: Path) -> None:
    with proposed(off_by_one, "random") as con:
        drawn = random_pairs(con)
        assert 19_000 < drawn.height < 20_000
        years = [abs(one + 1 - other) for one in range(120) for other in range(120) if one != other]
        expected = sum(gap == 1 for gap in years) / len(years)
        assert (drawn["year_outcome"] == "one_off").mean() == pytest.approx(expected, abs=0.005)


def test_one_thread_and_two_learn_the_same(off_by_one: Path) -> None:
    found = []
    for threads in (1, 2):
        with proposed(off_by_one, f"threads{threads}", machine=Machine(threads=threads)) as con:
            weigh_pairs(con)
            found.append((table(con), table(con, "pairs_weighed")))
    for one, two in zip(*found, strict=True):
        assert_frame_equal(one, two, check_exact=True)


def test_audit_and_edition_links_weigh_with_the_weights_of_the_run(off_by_one: Path) -> None:
    with proposed(off_by_one, "audited") as con:
        weigh_pairs(con)
        judge_pairs(con)
        link_editions(con)
        before = table(con)
    audit(off_by_one / "audited", Machine(threads=2))
    with connect(off_by_one / "audited", Machine(threads=2)) as con:
        assert_frame_equal(table(con), before, check_exact=True)
    with connect(off_by_one / "audited" / "audit", Machine(threads=2)) as con:
        own = "select count(*) from duckdb_tables() where table_name = ?"
        assert con.execute(own, [TABLE]).fetchall() == [(0,)]
        used = con.sql("select distinct year_outcome, year_weight from audit_pairs_weighed").fetchall()
    stated = {
        outcome: bits
        for field, outcome, bits in before.select("field", "outcome", "weight").iter_rows()
        if field == "year"
    }
    assert len(used) > 1
    assert all(bits == stated[outcome] for outcome, bits in used)
