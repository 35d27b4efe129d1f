"""The facts of the sheets of an old binary workbook ([MS-XLS] in a compound file, [MS-CFB]): hidden rows, extent."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from struct import Struct, error, unpack_from

from stocktake.catalogue.sheet_facts import SheetFacts

_END, _ENTRY = 0xFFFFFFFA, 128
_RECORD = Struct("<HH")
_START_OF_PART, _SHEET_LISTED, _ROW = 0x0809, 0x0085, 0x0208
_CELLS = {0x0006, 0x0203, 0x0204, 0x0205, 0x00D6, 0x00FD, 0x027E}
_MANY_CELLS = {0x00BD, 0x00BE}
_HIDDEN_AT, _HIDDEN = 12, 0x20
_WORKSHEET, _SINCE_1997 = 0x0010, 0x0600


def xls_facts(data: bytes) -> dict[str, SheetFacts]:
    """Facts by sheet name. Raises ValueError for a file whose parts cannot be found."""
    try:
        book = _workbook_stream(data)
        return {name: _scan(book, start) for name, start in _listed(book)}
    except (error, IndexError) as problem:
        raise ValueError(f"its parts cannot be found: {problem}") from None


def _listed(book: bytes) -> Iterator[tuple[str, int]]:
    """Name and place of every sheet. Since 1997 a byte in front of a name tells the width of its characters."""
    has_width = unpack_from("<H", book, 4)[0] == _SINCE_1997
    for kind, at, length in _records(book, 0):
        if kind == _SHEET_LISTED and length >= 8:
            start, n_characters, width = unpack_from("<I2xBB", book, at)
            wide = has_width and width & 1
            first = at + 7 + has_width
            raw = book[first : first + n_characters * (1 + wide)]
            yield raw.decode("utf-16-le" if wide else "latin-1", errors="replace"), start


def _scan(book: bytes, start: int) -> SheetFacts:
    """The part from its first record to its last, which stands before the next part's first."""
    facts = SheetFacts()
    for kind, at, length in islice(_records(book, start), 1, None):
        if kind == _START_OF_PART and unpack_from("<H", book, at + 2)[0] == _WORKSHEET:
            return facts
        if kind in _CELLS and length >= 4:
            facts.reach(*unpack_from("<HH", book, at))
        elif kind in _MANY_CELLS and length >= 6:
            facts.reach(unpack_from("<H", book, at)[0], unpack_from("<H", book, at + length - 2)[0])
        elif kind == _ROW and length > _HIDDEN_AT and book[at + _HIDDEN_AT] & _HIDDEN:
            facts.hidden_rows.add(unpack_from("<H", book, at)[0] + 1)
    return facts


def _records(book: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Number, place and length of the content of each record from a place on."""
    while at + _RECORD.size <= len(book):
        kind, length = _RECORD.unpack_from(book, at)
        yield kind, at + _RECORD.size, length
        at += _RECORD.size + length


def _workbook_stream(data: bytes) -> bytes:
    """The stream "Workbook" (or "Book", before 1997) of a compound file: a small file system of sectors in chains."""
    sector = 1 << unpack_from("<H", data, 30)[0]
    small = 1 << unpack_from("<H", data, 32)[0]
    if sector not in (512, 4096) or small != 64:
        raise ValueError("sectors of an unknown size")
    chains = _chains(data, sector)
    first_folder, cutoff, first_small = unpack_from("<I4xII", data, 48)
    folder = _chain(data, chains, first_folder, sector, sector)
    if len(folder) % _ENTRY:
        raise ValueError("its table of contents is cut off")
    entries = [folder[at : at + _ENTRY] for at in range(0, len(folder) - _ENTRY + 1, _ENTRY)]
    named = {_name(entry): entry for entry in reversed(entries)}
    entry = named.get("Workbook") or named.get("Book")
    if entry is None:
        raise ValueError("no part is called Workbook")
    start, size = unpack_from("<II", entry, 116)
    if size >= cutoff:
        return _chain(data, chains, start, sector, sector)[:size]
    inside = _chain(data, chains, unpack_from("<I", entries[0], 116)[0], sector, sector)
    table = _chain(data, chains, first_small, sector, sector)
    small_chains = unpack_from(f"<{len(table) // 4}I", table)
    return _chain(inside, small_chains, start, small, 0)[:size]


def _chains(data: bytes, sector: int) -> tuple[int, ...]:
    """The table that names the next sector of each sector; its own sectors are listed in the header and,
    for large files, in a chain of lists."""
    numbers = list(unpack_from("<109I", data, 76))
    more, n_more = unpack_from("<II", data, 68)
    per_list = sector // 4 - 1
    for _ in range(min(n_more, len(data) // sector)):
        if more >= _END:
            break
        *listed, more = unpack_from(f"<{per_list + 1}I", data, (more + 1) * sector)
        numbers += listed
    used = [number for number in numbers if number < _END and (number + 2) * sector <= len(data)]
    return tuple(
        next_one for number in used for next_one in unpack_from(f"<{sector // 4}I", data, (number + 1) * sector)
    )


def _chain(data: bytes, chains: tuple[int, ...], start: int, size: int, offset: int) -> bytes:
    """The sectors of a chain, which no sector may stand in twice."""
    out, seen, at = [], set[int](), start
    while at < _END:
        if at in seen:
            raise ValueError("a chain of sectors runs in a circle")
        seen.add(at)
        out.append(data[offset + at * size : offset + (at + 1) * size])
        at = chains[at]
    return b"".join(out)


def _name(entry: bytes) -> str:
    length = int(unpack_from("<H", entry, 64)[0])
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
