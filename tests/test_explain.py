"""Every verdict is explained in one sentence, the same everywhere; keys of all kinds lead to titles; weights add up."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import polars as pl
import pytest
from typer.testing import CliRunner

from stocktake import explain as explaining
from stocktake.cli.app import app
from stocktake.cli.waterfall import waterfall_lines
from stocktake.demo_run import run_demo
from stocktake.errors import UsageProblem
from stocktake.matching import weights
from stocktake.matching.evidence import FIELDS
from stocktake.model import Relation
from stocktake.pipeline import build_reference, reconcile
from stocktake.publication import PublishedRun
from stocktake.reports.wording import BANNED
from tests.sql.given import Row, rows

CODE = re.compile(r"[a-z]_[a-z]")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published run of the whole demonstration."""
    folder = tmp_path_factory.mktemp("demo")
    return run_demo(folder / "raw", folder / "out", build_reference, reconcile).published.path


def table(run: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(run / "tables" / f"{name}.parquet")


def terminal(*words: str | Path) -> str:
    """What the command prints, without the colours."""
    done = CliRunner().invoke(app, ["explain", *map(str, words)])
    assert done.exit_code == 0, done.output
    return re.sub(r"\x1b\[[0-9;]*m", "", done.output)


def title_id(published: PublishedRun, row_id: str) -> str:
    return str(table(published.path, "titles").filter(row_id=row_id)["title_id"].item())


def explained(run: Path, key: str) -> explaining.Explanation:
    tables = explaining.RunTables.of(run)
    (found,) = explaining.explain_titles(tables, explaining.named(tables, key).title_ids)
    return found


# The sentence


def sentence(reason: str, **pair: Any) -> str:
    """What is said of a pair with this reason, these outcomes, and nothing else to compare."""
    missing = {f"{field}_outcome": "none" if field in ("identifier", "derivative") else "missing" for field in FIELDS}
    row: Row = {"title_no": 0, "record_no": 1, "reason": reason} | missing | pair
    told = rows(
        "int_pairs__explained",
        "words",
        through=["stg_rules__outcomes", "stg_rules__fields"],
        int_pairs__judged=[row],
    )
    return str(told[0][0])


def agreeing(**more: str) -> dict[str, str]:
    return {"title_outcome": "exact", "author_outcome": "same"} | more


SHARED = {"n_identifiers": 1, "identifier": "isbn13 9780306406157", "identifier_outcome": "shared"}


def test_what_the_rule_tells_is_not_told_twice() -> None:
    assert sentence("identifier_title_author", **SHARED, **agreeing()) == (
        "An ISBN is shared, and title and author agree"
    )


def test_what_agrees_and_what_differs_follows_the_rule() -> None:
    told = sentence(
        "identifier_title_author",
        **SHARED,
        **agreeing(
            year_outcome="one_off", publisher_outcome="same", language_outcome="same", volume_outcome="different"
        ),
    )
    assert told == (
        "An ISBN is shared, and title and author agree; publisher and language are the same; the year is one off; "
        "the volume number differs"
    )


@pytest.mark.parametrize(
    ("identifier", "n", "words"),
    [
        ("isbn13 9780306406157", 1, "An ISBN is shared"),
        ("isbn_misprint 9780306406158", 1, "An ISBN is shared"),
        ("doi 10.1234/fjord.1", 1, "A DOI is shared"),
        ("asin B000000000", 1, "An ASIN is shared"),
        ("issn 0031899X 21 467", 1, "An ISSN with volume and first page is shared"),
        ("doi 10.1234/fjord.1", 2, "Several identifiers are shared"),
    ],
)
def test_the_shared_identifier_is_named_by_its_kind(identifier: str, n: int, words: str) -> None:
    shared = SHARED | {"identifier": identifier, "n_identifiers": n}
    assert sentence("identifier_title_author", **shared, **agreeing()).startswith(f"{words}, and title")


def test_where_the_rule_names_no_field_all_are_named() -> None:
    told = sentence("too_weak", title_outcome="similar", author_outcome="different", year_outcome="far")
    assert told == "Too little agrees; the titles are similar; the years lie more than ten apart; the author differs"


def test_a_reviewers_decision_stands_first() -> None:
    told = sentence("reviewer_match", **agreeing(author_outcome="different"))
    assert told == (
        "A reviewer looked at the pair and said it is the listed work; the title is the same; the author differs"
    )


def outcomes_of_the_program() -> Iterator[tuple[str, str]]:
    yield from (("identifier", o) for o in ("none", "shared_after_repair", "shared", "several_shared"))
    yield from (("title", outcome) for outcome in weights.TITLE_SHARE)
    yield from (("author", outcome) for outcome in weights.AUTHOR_SHARE)
    yield from ((field, outcome) for field, table in weights.SHIPPED.items() for outcome in table)


def test_every_outcome_of_every_field_has_words_and_no_others_have() -> None:
    told = rows("stg_rules__outcomes", "field", "outcome")
    assert sorted(told) == sorted(outcomes_of_the_program())
    assert {field for field, _ in told} == set(FIELDS) == {field for (field,) in rows("stg_rules__fields", "field")}


def test_words_are_words_and_every_outcome_can_be_told() -> None:
    for _, outcome, standing, words, clause in rows(
        "stg_rules__outcomes", "field", "outcome", "standing", "words", "clause"
    ):
        assert not CODE.search(f"{words} {clause}"), outcome
        assert (clause is None) == (standing in ("same", "different")), outcome
        assert standing in ("same", "different", "plain", "particular"), outcome


def test_every_doubt_has_a_remedy_and_nothing_else_has() -> None:
    doubts = {
        reason for reason, verdict in rows("stg_rules__reasons", "reason", "verdict") if verdict in ("CHECK", None)
    }
    assert {reason for (reason,) in rows("stg_rules__remedies", "reason")} == doubts


def test_cautions_are_words_and_their_relations_exist() -> None:
    told = dict(rows("stg_rules__cautions", "code", "clause"))
    assert not any(CODE.search(clause) for clause in told.values())
    assert {code for code in told if " " in code} <= {relation.value for relation in Relation}


# The whole demonstration


def verdicts_and_sentences(run: Path) -> pl.DataFrame:
    with duckdb.connect(str(run / "stocktake.duckdb"), read_only=True) as con:
        return con.sql("select * from explanations").pl()


def test_every_verdict_of_the_demonstration_has_one_sentence(demo: Path) -> None:
    told = verdicts_and_sentences(demo)
    exposure = table(demo, "title_exposure")
    alone = exposure.filter(pl.col("verdict").is_in(["NOT FOUND", "NOT CHECKABLE"])).select("title_id", "verdict")
    pairs = table(demo, "matches").select("title_id", "record_id", "verdict")
    assert told.filter(pl.col("record_id").is_null()).select("title_id", "verdict").rows() == alone.rows()
    shown = told.filter(pl.col("record_id").is_not_null() & (pl.col("verdict") != "NOT TAKEN"))
    assert shown.select("title_id", "record_id", "verdict").rows() == pairs.rows()
    assert told.select("title_id", "record_id").is_unique().all()


def test_each_is_one_sentence_in_cautious_words(demo: Path) -> None:
    for told in verdicts_and_sentences(demo)["sentence"].unique():
        assert re.fullmatch(r"[A-Z][^.]+\.", told), told
        assert not CODE.search(told), told
        assert len(told) < 500, told
        assert not [name for name, pattern in BANNED.items() if pattern.search(told)], told


def test_no_clause_stands_twice_in_a_sentence(demo: Path) -> None:
    for told in verdicts_and_sentences(demo)["sentence"].unique():
        clauses = told.rstrip(".").split("; ")
        assert len(set(clauses)) == len(clauses), told


def test_spreadsheet_and_database_say_the_same(demo: Path) -> None:
    told = verdicts_and_sentences(demo).select("title_id", "record_id", "sentence").rows()
    with (demo / "reports" / "exports" / "matches.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = {(r["title_id"].lstrip("'"), r["record_id"]): r["sentence"] for r in csv.DictReader(file)}
    assert listed
    assert listed.items() <= {(title, record): sentence for title, record, sentence in told}.items()


def test_the_authors_reports_say_the_same(demo: Path) -> None:
    """A report shows a record once for a work, however often the work is listed."""
    credited = table(demo, "contributors").join(table(demo, "authors"), on="author_id")
    reports = credited.select("title_id", "report_code").unique("title_id", keep="first", maintain_order=True)
    told = table(demo, "matches").join(reports, on="title_id").group_by("report_code", "record_id").agg("sentence")
    codes = told["report_code"].unique().sort().head(100)
    pages = {code: unescape((demo / "reports" / "authors" / f"{code}.html").read_text("utf-8")) for code in codes}
    for code, record, sentences in told.filter(pl.col("report_code").is_in(codes.to_list())).rows():
        assert any(sentence in pages[code] for sentence in sentences), (code, record)


def test_the_terminal_says_the_same(demo: Path) -> None:
    """One title of every reason."""
    told = verdicts_and_sentences(demo)
    for title, reason in told.unique("reason", keep="first", maintain_order=True).select("title_id", "reason").rows():
        printed = terminal(title, "--run", demo)
        for verdict, sentence in told.filter(title_id=title).select("verdict", "sentence").rows():
            assert f"{verdict}. {sentence}" in printed, reason


def test_prior_and_weights_add_up_to_the_sum(demo: Path) -> None:
    told = verdicts_and_sentences(demo).select("title_id", "record_id", "prior_bits")
    pairs = pl.concat(
        [table(demo, t).select("title_id", "record_id", "evidence", "bits") for t in ("matches", "near_misses")]
    )
    weighed = pairs.with_columns(
        pl.col("evidence").list.eval(pl.element().struct.field("weight")).list.sum().alias("weights")
    ).join(told, on=["title_id", "record_id"])
    assert weighed.height == pairs.height
    off = weighed["bits"] - weighed["weights"] - weighed["prior_bits"]
    assert off.abs().max() < 0.05


def test_stages_count_what_the_run_counted(demo: Path) -> None:
    counted = json.loads((demo / "manifest.json").read_text())["counts"]
    stages = table(demo, "title_stages").sum()
    for column, name in {
        "n_identifier_records": "n_identifier_pairs",
        "n_exact_records": "n_exact_pairs",
        "n_candidates": "n_candidate_pairs",
    }.items():
        assert stages[column].item() == counted[name]
    assert stages["n_weighed"].item() >= counted["pairs_weighed"]


def test_an_identifier_that_only_a_matched_record_carries_leads_to_the_title(demo: Path) -> None:
    listed = set(table(demo, "identifiers")["value"])
    records = table(demo, "matched_records").filter(pl.col("identifier_raw").str.contains("^97[89][0-9]{10}$"))
    record, isbn = records.filter(~pl.col("identifier_raw").is_in(listed)).select("record_id", "identifier_raw").row(0)
    found = explaining.named(explaining.RunTables.of(demo), isbn)
    assert table(demo, "matches").filter(record_id=record)["title_id"].is_in(found.title_ids).all()
    assert f"ISBN {isbn} is not listed" in found.note


def test_words_that_fit_several_titles_are_listed_with_the_next_step(demo: Path) -> None:
    printed = terminal("history of", "--run", demo)
    assert "titles fit" in printed
    assert "stocktake explain" in printed
    assert "--all" in printed
    assert "stages tried" not in printed
    assert terminal("history of", "--run", demo, "--all").count("stages tried") > 1


# Keys, on a small run


@pytest.mark.parametrize(
    ("key", "row_id"),
    [
        ("0-306-40615-2", "w1"),
        ("ISBN 978 0 306 40615 7", "w1"),
        ("w1", "w1"),
        (" w1 ", "w1"),
        ("2", "w1"),
        ("b" * 32, "w1"),
        ("B" * 32, "w1"),
        ("https://doi.org/10.1234/FJORD.1", "w5"),
        ("9", "w6"),
        ("velvet orchard", "w6"),
        ("Orchard, VELVET!", "w6"),
    ],
)
def test_a_key_of_any_kind_leads_to_the_title(published: PublishedRun, key: str, row_id: str) -> None:
    found = explaining.named(explaining.RunTables.of(published.path), key)
    assert found.title_ids == (title_id(published, row_id),)


def test_a_title_id_leads_to_itself(published: PublishedRun) -> None:
    key = title_id(published, "w3")
    assert explaining.named(explaining.RunTables.of(published.path), key).title_ids == (key,)


def test_a_record_that_was_not_taken_leads_to_the_title_it_came_nearest_to(published: PublishedRun) -> None:
    record = (
        table(published.path, "near_misses").filter(title_id=title_id(published, "w4"), place=1)["record_id"].item()
    )
    assert title_id(published, "w4") in explaining.named(explaining.RunTables.of(published.path), record).title_ids


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("9780140449136", "ISBN 9780140449136 is valid, but no listed title has it, and no matched record carries it"),
        ("10.9999/none", "Read as DOI 10.9999/none, it stands in no listed title"),
        ("zzz unheard of", "its words in the listed titles"),
        ("", "was not found"),
        ("\x1b[31m\u202e", "was not found"),
        ("x" * 5000, "was not found"),
    ],
)
def test_a_key_that_names_nothing_says_where_it_was_looked_for(published: PublishedRun, key: str, told: str) -> None:
    with pytest.raises(UsageProblem, match=re.escape(told)):
        explaining.named(explaining.RunTables.of(published.path), key)


