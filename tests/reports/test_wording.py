"""No page, table or template says what may not be said, and the fixed texts stand word for word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stocktake.reports import wording
from stocktake.reports.pages import environment
from tests.reports.conftest import Run
from tests.reports.html_text import Page

DOMAIN = Path(__file__).parents[2] / "../shared/domain/reports.md"
TEMPLATES = sorted((Path(wording.__file__).parent / "templates").iterdir())
FIXED = {
    "C1": wording.SCOPE,
    "C2": wording.MEANING,
    "C4": wording.ABSENCE,
    "C5": wording.ERRORS,
    "C6": wording.DATES,
    "C7": wording.LAW,
    "C9": wording.CORRECTION,
    "C10": wording.PRIVACY,
    "C13": wording.SUBJECT,
}
# What the table of the domain page forbids, said in the ways a template might say it.
FORBIDDEN = [
    "was used to train a model",
    "was stolen by a company",
    "It is not in LibGen.",
    "Congratulations, you are safe.",
    "uploaded on 3 May",
    "You are eligible for a payment",
    "about £3,000 a book",
    "an infringing copy",
    "pirated by X",
    "a 99 % match",
    "a 99% match",
    "records matching your works",
]


def banned_in(text: str) -> list[str]:
    return [name for name, pattern in wording.BANNED.items() if pattern.search(text)]


@pytest.mark.parametrize("phrase", FORBIDDEN)
def test_the_guard_knows_a_forbidden_phrase(phrase: str) -> None:
    assert banned_in(phrase)


@pytest.mark.parametrize("code", FIXED)
def test_a_fixed_text_passes_the_guard(code: str) -> None:
    assert not banned_in(FIXED[code])


@pytest.mark.parametrize("code", FIXED)
def test_a_fixed_text_is_that_of_the_domain_page(code: str) -> None:
    if not DOMAIN.is_file():
        pytest.skip("the shared domain page is not here")
    said = re.search(rf'\b{code} [a-z ]+: "([^"]+)"', DOMAIN.read_text(encoding="utf-8"))
    assert said is not None
    assert FIXED[code] == said[1]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_no_template_holds_a_banned_phrase(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    text = source if path.suffix != ".css" else re.sub(r"[{][^}]*[}]", "", source)
    assert not banned_in(Page(text).text)


def test_nothing_rendered_holds_a_banned_phrase(run: Run) -> None:
    said = {p.name: banned_in(Page(p.read_text(encoding="utf-8")).text) for p in run.pages()}
    said |= {str(p): banned_in(p.read_text(encoding="utf-8-sig")) for p in run.csvs()}
    assert {name: found for name, found in said.items() if found} == {}


def test_every_word_list_of_the_code_passes_the_guard() -> None:
    words = [
        *wording.VERDICT_WORDS.values(),
        *wording.VERDICT_MEANING.values(),
        *wording._FLAG_WORDS.values(),
    ]
    assert not banned_in(". ".join(words))


def test_no_template_turns_escaping_off() -> None:
    assert environment().autoescape is True
    for path in TEMPLATES:
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape\s+false", source), path.name
