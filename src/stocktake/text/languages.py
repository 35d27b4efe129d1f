"""The language of a text, from codes and from names in English and many other languages."""

from __future__ import annotations

import re
from functools import cache

import polars as pl
from babel import Locale, UnknownLocaleError

from stocktake.text.clean import clean_text
from stocktake.text.distinct import distinct_expr, on_distinct
from stocktake.text.fold import fold
from stocktake.text.language_codes import NOT_A_LANGUAGE, PRESENT_FORM, TWO_TO_THREE
from stocktake.text.vocabulary import words

NAMES_ARE_READ_IN = ("en", "de", "fr", "es", "it", "pt", "nl", "ru", "pl", "cs", "sv")
NATIVE_NAMES_OF = words(
    """ ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk
    km kn ko ky lt lv mk ml mn mr ms my ne nl nn no pa pl ps pt ro ru si sk sl sq sr sv sw ta te tg th tk tr
    uk ur uz vi zh
    """
)
OTHER_NAMES = {
    "bahasa indonesia": "ind",
    "castilian": "spa",
    "castellano": "spa",
    "farsi": "fas",
    "flemish": "nld",
    "brazilian": "por",
    "mandarin": "zho",
    "bokmal": "nob",
    "nynorsk": "nno",
    "greek modern": "ell",
    "greek ancient": "grc",
    "serbo croatian": "hbs",
    "old english": "ang",
    "anglo saxon": "ang",
    "old slavonic": "chu",
    "church slavonic": "chu",
    "gaelic": "gla",
    "american": "eng",
    "中文": "zho",
    "简体中文": "zho",
    "繁體中文": "zho",
    "汉语": "zho",
    "русскии": "rus",
    "рус": "rus",
    "англ": "eng",
    "нем": "deu",
    "фр": "fra",
    "укр": "ukr",
    "фарси": "fas",
}
_BRACKETED = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")
_PIECES = re.compile(r"[,;/|+&:\n_-]| and | und | et | y | и ")


def language(s: str) -> str | None:
    """The ISO 639-3 code of the first language named: "en", "fre", "es_ES", "Deutsch", "English-Russian".

    The whole text is tried first ("Serbo-Croatian", "Greek, Ancient"), then its pieces, then single words
    of full names ("text in English"). Bibliographic codes become their present form (fre → fra); "mul",
    "und" are none.
    """
    text = clean_text(s)
    whole = _BRACKETED.sub(" ", text)
    pieces = [fold(piece) for piece in (text, whole, *_PIECES.split(whole))]
    long_words = [word for word in fold(whole).split() if len(word) > 3]
    if pieces[0] in NOT_A_LANGUAGE:
        return None
    found = (*map(_named, pieces), *map(_named, long_words))
    return next(filter(None, found), None) or next(filter(None, map(_native, pieces)), None)


def _named(folded: str) -> str | None:
    code = TWO_TO_THREE.get(folded) or PRESENT_FORM.get(folded) or names().get(folded)
    if code is None and folded in known_codes():
        code = folded
    return None if code in NOT_A_LANGUAGE else code


def _native(folded: str) -> str | None:
    return native_names().get(folded) if folded else None


def three_letters(code: str) -> str:
    """A CLDR code in ISO 639-3; CLDR writes two letters where there are two."""
    return TWO_TO_THREE.get(code) or PRESENT_FORM.get(code) or code


@cache
def known_codes() -> frozenset[str]:
    """The three-letter codes that CLDR or ISO 639-1 knows."""
    cldr = {three_letters(str(code)) for code in Locale("en").languages}
    return frozenset(code for code in cldr if len(code) == 3) | frozenset(TWO_TO_THREE.values())


@cache
def names() -> dict[str, str]:
    """Folded language names, in the languages of NAMES_ARE_READ_IN, to codes; English wins a shared name."""
    found: dict[str, str] = {}
    for reader in reversed(NAMES_ARE_READ_IN):
        for code, name in Locale(reader).languages.items():
            if "_" not in code and fold(name):
                found[fold(str(name))] = three_letters(str(code))
    return found | OTHER_NAMES


@cache
def native_names() -> dict[str, str]:
    """What each language calls itself, folded. Asked last: loading their locales takes half a second."""
    return {name: code for two in NATIVE_NAMES_OF for name, code in _native_name(two).items()}


def _native_name(code: str) -> dict[str, str]:
    try:
        name = Locale.parse(code).get_language_name()
    except UnknownLocaleError:
        return {}
    return {fold(name): three_letters(code)} if name else {}


def language_series(column: pl.Series) -> pl.Series:
    """`language` for a series."""
    return on_distinct(column, language, pl.String)


def language_expr(e: pl.Expr) -> pl.Expr:
    """`language` for a text column."""
    return distinct_expr(e, language, pl.String)
