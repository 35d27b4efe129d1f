"""Given pairs: scores, verdicts, relations, and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest

from stocktake.evaluation.figures import measure
from stocktake.evaluation.pairs import Same, score_pairs

BOTH: tuple[Same, Same] = ("publication", "work")
WORDS = ["grey", "amber", "silent", "hollow", "copper", "distant", "frozen", "scarlet", "wooden", "velvet"]
BOOK = {"title": "The glass orchard", "authors": "Lindqvist, Maren", "year": "1987", "publisher": "Harrow Press"}
PAPER = {
    "title": "Lazy indexes for moving objects in wide networks",
    "authors": "Ada Quill; Boris Tern",
    "year": "2011",
    "format": "article-journal",
}


def pair(left: Mapping[str, str | None], right: Mapping[str, str | None]) -> pl.DataFrame:
    row = {f"left_{k}": v for k, v in left.items()} | {f"right_{k}": v for k, v in right.items()}
    return pl.DataFrame([row], schema=dict.fromkeys(row, pl.String))


def answer(left: Mapping[str, str | None], right: Mapping[str, str | None], same: Same = "publication") -> Any:
    return score_pairs(pair(left, right), same=same).row(0, named=True)


def sample() -> pl.DataFrame:
    rows = [(f"The {w} harbour", f"Ann {w.title()}sen", f"{w} harbour, The", f"{w.title()}sen, A.", "1") for w in WORDS]
    rows += [(f"The {w} harbour", f"Ann {w.title()}sen", f"A {w} winter tale", "Otto Berg", "0") for w in WORDS]
    names = ["left_title", "left_authors", "right_title", "right_authors", "label"]
    return pl.DataFrame(rows, schema=names, orient="row")


def test_plain_cases_are_told_apart() -> None:
    result = measure(score_pairs(sample()))
    assert (result.likely.precision, result.likely.recall) == (1.0, 1.0)


def test_pairs_keep_their_order_and_columns() -> None:
    scored = score_pairs(sample())
    assert scored["left_title"].to_list() == sample()["left_title"].to_list()
    assert scored.columns == [*sample().columns, "probability", "verdict", "relation", "reason", "evidence"]


def test_scored_pairs_can_be_scored_again() -> None:
    assert score_pairs(score_pairs(sample())).equals(score_pairs(sample()))


def test_the_weights_of_the_evidence_add_up_to_the_probability() -> None:
    for same in BOTH:
        for row in score_pairs(sample(), same=same).iter_rows(named=True):
            bits = sum(json.loads(row["evidence"]).values())
            assert row["probability"] == pytest.approx(1 / (1 + 2**-bits), abs=1e-4)


def test_one_doi_is_confirmed_whatever_the_year_says() -> None:
    told = answer(PAPER | {"doi": "10.1000/AB"}, PAPER | {"doi": "https://doi.org/10.1000/ab", "year": "2014"})
    assert (told["verdict"], told["reason"], told["relation"]) == ("CONFIRMED", "same_doi", "same edition")


def test_one_doi_of_two_quite_different_texts_confirms_nothing() -> None:
    other = {"title": "Marine engines at work", "authors": "Otto Berg", "year": "1951", "publisher": "Quay Books"}
    assert answer(BOOK | {"doi": "10.1000/ab"}, other | {"doi": "10.1000/ab"})["verdict"] != "CONFIRMED"


def test_a_supplement_is_not_found_though_its_title_is_the_same() -> None:
    told = answer(PAPER | {"doi": "10.1021/x.7b1"}, PAPER | {"doi": "10.1021/x.7b1.s001"})
    assert (told["verdict"], told["reason"], told["relation"]) == ("NOT FOUND", "component", "derivative")
    assert told["probability"] < 0.3


def test_what_a_guard_leaves_open_is_at_most_checked() -> None:
    title = {"title": "AOP", "year": "2012", "publisher": "Harrow Press"}
    told = answer(title | {"doi": "10.1038/nature1"}, title | {"doi": "10.1038/nature2"})
    assert told["reason"] == "short_title"
    assert told["probability"] < 0.5


def test_a_shared_isbn_confirms_unless_title_and_author_contradict_it() -> None:
    isbn = {"isbn": "0-306-40615-2"}
    other = {"title": "Marine engines at work", "authors": "Otto Berg", "year": "1987"}
    assert answer(BOOK | isbn, BOOK | {"isbn": "9780306406157"})["verdict"] == "CONFIRMED"
    assert answer(BOOK | isbn, other | {"isbn": "9780306406157"})["verdict"] == "NOT FOUND"


def test_one_of_several_isbns_is_enough() -> None:
    told = answer(BOOK | {"isbn": "9780306406157; 9781566199094"}, BOOK | {"isbn": "1-56619-909-3"})
    assert told["reason"] == "shared_isbn"


def test_two_isbns_speak_against_the_same_publication() -> None:
    alone = answer(BOOK, BOOK)["probability"]
    assert answer(BOOK | {"isbn": "9780306406157"}, BOOK | {"isbn": "9781566199094"})["probability"] < alone


def test_another_edition_is_a_match_only_among_works() -> None:
    later = BOOK | {"year": "2003", "publisher": "Quay Books", "edition": "3rd ed."}
    asked = {same: answer(BOOK | {"edition": "1st ed."}, later, same) for same in BOTH}
    assert (asked["publication"]["verdict"], asked["work"]["verdict"]) == ("NOT FOUND", "PROBABLE")
    assert {told["relation"] for told in asked.values()} == {"other edition or format"}


def test_another_volume_of_a_journal_is_no_other_work() -> None:
    preprint = PAPER | {"year": "2010", "format": "preprint"}
    assert answer(PAPER | {"volume": "54"}, preprint | {"volume": "7"}, "work")["verdict"] == "PROBABLE"


def test_another_volume_of_a_book_is_another_work() -> None:
    assert answer(BOOK | {"volume": "1"}, BOOK | {"volume": "2"}, "work")["verdict"] == "NOT FOUND"


def test_another_book_of_the_author_is_no_work_of_the_same_title() -> None:
    pairs_ = [("The wonder of pandas", "The wonder of koalas"), ("An online visit to Peru", "An online visit to Chad")]
    for left, right in pairs_:
        assert answer(BOOK | {"title": left}, BOOK | {"title": right}, "work")["verdict"] != "PROBABLE"


def test_reviewers_beside_the_author_of_the_book_are_no_agreement() -> None:
    one = PAPER | {"authors": "K. R. Rebman; Daniel T. Finkbeiner", "year": "1967", "volume": "74", "pages": "750"}
    other = PAPER | {"authors": "L. Mirsky; D. T. Finkbeiner", "year": "1961", "volume": "45", "pages": "371"}
    told = answer(one | {"doi": "10.1000/1"}, other | {"doi": "10.2000/2"}, "work")
    assert (told["verdict"], told["reason"]) == ("NOT FOUND", "other_authors")


def test_a_study_guide_is_not_the_book() -> None:
    guide = BOOK | {"title": "Study guide to The glass orchard"}
    assert answer(BOOK, guide, "work")["verdict"] == "NOT FOUND"


def test_a_subtitle_of_its_own_column_belongs_to_the_title() -> None:
    told = answer(BOOK | {"subtitle": "a northern life"}, BOOK | {"title": "The glass orchard: a northern life"})
    assert told["verdict"] == "PROBABLE"


def test_two_generations_are_two_people() -> None:
    for same in BOTH:
        one, other = BOOK | {"authors": "Lind, Ola, Jr."}, BOOK | {"authors": "Lind, Ola, Sr."}
        assert answer(one, other, same)["probability"] <= answer(one, one, same)["probability"]


def test_the_same_pair_gets_the_same_answer_in_any_file() -> None:
    alone, beside = score_pairs(sample()[:1], same="work"), score_pairs(sample(), same="work")
    assert alone.equals(beside[:1])


def test_nothing_told_is_no_match() -> None:
    told = answer({"title": None}, {"title": None})
    assert (told["verdict"], told["relation"]) == ("NOT FOUND", "different")
    assert answer({"title": None}, {"title": "The glass orchard"})["relation"] == "different"


def test_odd_titles_get_a_verdict() -> None:
    odd = ["x", "7", "…!?", "  ", "ab " * 700, "كتاب الحيوان", "水滸傳 (Water margin)", "{{}} \" \\ '"]
    frame = pl.DataFrame({"left_title": odd, "right_title": odd[::-1]})
    assert score_pairs(frame)["verdict"].is_in(["PROBABLE", "CHECK", "NOT FOUND"]).all()
    json.loads(score_pairs(frame)["evidence"][0])


def test_long_lists_of_names_are_read() -> None:
    many = "; ".join(f"Quill, A{chr(97 + k % 26)} {chr(65 + k // 26)}" for k in range(400))
    assert answer(PAPER | {"authors": many}, PAPER | {"authors": many})["verdict"] == "PROBABLE"


def test_no_pairs_give_no_answers() -> None:
    assert score_pairs(sample()[:0]).height == 0
