"""A .bib file cut into its entries, and an entry into its fields."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bibtexparser.model import DuplicateFieldKeyBlock, ParsingFailedBlock
from bibtexparser.model import Entry as Block
from bibtexparser.splitter import Splitter

from stocktake.text.vocabulary import paired

LONGEST = 1 << 20
MONTHS = paired("jan:1 feb:2 mar:3 apr:4 may:5 jun:6 jul:7 aug:8 sep:9 oct:10 nov:11 dec:12")

_TYPES = (
    "article|book|mvbook|inbook|bookinbook|booklet|collection|mvcollection|incollection|manual|misc|online|periodical|"
    "proceedings|mvproceedings|inproceedings|conference|reference|inreference|report|techreport|thesis|phdthesis|"
    "mastersthesis|unpublished"
)
_START = re.compile(
    rf"(?:^|(?<=\}}))[^\S\n]*@[^\S\n]*(?:(?P<type>[A-Za-z]+)\s*[{{(]|(?P<bare>(?:{_TYPES})\b))",
    re.MULTILINE | re.IGNORECASE,
)
_NO_ENTRY = ("string", "comment", "preamble")
_STRING = re.compile(r"@\s*string\s*[{(]\s*([^\s=]+)\s*=(.*)[})]", re.IGNORECASE | re.DOTALL)
_KEY = re.compile(r"@\s*[A-Za-z]+\s*[{(]?\s*([^\s,={}()\"]+)")

# bibtexparser tells every broken entry to the log, which without a handler ends on the user's screen.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as it stands. `fields` are by lower-case name, braces and quotes around them gone, strings put in.
    `problem` says why it cannot be read, else ''. `repeated` names fields that stand twice (the first one counts).
    """

    line: int
    kind: str
    key: str
    fields: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    repeated: tuple[str, ...] = ()


def items(text: str) -> Iterator[Item]:
    """The entries in order. @string is applied, @comment, @preamble and text between entries are no entries.

    An entry ends where the next one starts at the beginning of a line, so a missing brace costs no other entry.
    """
    strings = dict(MONTHS)
    starts = list(_START.finditer(text))
    ends = [*(start.start() for start in starts), len(text)][1:]
    line, counted = 1, 0
    for start, end in zip(starts, ends, strict=True):
        at = text.index("@", start.start())
        line, counted = line + text.count("\n", counted, at), at
        kind = (start["type"] or start["bare"]).lower()
        if kind == "string":
            strings.update(_definition(text[at:end], strings))
        elif kind not in _NO_ENTRY:
            yield _item(text[at:end], line, kind, strings)


def _definition(raw: str, strings: Mapping[str, str]) -> dict[str, str]:
    found = _STRING.match(raw[:LONGEST])
    return {found[1].lower(): evaluated(found[2], strings)} if found else {}


def _item(raw: str, line: int, kind: str, strings: Mapping[str, str]) -> Item:
    key = _KEY.match(raw)
    named = key[1] if key else ""
    if len(raw) > LONGEST:
        return Item(line, kind, named, problem="it goes on for more than a megabyte")
    block, problem = _block(raw)
    if block is None:
        return Item(line, kind, named, problem=problem)
    fields: dict[str, str] = {}
    for each in block.fields:
        fields.setdefault(str(each.key).lower(), evaluated(str(each.value), strings))
    counted = Counter(str(each.key).lower() for each in block.fields)
    repeated = tuple(sorted(name for name, times in counted.items() if times > 1))
    return Item(line, kind, str(block.key), fields, repeated=repeated)


def _block(raw: str) -> tuple[Block | None, str]:
    """The first entry of a stretch of text, or what bibtexparser says is wrong with it."""
    problem = "it is not @type{key, field = value, …}"
    for block in Splitter(raw).split().blocks:
        entry = block.ignore_error_block if isinstance(block, DuplicateFieldKeyBlock) else block
        if isinstance(entry, Block):
            return entry, ""
        if isinstance(block, ParsingFailedBlock):
            problem = " ".join(str(getattr(block.error, "abort_reason", block.error)).split())
    return None, problem.rstrip(".")


def evaluated(raw: str, strings: Mapping[str, str]) -> str:
    """The text of a value: pieces in braces or quotes, numbers and names of strings, joined by "#". A name that was
    never defined stands for itself.
    """
    return "".join(_piece(piece.strip(), strings) for piece in _pieces(raw))


def _piece(piece: str, strings: Mapping[str, str]) -> str:
    if len(piece) > 1 and piece[0] + piece[-1] in ("{}", '""'):
        return piece[1:-1]
    return strings.get(piece.lower(), piece)


def _pieces(raw: str) -> Iterator[str]:
    depth, in_quotes, start = 0, False, 0
    for found in re.finditer(r'\\.|[{}"#]', raw, re.DOTALL):
        mark = found.group()
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
        elif mark == '"' and depth == 0:
            in_quotes = not in_quotes
        elif mark == "#" and depth == 0 and not in_quotes:
            yield raw[start : found.start()]
            start = found.end()
    yield raw[start:]
