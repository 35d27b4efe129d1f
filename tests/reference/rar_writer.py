"""Writes RAR 5 archives without compression: there is no free packer to make test files with."""

from __future__ import annotations

import zlib

SIGNATURE = b"Rar!\x1a\x07\x01\0"


def rar5(files: dict[str, bytes]) -> bytes:
    body = b"".join(_file(name.encode(), data) for name, data in files.items())
    return SIGNATURE + _block(1, 0, _number(0)) + body + _block(5, 0, _number(0))


def encrypted_rar5() -> bytes:
    """The header that says: all that follows is encrypted, file names too."""
    return SIGNATURE + _block(4, 0, _number(0) + _number(0) + b"\x0f" + bytes(range(16))) + bytes(range(64))


def _file(name: bytes, data: bytes) -> bytes:
    fields = (
        _number(4) + _number(len(data)) + _number(0o100644) + zlib.crc32(data).to_bytes(4, "little")
        + _number(0) + _number(1) + _number(len(name)) + name
    )  # fmt: skip
    return _block(2, 2, _number(len(data)) + fields) + data


def _block(kind: int, flags: int, fields: bytes) -> bytes:
    header = _number(kind) + _number(flags) + fields
    sized = _number(len(header)) + header
    return zlib.crc32(sized).to_bytes(4, "little") + sized


def _number(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
