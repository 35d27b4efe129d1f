"""The self-audit: what becomes of matches whose identifiers are hidden, on literal rows."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from stocktake.matching.judging import judge_pairs, weigh_pairs
from stocktake.matching.links import link_editions
from stocktake.matching.masked import judge_masked, masked
from stocktake.matching.self_audit import AuditCounts, audit, slices
from stocktake.settings import Machine, Rules
from stocktake.warehouse.models import build
from tests.matching.sides import proposed, write_catalogue, write_reference
from tests.matching.test_candidates import isbn, record
from tests.sql.given import rows

Row = Mapping[str, str | None]
TWO = Machine(threads=2)
ISBN, OTHER = "9780306406157", "9780471958697"
HARBOUR = {"title": "The Grey Harbour", "authors": "Lee, Ann", "isbn": ISBN, "year": "1998"}
FILLING = [
    {"title": f"{word} Lanterns of {place}", "authors": f"{name}, Ada"}
    for word, place, name in zip(
        ("Silent", "Velvet", "Broken", "Copper"),
        ("Leith", "Galway", "Odessa", "Kyoto"),
        ("Quist", "Marsh", "Novak", "Haddad"),
        strict=True,
    )
]


@cache
def judged_once(listed: str, records: str, rules: Rules | None) -> tempfile.TemporaryDirectory[str]:
    """A run up to its judged pairs, whose rows are given as JSON; kept for all tests of the same rows."""
    kept = tempfile.TemporaryDirectory()
    folder = Path(kept.name)
    write_catalogue(folder / "catalogue", json.loads(listed))
    write_reference(folder / "reference", json.loads(records))
    with proposed(folder, "work", rules) as con:
        weigh_pairs(con)
        judge_pairs(con)
        link_editions(con)
    return kept


def judged_run(folder: Path, listed: Sequence[Row], records: Sequence[Row], rules: Rules | None = None) -> Path:
    """The closed database of a run up to its judged pairs."""
    kept = judged_once(json.dumps(listed), json.dumps(records), rules)
    shutil.copytree(kept.name, folder, dirs_exist_ok=True)
    return folder / "work"


def table(work: Path, name: str, order: str = "all") -> pl.DataFrame:
    with duckdb.connect(str(work / "work.duckdb"), read_only=True) as con:
        frame: pl.DataFrame = con.sql(f"select * from {name} order by {order}").pl()
        return frame


def outcomes(work: Path) -> list[tuple[str, str]]:
    return table(work, "self_audit_titles", "title_id").select("outcome", "reason").rows()


def test_a_title_is_found_again_by_title_and_author(tmp_path: Path) -> None:
    work = judged_run(tmp_path, [HARBOUR], [HARBOUR, *FILLING])
    assert audit(work, TWO) == AuditCounts(1, 1, 0)
    assert outcomes(work) == [("found_first", "title_author_exact")]


def test_the_hidden_identifier_does_not_help(tmp_path: Path) -> None:
    listed = {"title": "The Grey Harbour", "isbn": ISBN}
    work = judged_run(tmp_path, [listed], [HARBOUR, *FILLING])
    assert table(work, "int_pairs__judged")["verdict"].to_list() == ["CONFIRMED"]
    assert audit(work, TWO) == AuditCounts(1, 0, 0)
    assert outcomes(work) == [("check", "author_missing")]


def test_no_masked_pair_knows_of_an_identifier(tmp_path: Path) -> None:
    work = judged_run(tmp_path, [HARBOUR], [HARBOUR, *FILLING])
    audit(work, TWO)
    with masked(tmp_path / "work", TWO) as con:
        judge_masked(con)
        assert con.sql("select distinct n_identifiers, identifier, is_weak from int_pairs__united").fetchall() == [
            (0, None, False)
        ]
        weighed = con.sql("select identifier_outcome, identifier_weight from audit_pairs_weighed").fetchall()
    assert set(weighed) == {("none", 0.0)}


def test_another_identifier_gives_the_same_audit(tmp_path: Path) -> None:
    found = []
    for value in (ISBN, OTHER):
        folder = tmp_path / value
        work = judged_run(folder, [{**HARBOUR, "isbn": value}], [{**HARBOUR, "isbn": value}, *FILLING])
        audit(work, TWO)
        found.append(table(work, "self_audit_titles"))
    assert_frame_equal(*found)


def test_the_run_itself_keeps_its_identifiers_and_its_verdicts(tmp_path: Path) -> None:
    work = judged_run(tmp_path, [HARBOUR], [HARBOUR, *FILLING])
    before = table(work, "pairs_weighed"), table(work, "int_pairs__judged")
    audit(work, TWO)
    assert before[0]["n_identifiers"].max() == 1
    for one, other in zip(before, (table(work, "pairs_weighed"), table(work, "int_pairs__judged")), strict=True):
        assert_frame_equal(one, other)


def test_a_record_that_shares_no_key_is_lost(tmp_path: Path) -> None:
    listed = {"title": None, "authors": "Lee, Ann", "isbn": ISBN}
    work = judged_run(tmp_path, [listed], [HARBOUR, *FILLING])
    assert audit(work, TWO) == AuditCounts(1, 0, 0)
    assert outcomes(work) == [("not_found", "no_candidate")]
    assert table(work, "audit_truths").select("fate", "is_keyed", "is_proposed").rows() == [
        ("no_common_key", False, False)
    ]
    assert table(work, "audit_slices").row(0, named=True)["n_candidate"] == 0


@pytest.mark.parametrize(
    ("rules", "fate"),
    [
        (Rules(max_candidates=0), "cut"),
        (Rules(max_records_per_key=0), "keys_dropped"),
        (Rules(max_pairs_per_key=0), "keys_dropped"),
        (Rules(), "proposed"),
    ],
)
def test_a_lost_record_tells_what_lost_it(tmp_path: Path, rules: Rules, fate: str) -> None:
    listed = {**HARBOUR, "title": "The Grey Harbor"}
    work = judged_run(tmp_path, [listed], [HARBOUR, *FILLING], rules)
    audit(work, TWO)
    truth = table(work, "audit_truths").row(0, named=True)
    assert truth["fate"] == fate
    assert truth["bits"] > 0
    with duckdb.connect(str(work / "work.duckdb")) as con:
        build(con, ["blocking_losses"])
        lost = con.sql("select cause, title_outcome, record_title from blocking_losses").fetchall()
    assert lost == ([] if fate == "proposed" else [(fate, "spelling", "The Grey Harbour")])


def test_a_lost_record_does_not_stand_in_the_judgement(tmp_path: Path) -> None:
    listed = {**HARBOUR, "title": "The Grey Harbor"}
    work = judged_run(tmp_path, [listed], [HARBOUR, *FILLING], Rules(max_candidates=0))
    audit(work, TWO)
    assert outcomes(work) == [("not_found", "no_candidate")]


def test_a_contradicted_identifier_is_not_asked_about(tmp_path: Path) -> None:
    listed = {"title": "A Different Book Altogether", "authors": "Nyman, Siri", "isbn": ISBN}
    work = judged_run(tmp_path, [listed], [HARBOUR, *FILLING])
    assert audit(work, TWO) == AuditCounts(0, 0, 0)


def test_editions_of_one_work_are_asked_about_once(tmp_path: Path) -> None:
    second = {**HARBOUR, "isbn": OTHER, "year": "2004"}
    work = judged_run(tmp_path, [HARBOUR, second], [HARBOUR, second, *FILLING])
    assert audit(work, TWO).n_audited == 1


def catalogue_of(n: int, seed: int = 3) -> list[dict[str, str]]:
    draw = random.Random(seed)
    return [{**record(draw), "isbn": isbn(draw)} for _ in range(n)]


@pytest.fixture(scope="module")
def listed() -> list[dict[str, str]]:
    return catalogue_of(60)


def audited(folder: Path, listed: Sequence[Row], threads: int = 2, **rules: int) -> dict[str, pl.DataFrame]:
    work = judged_run(folder, listed, listed, Rules(**rules))  # type: ignore[arg-type]
    audit(work, Machine(threads=threads))
    return {name: table(work, name, "rowid") for name in ("self_audit_titles", "audit_slices", "audit_truths")}


def test_one_thread_and_two_audit_alike(tmp_path: Path, listed: list[dict[str, str]]) -> None:
    one, two = audited(tmp_path / "one", listed, 1), audited(tmp_path / "two", listed, 2)
    assert one["self_audit_titles"].height > 40
    for name in one:
        assert_frame_equal(one[name], two[name], check_exact=True)


def test_the_sample_is_as_large_as_the_rules_say_and_hangs_on_the_seed(
    tmp_path: Path, listed: list[dict[str, str]]
) -> None:
    ids = [
        audited(tmp_path / f"seed{seed}", listed, audit_sample=12, seed=seed)["self_audit_titles"]["title_id"].to_list()
        for seed in (1, 2)
    ]
    assert [len(found) for found in ids] == [12, 12]
    assert ids[0] != ids[1]


TITLE = {
    "title_id": "t",
    "source_table": "updated",
    "language_code": "eng",
    "decade": "1990s",
    "outcome": "found_first",
    **dict.fromkeys(("n_found_records", "n_truths", "n_truths_keyed", "n_truths_ranked", "n_truths_proposed"), 1),
    "n_unlike_records": 0,
}


def sliced(*counts: tuple[int, Mapping[str, object]]) -> pl.DataFrame:
    return slices(pl.DataFrame([{**TITLE, **changed} for n, changed in counts for _ in range(n)]))


def test_small_slices_are_pooled() -> None:
    found = sliced((25, {}), (19, {"language_code": "fra"}), (5, {"language_code": "deu"}))
    by_language = found.filter(slice_kind="language").select("slice", "n_sampled").rows()
    assert by_language == [("eng", 25), ("other", 24)]
    assert found.filter(slice_kind="all").select("slice", "n_sampled", "is_telling").rows() == [("", 49, True)]


def test_shares_stand_with_their_wilson_interval() -> None:
    whole = sliced((46, {}), (3, {"outcome": "check"}), (1, {"outcome": "wrong_record"})).row(0, named=True)
    assert (whole["recall"], whole["recall_low"], whole["recall_high"]) == (0.92, 0.8116, 0.9685)
    assert (whole["n_check"], whole["check_share"], whole["n_wrong_record"], whole["n_not_found"]) == (3, 0.06, 1, 0)


def test_outcomes_add_up_to_the_sample() -> None:
    kinds = ("found_first", "found", "other_record", "wrong_record", "check", "not_found")
    whole = sliced(*[(n, {"outcome": kind}) for n, kind in enumerate(kinds, 2)]).row(0, named=True)
    parts = ("n_found", "n_other_record", "n_wrong_record", "n_check", "n_not_found")
    assert sum(whole[part] for part in parts) == whole["n_sampled"]
    assert whole["n_found_first"] == 2


@pytest.mark.parametrize(("n", "is_telling"), [(29, False), (30, True)])
def test_under_thirty_works_the_audit_says_that_it_is_not_telling(n: int, is_telling: bool) -> None:
    assert sliced((n, {}))["is_telling"].unique().to_list() == [is_telling]


def test_without_any_identifier_match_there_is_one_row_and_it_knows_nothing(tmp_path: Path) -> None:
    work = judged_run(tmp_path, [{"title": "Nothing Like It", "authors": "Lee, Ann"}], FILLING)
    assert audit(work, TWO) == AuditCounts(0, 0, 0)
    whole = table(work, "audit_slices")
    assert whole.select("slice_kind", "n_sampled", "is_telling", "recall_low", "recall_high").rows() == [
        ("all", 0, False, 0.0, 1.0)
    ]


def judged_title(*pairs: tuple[int, str | None, float, bool, bool]) -> tuple[str, int | None, int]:
    """Outcome, best record and number of unlike records of a title with pairs (record_no, verdict, bits, true, alike);
    record 1 is the true one.
    """
    compared = [
        {
            "title_no": 0,
            "record_no": record_no,
            "verdict": verdict,
            "bits": bits,
            "is_true": is_true,
            "is_alike": is_alike,
            "is_found": verdict == "PROBABLE",
            "reason": "made up",
        }
        for record_no, verdict, bits, is_true, is_alike in pairs
    ]
    truth = {"title_no": 0, "record_no": 1, "is_keyed": True, "is_ranked": True, "is_proposed": True, "bits": 1.0}
    columns = ("outcome", "best_record_no", "n_unlike_records")
    found = rows(
        "int_audit_titles__judged", *columns, int_audit_pairs__compared=compared, int_audit_truths__placed=[truth]
    )
    assert len(found) == 1
    return found[0]


def test_outcomes_of_a_title() -> None:
    true, edition, other = (1, "PROBABLE", 9.0, True, False), (2, "PROBABLE", 9.0, False, True), (3, "PROBABLE", 8.0)
    assert judged_title(true) == ("found_first", 1, 0)
    assert judged_title(true, edition) == ("found_first", 1, 0), "a tie counts as first"
    assert judged_title(true, (2, "PROBABLE", 9.5, False, True)) == ("found", 2, 0)
    assert judged_title(edition, (1, "CHECK", 9.9, True, False)) == ("other_record", 2, 0)
    assert judged_title((*other, False, False), (1, "CHECK", 9.9, True, False)) == ("wrong_record", 3, 1)
    assert judged_title((1, None, 2.0, True, False), (2, "CHECK", 1.0, False, False)) == ("check", 2, 0)
    assert judged_title((1, None, 2.0, True, False)) == ("not_found", 1, 0)
    assert judged_title() == ("not_found", None, 0)


def alike(found: Mapping[str, str], true: Mapping[str, str]) -> bool:
    """Whether a record (title keys; family and given name) counts as one of the same work as the true record."""
    records, names = [], []
    for number, each in enumerate((found, true)):
        records.append({"record_no": number, **{k: v for k, v in each.items() if k not in ("family_key", "given_key")}})
        names.append({"record_no": number, **{k: v for k, v in each.items() if k in ("family_key", "given_key")}})
    compared = rows(
        "int_audit_pairs__compared",
        "is_alike",
        int_pairs__reasoned=[{"title_no": 0, "record_no": 0, "bits": 9.0, "reason": "made up"}],
        int_pairs__judged=[{"title_no": 0, "record_no": 0, "verdict": "PROBABLE"}],
        int_audit_pairs__united=[
            {"title_no": 0, "record_no": 0, "is_true": False},
            {"title_no": 0, "record_no": 1, "is_true": True},
        ],
        int_records__proposed=records,
        stg_reference__contributors=names,
    )
    return bool(compared[0][0])


LEE = {"main_key": "grey harbour", "family_key": "lee", "given_key": "ann"}


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"main_key": "grey harbor"},
        {"family_key": "ann", "given_key": "lee"},
        {"main_key": "der graue hafen", "parallel_key": "grey harbour"},
        {"volume_key": "2"},
    ],
)
def test_a_record_with_a_true_ones_title_and_a_word_of_its_name_seems_of_the_same_work(
    changed: Mapping[str, str],
) -> None:
    assert alike({**LEE, **changed}, LEE)
    assert alike(LEE, {**LEE, **changed})


@pytest.mark.parametrize("changed", [{"main_key": "grey garden"}, {"family_key": "berg", "given_key": "otto"}])
def test_a_record_with_another_title_or_name_does_not(changed: Mapping[str, str]) -> None:
    assert not alike({**LEE, **changed}, LEE)


def test_a_record_of_another_volume_does_not() -> None:
    assert not alike({**LEE, "volume_key": "1"}, {**LEE, "volume_key": "2"})


def test_records_that_name_nobody_do_not() -> None:
    nobody = {"main_key": "grey harbour", "family_key": "", "given_key": ""}
    assert not alike(nobody, nobody)
