"""From dump text to batches of whole rows, by statement and never by line.

Statements other than INSERT … VALUES are stepped over with their strings and comments respected; between
`DELIMITER ;;` and `DELIMITER ;` nothing is read at all, whatever it looks like (trigger bodies hold INSERTs).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stocktake.errors import BadInput
from stocktake.reference.sqldump.escapes import Markers
from stocktake.reference.sqldump.report import DumpReport, reject
from stocktake.reference.sqldump.scan import Scan, scan_by_parity, scan_by_token
from stocktake.reference.sqldump.schema import FindSchema, Head, Schemas, Target, create_table, insert_head
from stocktake.reference.sqldump.window import CHUNK, Window

LOOK_AHEAD = 1 << 16
_COMMENTS = rb"#[^\n]*(?:\n|\Z)|--(?=\s|\Z)[^\n]*(?:\n|\Z)|/\*[\s\S]*?\*/"
_BLANK = re.compile(rb"(?:[\s;]+|" + _COMMENTS + rb")*")
_BETWEEN_ROWS = re.compile(rb"(?:[\s,]+|" + _COMMENTS + rb")*")
_DELIMITER = re.compile(rb"DELIMITER[ \t]+(\S+)[^\n]*(?:\n|\Z)", re.IGNORECASE)
_INSERT = re.compile(rb"(?:INSERT|REPLACE)\s", re.IGNORECASE)
_AFTER_ROWS = re.compile(rb"(?:AS\s|ON\s+DUPLICATE\s)", re.IGNORECASE)
_QUOTE = re.compile(rb"['\"]")
_CUT_OFF = ("the file ends inside this statement", "Fetch the dump again; its other rows were used.")


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole rows of one INSERT, `(…),(…)`, with escapes hidden. `mixed`: both kinds of quote open strings."""

    target: Target
    text: bytes
    line: int
    quote: bytes
    markers: Markers
    mixed: bool = False

    def joins(self, other: Piece) -> bool:
        mine = (self.target, self.quote, self.markers, self.mixed)
        return mine == (other.target, other.quote, other.markers, other.mixed)


Batch = list[Piece]


