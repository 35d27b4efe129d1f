"""What the figures of the summary are drawn from, and that the package does without a drawing library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from stocktake.reports import write_reports
from stocktake.reports.exposure import MOST_BARS, NOT_STATED, Exposure, Group
from stocktake.reports.labels import LETTER, distinct, fitted, width_of
from stocktake.reports.language_names import language_name
from tests.reports.conftest import Run
from tests.reports.html_text import Page
from tests.reports.samples import PROVENANCE

SOURCE = Path(write_reports.__code__.co_filename).parents[2]


def figure(run: Run, key: str) -> str:
    source = (run.reports / "summary.html").read_text(encoding="utf-8")
    return source.split(f'<figure id="{key}">')[1].split("</figure>")[0]


@pytest.mark.parametrize("module", ["stocktake.reports", "stocktake.reports.provenance"])
def test_importing_the_reports_draws_in_no_drawing_library(module: str) -> None:
    asked = f"import sys, {module}; print([m for m in sys.modules if m in ('altair', 'vl_convert')])"
    command = [sys.executable, "-c", asked]
    found = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONPATH": str(SOURCE)})
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("code", "name"),
    [("eng", "English"), ("zho", "Chinese"), ("heb", "Hebrew"), ("grc", "Ancient Greek"), ("qqq", "qqq")],
)
def test_a_language_is_named_by_its_code_and_an_unknown_code_by_itself(code: str, name: str) -> None:
    assert language_name(code) == name


def test_languages_are_grouped_by_what_was_read_not_by_what_was_written(run: Run) -> None:
    text = Page(figure(run, "by-language")).text
    assert "English: " in text
    assert not [raw for raw in (" en: ", "de_DE", "Klingonish") if raw in text]
    codes = run.marts.titles.filter(pl.col("language_code").is_null())["title_id"]
    works = run.marts.title_exposure.filter(pl.col("title_id").is_in(codes.implode()))["work_key"].n_unique()
    assert f"{NOT_STATED} {works} " in text


def test_a_chart_of_nothing_stated_is_replaced_by_a_sentence(run: Run, tmp_path: Path) -> None:
    for path in run.tables.glob("*.parquet"):
        frame = pl.read_parquet(path)
        bare = [pl.lit(None, pl.String).alias("format")] if path.stem == "titles" else []
        (tmp_path / "tables").mkdir(exist_ok=True)
        frame.with_columns(bare).write_parquet(tmp_path / "tables" / path.name)
    write_reports(tmp_path / "tables", tmp_path, PROVENANCE)
    page = Page((tmp_path / "summary.html").read_text(encoding="utf-8"))
    assert "No listed title states a format, so there is no chart." in page.text
    assert [tag for tag, _ in page.tags].count("svg") == 7
    assert [given["id"] for tag, given in page.tags if tag == "figure"][-1] == "by-format"


def test_both_thresholds_stand_by_name_above_the_scores(run: Run) -> None:
    drawn = figure(run, "scores").split("<details>")[0]
    assert "probable from 60.6</text>" in drawn
    assert "check from 46.9</text>" in drawn
    assert "0.95" not in drawn  # a probability does not lie on the scale of the score
    assert drawn.count('stroke-dasharray="4,3"') == 2 + 3 * 2


def test_letters_of_a_chart_stay_text_for_the_readers_own_fonts(run: Run) -> None:
    drawn = figure(run, "by-imprint")
    assert "东海出版社</text>" in drawn
    assert 'font-family="system-ui, sans-serif"' in drawn


def test_a_long_name_ends_in_dots_at_its_right_end_and_fits() -> None:
    name = "Издательство «Северный берег» и сыновья"
    short = fitted(name, 200)
    assert short.endswith("…")
    assert name.startswith(short[:-1])
    assert width_of(short) <= 200
    assert fitted("Kestrel Press", 200) == "Kestrel Press"


def test_a_full_width_letter_takes_its_square_and_a_mark_takes_nothing() -> None:
    assert width_of("海") >= LETTER
    assert width_of("e\u0301") == width_of("e")


def test_two_long_names_alike_at_the_start_stay_two_bars() -> None:
    names = [f"A very long imprint of the very same house, list {i}" for i in range(3)]
    made = distinct(names, 150)
    assert len(set(made)) == 3
    assert made[1].endswith("… (2)")
    assert all(width_of(m) <= 150 for m in made)


def test_a_chart_of_too_many_groups_keeps_the_first_and_those_set_apart() -> None:
    rows = [Group(f"g{i}", 9, 1, 0, 1, 1) for i in range(40)]
    found = Exposure(tuple(rows[:38]), tuple(rows[38:]), 0)
    assert len(found.charted) == MOST_BARS
    assert found.charted[-2:] == found.groups[-2:]
    assert found.charted[0].name == "g0"
