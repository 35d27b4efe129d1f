"""The accuracy bench: conversions, noise, yardstick, measures, and the page that is made from the results."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from bench.accuracy import by_eye, dblp_acm, goodbooks, hidden_isbn, loc_books, namesakes, noise, page, verify_cases
from bench.accuracy.aims import AIMS
from bench.accuracy.cells import cell
from bench.accuracy.doors import Cost
from bench.accuracy.halves import halves
from bench.accuracy.marc_json import description
from bench.accuracy.measures import Counts, at_threshold, best_f1, recall_at_precision, reliability
from bench.accuracy.page import render
from bench.accuracy.peers.contest import one_to_one
from bench.accuracy.peers.plain import family, plain
from bench.accuracy.people import letters, person
from bench.accuracy.result import FILE, SetResult, Table, read_results, share, with_set, write_results
from bench.accuracy.titles_found import count, judged
from bench.accuracy.truth import DIFFERENT, SAME, UNDECIDED, relation, work_of

ROOT = Path(__file__).parents[2]
EVAL = ROOT.parent / "shared" / "eval"
MARC = {
    "fields": [
        {"001": "id.1"},
        {"008": "880719s1839    mau           00010 eng d"},
        {"100": {"subfields": [{"a": "Abercrombie, John,"}, {"d": "1780-1844."}]}},
        {
            "245": {
                "subfields": [{"a": "Inquiries."}, {"n": "Part 2,"}, {"p": "Truth /"}, {"c": "By John Abercrombie."}]
            }
        },
        {"250": {"subfields": [{"a": "2d ed."}]}},
        {"260": {"subfields": [{"a": "Boston,"}, {"b": "Otis Broaders and company,"}, {"c": "[c1840]"}]}},
        {"300": {"subfields": [{"a": "284 p."}, {"c": "19 cm."}]}},
        {"700": {"subfields": [{"a": "Abbott, Jacob,"}, {"d": "1803-1879."}]}},
        {"CID": {"subfields": [{"a": "cid.6c543cc895"}]}},
    ]
}


def test_a_marc_record_becomes_a_description_without_its_cluster_number() -> None:
    made = description(MARC)
    assert made == {
        "id": "id.1",
        "title": "Inquiries. Part 2, Truth /",
        "authors": "Abercrombie, John; Abbott, Jacob",
        "year": "1840",
        "publisher": "Otis Broaders and company,",
        "edition": "2d ed.",
        "volume": "Part 2,",
        "pages": "284 p.",
        "language": "eng",
    }


def test_a_silent_marc_record_says_none_and_takes_its_year_from_008() -> None:
    made = description({"fields": [{"001": "id.2"}, {"008": "880719s1839    mau           00010 |||"}]})
    assert made["year"] == "1839"
    assert [made[name] for name in ("title", "authors", "publisher", "language")] == [None] * 4


def test_a_fatcat_release_becomes_a_description() -> None:
    made = verify_cases.release(
        {
            "title": "Etc.",
            "contribs": [{"raw_name": "Ann Lee", "role": "author"}, {"raw_name": "Cy Fo", "role": "translator"}],
            "ext_ids": {"doi": "10.1/x"},
            "extra": {"subtitle": ["a tale"], "container_name": "Journal of Tales"},
            "release_year": 2008,
            "release_type": "article-journal",
            "volume": "25",
        }
    )
    assert made["title"] == "Etc.: a tale"
    assert made["authors"] == "Ann Lee"
    assert (made["year"], made["volume"], made["doi"]) == ("2008", "25", "10.1/x")
    assert (made["journal"], made["format"], made["pages"]) == ("Journal of Tales", "article-journal", None)


def test_the_venue_of_a_paper_stands_where_the_variant_wants_it() -> None:
    papers = pl.DataFrame({"id": ["0"], "title": ["T"], "authors": ["A"], "venue": ["VLDB"], "year": ["1996"]})
    assert dblp_acm._with_venue(papers, "journal")["journal"].to_list() == ["VLDB"]
    assert "venue" not in dblp_acm._with_venue(papers, None).columns


def test_an_isbn10_gets_its_isbn13() -> None:
    assert goodbooks.isbn13("0306406152") == "9780306406157"


ROW: noise.Row = {
    "row_id": "1",
    "title": "The Žluťoučký horse",
    "subtitle": "a tale of two ends and of a very long middle",
    "contributors": "Čapek, Karel Josef; Lee, Ann",
    "isbn": "9780306406157",
    "edition": None,
    "year": "1936",
    "publisher": "Quay",
    "language": "cze",
}


@pytest.mark.parametrize("level", noise.LEVELS)
def test_noise_is_the_same_each_time_and_another_with_another_seed(level: str) -> None:
    rows = [ROW | {"row_id": str(n)} for n in range(50)]
    once = [noise.damaged(row, level, 1) for row in rows]
    assert once == [noise.damaged(row, level, 1) for row in reversed(rows)][::-1]
    assert once != [noise.damaged(row, level, 2) for row in rows]
    assert all(made["isbn"] == ROW["isbn"] for made in once)


def test_heavier_noise_changes_more() -> None:
    rows = [ROW | {"row_id": str(n)} for n in range(200)]
    changed = [
        sum(made[name] != row[name] for row in rows for made in [noise.damaged(row, level, 1)] for name in row)
        for level in noise.LEVELS
    ]
    assert changed == sorted(changed)


def test_single_damages_do_what_they_say() -> None:
    assert noise.initials("Čapek, Karel Josef") == "Čapek, K. J."
    assert noise.initials("UNESCO") == "UNESCO"
    assert noise.article_behind("The hobbit") == "hobbit, The"
    assert noise.without_marks("Žluťoučký") == "Zlutoucky"
    assert noise.misspelt("horse", random.Random(1)) != "horse"
    assert noise.misspelt("1984", random.Random(1)) == "1984"


def record(title: str, author: str | None = None, **more: Any) -> dict[str, Any]:
    empty = {"title_b": "", "title_n": "", "title_p": "", "added_700": [], "corp": [], "publisher": None}
    return {"title_a": title, "author_100": author, "uniform_240": None, "lang": "eng"} | empty | more


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (record("The hobbit /", "Tolkien, J. R. R."), record("Hobbit", "Tolkien, John"), SAME),
        (record("Hobbit", "Tolkien, J."), record("Hobbit", "Tolkien, J.", title_b="or, There and back"), SAME),
        (record("Hobbit", "Tolkien, J."), record("Hobbit", "Dixon, C."), DIFFERENT),
        (record("Hobbit", "Tolkien, J."), record("Hobbit"), UNDECIDED),
        (record("Poems", "Lee, A.", title_b="1950"), record("Poems", "Lee, A.", title_b="1960"), UNDECIDED),
        (record("Works", "Lee, A.", title_n="v. 1"), record("Works", "Lee, A.", title_n="v. 2"), DIFFERENT),
        (record("War", "Tolstoy, L.", uniform_240="Voina i mir"), record("Voina i mir", "Tolstoy, L."), UNDECIDED),
        (record("Report", corp=["Unesco."]), record("Report", corp=["UNESCO"]), SAME),
        (record("Report", corp=["Unesco."]), record("Report", corp=["FAO"]), UNDECIDED),
        (record("Cats", "Lee, A."), record("Dogs", "Lee, A."), DIFFERENT),
    ],
)  # fmt: skip
def test_the_yardstick_tells_works_apart(one: dict[str, Any], other: dict[str, Any], expected: str) -> None:
    assert relation(work_of(one), work_of(other)) == expected
    assert relation(work_of(other), work_of(one)) == expected


def test_names_are_compared_by_letters() -> None:
    assert letters("Čapek, Karel!") == "capek karel"
    assert person("Van der Berg, Jan (Johannes)") == ("vanderberg", "j")
    assert person("Ann Lee") == ("lee", "a")


def test_a_work_found_twice_counts_once_and_undecided_links_count_nowhere() -> None:
    works = {
        "a": work_of(record("Hobbit", "Tolkien, J.")),
        "b": work_of(record("Hobbit", "Tolkien, J.", title_b="an edition")),
        "c": work_of(record("Hobbit", "Dixon, C.")),
        "d": work_of(record("Hobbit")),
    }
    links = pl.DataFrame({"left_id": ["a", "a", "a", "a"], "right_id": ["a", "b", "c", "d"]})
    found = count(judged(links, works, works), {"a", "x"}, set())
    assert (found.n_right, found.n_wrong, found.n_undecided) == (1, 1, 1)
    assert (found.precision, found.recall) == (0.5, 0.5)


def test_works_taken_out_leave_no_record_behind() -> None:
    frame = pl.DataFrame({"title_a": ["The hobbit /", "Hobbit", "Cats"]})
    assert loc_books.without_works(frame, [frame.row(0, named=True)])["title_a"].to_list() == ["Cats"]


def test_two_in_a_hundred_isbns_are_those_of_another_work() -> None:
    records = [
        record(f"Title {n}", "Lee, A.", lccn=str(n), isbn13=[f"97803064{n:05}"], edition_250=None, year_008="2000")
        for n in range(400)
    ]
    rows, wrong = hidden_isbn.with_some_isbns(hidden_isbn.Sample(records, [], pl.DataFrame()))
    own = {one["lccn"]: one["isbn13"][0] for one in records}
    given = dict(rows.filter(pl.col("isbn").is_not_null()).select("row_id", "isbn").iter_rows())
    assert len(given) == 200
    assert {row for row, isbn in given.items() if isbn != own[row]} == wrong
    assert len(wrong) == 4


def test_halves_share_no_record_and_lose_no_pair() -> None:
    draw = random.Random(1)
    pairs = pl.DataFrame(
        {"left_id": [f"l{draw.randrange(300)}" for _ in range(200)], "right_id": [f"r{n}" for n in range(200)]}
    ).unique(maintain_order=True)
    one, other = halves(pairs)
    assert one.height + other.height == pairs.height
    assert min(one.height, other.height) > 60
    assert not set(one["left_id"]) & set(other["left_id"])


def test_measures_on_pairs_counted_by_hand() -> None:
    truth, score = np.array([True, True, False, True, False]), np.array([0.9, 0.8, 0.8, 0.4, 0.1])
    assert at_threshold(truth, score, 4, 0.8) == Counts(3, 2, 4)
    assert best_f1(truth, score, 4) == (0.4, Counts(4, 3, 4))
    assert recall_at_precision(truth, score, 4, 0.99) == 0.25
    assert recall_at_precision(truth, score, 4, 0.7) == 0.75
    assert [row[2:] for row in reliability(truth, score)] == [(1, 0), (1, 1), (2, 1), (1, 1)]
    low, high = Counts(90, 80, 100).f1_interval()
    assert low < Counts(90, 80, 100).f1 < high


def test_nothing_found_is_no_error() -> None:
    nothing = np.array([], dtype=bool), np.array([], dtype=float)
    assert best_f1(*nothing, 3)[1] == Counts(0, 0, 3)
    assert recall_at_precision(*nothing, 3, 0.9) == 0.0


def test_the_best_link_wins_one_to_one() -> None:
    links = pl.DataFrame({"left_id": ["a", "a", "b"], "right_id": ["x", "y", "x"], "score": [0.9, 0.8, 0.7]})
    assert one_to_one(links).select("left_id", "right_id").rows() == [("a", "x")]


def test_peers_get_plain_texts_and_the_first_family_name() -> None:
    assert plain("Čapek, Karel!") == "capek karel"
    assert plain(" - ") is None
    assert [family(names) for names in ("Čapek, Karel; Lee, Ann", "Ann Lee, Bob Ray", "Ann Lee", None)] == [
        "capek",
        "lee",
        "lee",
        None,
    ]


def test_namesakes_are_drawn_the_same_each_time() -> None:
    titles, records = namesakes.sides(7, publishers=False)
    assert titles.equals(namesakes.sides(7, publishers=False)[0])
    assert (titles.height, records.height) == (namesakes.N_TITLES, namesakes.N_RECORDS)
    assert "publisher" not in titles.columns + records.columns


def test_a_disagreement_without_a_comment_is_left_open() -> None:
    sides = {"left_title": "One", "right_title": "Two", "expected_reason": "YEAR", "probability": "0.97"}
    ids = ({"left_id": "a", "right_id": "b"}, {"left_id": "c", "right_id": "d"}, {"left_id": "e", "right_id": "f"})
    verdicts = ("PROBABLE", "PROBABLE", "NOT FOUND")
    scored = pl.DataFrame(
        [i | sides | {"expected": "DIFFERENT", "verdict": v} for i, v in zip(ids, verdicts, strict=True)]
    )
    made = verify_cases.summary(scored, {("a", "b"): "a later edition"}, Cost())
    assert made.unsettled == ["c d"]
    assert [row[-1] for row in made.tables[2].rows] == ["a later edition", "uncommented"]
    assert made.figures["agreement"] == pytest.approx(1 / 3)


def test_every_comment_names_a_pair_once() -> None:
    with verify_cases.COMMENTS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len({(row["left_id"], row["right_id"]) for row in rows}) == len(rows)
    assert all(row["comment"].strip() for row in rows)


def test_a_judged_sample_is_counted_and_an_unknown_judgement_is_named(tmp_path: Path) -> None:
    row = dict.fromkeys(by_eye.COLUMNS, "") | {"source": "made up", "verdict": "PROBABLE"}
    sample = tmp_path / "by_eye_x.csv"
    rows = [row | {"judgement": j} for j in ("right", "right", "wrong", "")]
    pl.DataFrame(rows).write_csv(sample)
    assert by_eye.summaries(tmp_path) == [
        ["made up", "PROBABLE", 3, share(2, 3), share(0, 3), share(1, 3), share(0, 3)]
    ]
    pl.DataFrame([row | {"judgement": "fine"}]).write_csv(sample)
    with pytest.raises(SystemExit, match="row 2: the judgement 'fine'"):
        by_eye.summary(sample)


def small_result() -> SetResult:
    table = Table("Shares", ["what", "share", "F1"], [["a|b", share(3, 4), 0.5], ["none", share(0, 0), None]])
    return SetResult("A set", "About it.", {"f1": 0.995}, [table], Cost(1.25, 300.0))


def test_results_are_kept_and_rendered(tmp_path: Path) -> None:
    made = {"date": "2026-11-22", "python": "3.11"}
    write_results(with_set(read_results(tmp_path / "none.json"), "dblp_acm", small_result(), made), tmp_path / "r.json")
    text = render(read_results(tmp_path / "r.json"), tmp_path)
    assert "| a\\|b | 0.7500 (0.3006 to 0.9544; 3 of 4) | 0.5000 |" in text
    assert "| none | – (none) | – |" in text
    assert "papers end to end, worst place of the venue: F1 | ≥ 0.99 | 0.9950 | yes |" in text
    assert "Measured on 2026-11-22 with python 3.11." in text
    assert "not measured" in text


def test_cells_are_shown_by_their_kind() -> None:
    assert [cell(value) for value in (1234, 0.5, None, True, "x")] == ["1,234", "0.5000", "–", "yes", "x"]


def test_the_page_is_what_the_results_say() -> None:
    assert (ROOT / "docs" / "accuracy.md").read_text("utf-8") == render(read_results(), FILE.parent)


def test_every_measured_set_has_the_figures_that_are_aimed_at() -> None:
    results = json.loads(FILE.read_text("utf-8"))
    for aim in AIMS:
        figures = results["sets"].get(aim.set_name, {}).get("figures", {})
        assert not figures or aim.figure in figures or aim.figure.startswith("crossed_"), aim


def test_the_page_names_no_place_on_a_machine() -> None:
    text = page.render(read_results(), FILE.parent)
    assert [part for part in Path.home().parts[1:] + Path(__file__).parts[1:3] if f"/{part}/" in text] == []


@pytest.mark.skipif(not EVAL.is_dir(), reason="the real sets (../shared/eval) are not beside this checkout")
def test_the_real_sets_have_the_sizes_that_the_page_states() -> None:
    assert verify_cases.pairs(EVAL).height == 268
    assert dblp_acm.gold(EVAL).height == 2224
    assert goodbooks.books(EVAL).height == 10_000
