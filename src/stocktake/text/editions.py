"""The number of an edition, from an edition statement or from a title that holds one."""

from __future__ import annotations

import re

import polars as pl

from stocktake.text.clean import clean_text
from stocktake.text.distinct import distinct_expr
from stocktake.text.fold import soften
from stocktake.text.vocabulary import counted

ORDINAL_WORDS = {
    **counted("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"),
    **counted("erste zweite dritte vierte funfte sechste siebte achte neunte zehnte"),
    **counted("premiere deuxieme troisieme quatrieme cinquieme sixieme"),
    **counted("primera segunda tercera cuarta quinta sexta"),
    **counted("primeira segunda terceira quarta quinta sexta"),
    **counted("prima seconda terza quarta quinta sesta"),
    **counted("первое второе третье четвертое пятое шестое"),
}
_EDITION = (
    "ed|edn|eds|edit|edition|editions|editie|edicion|edicao|edizione|aufl|auflage|ausg|ausgabe|uppl|utg|udg|druk|wyd|"
    "vyd|izd|izdanie|изд|издание|baski|kiad|saskarana|samskarana|basim|tiraz|ekd|ban|pan|han|cet|cetakan|tabah|chap-i|arg|版"
)
_SUFFIX = "(?:st|nd|rd|d|th|eme|ere|er|e|re|ra|da|ta|a|o|de|-?е|-?ое|-?ое)?"
_ORDINAL = "|".join(sorted(ORDINAL_WORDS, key=len, reverse=True))
_WORD_END = "(?![^\\W_])"
_BEFORE = "(?<![^\\W_])"
_NUMBER = f"{_BEFORE}(?:([0-9]{{1,2}}){_SUFFIX}|({_ORDINAL})){_WORD_END}"
_NUMBER_FIRST = re.compile(f"{_NUMBER}[^0-9]{{0,40}}?{_BEFORE}(?:{_EDITION}){_WORD_END}|([0-9]{{1,2}}) ?版")
_WORD_FIRST = re.compile(f"{_BEFORE}(?:{_EDITION})[. -]*(?:nr|no)?[. ]*{_NUMBER}")
_ALONE = re.compile(f"[ \\[(]*(?:([0-9]{{1,3}}){_SUFFIX}|({_ORDINAL}))[ \\])]*[.,:;/ ]*")


def edition_number(s: str) -> int | None:
    """The number of the edition: "2nd ed." 2, "Third edition" 3, "2., überarb. Aufl." 2, "10" 10.

    A number counts only beside the word edition in one of its languages, or alone in the field. An
    anniversary ("50th anniversary edition") and a year ("2005 ed.") are not edition numbers.
    """
    text = soften(clean_text(s))
    if "annivers" in text or "jubil" in text:
        return None
    found = _ALONE.fullmatch(text) or _NUMBER_FIRST.search(text) or _WORD_FIRST.search(text)
    if found is None:
        return None
    written = next(group for group in found.groups() if group)
    return int(written) if written.isdecimal() else ORDINAL_WORDS[written]


def edition_number_expr(e: pl.Expr) -> pl.Expr:
    """`edition_number` for a text column, Int16."""
    return distinct_expr(e, edition_number, pl.Int16)
