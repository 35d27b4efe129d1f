"""The INSERT statements of a dump in every shape that has been seen, as text.

Bytes that are no UTF-8 are carried as surrogates (errors="surrogateescape") until the file is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from stocktake.demo.rows import Row, Value
from stocktake.demo.schema import columns, default

LONGEST_STATEMENT = 1_000_000  # characters; what mysqldump puts into one line
_ESCAPES = str.maketrans({"\\": "\\\\", "'": "\\'", '"': '\\"', "\n": "\\n", "\r": "\\r", "\0": "\\0", "\x1a": "\\Z"})


def literal(value: Value, quote: str = "'") -> str:
    """A value as mysqldump writes it: NULL, a bare number, or a quoted text with backslash escapes."""
    if value is None:
        return "NULL"
    return f"{quote}{value.translate(_ESCAPES)}{quote}" if isinstance(value, str) else str(value)


def tuples(table: str, rows: Iterable[Row], quote: str = "'", order: Sequence[str] = ()) -> Iterator[str]:
    """Each row as "(…,…)" in the order of the table, or in the given order of columns."""
    plan = [(name, literal(default(table, name), quote)) for name in order or columns(table)]
    for row in rows:
        values = {"ID": row.number, **row.values}
        spelt = {name: literal(value, quote) for name, value in values.items()} | row.spelt
        yield f"({','.join([spelt.get(name, empty) for name, empty in plan])})"


def complete_inserts(table: str, rows: Iterable[Row], order: Sequence[str] = ()) -> Iterator[str]:
    """Shape 1: the columns named, one statement a line, about a megabyte each."""
    names = ", ".join(f"`{name}`" for name in order or columns(table))
    head = f"INSERT INTO `{table}` ({names}) VALUES "
    return _one_line(head, tuples(table, rows, order=order))


def bare_inserts(table: str, rows: Iterable[Row]) -> Iterator[str]:
    """Shape 2: as shape 1, without the columns."""
    return _one_line(f"INSERT INTO `{table}` VALUES ", tuples(table, rows))


def lined_inserts(table: str, rows: Iterable[Row], batch: int = 1_500) -> Iterator[str]:
    """Shape 3: a line a row, and a comment line among them."""
    found = tuples(table, rows)
    while part := list(islice(found, batch)):
        if len(part) > 1:
            part[1] = f"# {len(part)} rows in this statement, (1,'not a row'),\n{part[1]}"
        yield f"INSERT INTO `{table}` VALUES\n" + ",\n".join(part) + ";\n"


def mydumper_inserts(table: str, rows: Iterable[Row]) -> Iterator[str]:
    """Shape 4: double quotes, and the comma in front of the next line."""
    yield f"INSERT INTO `{table}` VALUES" + "\n,".join(tuples(table, rows, quote='"')) + ";\n"


def _one_line(head: str, found: Iterable[str]) -> Iterator[str]:
    part: list[str] = []
    length = 0
    for text in found:
        if part and length + len(text) > LONGEST_STATEMENT:
            yield f"{head}{','.join(part)};\n"
            part, length = [], 0
        part.append(text)
        length += len(text) + 1
    if part:
        yield f"{head}{','.join(part)};\n"
