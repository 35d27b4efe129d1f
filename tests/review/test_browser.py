"""A reviewer at the page: keys, marks, bars, progress, and a file that grows with each key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from stocktake.review.desk import Desk
from stocktake.review.pair import Pair
from stocktake.review.server import ReviewServer

from .browser import CHROMIUM, Browser, browser
from .conftest import noon, rows_of

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")]
EVIL = "<img src=x onerror=document.title='owned'>"


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("browser")) as made:
        yield made


@pytest.fixture
def decisions(tmp_path: Path) -> Path:
    return tmp_path / "decisions.csv"


@pytest.fixture
def page(tab: Browser, pairs: list[Pair], decisions: Path) -> Iterator[Browser]:
    """The page with a reviewer named Ann at its first pair, whose listed title is an attack."""
    evil = replace(pairs[0], listed=replace(pairs[0].listed, title=f"{EVIL} {pairs[0].listed.title}"))
    with ReviewServer(Desk([evil, *pairs[1:]], decisions, noon)) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        tab.requests.clear()
        tab.errors.clear()
        tab.call("Page.navigate", url=server.address)
        tab.until("document.getElementById('place')?.textContent.endsWith('pairs')")
        tab.write("Ann")
        tab.press("Enter")
        tab.until("!document.getElementById('pair').hidden")
        yield tab
        server.shutdown()
        thread.join()


def place(tab: Browser, number: int, decided: int, of: int) -> None:
    tab.until(f"document.getElementById('place').textContent === 'Pair {number} of {of}, {decided} decided by you'")


def test_keys_decide_move_and_undo(page: Browser, pairs: list[Pair], decisions: Path) -> None:
    n = len(pairs)
    page.press("y")
    place(page, 2, 1, n)
    page.press("n")
    place(page, 3, 2, n)
    page.press("u")
    place(page, 4, 3, n)
    page.press("z")
    place(page, 3, 2, n)
    page.press("k")
    place(page, 2, 2, n)
    assert page.value("document.querySelector('[data-key=n]').getAttribute('aria-pressed')") == "true"
    page.press("ArrowLeft")
    place(page, 1, 2, n)
    page.press("j")
    page.press("ArrowRight")
    place(page, 3, 2, n)
    assert [row["decision"] for row in rows_of(decisions)] == ["match", "no_match", "unsure", "withdrawn"]
    assert {row["reviewer"] for row in rows_of(decisions)} == {"Ann"}


def test_letters_in_the_reason_are_letters_and_go_with_the_decision(
    page: Browser, pairs: list[Pair], decisions: Path
) -> None:
    page.value("document.getElementById('why').focus()")
    for letter in "yn":
        page.press(letter)
    page.press("Escape")
    assert not decisions.exists()
    page.press("n")
    place(page, 2, 1, len(pairs))
    assert rows_of(decisions)[0]["why"] == "yn"


def test_help_opens_and_closes_and_keys_rest_meanwhile(page: Browser, decisions: Path) -> None:
    page.press("?")
    page.until("document.getElementById('help').open")
    page.press("y")
    page.press("Escape")
    page.until("!document.getElementById('help').open")
    assert not decisions.exists()


def test_data_is_shown_and_never_obeyed(page: Browser) -> None:
    shown = page.value("document.querySelector('tr.title td').textContent")
    assert EVIL in shown
    assert page.value("document.title") == "Stocktake: review"
    assert page.value("document.querySelectorAll('img').length") == 0
    assert page.errors == []


def test_differing_words_are_marked_and_evidence_has_bars(page: Browser) -> None:
    assert "onerror" in page.value("[...document.querySelectorAll('tr.title mark')].map(m => m.textContent).join()")
    assert page.value("document.querySelectorAll('#evidence meter').length") > 0
    assert page.value("document.getElementById('sentence').textContent.length") > 10


def test_nothing_is_asked_of_any_other_place(page: Browser) -> None:
    address = page.value("location.href")
    assert len(page.requests) >= 3
    assert [url for url in page.requests if not url.startswith(address)] == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_does_not_scroll_sideways(page: Browser, width: int) -> None:
    page.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
    assert page.value("document.documentElement.scrollWidth") <= width


def test_a_reviewer_who_comes_back_goes_on_where_work_is_left(page: Browser, pairs: list[Pair]) -> None:
    page.press("y")
    place(page, 2, 1, len(pairs))
    page.call("Page.reload")
    page.until("document.getElementById('place')?.textContent.endsWith('pairs')")
    page.write("Ann")
    page.press("Enter")
    place(page, 2, 1, len(pairs))


def test_a_decision_that_could_not_be_written_is_told(page: Browser, decisions: Path) -> None:
    decisions.write_text("title\n")
    page.press("y")
    page.until("document.getElementById('told').textContent.startsWith('Not written:')")
