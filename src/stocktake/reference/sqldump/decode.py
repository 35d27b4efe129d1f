r"""Batches of rows to columns: Polars' CSV reader on lightly prepared text, and proof that it read them
right.

`)` ends a CSV line, the string's quote is the CSV quote, and the first field of each line is what stands
between two rows. NULL outside strings only ever follows a comma, so `,NULL` becomes a comma and a marker
everywhere and the marker becomes the text NULL again inside strings. Whenever a check fails, the slow
reader reads the batch: it is right for every shape and names the rows that are wrong. The only doubled look
at a batch is the price of a bad row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from stocktake.reference.sqldump import literals
from stocktake.reference.sqldump.escapes import Markers
from stocktake.reference.sqldump.report import Reject, reject
from stocktake.reference.sqldump.statements import Batch, Piece

REPAIRED = "_repaired"
_ODD = "[\0\ufeff\ufffd]"
_ESCAPES = {'\\"': '"', "\\n": "\n", "\\r": "\r", "\\0": "\0", "\\Z": "\x1a", "\\t": "\t", "\\b": "\b"}
_UNUSUAL_LITERAL = r"^(?:0[xX]|(?i:null)$)"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Columns as text (null is NULL, '' is ''), the row's line, and whether a character was repaired."""

    frame: pl.DataFrame
    rejects: list[Reject]
    n_rows: int
    fast: bool


class _Unsure(Exception):
    """The fast reader cannot vouch for a batch."""


def decode(batch: Batch, wanted: Sequence[str]) -> Decoded:
    """The wanted columns of a batch of pieces that belong together.

    Blanks between values, as phpMyAdmin writes them, are taken out before the slow reader is asked.
    """
    for prepare in (list, _without_blanks):
        with suppress(_Unsure):
            frame = _fast(prepare(batch), wanted)
            return Decoded(frame, [], frame.height, fast=True)
    return decode_slowly(batch, wanted)


def _without_blanks(batch: Batch) -> Batch:
    """The batch without blanks outside strings; nothing where no string follows a blank."""
    first = batch[0]
    if first.mixed or not re.match(rb"[^'\"]*,[ \t]" + first.quote, first.text):
        return []
    blanks = re.compile(rb"(Q[^Q]*Q)|\s+".replace(b"Q", first.quote))
    return [replace(piece, text=blanks.sub(rb"\1", piece.text)) for piece in batch]


def decode_slowly(batch: Batch, wanted: Sequence[str]) -> Decoded:
    """Row by row; a row with another number of values than columns is rejected and the others go on."""
    columns = batch[0].target.columns
    places = [columns.index(name) for name in wanted]
    kept: list[list[str | None]] = []
    rejects: list[Reject] = []
    for piece in batch:
        _read_piece(piece, places, kept, rejects)
    frame = pl.DataFrame(kept, schema=dict.fromkeys(wanted, pl.String), orient="row")
    return Decoded(_with_repairs(frame, True), rejects, len(kept) + len(rejects), fast=False)


def _read_piece(piece: Piece, places: list[int], kept: list[list[str | None]], rejects: list[Reject]) -> None:
    text = piece.markers.show(piece.text)
    line, counted, n_columns = piece.line, 0, len(piece.target.columns)
    for row in literals.rows(text):
        line, counted = line + text.count(b"\n", counted, row.start), row.start
        if row.values is not None and len(row.values) == n_columns:
            kept.append([row.values[i] for i in places])
            continue
        if row.values is None:
            reason = "a value is neither a string, a number nor NULL"
        else:
            reason = f"{len(row.values)} values where `{piece.target.table}` has {n_columns} columns"
        rejects.append(reject(line, reason, "Compare this row with its source.", text[row.start : row.stop]))


def _fast(batch: Batch, wanted: Sequence[str]) -> pl.DataFrame:
    if not batch or batch[0].mixed or not batch[0].markers.are_text:
        raise _Unsure
    first = batch[0]
    quote, markers = first.quote, first.markers
    text = b",".join(piece.text for piece in batch)
    opened = b"(" + quote in text
    # A quoted first column gets a field of its own; inside strings the comma is taken out again.
    text = b",(," + text[1:].replace(b",(", b",(,") if opened else b"," + text
    nulled = b",NULL" in text
    if nulled:
        text = text.replace(b",NULL", b"," + markers.null)
    frame, lossy = _csv(text, first, wanted, opened)
    if _holds(frame, wanted, quote.decode()) and not _quotes_are_fences(text, quote):
        raise _Unsure
    frame = _restored(frame, wanted, markers, opened)
    odd = lossy or any(mark in text for mark in (b"\\0", b"\0", b"\xef\xbb\xbf", b"\xef\xbf\xbd"))
    return _with_repairs(frame, odd)


