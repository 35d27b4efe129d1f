"""Numbers of public identities: ISNI, ORCID iD and IPI name number, read only when their check digits are right.

A number names a public identity, not a person: a pen name has one of its own. Nothing here joins two of them.
Leading zeros that a spreadsheet took are put back, since all three have a fixed length; a number without any digit but
nought is a placeholder and rejected.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stocktake.text.distinct import beyond_ascii, on_distinct, where
from stocktake.text.isbn import QUOTES, plain_characters

ISNI, ORCID, IPI = "isni", "orcid", "ipi"
SCHEMES = (ISNI, ORCID, IPI)

_ADDRESS = r"(?i)^\s*(?:https?://)?(?:[a-z]+\.)?(?:isni|orcid)\.org/(?:isni/|page/)?"
_LABEL = r"(?i)^[\s(\[]*(?:(?:isni|orcid|cae|ipi|name|number|no|nr|id|urn)[\s:.#=/()\[\]-]*)+"
_FLOAT_TAIL = r"\.0+$"
_PUNCTUATION = r"[\s.\-\u2010-\u2015/)\]]+"
_SHAPES = {ISNI: "[0-9]{7,15}[0-9X]", ORCID: "[0-9]{7,15}[0-9X]", IPI: "[0-9]{3,11}"}
_LENGTHS = {ISNI: 16, ORCID: 16, IPI: 11}


def isni(raw: str) -> str | None:
    """The ISNI as 16 characters: "ISNI 0000 0001 2103 2683", "https://isni.org/isni/0000000121032683", "121032683".

    The last character is ISO 7064 MOD 11-2 over the fifteen digits before it (ISO 27729).
    """
    number = _compact(raw, ISNI)
    return number if number and isni_check_digit(number[:-1]) == number[-1] else None


def orcid(raw: str) -> str | None:
    """The ORCID iD as "0000-0002-1825-0097", from a bare number, a hyphenated one or its address; checked as ISNI."""
    number = _compact(raw, ORCID)
    if number is None or isni_check_digit(number[:-1]) != number[-1]:
        return None
    return "-".join(number[at : at + 4] for at in range(0, 16, 4))


def ipi(raw: str) -> str | None:
    """The IPI name number (formerly CAE) as 11 digits: "IPI 00014107338", "14107338", "000.141.073-38".

    An IPI base number (I-000000229-7) names a person behind several names and is none.
    """
    number = _compact(raw, IPI)
    return number if number and ipi_check_digits(number[:-2]) == number[-2:] else None


def isni_check_digit(fifteen: str) -> str:
    """ISO 7064 MOD 11-2 of fifteen digits, X for ten."""
    total = 0
    for digit in fifteen:
        total = 2 * (total + int(digit)) % 11
    check = (12 - total) % 11
    return "X" if check == 10 else str(check)


def ipi_check_digits(nine: str) -> str:
    """Weights 10 to 2, the complement to 101; a complement of 100 or 101 is written 00 (CISAC)."""
    rest = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), nine, strict=True)) % 101
    return f"{(101 - rest) % 101 % 100:02d}"


def _compact(raw: str, scheme: str) -> str | None:
    """The characters of the number with its leading zeros, or None where they have not its shape."""
    text = re.sub(_FLOAT_TAIL, "", re.sub(_LABEL, "", re.sub(_ADDRESS, "", plain_characters(raw).strip())))
    number = re.sub(_PUNCTUATION, "", text).upper()
    if not re.fullmatch(_SHAPES[scheme], number) or not re.search("[1-9]", number):
        return None
    return number.zfill(_LENGTHS[scheme])


_READ: dict[str, Callable[[str], str | None]] = {ISNI: isni, ORCID: orcid, IPI: ipi}


def person_id(scheme: str, raw: str) -> str | None:
    """The number of one scheme, or None: a wrong check digit, another shape, an unknown scheme."""
    read = _READ.get(scheme)
    return read(raw) if read else None


def person_ids(schemes: pl.Series, raws: pl.Series) -> pl.Series:
    """`person_id` for two columns of equal length; null stays null."""
    values = pl.Series("value", [None], dtype=pl.String).new_from_index(0, len(raws))
    for scheme in SCHEMES:
        rows = (schemes == scheme).fill_null(value=False).arg_true()
        if len(rows):
            values = values.scatter(rows, _SERIES[scheme](raws.gather(rows)))
    return values


def isni_series(raws: pl.Series) -> pl.Series:
    """`isni` for a text column."""
    numbers = _compact_series(raws, ISNI)
    return _where(numbers, _mod_11_2(numbers))


def orcid_series(raws: pl.Series) -> pl.Series:
    """`orcid` for a text column."""
    parts = [pl.lit(isni_series(raws)).str.slice(at, 4) for at in range(0, 16, 4)]
    return pl.select(pl.concat_str(parts, separator="-").alias(raws.name)).to_series()


def ipi_series(raws: pl.Series) -> pl.Series:
    """`ipi` for a text column."""
    numbers = _compact_series(raws, IPI)
    return _where(numbers, _mod_101(numbers))


_SERIES = {ISNI: isni_series, ORCID: orcid_series, IPI: ipi_series}


def _compact_series(raws: pl.Series, scheme: str) -> pl.Series:
    plain = where(raws, beyond_ascii(raws), lambda odd: on_distinct(odd, plain_characters, pl.String))
    plain = plain.str.replace_all(QUOTES, "")
    plain = plain.str.replace_all("\x00", "", literal=True).str.replace_all("_", "-", literal=True)
    text = plain.str.strip_chars().str.replace(_ADDRESS, "").str.replace(_LABEL, "").str.replace(_FLOAT_TAIL, "")
    number = text.str.replace_all(_PUNCTUATION, "").str.to_uppercase()
    fits = number.str.contains(f"^(?:{_SHAPES[scheme]})$") & number.str.contains("[1-9]")
    return _where(number.str.pad_start(_LENGTHS[scheme], "0"), fits.fill_null(value=False).to_numpy())


def _where(numbers: pl.Series, holds: NDArray[np.bool_]) -> pl.Series:
    return numbers.zip_with(pl.Series(holds), pl.Series([None], dtype=pl.String))


def _digits(numbers: pl.Series, length: int) -> NDArray[np.int64]:
    """One row a number, its characters as 0 to 9 and X as ten; nulls as noughts."""
    text = numbers.fill_null("0" * length).str.join("").item() if len(numbers) else ""
    codes = np.frombuffer(text.encode("ascii"), dtype=np.uint8).reshape(-1, length).astype(np.int64)
    return np.where(codes == ord("X"), 10, codes - ord("0"))


def _mod_11_2(numbers: pl.Series) -> NDArray[np.bool_]:
    """The fifteen digits weigh 2^15 down to 2; with the check character the sum leaves 1."""
    digits = _digits(numbers, 16)
    weights = 2 ** np.arange(15, -1, -1, dtype=np.int64)
    return np.asarray((digits @ weights) % 11 == 1)


def _mod_101(numbers: pl.Series) -> NDArray[np.bool_]:
    digits = _digits(numbers, 11)
    rest = (digits[:, :9] @ np.arange(10, 1, -1, dtype=np.int64)) % 101
    return np.asarray((101 - rest) % 101 % 100 == digits[:, 9] * 10 + digits[:, 10])
