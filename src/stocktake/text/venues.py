"""Names of journals and meetings compared: by the openings of their words, and by their acronyms.

"ACM Trans. Database Syst." and "ACM Transactions on Database Systems (TODS)" are one journal, "VLDB" and "Very Large
Data Bases" one meeting, "VLDB J." and "VLDB" two things that may share papers. No table of names is kept.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from stocktake.text.clean import clean_text
from stocktake.text.fold import fold
from stocktake.text.vocabulary import words

SMALL_WORDS = words(
    "the a an of on in for and at to de la le les des du et en der die das und von fur zur zum di del della e y el los"
)
SERIALS = words(
    """
    journal transactions letters bulletin record records review reviews magazine annals archives newsletter quarterly
    communications zeitschrift revue revista rivista jahrbuch acta
    """
)
MEETINGS = words("conference symposium workshop congress colloquium meeting convention konferenz tagung")
LEFT_OUT = MEETINGS | words("international intl annual proceedings joint official usa us")
"""Words that one list writes and the other does not."""

_BRACKETED = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_BREAK = re.compile(r"\s*[\u2012-\u2015:;|=/]\s*|\s-{1,2}\s|--+")
_NUMBERING = re.compile(r"\b[0-9]+(?:st|nd|rd|th)?\b\.?|'[0-9]{2}\b|\bvol(?:ume)?\b\.?", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z][A-Za-z]?[A-Z][A-Za-z]*")
_INITIALISM = re.compile(r"\b(?:[A-Z]\.){2,}")
_CONSONANT = re.compile(r"[^aeiou]$")
_INTEREST_GROUP = re.compile(r"sig(?=[a-z]{3})")
LEAST_ACRONYM = 3  # letters
NEVER = 9


class Word(NamedTuple):
    """A folded word, and how it was written: as an acronym, with a full stop."""

    letters: str
    is_acronym: bool
    is_dotted: bool


Words = tuple[Word, ...]


def compare_venues(left: str, right: str) -> str:
    """`same`, `different`, or `unclear` for two names of journals or meetings.

    Same: some reading of the one aligns with some reading of the other word by word, an abbreviation being the opening
    of its word and an acronym the initials of several. Readings are the name, its parts beside dashes and colons, and
    an acronym in brackets. Unclear: the same name with and without "Journal", or an acronym alone that nothing here
    explains. A journal and a meeting of one name are different.
    """
    ones, others = _readings(left), _readings(right)
    if not ones or not others:
        return "unclear"
    if {_kind(ones[0]), _kind(others[0])} == {"serial", "meeting"}:
        return "different"
    cost = min(_align(one, other, 0, 0) for one in ones for other in others)
    lone = [_is_lone_acronym(name) for name in (ones[0], others[0])]
    return "same" if cost == 0 else "unclear" if cost == 1 or lone.count(True) == 1 else "different"


@lru_cache(maxsize=1 << 16)
def _readings(raw: str) -> tuple[Words, ...]:
    text = _INITIALISM.sub(lambda found: found[0].replace(".", ""), clean_text(raw))
    bracketed = [found for found in _BRACKETED.findall(text) if _ACRONYM.fullmatch(found.strip())]
    plain = _BRACKETED.sub(" ", text)
    parts = dict.fromkeys([plain, *_BREAK.split(plain), *bracketed])
    names = (_words(part) for part in parts)
    return tuple(dict.fromkeys(name for name in names if any(word.letters not in SMALL_WORDS for word in name)))


def _words(text: str) -> Words:
    tokens = _NUMBERING.sub(" ", text).replace(".", ". ").replace("-", " ").split()
    shouted = text.isupper() and len(tokens) > 2
    read = (_word(token, shouted) for token in tokens)
    return tuple(word for word in read if word.letters)


def _word(token: str, shouted: bool) -> Word:
    is_acronym = not shouted and _ACRONYM.fullmatch(token.strip(".,")) is not None
    return Word(fold(token).replace(" ", ""), is_acronym, token.endswith("."))


def _is_lone_acronym(name: Words) -> bool:
    telling = [word.is_acronym for word in name if word.letters not in SMALL_WORDS and not _opens(word, LEFT_OUT)]
    return telling == [True]


def _opens(word: Word, those: frozenset[str]) -> bool:
    """Whether a word is one of those, or the opening of one: "conf", "symp"."""
    return word.letters in those or (len(word.letters) >= 3 and any(_same_word(word, _whole(w)) for w in those))


def _whole(letters: str) -> Word:
    return Word(letters, is_acronym=False, is_dotted=False)


def _is_serial(word: Word) -> bool:
    return word.letters == "j" or _opens(word, SERIALS)


def _kind(name: Words) -> str | None:
    if any(map(_is_serial, name)):
        return "serial"
    return "meeting" if any(_opens(word, MEETINGS) for word in name) else None


@lru_cache(maxsize=1 << 16)
def _align(left: Words, right: Words, i: int, j: int) -> int:
    """What is left over when left[i:] is aligned with right[j:]: 0 nothing, 1 "Journal" or its like, NEVER a name."""
    if i == len(left) and j == len(right):
        return 0
    costs = [NEVER]
    if i < len(left):
        costs.append(_omission(left, i) + _align(left, right, i + 1, j))
    if j < len(right):
        costs.append(_omission(right, j) + _align(left, right, i, j + 1))
    if i < len(left) and j < len(right):
        if _same_word(left[i], right[j]):
            costs.append(_align(left, right, i + 1, j + 1))
        costs += [_align(left, right, i + 1, end) for end in _spelled_out(left[i], right, j)]
        costs += [_align(left, right, end, j + 1) for end in _spelled_out(right[j], left, i)]
    return min(NEVER, *costs)


def _omission(name: Words, place: int) -> int:
    """The cost of leaving a word out: none for a small or usual word, or a house in front ("ACM Transactions …")."""
    word = name[place]
    if word.letters in SMALL_WORDS or (place == 0 and word.is_acronym and _has_name(name[1:])):
        return 0
    if _is_serial(word):
        return 1
    return 0 if _opens(word, LEFT_OUT) and _has_name(name) else NEVER


def _has_name(words: Words) -> bool:
    """Whether some word tells one venue from another."""
    return any(w.letters not in SMALL_WORDS and not _opens(w, LEFT_OUT) and not _is_serial(w) for w in words)


def _same_word(one: Word, other: Word) -> bool:
    """Equal, or an abbreviation: an opening with a full stop or ending in a consonant ("trans", "j"), or a contraction
    ("intl").
    """
    short, long = sorted((one, other), key=lambda word: len(word.letters))
    brief, whole = short.letters, long.letters
    if brief == whole or brief + "s" == whole:
        return True
    if brief[0] != whole[0] or brief in SMALL_WORDS or not (short.is_dotted or _CONSONANT.search(brief)):
        return False
    contracted = len(brief) >= 3 and brief[-1] == whole[-1] and _is_within(brief, whole)
    return (whole.startswith(brief) and len(whole) - len(brief) >= 2) or contracted


def _is_within(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _spelled_out(word: Word, name: Words, start: int) -> list[int]:
    """The places behind the words of `name` from `start` that the acronym stands for; none for a plain word."""
    if not word.is_acronym:
        return []
    forms = {word.letters, _INTEREST_GROUP.sub("", word.letters)}
    return [end for end in range(start + 2, len(name) + 1) if any(_stands_for(f, name[start:end]) for f in forms)]


def _stands_for(letters: str, name: Words) -> bool:
    """Whether letters are the initials of the words in order; a word may give further letters, a small one none.

    "edbt" is "extending database technology", "mod" is "management of data".
    """
    return len(letters) >= LEAST_ACRONYM and _initials(letters, tuple(word.letters for word in name))


@lru_cache(maxsize=1 << 16)
def _initials(letters: str, names: tuple[str, ...]) -> bool:
    if not names:
        return not letters
    word, rest = names[0], names[1:]
    if word in SMALL_WORDS and _initials(letters, rest):
        return True
    if not letters or letters[0] != word[0]:
        return False
    taken = (n for n in range(1, len(letters) + 1) if _is_within(letters[:n], word))
    return any(_initials(letters[n:], rest) for n in taken)