class Statements:
    """One pass over one dump. `wanted` says of a table and its columns whether rows are to be given out."""

    def __init__(
        self,
        window: Window,
        name: str,
        wanted: Callable[[Target], bool],
        find_schema: FindSchema,
        report: DumpReport,
    ) -> None:
        self._window, self._name, self._wanted, self._find = window, name, wanted, find_schema
        self._report, self._schemas, self._delimiter = report, Schemas(), b";"

    @property
    def schemas(self) -> Schemas:
        """The CREATE TABLE statements met so far."""
        return self._schemas

    def batches(self, size: int = CHUNK) -> Iterator[Batch]:
        """Pieces of one table together, up to `size` bytes."""
        batch, held = Batch(), 0
        for piece in self.pieces():
            if batch and (held >= size or not piece.joins(batch[0])):
                yield batch
                batch, held = [], 0
            batch.append(piece)
            held += len(piece.text)
        if batch:
            yield batch

    def pieces(self) -> Iterator[Piece]:
        while self._skip(_BLANK):
            if self._set_delimiter():
                continue
            self._report.n_statements += 1
            head = self._insert()
            if head is None:
                self._step_over()
            else:
                yield from self._rows(head)
        self._report.n_bytes = self._window.n_bytes

    def _skip(self, blank: re.Pattern[bytes]) -> bool:
        """Step over blanks and whole comments; False at the end of the dump."""
        window = self._window
        window.ensure(LOOK_AHEAD)
        while True:
            found = blank.match(window.text, window.position)
            stop = found.end() if found else window.position
            open_comment = stop >= len(window.text) or window.text.startswith(b"/*", stop)
            if not open_comment or not window.refill():
                window.advance(len(window.text) if open_comment else stop)
                return not open_comment

    def _set_delimiter(self) -> bool:
        found = _DELIMITER.match(self._window.text, self._window.position)
        if found:
            self._delimiter = found[1]
            self._window.advance(found.end())
        return found is not None

    def _insert(self) -> Head | None:
        window = self._window
        if self._delimiter != b";" or not _INSERT.match(window.text, window.position):
            return None
        head = insert_head(window.text, window.position)
        if head is None:
            self._report.unreadable[window.text[window.position : window.position + 60].decode("utf-8", "replace")] += 1
        return head

    def _step_over(self) -> None:
        """A statement that is not read; the column names of a CREATE TABLE are kept."""
        window = self._window
        ends = re.compile(
            rb"'[^']*'|\"[^\"]*\"|`[^`]*`|#[^\n]*\n|--(?=\s)[^\n]*\n|/\*[\s\S]*?\*/|(?P<end>"
            + re.escape(self._delimiter)
            + rb")|(?P<open>['\"`]|/\*)"
        )
        while True:
            found = next((m for m in ends.finditer(window.text, window.position) if m.lastgroup), None)
            if found is not None and found.lastgroup == "end":
                break
            if not window.refill():
                self._cut_off()
                return
        table = create_table(window.raw(window.position, found.end())) if self._delimiter == b";" else None
        if table:
            self._schemas[table[0]] = table[1]
        window.advance(found.end())

    def _cut_off(self) -> None:
        window = self._window
        self._report.rejects.append(reject(window.line, *_CUT_OFF, window.raw(window.position)))
        self._report.cut_off = True
        window.advance(len(window.text))

    def _target(self, head: Head) -> Target:
        columns = head.columns or self._schemas.get(head.table) or self._find(head.table)
        if not columns:
            problem = f"INSERT INTO `{head.table}` names no columns and there is no CREATE TABLE for it."
            advice = f"Put the schema beside it as {head.table}-schema.sql."
            raise BadInput(self._name, problem, advice, line=self._window.line)
        return Target(head.table, columns)

    def _rows(self, head: Head) -> Iterator[Piece]:
        target = self._target(head)
        keep = self._wanted(target)
        (self._report.read if keep else self._report.ignored)[head.table] += 1
        self._window.advance(head.end)
        while self._at_row():
            piece, ended = self._next_piece(target)
            if piece and keep:
                yield piece
            if ended:
                return
            if not piece and not self._window.refill():
                self._cut_off()

    def _at_row(self) -> bool:
        """Whether a row begins here, after commas and comments; else the statement is finished off."""
        window = self._window
        if not self._skip(_BETWEEN_ROWS):
            self._report.cut_off = True
            return False
        if window.text.startswith(b"(", window.position):
            return True
        if not window.text.startswith(b";", window.position) and not _AFTER_ROWS.match(window.text, window.position):
            raw = window.raw(window.position, window.position + 200)
            advice = "Compare the dump with its source."
            self._report.rejects.append(reject(window.line, "unreadable text where a row should begin", advice, raw))
        self._step_over()
        return False

    def _next_piece(self, target: Target) -> tuple[Piece | None, bool]:
        """The whole rows from here to the end of the statement or of the window."""
        window = self._window
        start, line = window.position, window.line
        first = _QUOTE.search(window.text, start)
        quote = first[0] if first else b"'"
        landmarks = window.landmarks(b"'" if quote == b'"' else b'"')
        scan = scan_by_parity(window.text, start, quote, landmarks) or scan_by_token(window.text, start)
        text = _without_comments(window.text, start, scan)
        window.advance(scan.end or scan.cut)
        piece = Piece(target, text, line, quote, window.markers, scan.mixed) if text else None
        return piece, scan.end is not None


def _without_comments(text: bytes, start: int, scan: Scan) -> bytes:
    """The rows, each comment replaced by its line breaks so that lines can still be counted."""
    parts = []
    stop = scan.cut if scan.end is None else scan.end - 1
    for a, b in scan.comments:
        if a < stop:
            parts += [text[start:a], b"\n" * text.count(b"\n", a, b)]
            start = b
    parts.append(text[start:stop])
    return b"".join(parts).rstrip()
