"""Titles that many works share, so that they need a second proof beside an equal title."""

from __future__ import annotations

import re

import polars as pl

from stocktake.text.vocabulary import phrases, words

GENERIC_TITLES = words(
    """
    anthology autobiography bibliography catalogue catalog diary diaries essays fiction history index
    introduction journal journals letters lyrics memoir memoirs memoria notes novels papers plays poems
    poetry prose speeches stories tales texts theatre teatro verse works writings proceedings prosiding
    report transactions yearbook handbook manual textbook biology physics chemistry mathematics
    economics microeconomics macroeconomics psychology sociology philosophy law art music geography
    statistics calculus precalculus algebra geometry accounting marketing management anatomy physiology
    ecology genetics linguistics ethics logic cookbook love home life dreams untitled opere gedichte
    werke erzahlungen briefe schriften oeuvres poesies contes nouvelles lettres obras poesia poesias
    poemas cuentos novelas poesie racconti lettere contos избранное сочинения стихотворения стихи
    рассказы повести письма проза пьесы введение воспоминания дневники мемуары история introduccion antologia
    einfuhrung einleitung erinnerungen tagebucher introduzione 诗集 诗选 全集 选集 文集 自传 散文选 散文集 回忆录 导论
    """
) | phrases(
    """
    editorial | guest editorial | editorial board | editors note | editors notes | editors introduction
    from the editor | from the editors | letter from the editor | guest editors introduction | guest editors foreword
    editorial note | book review | book reviews | book review column | reviews | letters to the editor
    letter to the editor | in this issue | news and notes | author index | subject index | table of contents
    front matter | back matter | erratum | errata | corrigendum | corrigenda | correction | retraction | obituary
    foreword | preface | abstracts | calendar of events | call for papers | program committee | reply | authors reply
    response | discussion | comment | comments
    annual report | final report | conference proceedings | in memoriam | opera omnia | opere complete
    tutte le opere | gesammelte werke | samtliche werke | oeuvres completes | poesies completes
    theatre complet | obras completas | obras escogidas | poesia completa | antologia poetica
    cuentos completos | собрание сочинении | избранные произведения | избранные сочинения
    полное собрание сочинении | повести и рассказы | стихотворения и поэмы
    """
)
"""Folded, as `main_key` gives them."""

_GATHERED = (
    "(?:(?:the|his|her|complete|collected|selected|new|early|earlier|late|later|last|first|best|great|short"
    "|shorter|major|minor|other|more|critical|prose|poetical|dramatic|literary|political|philosophical"
    "|miscellaneous|and|of|ausgewahlte|gesammelte|samtliche|neue|fruhe|spate|kleine|die|oeuvres|les|toutes"
    "|obras|obra|las|los|tutte|le|opere|избранные|избранное|полное|собрание) ?)*"
)
_WORKS = (
    "(?:anthology|essays|fiction|fictions|lectures|letters|lyrics|novels|papers|plays|poems|poetry|prose|sermons|sonnets"
    "|speeches|stories|tales|verse|works|writings|sketches|memoirs|journals|diaries"
    "|aufsatze|briefe|dramen|erzahlungen|essais|gedichte|memoiren|novellen|reden|schriften|werke"
    "|contes|discours|lettres|memoires|nouvelles|oeuvres|poemes|poesies|theatre"
    "|cartas|cuentos|discursos|ensayos|memorias|obras|poemas|poesia|poesias|relatos|teatro"
    "|lettere|opere|poesie|racconti|saggi|contos|ensaios|memorie|стихотворения|рассказы|повести|сочинения|письма)"
)
_BEHIND = (
    "(?: (?:completes?|choisies?|choisis|completas?|completos?|escogidas?|escogidos?|selectas?|selectos?"
    "|reunidas?|reunidos?|scelte|scelti|complete|completi|inedites?|ineditas?))*"
)
_ANOTHER = f"(?: (?:and|und|et|y|e|и) {_GATHERED}{_WORKS})*"
_GATHERING = f"{_GATHERED}{_WORKS}{_ANOTHER}{_BEHIND}(?: (?:vol|volume) [0-9ivx]+)?"
GENERIC_PATTERN = f"^(?:{_GATHERING}|[0-9 ]+|[ -~]{{1,3}})$"
"""Gatherings of a kind of text ("Collected poems", "Selected letters and essays"), mere numbers ("1632"), and
titles of up to three Latin letters ("It"). Three Chinese characters, by contrast, are a whole title."""

_GENERIC = re.compile(GENERIC_PATTERN)


def generic_title(key: str) -> bool:
    """Whether a title key is one that many works share, from a curated list and `GENERIC_PATTERN`."""
    return key in GENERIC_TITLES or _GENERIC.match(key) is not None


def generic_title_expr(e: pl.Expr) -> pl.Expr:
    """`generic_title` for a column of keys; null is not generic."""
    return (e.is_in(list(GENERIC_TITLES)) | e.str.contains(GENERIC_PATTERN)).fill_null(value=False)


def generic_titles(keys: pl.Series) -> pl.Series:
    """`generic_title` for a series of keys."""
    return keys.to_frame("key").select(generic_title_expr(pl.col("key"))).to_series()
