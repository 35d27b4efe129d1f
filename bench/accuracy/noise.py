"""What happens to a bibliographic description on its way into a spreadsheet, at three stated levels.

light: capitals changed, punctuation lost, subtitle dropped. medium: besides, each by chance, a slip of the keyboard,
given names cut to initials, the leading article moved behind, authors in another order, the title cut at 40 or 60
characters, the year one off, the publisher missing. heavy: all of that more often, a second slip, slips in names, marks
lost from letters, given names lost, language and year missing: several at once on most rows.

A row is a function of seed, level and its own id; other rows and their order do not matter.
"""

from __future__ import annotations

import random
import string
import unicodedata
from collections.abc import Callable

Row = dict[str, str | None]
LEVELS = ("light", "medium", "heavy")
ARTICLES = ("The", "A", "An", "Der", "Die", "Das", "Le", "La", "Les", "El", "Los", "Las", "Il", "Lo", "O", "Os")
WIDTHS = (40, 60)


def damaged(row: Row, level: str, seed: int) -> Row:
    """The row with the damage of its level; `row_id` and identifiers are left as they are."""
    draw = random.Random(f"{seed}:{level}:{row['row_id']}")
    made = dict(row)
    for chance, change in DAMAGES[level]:
        if draw.random() < chance:
            change(made, draw)
    return made


def misspelt(text: str, draw: random.Random) -> str:
    """One letter doubled, lost, swapped with the next, or another; never the first."""
    places = [n for n, c in enumerate(text) if n and c.isalpha()]
    if not places:
        return text
    at = draw.choice(places)
    before, letter, after = text[:at], text[at], text[at + 1 :]
    slips = (letter * 2 + after, after, after[:1] + letter + after[1:], draw.choice(string.ascii_lowercase) + after)
    return before + draw.choice(slips)


def without_marks(text: str) -> str:
    """Marks taken off letters: é → e, ş → s; letters that are no base letter with a mark stay."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", plain)


def initials(name: str) -> str:
    """ "Chadman, Charles Edward" → "Chadman, C. E."; a name without a comma stays."""
    family, comma, given = name.partition(", ")
    return f"{family}, {' '.join(f'{word[0]}.' for word in given.split() if word[0].isalpha())}" if comma else name


def article_behind(title: str) -> str:
    """ "The hobbit" → "hobbit, The"; a title without a leading article stays."""
    first, blank, rest = title.partition(" ")
    return f"{rest}, {first}" if blank and first in ARTICLES else title


def _capitals(row: Row, draw: random.Random) -> None:
    row["title"] = draw.choice((str.upper, str.lower, str.title))(row["title"] or "")


def _punctuation(row: Row, draw: random.Random) -> None:
    kept = "".join(" " if c in string.punctuation else c for c in row["title"] or "")
    row["title"] = " ".join(kept.split()) or row["title"]


def _subtitle(row: Row, draw: random.Random) -> None:
    row["subtitle"] = None


def _slip(row: Row, draw: random.Random) -> None:
    row["title"] = misspelt(row["title"] or "", draw)


def _name_slip(row: Row, draw: random.Random) -> None:
    row["contributors"] = misspelt(row["contributors"] or "", draw)


def _article(row: Row, draw: random.Random) -> None:
    row["title"] = article_behind(row["title"] or "")


def _width(row: Row, draw: random.Random) -> None:
    """One column holds title and subtitle, and is as wide as it is."""
    whole = ": ".join(filter(None, (row["title"], row["subtitle"])))
    row["title"], row["subtitle"] = whole[: draw.choice(WIDTHS)].rstrip(), None


def _year(row: Row, draw: random.Random) -> None:
    year = row["year"] or ""
    row["year"] = str(int(year) + draw.choice((-1, 1))) if year.isdecimal() else row["year"]


def _lost(column: str) -> Callable[[Row, random.Random], None]:
    def lose(row: Row, draw: random.Random) -> None:
        row[column] = None

    return lose


def _each_name(change: Callable[[str], str]) -> Callable[[Row, random.Random], None]:
    def names(row: Row, draw: random.Random) -> None:
        row["contributors"] = "; ".join(map(change, (row["contributors"] or "").split("; "))) or None

    return names


def _order(row: Row, draw: random.Random) -> None:
    names = (row["contributors"] or "").split("; ")
    draw.shuffle(names)
    row["contributors"] = "; ".join(names) or None


def _marks(row: Row, draw: random.Random) -> None:
    for column in ("title", "subtitle", "contributors", "publisher"):
        row[column] = without_marks(row[column] or "") or None


_INITIALS, _FAMILIES = _each_name(initials), _each_name(lambda name: name.partition(", ")[0])
DAMAGES: dict[str, tuple[tuple[float, Callable[[Row, random.Random], None]], ...]] = {
    "light": ((0.5, _capitals), (0.5, _punctuation), (0.5, _subtitle)),
    "medium": (
        (0.3, _subtitle), (0.4, _slip), (0.5, _article), (0.2, _width), (0.3, _capitals), (0.3, _punctuation),
        (0.4, _INITIALS), (0.3, _order), (0.3, _year), (0.4, _lost("publisher")),
    ),
    "heavy": (
        (0.5, _subtitle), (0.6, _slip), (0.3, _slip), (0.5, _article), (0.3, _width), (0.5, _capitals),
        (0.5, _punctuation), (0.7, _marks), (0.5, _INITIALS), (0.2, _FAMILIES), (0.4, _order), (0.2, _name_slip),
        (0.4, _year), (0.2, _lost("year")), (0.6, _lost("publisher")), (0.5, _lost("language")),
    ),
}  # fmt: skip
