"""The identifiers in a cell: split, told apart by class, repaired where that is safe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from stocktake.model import Identifier, Scheme
from stocktake.text.distinct import beyond_ascii, where, where_matching
from stocktake.text.doi import doi
from stocktake.text.identifier_tokens import NUMBER, read_tokens
from stocktake.text.isbn import (
    CERTAIN,
    QUOTES,
    is_placeholder,
    plain_characters,
    plain_series,
    read_compact,
    repair_characters,
    valid_ean,
    valid_isbn13,
)
from stocktake.text.issn import issn

_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,2}")
_DOI = re.compile(
    r"(?:https?://\S*?|doi[:\s]*)?\b10\.(?:97[89]\.[0-9]{2,8}|[0-9]{4,9}(?:\.[0-9]+)*)/[^\s;,|]+",
    re.IGNORECASE,
)
_ISBN_A = re.compile(r"10\.(97[89])\.([0-9]{2,8})/([0-9]{2,8})")
_ISBN_IN_DOI = re.compile(r"(?<![0-9])(?:97[89]-?(?:[0-9]-?){9}[0-9]|(?:[0-9]-?){9}[0-9x])(?![0-9])")
_QUALIFIER = re.compile(r"\((?![^()]*[0-9][0-9 -]{6})[^()]*\)?|\[(?![^\[\]]*[0-9][0-9 -]{6})[^\[\]]*\]?")
_PIECE = re.compile(r"(?:\([^()\n]*\)|,(?=0{1,2}(?:[\s;|]|$))|[^;|,/\n\r\t])+")
_LABEL = re.compile(
    r"\b(?:[ep]-?)?(isbn|sbn|issn|ismn|ean|gtin|upc|asin)(?:[-_ ]?(?:1[034]|a|l)(?=[:\s)=#]))?[\s:.#=)]*",
    re.IGNORECASE,
)
_OTHER_NUMBER = re.compile(r"\b(?:oclc|ocn|ocm|lccn|pmid|goodreads|sku|order)\b", re.IGNORECASE)
_FLOAT_TAIL = re.compile(r"([0-9]{7,14})[.,]0{1,2}")
_ASIN = re.compile(r"B0[0-9A-Z]{8}")
_OLD_ISMN = re.compile(r"M([0-9]{9})")
_HYPHENATED_ISSN = re.compile(r"[0-9]{4}-[0-9]{3}[0-9Xx]")
_LONGEST_NUMBER = 18
_MOST_CHUNKS = 6

Found = tuple[Scheme, str, str | None]
"""Scheme, canonical value, repair."""


@dataclass(frozen=True, slots=True)
class _Context:
    """What the words around a number say: its labels; whether it is of another kind (OCLC, LCCN)."""

    labels: frozenset[str]
    foreign: bool


def parse_identifiers(raw: str) -> list[Identifier]:
    """Every identifier of a cell in order of appearance, each once per scheme and value.

    Values are split by ; , / | and line breaks, and by blanks between complete numbers. DOIs are taken out
    first, with the ISBN they embed. A number with a wrong check digit is kept as ISBN_MISPRINT; what has
    digits but no known class is OTHER; text without digits is nothing at all ("n/a").
    """
    seen: dict[tuple[Scheme, str], Identifier] = {}
    for found in _read_cell(raw):
        seen.setdefault((found.scheme, found.value), found)
    return list(seen.values())


def _read_cell(raw: str) -> Iterator[Identifier]:
    text = raw
    for found in _DOI.finditer(raw):
        yield from _read_doi(found[0])
        text = text.replace(found[0], " ; ", 1)
    whole = plain_characters(text).strip()
    if _SCIENTIFIC.fullmatch(whole):
        yield Identifier(Scheme.OTHER, whole.upper(), text.strip(), "digits_lost")
        return
    for piece in _PIECE.findall(text):
        if piece.strip():
            yield from _read_piece(piece.strip())


def _read_doi(raw: str) -> Iterator[Identifier]:
    """A DOI, and the ISBN it holds: ISBN-A (10.978.…/…) is nothing but an ISBN, a suffix may be one."""
    value = doi(raw)
    if value is None:
        return
    isbn_a = _ISBN_A.fullmatch(value)
    if isbn_a and valid_isbn13("".join(isbn_a.groups())):
        yield Identifier(Scheme.ISBN13, "".join(isbn_a.groups()), raw, "isbn_a")
        return
    yield Identifier(Scheme.DOI, value, raw)
    embedded = _ISBN_IN_DOI.search(value.split("/", 1)[1])
    answer = read_compact(embedded[0].replace("-", "").upper()) if embedded else None
    if answer and answer[1] is None:
        yield Identifier(Scheme.ISBN13, answer[0], raw, "doi_embedded")


def _read_piece(raw: str) -> Iterator[Identifier]:
    """The identifiers of one piece: blanks inside a number are joined, blanks between numbers part them."""
    bare = _QUALIFIER.sub(" ", raw)
    plain = plain_characters(raw)
    text = _LABEL.sub(" ", _QUALIFIER.sub(" ", plain))
    context = _Context(frozenset(map(str.lower, _LABEL.findall(plain))), _OTHER_NUMBER.search(text) is not None)
    chunks = text.split()
    numbers = list(_numbers(chunks, context))
    for start, end, (scheme, value, repair) in numbers:
        whole = raw if start == 0 and end == len(chunks) else " ".join(chunks[start:end])
        odd = not bare.isascii() or re.search(QUOTES, bare) is not None
        changed = repair is None and odd and plain_characters(bare) != bare
        yield Identifier(scheme, value, whole, "characters" if changed and scheme != Scheme.CSBN else repair)
    if not numbers and re.search("[0-9]", text):
        value = " ".join(chunks).upper()
        yield Identifier(Scheme.OTHER, value, raw, "digits_lost" if _SCIENTIFIC.fullmatch(value) else None)


def _numbers(chunks: list[str], context: _Context) -> Iterator[tuple[int, int, Found]]:
    """Runs of chunks that are one identifier, the longest first: (start, end, what it is)."""
    start = 0
    while start < len(chunks):
        end, found = _longest(chunks, start, context)
        if found is not None:
            yield start, end, found
        start = end


def _longest(chunks: list[str], start: int, context: _Context) -> tuple[int, Found | None]:
    for end in range(min(len(chunks), start + _MOST_CHUNKS), start, -1):
        token = "-".join(chunks[start:end])
        alone = end == start + 1
        if alone or sum(map(str.isalnum, token)) <= _LONGEST_NUMBER:
            found = _classify(token, context)
            if found is not None and (alone or _may_be_joined(found, chunks[end - 1], context)):
                return end, found
    return start + 1, None


def _may_be_joined(found: Found, last_chunk: str, context: _Context) -> bool:
    """Zero-filling across blanks would invent numbers, unless a label says that it is an SBN; an add-on is one chunk of
    two or five digits."""
    repair = found[2]
    if repair == "sbn" and "sbn" in context.labels:
        return True
    return repair not in ("repaired_zero", "sbn") and (repair != "addon_dropped" or len(last_chunk) in (2, 5))


def _classify(token: str, context: _Context) -> Found | None:
    """Class, canonical value and repair of one token, or None if no class fits."""
    if "·" in token and re.search("[0-9]", token):
        return Scheme.CSBN, token, None
    token = token.strip(".:,*()[]<>")
    tail = _FLOAT_TAIL.fullmatch(token)
    compact = (tail[1] if tail else token).replace("-", "")
    found = _other_class(token, compact, context) or _book_number(token, compact, context)
    if found and tail and found[2] is None:
        return found[0], found[1], "float_tail"
    return found


def _other_class(token: str, compact: str, context: _Context) -> Found | None:
    """Classes that are told apart from ISBN by their shape alone."""
    upper = compact.upper()
    if _ASIN.fullmatch(upper):
        return Scheme.ASIN, upper, None
    old_music = _OLD_ISMN.fullmatch(upper)
    music = f"9790{old_music[1]}" if old_music else upper
    if re.fullmatch("9790[0-9]{9}", music) and valid_ean(music):
        return Scheme.ISMN, music, None
    if _HYPHENATED_ISSN.fullmatch(token) or "issn" in context.labels or upper.startswith("977"):
        serial = issn(token)
        return (Scheme.ISSN, serial, None) if serial else None
    return None


def _book_number(token: str, compact: str, context: _Context) -> Found | None:
    """An ISBN, valid, repaired or misprinted; or one of the all-digit classes that look like one."""
    answer = read_compact(compact)
    repaired = answer is None
    if repaired:
        answer = read_compact(repair_characters(compact))
    if answer is None:
        return _no_valid_isbn(compact)
    value, repair = answer
    if context.foreign and (repair is not None or len(compact) < 13):
        return None
    if repair == "repaired_zero" and ("sbn" in context.labels or "-" in token):
        repair = "sbn"
    return Scheme.ISBN13, value, repair or ("characters" if repaired else None)


def _no_valid_isbn(compact: str) -> Found | None:
    length, books = len(compact), compact[:3] in ("978", "979")
    if is_placeholder(compact.upper()):
        return None
    if re.fullmatch("[0-9]{9}[0-9Xx]|97[89][0-9]{10}", compact):
        return Scheme.ISBN_MISPRINT, compact.upper(), None
    if length == 8:
        serial = issn(compact)
        return (Scheme.ISSN, serial, None) if serial else None
    if length in (12, 14, 17) and re.fullmatch("[0-9]+", compact) and not books and valid_ean(compact[:12]):
        return Scheme.UPC, compact[:12], None if length == 12 else "addon_dropped"
    return None


def identifiers_frame(df: pl.DataFrame, key: str, raw: str) -> pl.DataFrame:
    """The identifiers of a text column, one row each: key, scheme, value_raw, value, repair.

    In order of key, then of appearance; each scheme and value once per key. Cells that hold nothing but
    numbers, labels before and qualifiers behind them are read by arithmetic, the others by `parse_identifiers`,
    once per distinct cell.
    """
    cells = df.select(pl.col(key), pl.col(raw).alias("_cell")).drop_nulls("_cell").with_row_index("_row")
    cells = cells.with_columns(_numbers_only(cells["_cell"]))
    odd = cells.filter(~pl.col("_clean") & ~pl.col("_code"))
    parsed = odd.join(_parsed(odd["_cell"].unique()), on="_cell").select("_row", key, "_nth", *_COLUMNS)
    found = pl.concat([_read_clean(cells.filter("_clean"), key), _codes(cells.filter("_code"), key), parsed])
    ordered = found.sort(key, "_row", "_nth").unique([key, "scheme", "value"], keep="first", maintain_order=True)
    return ordered.select(key, *_COLUMNS)


_COLUMNS = ("scheme", "value_raw", "value", "repair")
# The look-ahead of _LABEL is one of the characters that the label takes anyway. Other labels change what a number is.
_BOOK_LABEL = "(?:(?i:[ep]-?)?(?i:isbn|ean|gtin)(?:[-_ ]?(?:1[034]|[AaLl])[: )=#])?[ :.#=)]*)?"
_TELLING_LABEL = "(?i)ssn|(?:^|[^i])sbn"
_CLEAN_NUMBER = f"(?:[0-9]{{7,14}}\\.0{{1,2}}|{NUMBER})"
_CLEAN_VALUE = f"{_BOOK_LABEL}{_CLEAN_NUMBER}(?: *\\([A-Za-z.: ]*(?:[0-9]{{1,4}}[A-Za-z.: ]*)?\\))?"
_CLEAN_CELL = f"^ *{_CLEAN_VALUE}(?: *[;,|/] *{_CLEAN_VALUE})*[ ;,|/]*$"

_CODE = "^[0-9][0-9A-Za-z]*[A-DF-HJ-NP-WYZa-df-kmnp-wyz][0-9A-Za-z]*$"


def _numbers_only(cells: pl.Series) -> pl.DataFrame:
    """_text (the cell in plain characters), _changed (whether that is another text) and _clean (whether it is nothing
    but numbers; of a changed one, one number without a qualifier), _code (letters that no number has)."""
    cells = cells.str.strip_chars()
    beyond = beyond_ascii(cells)
    text = where(cells, beyond, _plain_or_null)
    clean = text.str.contains(_CLEAN_CELL) & ~text.str.contains(_TELLING_LABEL)
    clean &= ~beyond | ~text.str.contains("[;,|/(]")
    clean = clean.fill_null(value=False)
    return pl.DataFrame({"_text": text, "_changed": beyond, "_clean": clean, "_code": cells.str.contains(_CODE)})


def _plain_or_null(cells: pl.Series) -> pl.Series:
    return plain_series(cells.zip_with(cells.str.contains(CERTAIN), pl.Series([None], dtype=pl.String)))


def _read_clean(cells: pl.DataFrame, key: str) -> pl.DataFrame:
    """The numbers of cells that are clean."""
    several = pl.col("_text").str.contains("[;,|/]")
    alone = cells.filter(~several).with_columns(pl.lit(0, pl.Int32).alias("_nth"))
    alone = alone.with_columns(pl.col("_cell").str.strip_chars().alias("value_raw"))
    found = pl.concat([alone, _parted(cells.filter(several))], how="diagonal")
    tokens = where_matching(found["_text"], "[^0-9Xx-]", lambda text: text.str.extract(f"({_CLEAN_NUMBER})"))
    found = pl.concat([found, read_tokens(tokens)], how="horizontal")
    named = pl.col("_changed") & (pl.col("scheme") != Scheme.OTHER.value)
    repair = pl.coalesce("repair", pl.when(named).then(pl.lit("characters")))
    return found.select("_row", key, "_nth", "scheme", "value_raw", "value", repair.alias("repair"))


def _codes(cells: pl.DataFrame, key: str) -> pl.DataFrame:
    """An article's code of the house is a number of no known class."""
    code = pl.col("_cell").str.strip_chars()
    return cells.select(
        "_row",
        key,
        pl.lit(0, pl.Int32).alias("_nth"),
        pl.lit(Scheme.OTHER.value).alias("scheme"),
        code.alias("value_raw"),
        code.str.to_uppercase().alias("value"),
        pl.lit(None, pl.String).alias("repair"),
    )