def _csv(text: bytes, piece: Piece, wanted: Sequence[str], opened: bool) -> tuple[pl.DataFrame, bool]:
    """Fields of the wanted columns, all rows proven to have the right number of fields."""
    names = ["#before", *(["#bracket"] if opened else []), *piece.target.columns, "#overflow"]
    columns = _unique(["#before", names[1], *wanted, piece.target.columns[-1], "#overflow"])
    fenced = b"," * (len(names) - 1) + b")" + text  # a first line that fixes the number of fields
    frame, lossy = _read_csv(fenced, names, columns, piece.quote.decode())
    frame = frame.slice(1)
    before, bracket = frame["#before"], frame[names[1]]
    right = (
        frame["#overflow"].null_count() == frame.height
        and all(frame[name].null_count() == 0 for name in columns[1:-1])
        and bool((before.is_null() | (before.str.strip_chars() == "")).all())
        and bool(bracket.str.strip_chars_start().str.starts_with("(").all())
    )
    if not right or (opened and not bool((bracket.str.strip_chars_start() == "(").all())):
        raise _Unsure
    if not opened:
        unquoted = bracket.str.strip_chars_start().str.slice(1).str.strip_chars()
        if bool((unquoted == "NULL").any()):
            raise _Unsure
        frame = frame.with_columns(unquoted.alias(names[1]))
    return frame.select(_unique(wanted)), lossy


def _read_csv(text: bytes, names: list[str], columns: list[str], quote: str) -> tuple[pl.DataFrame, bool]:
    schema, places = dict.fromkeys(names, pl.String), sorted(map(names.index, columns))
    for lossy in (False, True):
        try:
            frame = pl.read_csv(
                text, has_header=False, schema=schema, columns=places, quote_char=quote, eol_char=")",
                infer_schema=False, encoding="utf8-lossy" if lossy else "utf8", truncate_ragged_lines=True,
            )  # fmt: skip
        except PolarsError as problem:
            if lossy or "utf-8" not in str(problem):
                raise _Unsure from problem
        else:
            return frame, lossy
    raise _Unsure


def _unique(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _holds(frame: pl.DataFrame, wanted: Sequence[str], quote: str) -> bool:
    """Whether a value shows a quote: doubled in the text, or a sign of text the CSV rules do not cover."""
    odd_literal = [(pl.col(n).str.contains(_UNUSUAL_LITERAL) & (pl.col(n) != "NULL")).any() for n in wanted]
    if any(frame.select(odd_literal).row(0)):
        raise _Unsure
    return any(frame.select(pl.col(name).str.contains(quote, literal=True).any() for name in wanted).row(0))


def _quotes_are_fences(text: bytes, quote: bytes) -> bool:
    """Every opening quote follows a comma (or is the second of two), every closing one precedes a comma or
    `)`.
    """
    data = np.frombuffer(text + b",", np.uint8)
    places = np.flatnonzero(data[:-1] == quote[0])
    opening, closing = places[0::2], places[1::2]
    if len(opening) != len(closing):
        return False
    before = np.isin(data[opening - 1], np.frombuffer(b"," + quote, np.uint8))
    after = np.isin(data[closing + 1], np.frombuffer(b",)" + quote, np.uint8))
    return bool(before.all() and after.all())


def _restored(frame: pl.DataFrame, wanted: Sequence[str], markers: Markers, opened: bool) -> pl.DataFrame:
    """Markers and escapes back to what they stand for, in those columns that hold any; NULL to null."""
    null = markers.null.decode()
    back = {
        markers.backslash.decode(): "\\",
        markers.apostrophe.decode(): "'",
        markers.quote.decode(): '"',
        null: "NULL",
    }
    marks = "".join(f"\\x{{{ord(mark):x}}}" for mark in back)
    touched = "[\\\\" + marks + "]" + (r"|,\(," if opened else "")
    flags = frame.select(pl.col(name).str.contains(touched).any() for name in wanted).row(0)
    pairs = {**_ESCAPES, **back, **({",(,": ",("} if opened else {})}
    changed = []
    for name in (name for name, flag in zip(wanted, flags, strict=True) if flag):
        text = pl.when(pl.col(name) != null).then(pl.col(name))
        value = text.str.replace_all(r'\\([^"nr0Ztb%_])', "${1}")
        changed.append(value.str.replace_many(list(pairs), list(pairs.values())).alias(name))
    return frame.with_columns(changed)


def _with_repairs(frame: pl.DataFrame, odd: bool) -> pl.DataFrame:
    """Adds `_repaired`: NUL, a byte order mark or a replaced byte stands in one of the row's values."""
    if not odd:
        return frame.with_columns(pl.lit(False).alias(REPAIRED))
    found = [pl.col(name).str.contains(_ODD).fill_null(False) for name in frame.columns]
    return frame.with_columns(pl.any_horizontal(found).alias(REPAIRED))
