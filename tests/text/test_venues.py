"""Pairs of names of real journals and meetings that were in no list the rules were made with."""

from __future__ import annotations

import pytest

from stocktake.text.venues import compare_venues

SAME = [
    ("J. Am. Chem. Soc.", "Journal of the American Chemical Society"),
    ("Phys. Rev. Lett.", "Physical Review Letters"),
    ("Phys Rev Lett", "Physical Review Letters"),
    ("N Engl J Med", "New England Journal of Medicine"),
    ("PNAS", "Proceedings of the National Academy of Sciences"),
    ("Proc. Natl. Acad. Sci. U.S.A.", "Proceedings of the National Academy of Sciences"),
    ("JAMA", "Journal of the American Medical Association"),
    ("Commun. ACM", "Communications of the ACM"),
    ("CACM", "Communications of the ACM"),
    ("IEEE Trans. Knowl. Data Eng.", "IEEE Transactions on Knowledge and Data Engineering"),
    ("TKDE", "IEEE Transactions on Knowledge and Data Engineering"),
    ("ICDE", "Proceedings of the 16th International Conference on Data Engineering"),
    ("EDBT", "Extending Database Technology"),
    ("PODS", "Symposium on Principles of Database Systems"),
    ("Z. Phys.", "Zeitschrift für Physik"),
    ("Ann. Statist.", "Annals of Statistics"),
    ("Int'l J. Computer Vision", "International Journal of Computer Vision"),
    ("Theor. Comput. Sci.", "Theoretical Computer Science"),
    ("The Lancet", "LANCET"),
    ("ACM Transactions on Graphics (TOG)", "TOG"),
]
DIFFERENT = [
    ("Nature", "Nature Genetics"),
    ("Nature", "Science"),
    ("Phys. Rev. B", "Physical Review Letters"),
    ("The Journal of Finance", "Journal of Financial Economics"),
    ("Ann. Probab.", "Annals of Statistics"),
    ("Data Engineering", "Database Engineering"),
    ("SIGGRAPH Conference", "SIGGRAPH Record"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_abbreviations_and_acronyms_name_the_same_venue(one: str, other: str) -> None:
    assert compare_venues(one, other) == compare_venues(other, one) == "same"


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_venues_are_different(one: str, other: str) -> None:
    assert compare_venues(one, other) == compare_venues(other, one) == "different"


@pytest.mark.parametrize(
    ("one", "other"),
    [("ICALP", "ICALP Journal"), ("SIGIR", "Research and Development in Information Retrieval"), ("", "Nature")],
)
def test_what_a_text_does_not_settle_is_unclear(one: str, other: str) -> None:
    assert compare_venues(one, other) == compare_venues(other, one) == "unclear"


def test_hundreds_of_words_are_compared_in_bounded_time() -> None:
    assert compare_venues("Journal of " + "a b c d e f g " * 20, "JABC " * 30) in ("different", "unclear")