def _parted(cells: pl.DataFrame) -> pl.DataFrame:
    """One row a value."""
    values = pl.col("_text").str.extract_all(_CLEAN_VALUE)
    found = cells.with_columns(values.alias("value_raw"))
    found = found.with_columns(pl.int_ranges(pl.col("value_raw").list.len(), dtype=pl.Int32).alias("_nth"))
    return found.explode("value_raw", "_nth").with_columns(pl.col("value_raw").alias("_text"))


# The serials of a few ten thousand journals come back in every part of the papers.
_remembered = lru_cache(maxsize=2**15)(parse_identifiers)


def _parsed(cells: pl.Series) -> pl.DataFrame:
    """`parse_identifiers` for a series of distinct cells."""
    found = [(cell, nth, each) for cell in cells.to_list() for nth, each in enumerate(_remembered(cell))]
    columns = {
        "_cell": [cell for cell, _, _ in found],
        "_nth": [nth for _, nth, _ in found],
        "scheme": [each.scheme.value for _, _, each in found],
        "value_raw": [each.raw for _, _, each in found],
        "value": [each.value for _, _, each in found],
        "repair": [each.repair for _, _, each in found],
    }
    return pl.DataFrame(columns, schema={name: pl.Int32 if name == "_nth" else pl.String for name in columns})
