"""Bytes → text. A list comes as UTF-8, as Excel's "Unicode text" (UTF-16), as Windows-1252, or as a mixture.

Everything downstream sees clean UTF-8 with `\\n` or `\\r\\n` line ends; what was done to get there is
counted.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from pathlib import Path

from charset_normalizer import from_bytes

from stocktake.errors import BadInput, UsageProblem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SCRIPTS = [
    "cp1251",
    "koi8_r",
    "cp1253",
    "cp1255",
    "cp1256",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "euc_kr",
]
_UNASSIGNED = {0xDC00 + byte: byte for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_CONTROLS = re.compile(rb"[\x01-\x08\x0b\x0e-\x19\x1b-\x1f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_LETTERS = re.compile(rb"[A-Za-z\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """`data` is UTF-8 without BOM or NUL; `other_lines` are the lines of a UTF-8 file read as
    Windows-1252."""

    data: bytes
    encoding: str
    other_lines: tuple[int, ...] = ()
    nuls: int = 0
    guessed: bool = False


def decode(path: Path, data: bytes, declared: str | None = None) -> Decoded:
    """Decode by the declared encoding, else by BOM, else by sniffing.

    Order: BOM, UTF-16 without BOM (every other byte NUL), UTF-8, UTF-8 with some Windows-1252 lines, another
    script (only when most letters are non-ASCII), Windows-1252. Raises BadInput for bytes that are no text.
    """
    found = _declared(path, data, declared) if declared else _sniffed(path, data)
    return _with_plain_line_ends(_without_inner_boms(found))


def _declared(path: Path, data: bytes, declared: str) -> Decoded:
    try:
        text = data.decode(declared)
    except LookupError:
        raise UsageProblem(f"The profile names the encoding {declared!r}, which does not exist.") from None
    except UnicodeDecodeError as error:
        raise BadInput(
            path,
            f"is not {declared} as the profile says (byte {error.start}).",
            "Correct `encoding` in the profile, or remove it to have it sniffed.",
        ) from None
    return _from_text(text, declared)


def _sniffed(path: Path, data: bytes) -> Decoded:
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None) or _utf16_by_nuls(data)
    if encoding == "utf-8-sig":
        return _utf8_or_mixed(data[3:], "utf-8-sig")
    if encoding:
        return _from_text(data.decode(encoding, errors="replace"), encoding)
    _refuse_binary(path, data)
    return _utf8_or_mixed(data, "utf-8")


def _utf16_by_nuls(data: bytes) -> str | None:
    even, odd = data[0:4096:2], data[1:4096:2]
    if len(odd) > 1 and odd.count(0) > 0.4 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if len(odd) > 1 and even.count(0) > 0.4 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    return None


def _refuse_binary(path: Path, data: bytes) -> None:
    sample = data[:65536]
    if len(_CONTROLS.findall(sample)) + sample.count(0) / 4 > 0.02 * len(sample):
        raise BadInput(path, "is not a text table or a workbook.", "Export the list as CSV (UTF-8) or XLSX.")


def _from_text(text: str, encoding: str) -> Decoded:
    nuls = text.count("\0")
    plain = text.removeprefix("\ufeff").replace("\0", "") if nuls else text.removeprefix("\ufeff")
    return Decoded(plain.encode("utf-8", errors="replace"), encoding, nuls=nuls)


def _utf8_or_mixed(data: bytes, name: str) -> Decoded:
    nuls = data.count(0)
    if nuls:
        data = data.replace(b"\0", b"")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _mixed_or_legacy(data, name, nuls)
    return Decoded(data, name, nuls=nuls)


def _mixed_or_legacy(data: bytes, name: str, nuls: int) -> Decoded:
    """Windows-1252 is hardly ever valid UTF-8 by chance: one such line in ten, or a BOM, tells a mixture."""
    lines = data.split(b"\n")
    odd = [number for number, line in enumerate(lines, 1) if not _is_utf8(line)]
    beyond_ascii = sum(not line.isascii() for line in lines)
    if name == "utf-8-sig" or 10 * (beyond_ascii - len(odd)) >= len(odd):
        for number in odd:
            lines[number - 1] = windows_1252(lines[number - 1]).encode()
        return Decoded(b"\n".join(lines), f"{name} with windows-1252 lines", tuple(odd), nuls)
    text, encoding = _legacy(data)
    return Decoded(text.encode(), encoding, nuls=nuls, guessed=True)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _legacy(data: bytes) -> tuple[str, str]:
    sample = data[:200_000]
    if len(_HIGH.findall(sample)) > 0.4 * len(_LETTERS.findall(sample)):
        best = from_bytes(sample, cp_isolation=_SCRIPTS).best()
        if best is not None:
            return data.decode(best.encoding, errors="replace"), best.encoding
    return windows_1252(data), "windows-1252"


def windows_1252(data: bytes) -> str:
    """Windows-1252 with its five unassigned bytes read as Latin-1, so that no byte is lost."""
    return data.decode("cp1252", errors="surrogateescape").translate(_UNASSIGNED)


def _without_inner_boms(found: Decoded) -> Decoded:
    """Files put one behind another keep their BOMs, each before the first cell of a line."""
    if codecs.BOM_UTF8 not in found.data:
        return found
    return replace(found, data=re.sub(rb"(^|[\r\n])\xef\xbb\xbf", rb"\1", found.data))


def _with_plain_line_ends(found: Decoded) -> Decoded:
    """Old Macintosh files end lines with a lone CR; those become LF. A CR inside other files is left
    alone."""
    if b"\n" in found.data or b"\r" not in found.data:
        return found
    data = found.data.replace(b"\r", b"\n")
    return Decoded(data, found.encoding, found.other_lines, found.nuls, found.guessed)
