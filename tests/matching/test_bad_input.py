"""Odd catalogues, references and side files through the whole program: a verdict for every row, and bounded work.

The full sizes (5,000 and 100,000 titles) are measured by `python bench/bad_input.py`.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from stocktake.errors import BadInput
from stocktake.jobs import ReconcileJob, ReferenceJob
from stocktake.model import Verdict
from stocktake.pipeline import build_reference, reconcile
from stocktake.publication import PublishedRun
from stocktake.settings import Rules

ISBN = "9780306406157"
HARBOUR = ("The Grey Harbour", "Lee, Ann", "1998", ISBN)
Row = tuple[str, str, str, str]


def written(path: Path, header: str, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(header.split())
        table.writerows(rows)
    return path


def reference(folder: Path, rows: Sequence[Row]) -> Path:
    numbered = [(str(no), *row) for no, row in enumerate(rows)]
    source = written(folder / "records.csv", "record_id title authors year isbns", numbered)
    build_reference(ReferenceJob((source,), folder / "store"))
    return folder / "store"


def listing(folder: Path, rows: Sequence[Row]) -> Path:
    numbered = [(str(no), *row) for no, row in enumerate(rows)]
    return written(folder / "backlist.csv", "row_id title contributors year isbn", numbered)


def matched(folder: Path, listed: Sequence[Row], records: Sequence[Row], **more: Any) -> PublishedRun:
    """A run whose rows all end as a used, rejected or ignored one, and whose used ones all have a verdict."""
    job = ReconcileJob((listing(folder, listed),), reference(folder, records), folder / "out", **more)
    run = reconcile(job)
    counts = run.counts
    assert counts["rows_in"] == len(listed)
    assert counts["rows_in"] == counts["rows_used"] + counts["rows_rejected"] + counts["rows_ignored"]
    assert sum(verdicts(run).values()) == counts["rows_used"]
    assert table(run, "rejected_rows")["reason"].null_count() == 0
    assert table(run, "title_exposure")["sentence"].null_count() == 0
    return run


def table(run: PublishedRun, name: str) -> pl.DataFrame:
    return pl.read_parquet(run.path / "tables" / f"{name}.parquet")


def verdicts(run: PublishedRun) -> dict[str, int]:
    found = dict(table(run, "title_exposure")["verdict"].value_counts().iter_rows())
    assert found.keys() <= set(Verdict)
    return found


def names(n: int) -> list[str]:
    draw = random.Random(5)
    return ["".join(draw.choice("bdfgklmnprst") + draw.choice("aeiou") for _ in range(3)) for _ in range(n)]


def test_a_generic_title_without_a_name_is_not_checkable(tmp_path: Path) -> None:
    records = [("Poems", f"{name.title()}, Ann", "1950", "") for name in names(1000)]
    run = matched(tmp_path, [("Poems", "", "", "")] * 1000, records)
    assert verdicts(run) == {"NOT CHECKABLE": 1000}
    assert run.counts["n_pairs"] == 0


def test_a_generic_title_by_many_names_makes_few_pairs(tmp_path: Path) -> None:
    records = [("Poems", f"{name.title()}, Ann", "1950", "") for name in names(1000)]
    run = matched(tmp_path, records, records)
    assert run.counts["n_pairs"] < 25 * 1000
    assert "NOT CHECKABLE" not in verdicts(run)


def test_many_works_of_one_author_make_few_pairs(tmp_path: Path) -> None:
    words = names(4000)
    works = [(f"{a} and the {b}", "Kovacs, Maria", "1970", "") for a, b in zip(words[::2], words[1::2], strict=True)]
    run = matched(tmp_path, works, works)
    assert run.counts["n_pairs"] < 25 * 2000
    assert verdicts(run).get("PROBABLE", 0) > 1900


def test_a_hot_key_of_title_and_name_does_not_square_the_work(tmp_path: Path) -> None:
    one = ("Poems", "Smith, John", "1950", "")
    run = matched(tmp_path, [one] * 200, [one] * 200, rules=Rules(max_records_per_key=40))
    assert run.counts["n_pairs"] <= 200 * (40 + 20)


def test_a_hot_identifier_does_not_square_the_work_and_is_named(tmp_path: Path) -> None:
    rows = [(f"{name} of the coast", f"{name.title()}, Ann", "1990", ISBN) for name in names(600)]
    run = matched(tmp_path, rows, rows)
    assert run.counts["n_identifier_pairs"] == 0
    assert run.counts["n_pairs"] < 25 * 600
    left = table(run, "works_cut").filter(problem="too_common")
    assert left.select("kind", "value", "n_rows").rows() == [("isbn13", ISBN, 600)]


def test_four_hundred_names_in_one_field(tmp_path: Path) -> None:
    crowd = "; ".join(f"{name.title()}, Ann" for name in names(400))
    run = matched(tmp_path, [("The Grey Harbour", crowd, "1998", "")], [("The Grey Harbour", crowd, "1998", "")])
    assert run.counts["rows_used"] == 1
    assert verdicts(run).keys() <= {"PROBABLE", "CHECK"}


ODD_TITLES = {
    "one character": "X",
    "two thousand characters": "harbour light " * 143,
    "one word of two thousand letters": "h" * 2000,
    "only digits": "1984",
    "many digits": "9" * 300,
    "only punctuation": "?!… – «»",
    "blank": "   ",
    "empty": "",
    "right to left": "שירים מן הנמל הישן",
    "arabic": "موسم الهجرة إلى الشمال",
    "mixed scripts": "Война and 战争 und שלום",
    "control characters": "The\x07 Grey\u202e Harbour\u200b",
    "combining marks": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "emoji": "📚📖 🐙",
    "a formula": "=HYPERLINK(1)",
    "one combining mark": "\u0301",
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> PublishedRun:
    """Every odd title with and without a name, against a reference of the same."""
    rows = [(title, name, "1990", "") for title in ODD_TITLES.values() for name in ("Lee, Ann", "")]
    return matched(tmp_path_factory.mktemp("odd"), rows, [*rows, HARBOUR])


def test_odd_titles_all_have_an_end(odd: PublishedRun) -> None:
    assert odd.counts["rows_used"] > 2 * (len(ODD_TITLES) - 4)
    assert table(odd, "titles")["row_id"].n_unique() == odd.counts["rows_used"]


@pytest.mark.parametrize("kind", ["right to left", "arabic", "mixed scripts", "two thousand characters"])
def test_a_long_or_foreign_title_with_its_author_is_found(odd: PublishedRun, kind: str) -> None:
    row = str(2 * list(ODD_TITLES).index(kind))
    told = table(odd, "titles").join(table(odd, "title_exposure"), on="title_id").filter(row_id=row)
    assert told["verdict"].to_list() in (["PROBABLE"], ["CHECK"])


def test_a_reference_of_bare_isbns(tmp_path: Path) -> None:
    run = matched(tmp_path, [HARBOUR, ("Fjord Songs", "Berg, Otto", "1990", "")], [("", "", "", ISBN)] * 3)
    assert verdicts(run) == {"PROBABLE": 1, "NOT FOUND": 1}


def test_a_reference_of_one_title(tmp_path: Path) -> None:
    records = [("The Grey Harbour of Norway", f"{name.title()}, Ann", "", "") for name in names(1500)]
    run = matched(tmp_path, [*records[:500], HARBOUR], records)
    assert run.counts["n_pairs"] < 25 * 500


def test_a_catalogue_of_bare_isbns(tmp_path: Path) -> None:
    run = matched(tmp_path, [("", "", "", ISBN), ("", "", "", "")], [HARBOUR])
    assert (verdicts(run), run.counts["rows_rejected"]) == ({"PROBABLE": 1}, 1)


def test_contradictory_work_ids(tmp_path: Path) -> None:
    rows = [
        ("Grey Harbour", "Lee, Ann", "W1"),
        ("Copper Smelting", "Quist, Bo", "W1"),
        ("Grey Harbour", "Lee, Ann", "W2"),
    ]
    path = written(tmp_path / "backlist.csv", "title contributors work_id", rows)
    run = reconcile(ReconcileJob((path,), reference(tmp_path, [HARBOUR]), tmp_path / "out"))
    assert sum(verdicts(run).values()) == 3
    assert "several_works" in table(run, "works_cut")["problem"].to_list()


def test_decisions_of_a_run_that_is_gone_change_nothing_and_are_counted(tmp_path: Path) -> None:
    header = "title_id record_id decision reviewer decided_at why run_id"
    lost = written(tmp_path / "d.csv", header, [("gone", "gone", "match", "ann", "2026-01-01T00:00:00Z", "", "gone")])
    run = matched(tmp_path, [HARBOUR], [HARBOUR], decisions=lost)
    assert (run.counts["n_decisions"], run.counts["n_decisions_lost"]) == (1, 1)
    assert verdicts(run) == {"CONFIRMED": 1}


def test_rules_of_nonsense_are_refused(tmp_path: Path) -> None:
    nonsense = tmp_path / "rules.toml"
    nonsense.write_text("title;author\nÄ;=2\n", "utf-8")
    with pytest.raises(BadInput, match=r"rules.toml, line 1"):
        matched(tmp_path, [HARBOUR], [HARBOUR], rules_file=nonsense)
