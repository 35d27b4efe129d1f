"""Columns about people that no match needs: told by name or by what their cells look like, and never kept.

Names come first: a publication date is known by its name before its cells are looked at, and a column with a known
bibliographic name is never called personal here (the mapping asks these functions after its own list of names).
"""

from __future__ import annotations

import re

import polars as pl

from stocktake.catalogue.words import words
from stocktake.text.fold import fold
from stocktake.text.isbn import valid_isbn10
from stocktake.text.particles import TITLES_BEFORE

_NOT_PERSONAL = re.compile(
    r"\b(web|url|bic subject|bic code|publisher|publishers|verlag|verlags|editeur|distributor)\b"
)
_COMPACT = re.compile(
    r"(birthdate|dateofbirth|birthday|emailaddress|bankaccount|accountnumber|phonenumber|homeaddress|postaladdress|"
    r"streetaddress|addressline|geburtsdat|geburtstag|kontonummer|kontoinhaber|telefonnummer|emailadresse|"
    r"datedenaissance|fechadenacimiento|datadinascita|datadenascimento|geboortedatum|nationalinsurance|codicefiscale)"
)
_SAMPLE = 2000
_ENOUGH = 0.5
_BIRTHS = 0.9
_BORN = (1900, 2010)
_MEDIAN_BORN = 1990
_ADDRESSED = 0.8

_EMAIL = r"(?i)^(?:mailto:)?[^@\s<>]+@[^@\s<>]+\.[a-z]{2,}$"
_IBAN = r"(?i)^[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?$"
_ABROAD = r"^(?:\+|00)[1-9]\d{0,2}[\d ()/.\-]{6,20}$"
_AT_HOME = r"^\(?0\d{1,5}\)?[ /.\-]+\d[\d /.\-]{4,14}$"
_DIGITS_OF_TELEPHONES = (8, 15)
_POSTCODE = (
    r"(?i)^(?:[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}"  # United Kingdom
    r"|\d{4} [a-z]{2}"  # Netherlands
    r"|[a-z]\d[a-z] ?\d[a-z]\d"  # Canada
    r"|(?:[a-z]{1,2}-)\d{4,5}|\d{2}-\d{3})$"  # D-10115; Poland
)
_NATIONAL = (
    r"(?i)^(?:[a-ceghj-pr-tw-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d]"  # National Insurance number
    r"|\d{3}-\d{2}-\d{4}"  # Social Security number
    r"|[a-z]{6}\d{2}[a-z]\d{2}[a-z]\d{3}[a-z]"  # codice fiscale
    r"|[xyz\d]\d{7}-?[a-z])$"  # DNI, NIE
)
_DATE = (
    r"^(?:(?P<y1>(?:19|20)\d{2})[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])[-/. ](?:0?[1-9]|[12]\d|3[01])[-/. ](?P<y2>(?:19|20)\d{2}))(?:[T ]00:00(?::00)?.*)?$"
)


def personal_by_name(name: str) -> bool:
    """True for names such as "Date of birth", "author_email", "IBAN"; a publisher's or web address is not
    personal."""
    folded = fold(name)
    if _NOT_PERSONAL.search(folded):
        return False
    named = bool(words("personal") & set(folded.split())) or any(
        phrase in folded for phrase in words("personal_phrases")
    )
    return named or bool(_COMPACT.search(folded.replace(" ", "")))


def personal_by_content(cells: pl.Series) -> bool:
    """True when at least half of the filled cells are e-mail addresses, IBANs with right check digits, telephone
    numbers, postcodes or national numbers. ISBNs and bare runs of digits are none of these."""
    filled = _sample(cells)
    if filled.is_empty():
        return False
    plainly = filled.str.contains(f"{_EMAIL}|{_POSTCODE}|{_NATIONAL}")
    others = filled.filter(~plainly)
    found = int(plainly.sum()) + sum(_is_telephone(cell) or _is_iban(cell) for cell in _suspects(others))
    return found >= _ENOUGH * len(filled)


def holds_births(cells: pl.Series) -> bool:
    """True when the filled cells are full dates of which the most lie as dates of birth do: from 1900 to 2010, half of
    them before 1990. To be asked last, of a column whose name nobody knows: an old backlist's dates look the same."""
    filled = _sample(cells)
    years = filled.str.extract_groups(_DATE).struct.unnest().select(pl.coalesce("y1", "y2").cast(pl.Int32)).to_series()
    told = years.drop_nulls()
    if len(filled) == 0 or len(told) < _BIRTHS * len(filled):
        return False
    plausible = told.is_between(*_BORN).sum() >= _BIRTHS * len(told)
    return bool(plausible) and float(told.median() or 0.0) < _MEDIAN_BORN  # type: ignore[arg-type]  # numbers


def holds_forms_of_address(cells: pl.Series) -> bool:
    """True for a column "Title" of Mr, Ms and Dr: most of its cells are nothing else."""
    filled = _sample(cells)
    if filled.is_empty():
        return False
    addressed = sum(set(fold(cell).split()) <= _FORMS for cell in filled.to_list())
    return addressed >= _ADDRESSED * len(filled)


_FORMS = {word for form in TITLES_BEFORE for word in fold(form).split()} | words("forms_of_address")


def _sample(cells: pl.Series) -> pl.Series:
    filled = cells.drop_nulls().str.strip_chars()
    filled = filled.filter(filled != "")
    return filled.gather_every(max(1, len(filled) // _SAMPLE))


def _suspects(cells: pl.Series) -> list[str]:
    return cells.filter(cells.str.contains(f"{_IBAN}|{_ABROAD}|{_AT_HOME}")).to_list()


def _is_telephone(cell: str) -> bool:
    digits = re.sub(r"\D", "", cell)
    least, most = _DIGITS_OF_TELEPHONES
    shaped = re.match(_ABROAD, cell) or re.match(_AT_HOME, cell)
    return bool(shaped) and least <= len(digits) <= most and not valid_isbn10(digits)


def _is_iban(cell: str) -> bool:
    """ISO 13616: the first four characters go to the end, letters count from ten, and the whole leaves 1 modulo 97."""
    compact = cell.replace(" ", "").upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", compact):
        return False
    return int("".join(str(int(character, 36)) for character in compact[4:] + compact[:4])) % 97 == 1
