"""The role of a credit, from relator codes ($4) and terms ($e)."""

from __future__ import annotations

from functools import lru_cache

from pymarc import Field

from stocktake.text.fold import fold
from stocktake.text.roles import ROLE_WORDS
from stocktake.text.vocabulary import paired, phrases, words

ROLE_OF_CODE = paired(
    """
    aut:author cre:author dis:author lbt:author lyr:author ive:author ivr:author edt:editor edc:editor edm:editor
    red:editor pbd:editor trl:translator ill:illustrator art:illustrator pht:illustrator cov:illustrator
    ilu:illustrator cmp:contributor aui:introduction win:introduction wpr:foreword wfw:foreword aft:foreword
    wst:contributor com:compiler nrt:reader ctb:contributor clb:contributor wac:contributor wam:contributor
    adp:contributor abr:contributor cmm:contributor aud:author aqt:contributor
    """
)
"""Codes of the MARC relator list, and the role each is here; other codes of creators are contributors."""

_OTHER_TERMS = {
    "writer of foreword": "foreword",
    "writer of preface": "foreword",
    "writer of afterword": "foreword",
    "author of afterword colophon etc": "foreword",
    "writer of introduction": "introduction",
    "author of introduction": "introduction",
    "author of introduction etc": "introduction",
    "editor of compilation": "editor",
    "dissertant": "author",
    "creator": "author",
    "interviewee": "author",
    "interviewer": "author",
    "verfasserin": "author",
    "herausgeberin": "editor",
    "ubersetzerin": "translator",
    "illustratorin": "illustrator",
}

NO_MAKER_CODES = words(
    "fmo dte dto hnr dnr prt pbl bsl bnd spn own asn rcp ins sgn his dgg pup mfr dst lbr cph fnd ths opn pan rps sll"
)
"""Owners, dedicatees, houses, printers and thesis advisors: named in a record, and credited with nothing."""

NO_MAKER_TERMS = phrases(
    """
    former owner | dedicatee | dedicator | honoree | honouree | donor | printer | publisher | bookseller | binder
    sponsoring body | owner | addressee | inscriber | signer | host institution | degree granting institution
    degree supervisor | thesis advisor | manufacturer | distributor | copyright holder | funder | opponent | praeses
    associated name | subject | verlag | widmungsempfanger | drucker | grad verleihende institution
    """
)


def role_of(field: Field) -> str | None:
    """The first role that $4 or $e states; '' if all it states is that of an owner, a printer or the like; None if it
    states nothing.

    Codes come first, since terms come in every language. A term that no list knows is a contributor's.
    """
    codes = [role for code in field.get_subfields("4") for role in (_of_code(code),) if role is not None]
    found = codes or [_of_term(term) for term in field.get_subfields("e", "j")]
    return next((role for role in found if role), "" if found else None)


def _of_code(written: str) -> str | None:
    """Codes come as "aut" and as an address that ends in it."""
    code = written.strip(" .,").rpartition("/")[2].lower()
    if code in NO_MAKER_CODES:
        return ""
    return ROLE_OF_CODE.get(code) or ("contributor" if len(code) == 3 else None)


@lru_cache(maxsize=4096)
def _of_term(written: str) -> str:
    term = fold(written)
    if term in NO_MAKER_TERMS:
        return ""
    first = term.partition(" and ")[0]
    return ROLE_WORDS.get(term) or _OTHER_TERMS.get(term) or ROLE_WORDS.get(first) or "contributor"
