from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from stocktake.matching.guards import GUARD_BITS, OTHER, SAME, UNSURE, are_papers, guard_bits, publication_guards

PAPER = {"format": "article-journal", "authors": "Ada Quill", "title": "Lazy indexes for moving objects"}
NAMELESS = PAPER | {"authors": None}


def guard(left: Mapping[str, str | None], right: Mapping[str, str | None]) -> str | None:
    pair = {f"left_{k}": v for k, v in left.items()} | {f"right_{k}": v for k, v in right.items()}
    answer: str | None = publication_guards(pl.DataFrame([pair], schema=dict.fromkeys(pair, pl.String)))[0]
    return answer


def test_nothing_told_no_guard() -> None:
    assert guard(PAPER, PAPER) is None
    assert guard({"title": "Reefs"}, {"title": "Reefs"}) is None


def test_one_doi_and_its_versions_are_one_publication() -> None:
    assert guard(PAPER | {"doi": "10.1000/AB"}, PAPER | {"doi": "https://doi.org/10.1000/ab"}) == "same_doi"
    assert (
        guard(PAPER | {"doi": "10.6084/m9.figshare.12"}, PAPER | {"doi": "10.6084/m9.figshare.12.v3"}) == "version_doi"
    )


def test_a_supplement_is_not_the_article() -> None:
    assert guard(PAPER | {"doi": "10.1021/acs.x.7b1"}, PAPER | {"doi": "10.1021/acs.x.7b1.s001"}) == "component"


def test_data_reviews_and_books_are_not_the_article() -> None:
    assert guard(PAPER, PAPER | {"format": "dataset"}) == "other_kind"
    assert guard(PAPER, PAPER | {"format": "review-book"}) == "other_kind"


def test_chapters_of_two_books_are_two() -> None:
    chapter = {"format": "chapter", "title": "Metrology"}
    assert guard(chapter | {"journal": "English Coinage"}, chapter | {"journal": "Encyclopedia"}) == "other_host"


def test_without_authors_pages_and_years_tell_articles_apart() -> None:
    one, other = {"year": "1901", "volume": "54", "pages": "383"}, {"year": "1901", "volume": "54", "pages": "353"}
    assert guard(NAMELESS | one, NAMELESS | other) == "other_pages"
    assert guard(PAPER | one, PAPER | other) is None
    assert guard(NAMELESS | one, NAMELESS | other | {"volume": "55"}) == "unclear_pages"


def test_two_dois_of_one_house_in_two_volumes_are_two_articles() -> None:
    one = PAPER | {"doi": "10.1007/s1-012", "year": "2012", "volume": "44"}
    assert guard(one, PAPER | {"doi": "10.1007/s1-013", "year": "2013", "volume": "45"}) == "other_article"
    same_page = {"pages": "333-348"}
    assert guard(one | same_page, one | same_page | {"doi": "10.1007/s2-012", "volume": "42"}) is None


def test_short_titles_and_the_matter_around_articles_leave_it_open() -> None:
    one, other = {"doi": "10.1/1", "title": "AOP"}, {"doi": "10.2/2", "title": "AOP"}
    assert guard(one, other) is None
    one, other = {"doi": "10.1038/1", "title": "AOP"}, {"doi": "10.1039/2", "title": "AOP"}
    assert guard(one, other) == "short_title"
    contents = "Contents volume 95"
    assert guard(one | {"title": contents}, other | {"title": contents}) == "short_title"


def test_a_bare_number_is_no_first_page_of_a_book() -> None:
    book = {"title": "Reefs", "authors": None, "year": "1999"}
    assert guard(book | {"pages": "320"}, book | {"pages": "324"}) is None
    issue = {"journal": "Reef Studies", "volume": "3"}
    assert guard(book | issue | {"pages": "320"}, book | issue | {"pages": "324"}) == "other_pages"


def test_without_authors_two_dois_and_two_pages_or_volumes_are_two_papers() -> None:
    one, other = {"doi": "10.1000/1", "year": "1990"}, {"doi": "10.2000/2", "year": "1990"}
    assert guard(NAMELESS | one | {"pages": "83-84"}, NAMELESS | other | {"pages": "174-175"}) == "other_pages"
    assert guard(NAMELESS | one | {"volume": "17"}, NAMELESS | other | {"volume": "102"}) == "other_volume"
    assert guard(PAPER | one | {"volume": "17"}, PAPER | other | {"volume": "102"}) is None


