"""ISBNs for invented books: each publisher issues its own, in order, and every check digit is right."""

from __future__ import annotations

from collections import Counter


def check_digit_13(first_twelve: str) -> str:
    """Weights 1, 3, 1, 3 …, modulo 10."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(first_twelve))
    return str(-total % 10)


def check_digit_10(first_nine: str) -> str:
    """Weights 10 … 2, modulo 11, ten written X."""
    total = sum(int(digit) * weight for digit, weight in zip(first_nine, range(10, 1, -1), strict=True))
    remainder = -total % 11
    return "X" if remainder == 10 else str(remainder)


def isbn10(isbn13: str) -> str:
    """The ten-character form of a 978 ISBN."""
    return isbn13[3:12] + check_digit_10(isbn13[3:12])


def hyphenated(isbn: str) -> str:
    """Parted as printed; the demo's registrants have four digits (three in group 84), titles four."""
    lead, body = (isbn[:3], isbn[3:]) if len(isbn) == 13 else ("", isbn)
    group = 2 if body.startswith("84") else 1
    parts = [lead, body[:group], body[group:5], body[5:9], body[9]]
    return "-".join(part for part in parts if part)


class IsbnMint:
    """Issues ISBN-13s, none twice. A registrant that has used up its 10,000 numbers gets the next block."""

    def __init__(self) -> None:
        self._issued: Counter[str] = Counter()

    def issue(self, prefix: str) -> str:
        """The next ISBN-13 of a publisher, whose prefix is group and registrant (five digits)."""
        serial = self._issued[prefix]
        self._issued[prefix] += 1
        blocks, item = divmod(serial, 10_000)
        # 4,001 and 10,000 share no factor, so numbers look scattered and still never meet.
        first_twelve = f"978{int(prefix) + blocks:05d}{(item * 4001 + 137) % 10_000:04d}"
        return first_twelve + check_digit_13(first_twelve)
