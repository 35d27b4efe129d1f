"""Numbers in a title written as words, as Roman numerals, or in groups of three: all as plain digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stocktake.text.editions import ORDINAL_WORDS
from stocktake.text.volumes import NUMBER_WORDS, ROMAN

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS = {word: value for value, word in enumerate(_UNITS.split())}
TENS = {word: value for value, word in zip(range(20, 100, 10), _TENS.split(), strict=True)}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_FOREIGN = {
    word: value
    for words in (
        "eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf",
        "un deux trois quatre cinq six sept huit neuf dix onze douze",
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
        "uno due tre quattro cinque sei sette otto nove dieci undici dodici",
    )
    for value, word in enumerate(words.split(), 1)
}
SINGLE = {**_FOREIGN, **NUMBER_WORDS, **ORDINAL_WORDS, **{word: n for word, n in ROMAN.items() if len(word) > 1}}
"""Words that stand for one number and join no other; a single "i", "v" or "x" is left alone."""

TELLING = rf"\b(?:[0-9]+|{'|'.join(sorted({*UNITS, *TENS, *SCALES, *SINGLE}))})\b"
"""Found in every folded title that `as_digits` may change, and in those with digits."""

_GROUPS = re.compile(r"(?<![0-9])([0-9]{1,3})((?: [0-9]{3})+)(?![0-9])")


def as_digits(folded: str) -> str:
    """A folded title with its numbers as digits: "twenty thousand leagues" and "20 000 leagues" are "20000 leagues".

    English cardinals are put together ("one hundred and one" is 101, "nineteen eighty four" 1984); ordinals, Roman
    numerals from "ii" on and the numbers to twelve of four other languages stand alone. "the" before an ordinal goes:
    "henry the fourth" and "henry iv" are "henry 4".
    """
    joined = _GROUPS.sub(lambda found: found[1] + found[2].replace(" ", ""), folded)
    return " ".join(_told(joined.split(" ")))


def _told(words: list[str]) -> Iterator[str]:
    at = 0
    while at < len(words):
        length, number = _cardinal(words[at:])
        if length:
            yield number
            at += length
            continue
        if not (words[at] == "the" and at + 1 < len(words) and words[at + 1] in ORDINAL_WORDS):
            yield str(SINGLE.get(words[at], words[at]))
        at += 1


def _cardinal(words: list[str]) -> tuple[int, str]:
    """How many of the first words are an English number, and its digits; two parts below 100 are a year."""
    parts, length = [0], 0
    for at, word in enumerate(words):
        if (
            word == "and"
            and length
            and parts[-1] >= 100
            and words[at + 1 : at + 2]
            and _value(words[at + 1]) is not None
        ):
            continue
        value = _value(word)
        if value is None:
            break
        parts = _with(parts, value)
        length = at + 1
    return length, "".join(map(str, parts))


def _value(word: str) -> int | None:
    return UNITS.get(word, TENS.get(word, SCALES.get(word)))


def _with(parts: list[int], value: int) -> list[int]:
    last = parts[-1]
    if value in (100, 1000, 1_000_000):
        below = last % 1000 if value > 100 else last % 100
        return [*parts[:-1], last - below + max(below, 1) * value]
    room = last == 0 or last % 100 == 0 or (last % 100 >= 20 and last % 10 == 0 and 0 < value < 10)
    return [*parts[:-1], last + value] if room else [*parts, value]