def test_without_authors_two_issues_or_two_years_are_two_papers() -> None:
    one = NAMELESS | {"year": "1990", "volume": "4", "issue": "1"}
    assert guard(one, one | {"issue": "2"}) == "other_issue"
    assert guard(one, NAMELESS | {"year": "1992"}) == "other_year"
    assert guard(one, NAMELESS | {"year": "1991"}) is None


def test_what_is_about_a_text_is_not_the_text() -> None:
    for title in (
        "Reply to Coral reefs",
        "Erratum: Coral reefs",
        "Study guide to Coral reefs",
        "Data for: Coral reefs",
    ):
        assert guard({"title": "Coral reefs"}, {"title": title}) == "derivative"
        assert guard({"title": title}, {"title": title}) is None
    assert guard({"title": "Coral reefs"}, {"title": "Coral reefs", "subtitle": "with notes on fishes"}) is None


def test_two_numbers_of_parts_leave_it_open() -> None:
    one, other = PAPER | {"doi": "10.1000/1"}, PAPER | {"doi": "10.2000/2", "title": f"{PAPER['title']}. II"}
    assert guard(one, other) == "other_part"
    assert guard(other, other | {"doi": "10.3000/3", "title": f"{PAPER['title']}. II. Proofs"}) is None


def test_standards_of_one_house_differ_by_title_unless_one_opens_the_other() -> None:
    title = "Methods of test for boric acid"
    one = {"title": f"{title}: copper", "doi": "10.3403/00100736"}
    assert guard(one, {"title": f"{title}: manganese", "doi": "10.3403/00100724"}) == "other_item"
    assert guard(one, {"title": title, "doi": "10.3403/00100700"}) is None
    assert guard(one, one | {"doi": "10.3403/00100736u"}) == "version_doi"


def with_names(left: Mapping[str, str | None], right: Mapping[str, str | None], n_agreed: int) -> str | None:
    pair = {f"left_{k}": v for k, v in left.items()} | {f"right_{k}": v for k, v in right.items()}
    frame = pl.DataFrame([pair], schema=dict.fromkeys(pair, pl.String))
    named = frame.with_columns(n_names_left=2, n_names_right=2, n_names_agreed=n_agreed)
    answer: str | None = publication_guards(named)[0]
    return answer


def test_authors_that_contradict_each_other_tell_papers_apart() -> None:
    one, other = PAPER | {"doi": "10.1000/1", "year": "1990"}, PAPER | {"doi": "10.1000/2", "year": "1990"}
    assert with_names(one, other, 0) == "other_authors"
    assert with_names(one, other, 1) is None
    places = {"volume": "74", "pages": "750"}, {"volume": "45", "pages": "371"}
    elsewhere = other | {"doi": "10.2000/2"} | places[1]
    assert with_names(one | places[0], elsewhere, 1) == "other_authors"
    assert with_names(one | places[0], elsewhere, 2) is None


def test_title_and_authors_that_agree_may_be_a_preprint_of_the_same_house() -> None:
    one, other = PAPER | {"doi": "10.1000/1", "year": "2017"}, PAPER | {"doi": "10.1000/2", "year": "2018"}
    assert with_names(one, other, 2) is None
    assert with_names(one, other, 1) == "other_article"
    assert with_names(one, other | {"year": "2021"}, 2) == "other_article"


def test_the_bits_of_a_guard_decide_or_leave_it_open() -> None:
    frame = pl.DataFrame(
        {"guard": ["same_doi", "component", "short_title", "short_title", None], "bits": [1.0, 1, 5, -3, 5]}
    )
    assert frame.select(guard_bits()).to_series().to_list() == [GUARD_BITS, -GUARD_BITS, -5.1, 0.0, 0.0]


def test_every_guard_belongs_to_one_answer() -> None:
    names = [*SAME, *OTHER, *UNSURE]
    assert len(names) == len(set(names))
    assert all(f"`{name}`" in (publication_guards.__doc__ or "") for name in names)


def test_articles_and_chapters_are_papers_and_books_are_none() -> None:
    frame = pl.DataFrame(
        {
            "left_title": ["a", "b", "c", "d"],
            "left_format": ["article-journal", "Hardback", None, None],
            "right_issn": [None, None, "0378-5955", None],
        }
    )
    assert are_papers(frame).to_list() == [True, False, True, False]
