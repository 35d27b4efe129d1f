"""Whether two library records are of one work: the yardstick, made without the product's own matching.

`same`: equal titles (245 a n p: letters and digits, marks and the leading article left out), subtitles that do not
contradict each other (equal, one the beginning of the other, or one absent), and a shared person; where neither
names a person, a shared body or publisher. `undecided`: nearly so, and not for a rule to settle: one title begins
with the other, subtitles differ, no person in common although the titles are equal, another language under one
uniform title. Such links count neither as right nor as wrong; their number is stated. `different`: everything else,
and other volume numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bench.accuracy.people import letters, persons, share_a_person

SAME, UNDECIDED, DIFFERENT = "same", "undecided", "different"
_ARTICLES = """
    the a an der die das ein eine le la les l un une el los las il lo gli i o os as um uma de het een den det en et
"""
ARTICLES = frozenset(_ARTICLES.split())


@dataclass(frozen=True, slots=True)
class Work:
    """What tells a work: keys of title, part and subtitle, persons, bodies, publisher, uniform title, language."""

    title: str
    part: str
    subtitle: str
    people: frozenset[tuple[str, str]]
    bodies: frozenset[str]
    publisher: str
    uniform: str
    language: str


def work_of(record: Mapping[str, Any]) -> Work:
    """The work of a Library of Congress record (columns of `loc_books`)."""
    names = [name for name in (record["author_100"], *(record["added_700"] or [])) if name]
    return Work(
        title_key(record["title_a"] or ""),
        letters(f"{record['title_n'] or ''} {record['title_p'] or ''}"),
        letters(record["title_b"] or ""),
        persons(names),
        frozenset(filter(None, map(letters, record["corp"] or []))),
        letters(record["publisher"] or ""),
        title_key(record["uniform_240"] or ""),
        record["lang"] or "",
    )


def title_key(title: str) -> str:
    """Letters and digits of a title without its leading article: "The Hobbit, or" → "hobbit or"."""
    words = letters(title).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)


def relation(one: Work, other: Work) -> str:
    """`same`, `undecided` or `different`; the order of the two does not matter."""
    if one.part != other.part and one.part and other.part and one.title == other.title:
        return DIFFERENT
    near = _begins(one.title, other.title) or _uniform(one, other)
    if not near:
        return DIFFERENT
    if not _agree(one, other):
        return UNDECIDED if one.title == other.title and not (one.people and other.people) else DIFFERENT
    equal = one.title == other.title and one.part == other.part and _begins(one.subtitle, other.subtitle)
    return SAME if equal else UNDECIDED


def _agree(one: Work, other: Work) -> bool:
    if one.people or other.people:
        return share_a_person(one.people, other.people)
    return bool(one.bodies & other.bodies) or (bool(one.publisher) and one.publisher == other.publisher)


def _uniform(one: Work, other: Work) -> bool:
    names = {one.uniform, one.title} & {other.uniform, other.title}
    return bool(names - {""})


def _begins(one: str, other: str) -> bool:
    """Equal, or all words of the shorter begin the longer; nothing begins everything."""
    short, long = sorted((one.split(), other.split()), key=len)
    return long[: len(short)] == short