def test_a_folder_that_is_no_run_and_a_run_of_old_are_told_apart(published: PublishedRun, tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="not a published run"):
        explaining.RunTables.of(tmp_path)
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "titles.parquet").touch()
    with pytest.raises(UsageProblem, match="older version"):
        explaining.RunTables.of(tmp_path)


# What is shown


def test_a_match_shows_stages_weights_and_the_runner_up(published: PublishedRun) -> None:
    printed = terminal("0-306-40615-2", "--run", published.path)
    for words in (
        "identifier",
        "ISBN 9780306406157: 1 record shares one",
        "prior",
        "one in 10 records",
        "sum",
        "CONFIRMED",
    ):
        assert words in printed


def test_a_title_without_a_match_shows_what_would_have_had_to_be_otherwise(published: PublishedRun) -> None:
    printed = terminal("w4", "--run", published.path)
    assert "NOT FOUND. No matching record was found in this snapshot" in printed
    assert "NOT TAKEN. Another volume, or a work about the listed one" in printed
    assert "The volume numbers, and the kind of work, would have to be the same." in printed


def test_a_title_that_cannot_be_searched_says_why(published: PublishedRun) -> None:
    printed = terminal("w8", "--run", published.path)
    assert "NOT CHECKABLE. The details supplied do not allow a search" in printed
    assert "too short or too common to be looked for without a name" in printed
    assert "not possible with the details supplied" in printed


