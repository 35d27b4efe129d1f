"""The words every room shares. Frozen values only; no behaviour beyond reading them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What can be said of a listed title. Order of strength: CONFIRMED > PROBABLE > CHECK > the rest."""

    CONFIRMED = "CONFIRMED"
    PROBABLE = "PROBABLE"
    CHECK = "CHECK"
    NOT_FOUND = "NOT FOUND"
    NOT_CHECKABLE = "NOT CHECKABLE"


class Method(StrEnum):
    """The stage of matching that proposed a pair."""

    IDENTIFIER = "identifier"
    EDITION_LINK = "edition_link"
    TITLE_AUTHOR_EXACT = "title_author_exact"
    TITLE_AUTHOR_FUZZY = "title_author_fuzzy"


class Relation(StrEnum):
    """What the record is to the listed title (`int_pairs__related.sql` states the rules)."""

    SAME_EDITION = "same edition"
    OTHER_EDITION = "other edition or format"
    TRANSLATION = "translation"
    PART = "part"
    SET = "set"
    DERIVATIVE = "derivative"
    DIFFERENT = "different"


class Scheme(StrEnum):
    """The class of an identifier. Only ISBN13, DOI, ISSN and ASIN are joined on; the rest are told apart."""

    ISBN13 = "isbn13"
    ISBN_MISPRINT = "isbn_misprint"  # ISBN-shaped, wrong check digit: compared raw, as weaker evidence
    DOI = "doi"
    ISSN = "issn"
    ASIN = "asin"
    ISMN = "ismn"
    UPC = "upc"
    CSBN = "csbn"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Identifier:
    """One identifier taken out of a cell.

    `value` is canonical for its scheme (13 digits; lower-case DOI; NNNN-NNNC), `raw` is as supplied, and
    `repair` names what had to be done to read it (None when nothing had to be done).
    """

    scheme: Scheme
    value: str
    raw: str
    repair: str | None = None


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in parts, spelling untouched: particles stand in `family` ("van Gogh"), "Jr" in `suffix`."""

    family: str
    given: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """One name on a title with its role (author, editor, translator, …), as credited."""

    credited: str
    role: str = "author"
