"""Writes rows as MySQL dump text in every shape the readers must take. Test helper: the inverse of the
reader.

`Value` is what MySQL holds: text, bytes that are not text, a number, or NULL (None).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Value = str | bytes | int | None
Row = Sequence[Value]

_ESCAPES = {
    b"\\": b"\\\\",
    b"'": b"\\'",
    b'"': b'\\"',
    b"\0": b"\\0",
    b"\n": b"\\n",
    b"\r": b"\\r",
    b"\x1a": b"\\Z",
}


def escaped(value: bytes, quote: bytes = b"'") -> bytes:
    """As mysqldump and mydumper write a string: seven bytes escaped, all else raw."""
    for raw, written in _ESCAPES.items():
        value = value.replace(raw, written)
    return quote + value + quote


def doubled(value: bytes, quote: bytes = b"'") -> bytes:
    """As other tools write a string: the quote doubled, line breaks and control bytes raw."""
    return quote + value.replace(b"\\", b"\\\\").replace(quote, quote * 2) + quote


def literal(value: Value, write: object = escaped, quote: bytes = b"'") -> bytes:
    if value is None:
        return b"NULL"
    if isinstance(value, int):
        return str(value).encode()
    data = value if isinstance(value, bytes) else value.encode()
    return write(data, quote)  # type: ignore[operator, no-any-return]


def tuple_text(row: Row, write: object = escaped, quote: bytes = b"'", comma: bytes = b",") -> bytes:
    return b"(" + comma.join(literal(value, write, quote) for value in row) + b")"


def names(columns: Sequence[str]) -> bytes:
    return b"(" + b", ".join(f"`{c}`".encode() for c in columns) + b")"


def create_table(table: str, columns: Sequence[str]) -> bytes:
    body = ",\n".join(f"  `{c}` varchar(2000) DEFAULT ''" for c in columns)
    text = f"CREATE TABLE `{table}` (\n{body},\n  PRIMARY KEY (`{columns[0]}`)\n) ENGINE=MyISAM;\n"
    return text.encode()


HEADER = b"\n/*!40101 SET NAMES utf8 */;\n/*!40103 SET TIME_ZONE='+00:00' */;\n"


def complete_insert(table: str, columns: Sequence[str], rows: Iterable[Row], per_statement: int = 3) -> bytes:
    """Shape 1: column list and every tuple on one line."""
    head = f"INSERT INTO `{table}` ".encode() + names(columns) + b" VALUES "
    return b"".join(head + b",".join(map(tuple_text, part)) + b";\n" for part in _parts(rows, per_statement))


def plain_insert(table: str, columns: Sequence[str], rows: Iterable[Row], per_statement: int = 3) -> bytes:
    """Shape 2: no column list; the names are those of CREATE TABLE."""
    head = f"INSERT INTO `{table}` VALUES ".encode()
    body = b"".join(head + b",".join(map(tuple_text, part)) + b";\n" for part in _parts(rows, per_statement))
    return create_table(table, columns) + f"LOCK TABLES `{table}` WRITE;\n".encode() + body + b"UNLOCK TABLES;\n"


def multiline_insert(table: str, columns: Sequence[str], rows: Iterable[Row], per_statement: int = 3) -> bytes:
    """Shape 3: VALUES at the end of the line, one tuple a line, a comment line between two of them."""
    head = f"INSERT INTO `{table}` VALUES\n".encode()
    body = b"".join(
        head + b",\n# it's 1 row (of many);\n".join(map(tuple_text, part)) + b";\n"
        for part in _parts(rows, per_statement)
    )
    return create_table(table, columns) + body


def mydumper_insert(table: str, columns: Sequence[str], rows: Iterable[Row], per_statement: int = 3) -> bytes:
    """Shape 4: double-quoted strings, the comma before the tuple; the schema stands in a file of its own."""
    head = f"INSERT INTO `{table}` VALUES".encode()
    body = b"".join(
        head + b"\n,".join(tuple_text(row, quote=b'"') for row in part) + b";\n" for part in _parts(rows, per_statement)
    )
    return b"/*!40101 SET NAMES binary*/;\n" + body


def doubled_insert(table: str, columns: Sequence[str], rows: Iterable[Row], per_statement: int = 3) -> bytes:
    """Quotes doubled, raw line breaks, INSERT IGNORE, CRLF between statements."""
    head = f"INSERT IGNORE INTO `{table}` ".encode() + names(columns) + b" VALUES\r\n"
    return b"".join(
        head + b",\r\n".join(tuple_text(row, doubled) for row in part) + b";\r\n"
        for part in _parts(rows, per_statement)
    )


def spaced_insert(table: str, columns: Sequence[str], rows: Iterable[Row], per_statement: int = 3) -> bytes:
    """A blank after every comma, as phpMyAdmin writes; REPLACE INTO; no backticks."""
    head = f"REPLACE INTO {table} (".encode() + ", ".join(columns).encode() + b") VALUES\n"
    return b"".join(
        head + b",\n".join(tuple_text(row, doubled, comma=b", ") for row in part) + b";\n"
        for part in _parts(rows, per_statement)
    )


SHAPES = {
    "complete": complete_insert,
    "plain": plain_insert,
    "multiline": multiline_insert,
    "mydumper": mydumper_insert,
    "doubled": doubled_insert,
    "spaced": spaced_insert,
}


def _parts(rows: Iterable[Row], size: int) -> list[list[Row]]:
    every = list(rows)
    return [every[i : i + size] for i in range(0, len(every), size)]