def test_json_has_stable_keys(published: PublishedRun) -> None:
    told = json.loads(terminal("w1", "--run", published.path, "--json"))
    assert list(told) == ["key", "note", "titles"]
    (title,) = told["titles"]
    assert " ".join(title) == (
        "title_id row_id source_file source_line title contributors_raw year isbn13_list verdict reason sentence "
        "probable_bits stages records"
    )
    assert " ".join(title["records"][0]) == (
        "record_id title authors year verdict method reason sentence remedy bits_lacking steps bits probability score "
        "margin runner_up_record_id flags reviewer_decision is_taken"
    )
    assert list(title["records"][0]["steps"][0]) == ["field", "outcome", "words", "bits", "total"]
    assert [record["is_taken"] for record in title["records"]] == [True, True]


@pytest.mark.parametrize("width", [30, 50, 80, 120, 300])
def test_the_waterfall_fits_the_terminal(published: PublishedRun, width: int) -> None:
    beside = explained(published.path, "w1").beside[0]
    lines = waterfall_lines(beside, 4.3, width)
    assert len(lines) == len(beside.steps) + 1
    assert max(map(len, lines)) <= max(width, 45)
    assert all(line.isascii() for line in lines)


def test_bars_go_from_the_total_before_to_the_total_after() -> None:
    steps = (
        explaining.Step("prior", "prior", "one in 16 records", -4.0, -4.0),
        explaining.Step("title", "exact", "the same", 6.0, 2.0),
    )
    beside = replace(PLAIN, steps=steps, bits=2.0)
    prior, title, last = waterfall_lines(beside, 4.0, 70)
    assert "-" in prior.split("-4.0")[-1]
    assert "+" not in prior.split("-4.0")[-1]
    assert title.index("+", title.index("+2.0") + 4) < title.index("|") < title.index(":")
    assert last.split() == ["sum", "+2.0", "bits"]


