"""What people and spreadsheets do to a value. Each function makes one kind of damage and nothing else."""

from __future__ import annotations

import unicodedata
from random import Random

from stocktake.demo.isbns import hyphenated, isbn10
from stocktake.demo.titles import ARTICLES

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def without_diacritics(text: str) -> str:
    """ "Müller" → "Muller"; letters of other scripts stay as they are."""
    spread = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    kept = "".join(c for c in spread if not unicodedata.combining(c))
    return kept if kept.isascii() else text


def typo(rng: Random, text: str) -> str:
    """One slip in a lower-case letter after the first three: swapped, dropped, doubled or another letter.

    A text with fewer than nine characters or no such letter is left alone: it would become another word.
    """
    places = [n for n in range(3, len(text) - 1) if text[n : n + 2].islower() and text[n : n + 2].isalpha()]
    if len(text) < 9 or not places:
        return text
    at = rng.choice(places)
    here, after = text[at], text[at + 1]
    slip = rng.choice((after + here, after, here + here + after, rng.choice(_LETTERS) + after))
    return text[:at] + slip + text[at + 2 :]


def article_moved(title: str, language: str) -> str:
    """ "The Hobbit" → "Hobbit, The"; a title with a subtitle keeps it behind the article."""
    article, _, rest = title.partition(" ")
    if article not in ARTICLES.get(language, ()) or not rest:
        return title
    main, colon, second = rest.partition(": ")
    return f"{main[:1].upper()}{main[1:]}, {article}{colon}{second}"


def truncated(title: str, length: int = 40) -> str:
    """Cut in the middle of a word, as a narrow column does. Shorter titles stay whole."""
    return title[:length].rstrip()


def mojibake(text: str) -> str:
    """UTF-8 read as Windows-1252 ("Café" → "CafÃ©"); unchanged where that gives no characters."""
    garbled = text.encode("utf-8").decode("cp1252", errors="replace")
    return text if "\ufffd" in garbled else garbled


def misprint(isbn13: str) -> str:
    """The same wrong check digit every time, so that a list and a dump can share a misprint."""
    return isbn13[:12] + str((int(isbn13[12]) + 3) % 10)


def as_isbn10_number(isbn13: str) -> str:
    """An ISBN-10 typed into a number cell: its leading zeros are gone. Only one without X can be a number."""
    return isbn10(isbn13).lstrip("0")


def scientific(isbn13: str) -> str:
    """What a spreadsheet saves as CSV when the column is narrow: "9.78071E+12", digits lost."""
    return f"{int(isbn13):.5E}"


def dashed(rng: Random, isbn: str) -> str:
    """Hyphenated, now and then with the dash of a word processor (en dash, non-breaking hyphen)."""
    return hyphenated(isbn).replace("-", rng.choices(("-", "–", "\u2011"), (85, 10, 5))[0])
