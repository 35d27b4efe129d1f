"""Columns about people that no match needs: told by name or by what their cells look like, and never kept."""

from __future__ import annotations

import re

import polars as pl

from stocktake.catalogue.words import words
from stocktake.text.fold import fold

_NOT_PERSONAL = re.compile(r"\b(web|url|bic subject|bic code|publisher)\b")
_COMPACT = re.compile(r"(birthdate|dateofbirth|emailaddress|bankaccount|phonenumber|homeaddress|postaladdress)")
_EMAIL = r"[^@\s]+@[^@\s]+\.[a-z]{2,}"
_IBAN = r"[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){3,7}(?: ?[a-z0-9]{1,3})?"
_TELEPHONE = r"\+\d[\d ()/.-]{7,}"
_CELLS = rf"(?i)^(?:{_EMAIL}|{_IBAN}|{_TELEPHONE})$"
_ENOUGH = 0.5


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
    """True when at least half of the filled cells are e-mail addresses, IBANs or international phone
    numbers."""
    filled = cells.drop_nulls()
    return len(filled) > 0 and filled.str.contains(_CELLS).sum() >= _ENOUGH * len(filled)