PLAIN = explaining.Beside(
    record_id="updated:1",
    title="<script>alert(1)</script> & \u202eevil\ufffe\x00",
    authors='"Lee", Ann',
    year="1998",
    verdict="CHECK",
    method="title_author_fuzzy",
    reason="uncertain",
    sentence="Title and author agree, but both are too common, or too unlike, to be sure.",
    remedy="More would have to agree.",
    bits_lacking=2.0,
    steps=(explaining.Step("prior", "prior", "one in 16 records", -4.0, -4.0),),
    bits=-4.0,
    probability=0.06,
    score=40.0,
    margin=None,
    runner_up_record_id=None,
    flags=(),
    reviewer_decision=None,
)


def test_the_drawing_is_one_file_without_script_or_address(published: PublishedRun, tmp_path: Path) -> None:
    for name in ("a.svg", "b.svg"):
        terminal("w1", "--run", published.path, "--svg", tmp_path / name)
    drawn = (tmp_path / "a.svg").read_bytes()
    assert drawn == (tmp_path / "b.svg").read_bytes()
    root = ElementTree.fromstring(drawn)  # noqa: S314  (made here)
    known = {"svg", "title", "desc", "defs", "pattern", "rect", "line", "path", "text"}
    assert {re.sub("{.*}", "", e.tag) for e in root.iter()} <= known
    assert not [k for e in root.iter() for k in e.attrib if "href" in k or k.startswith("on")]
    assert b"http" not in drawn.replace(b'xmlns="http://www.w3.org/2000/svg"', b"")
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == "Evidence for The Grey Harbour: CONFIRMED"
    assert "prior one in 10 records" in (root.findtext(f"{space}desc") or "")


def test_hostile_text_is_drawn_as_text(published: PublishedRun) -> None:
    found = replace(explained(published.path, "w1"), beside=(PLAIN,) * 9)
    drawn = explaining.drawing(found)
    shown = "".join(ElementTree.fromstring(drawn).itertext())  # noqa: S314  (made here)
    assert "<script>" in shown
    assert "\u202e" not in shown
    assert "3 further records are not drawn" in shown


def test_weights_against_are_hatched_and_signed(published: PublishedRun) -> None:
    drawn = explaining.drawing(explained(published.path, "w4"))
    assert 'fill="url(#against)"' in drawn
    assert "−12.0" in drawn


def test_a_drawing_is_of_one_title(demo: Path) -> None:
    done = CliRunner().invoke(app, ["explain", "history of", "--run", str(demo), "--svg", "x.svg"])
    assert isinstance(done.exception, UsageProblem)
    assert "--svg draws one" in str(done.exception)
