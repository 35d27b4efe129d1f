"""Columns of bare numbers, told apart and read by arithmetic: the twin of what `parse_identifiers` says of one."""

from __future__ import annotations

import polars as pl

from stocktake.model import Scheme
from stocktake.text.isbn import valid_ean_expr
from stocktake.text.isbn_arithmetic import read_compacts
from stocktake.text.issn import issn_expr

NUMBER = r"[0-9](?:-?[0-9]){5,}-?[0-9Xx]"
"""Seven characters or more: digits, single hyphens between them, perhaps an X at the end."""

_TOKEN, _COMPACT, _BOOK = pl.col("token"), pl.col("compact"), pl.col("book")
_TAIL = pl.when("tail").then(pl.lit("float_tail"))


def read_tokens(tokens: pl.Series) -> pl.DataFrame:
    """scheme, value, repair of texts that are a NUMBER or seven to fourteen digits and a float tail (".0")."""
    found = tokens.alias("token").to_frame().with_row_index("at")
    bare = _TOKEN.str.replace_all("-", "", literal=True).str.replace(r"\..*", "")
    found = found.with_columns(compact=bare.str.to_uppercase(), tail=_TOKEN.str.contains(".", literal=True))
    found = found.with_columns(read_compacts(found["compact"]))
    serial = _BOOK.is_not_null() & _TOKEN.str.contains("^[0-9]{4}-[0-9]{3}[0-9Xx]$")
    book = _BOOK.is_not_null() & issn_expr(pl.when(serial).then(_TOKEN)).is_null()
    found = found.with_columns(is_book=book)
    read = pl.concat([_books(found.filter("is_book")), _others(found.filter(~pl.col("is_book")))])
    return read.sort("at").drop("at")


def _books(found: pl.DataFrame) -> pl.DataFrame:
    """Nine characters with hyphens were printed so, on the books of before 1970."""
    sbn = (pl.col("repair") == "repaired_zero") & _TOKEN.str.contains("-", literal=True)
    small = pl.when(_TOKEN.str.ends_with("x")).then(pl.lit("characters"))
    repair = pl.when(sbn).then(pl.lit("sbn")).otherwise(pl.coalesce("repair", small, _TAIL))
    return found.select("at", pl.lit(Scheme.ISBN13.value).alias("scheme"), _BOOK.alias("value"), repair.alias("repair"))


def _others(found: pl.DataFrame) -> pl.DataFrame:
    """Music, serials, ISBNs with a wrong check digit, article numbers (UPC), and the rest as it stands."""
    length = pl.col("length")
    found = found.with_columns(_COMPACT.str.len_bytes().cast(pl.Int64).alias("length"))
    asked = pl.when(_COMPACT.str.starts_with("977")).then(_TOKEN).when(length == 8).then(_COMPACT)
    found = found.with_columns(issn=issn_expr(asked), ismn=_music(), misprint=_misprint(), upc=_article())
    addon = pl.when(length > 12).then(pl.lit("addon_dropped"))
    kinds = (
        (Scheme.ISMN, "ismn", _TAIL),
        (Scheme.ISSN, "issn", _TAIL),
        (Scheme.ISBN_MISPRINT, "misprint", _TAIL),
        (Scheme.UPC, "upc", pl.coalesce(addon, _TAIL)),
    )
    scheme = [_where_found(at, pl.lit(kind.value)) for kind, at, _ in kinds]
    return found.select(
        "at",
        pl.coalesce(*scheme, pl.lit(Scheme.OTHER.value)).alias("scheme"),
        pl.coalesce(*(at for _, at, _ in kinds), _TOKEN.str.to_uppercase()).alias("value"),
        pl.coalesce(*(_where_found(at, repair) for _, at, repair in kinds)).alias("repair"),
    )


def _where_found(column: str, answer: pl.Expr) -> pl.Expr:
    return pl.when(pl.col(column).is_not_null()).then(answer)


def _music() -> pl.Expr:
    shaped = pl.when(_COMPACT.str.contains("^9790[0-9]{9}$")).then(_COMPACT)
    return pl.when(valid_ean_expr(shaped)).then(_COMPACT)


def _misprint() -> pl.Expr:
    """Shaped like an ISBN, and not one digit repeated."""
    shaped = _COMPACT.str.contains("^(?:[0-9]{9}[0-9X]|97[89][0-9]{10})$")
    nine = pl.when(shaped).then(_COMPACT.str.slice(pl.col("length") - 10, 9))
    return pl.when(nine.cast(pl.Int64) % 111_111_111 != 0).then(_COMPACT)


def _article() -> pl.Expr:
    shaped = _COMPACT.str.contains("^(?:[0-9]{12}|[0-9]{14}|[0-9]{17})$") & ~_COMPACT.str.contains("^97[89]")
    twelve = pl.when(shaped).then(_COMPACT.str.head(12))
    return pl.when(valid_ean_expr(twelve)).then(twelve)
