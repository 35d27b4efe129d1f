"""The nasty rows themselves: corrections are data, and so are the traps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stocktake.demo.rows import Sql, Value


@dataclass(frozen=True, slots=True)
class Odd:
    """One trap: `values` are true after decoding; `spelt` says how a column stands in the file instead of the
    usual escaping; `shape` is the name of the statement's shape."""

    code: str
    why: str
    values: Mapping[str, Value]
    spelt: Mapping[str, Sql] = field(default_factory=dict)
    shape: str = "COMPLETE"


def _titled(title: str, author: str = "Ada Quickfall", **more: Value) -> dict[str, Value]:
    return {"Title": title, "Author": author, **more}


UPDATED_ROWS = (
    Odd("backslash_at_end", r"the value ends in a backslash, so the text ends in \\'", _titled("C:\\")),
    Odd("tuple_break_in_title", "looks like the end of a row", _titled("Points (1,2),(3,4) and '),('")),
    Odd("statement_end_in_title", "semicolon and an escaped line end", _titled("First;\nSecond');\nThird")),
    Odd(
        "raw_line_end_in_title",
        "semicolon and a line end that is not escaped",
        _titled("Raw;\nline end"),
        {"Title": Sql("'Raw;\nline end'")},
    ),
    Odd("nul_escaped", "a NUL byte, escaped", _titled("Nul\0escaped")),
    Odd("nul_raw", "a NUL byte as it is", _titled("Nul\0raw"), {"Title": Sql("'Nul\0raw'")}),
    Odd(
        "invalid_utf8",
        "two bytes that are no UTF-8: each becomes U+FFFD",
        _titled("Caf\ufffd and \ufffd end"),
        {"Title": Sql("'Caf\udce9 and \udcff end'")},
    ),
    Odd("byte_order_mark", "U+FEFF inside the value", _titled("\ufeffMarked \ufefftitle")),
    Odd("astral_character", "characters beyond U+FFFF", _titled("Owls 🦉 and 𝔉raktur 𠀋")),
    Odd(
        "long_commentary",
        "a commentary of ten thousand characters",
        _titled("A Book Much Commented", Commentary="It's long; " * 909),
    ),
    Odd("empty_next_to_null", "'' and NULL side by side", _titled("Nothing Twice", Series="", Edition=None)),
    Odd(
        "zero_date",
        "dates of zeros",
        _titled("No Day at All", TimeAdded="0000-00-00 00:00:00", TimeLastModified="0000-00-00 00:00:00"),
    ),
    Odd(
        "insert_text_in_value",
        "a whole INSERT as text",
        _titled("INSERT INTO `updated` VALUES (7,'no row');\nINSERT INTO `fiction` VALUES"),
    ),
    Odd(
        "persian_year",
        "the year in Persian digits",
        _titled("باغ زمستان", "دریا کوهستانی", Year="۱۳۸۵", Language="Persian"),
    ),
    Odd(
        "csbn",
        "a Chinese book number of old",
        _titled("江边的灯塔", "林海", Identifier="10019·2341", Language="Chinese"),
    ),
    Odd("author_inverted", "family name first", _titled("The Inverted Gardener", "Thistlewood, Ambrose K.")),
    Odd("author_direct", "given name first", _titled("The Upright Gardener", "Ambrose K. Thistlewood")),
    Odd("hidden_cpr", "hidden after a complaint, still a row", _titled("A Hidden Orchard", Visible="cpr")),
    Odd(
        "real_book",
        "the book that the next three are not",
        _titled("Wind on the Glass Stair", "Orlando Penhallow", Identifier="9780709900016"),
    ),
    Odd(
        "study_guide",
        "a study guide",
        _titled("Study Guide: Wind on the Glass Stair by Orlando Penhallow", "Bright Owl Guides"),
    ),
    Odd("summary", "a summary", _titled("Summary of Wind on the Glass Stair", "Pocket Digests")),
    Odd(
        "same_title_other_author",
        "another book of the same title",
        _titled("Wind on the Glass Stair", "Hannelore Düsterbeck", Year="1971"),
    ),
    Odd("lower_case_md5", "checksums are lower case here", _titled("Small Letters", MD5="ab" * 16)),
    Odd("no_file", "an edition without a file: no checksum, no bytes", _titled("A Book and No File")),
    Odd(
        "doubled_quote",
        "a quote escaped by doubling",
        _titled("It's 'quoted'"),
        {"Title": Sql("'It''s ''quoted'''")},
    ),
    Odd("control_z", "byte 26, escaped as \\Z", _titled("Stop\x1ahere")),
    Odd("tab", "a tab as it is", _titled("Before\tafter")),
    Odd("escaped_tab", r"a tab written \t", _titled("One\ttwo"), {"Title": Sql(r"'One\ttwo'")}),
    Odd("null_as_text", "the word NULL is a title", _titled("NULL")),
    Odd("backslash_n_as_text", r"a backslash and N are a title", _titled("\\N")),
    Odd(
        "pattern_escape",
        r"\% and \_ keep their backslash in MySQL",
        _titled("100\\% Wool and a\\_b"),
        {"Title": Sql(r"'100\% Wool and a\_b'")},
    ),
    Odd(
        "unknown_escape",
        r"\q is q in MySQL",
        _titled("The quiet Escape"),
        {"Title": Sql(r"'The \quiet Escape'")},
    ),
    Odd("comment_marks", "no comments inside a value", _titled("-- Dashes /* stars */ # and a hash")),
    Odd("html", "tags and entities are part of the raw value", _titled("<em>Caf&#233;</em> &amp; Bar")),
    Odd("huge_file", "a size beyond 32 bits", _titled("The Heavy Book", Filesize=5_000_000_123)),
    Odd(
        "isbn_cut_off",
        "the column ended in the middle of the last ISBN",
        _titled("A Set of Many", Identifier="9780709900016,0709900015,97807099"),
    ),
    Odd("delimiter_text", "the word DELIMITER in a value", _titled("\nDELIMITER ;;\nand so on")),
    Odd(
        "three_byte_space",
        "no-break, zero-width and right-to-left characters",
        _titled("No\u00a0break zero\u200bwidth \u202eright"),
    ),
    Odd("bare_shape", "a row of a statement without columns", _titled("Bare, but Whole"), shape="BARE"),
    Odd("lined_shape", "a row on a line of its own", _titled("On a Line of Its Own"), shape="LINED"),
    Odd("lined_after_comment", "a comment line stands before it", _titled("After the Comment"), shape="LINED"),
    Odd(
        "double_quoted",
        "double quotes around, an apostrophe inside",
        _titled('It\'s "double" quoted'),
        {"Title": Sql('"It\'s \\"double\\" quoted"')},
        "MYDUMPER",
    ),
    Odd(
        "double_quote_doubled",
        "a double quote escaped by doubling",
        _titled('The "second" way'),
        {"Title": Sql('"The ""second"" way"')},
        "MYDUMPER",
    ),
    Odd(
        "columns_reordered",
        "the statement names its columns in another order",
        _titled("Every Column Elsewhere", Identifier="9780709900016", Publisher="Three Rooks"),
        shape="REORDERED",
    ),
)

FICTION_ROWS = (
    Odd(
        "upper_case_md5",
        "checksums are upper case here",
        _titled("Capital Letters", "Quickfall, Ada", MD5="CD" * 16, TimeLastModified=None),
        shape="LINED",
    ),
    Odd(
        "fiction_inverted",
        "family name first",
        _titled("Two at Once", "Yelland, Kit; Vane, Lu"),
        shape="LINED",
    ),
    Odd(
        "fiction_flipped",
        "the first name is flipped",
        _titled("Flip", "Kit, Yelland; Vane, Lu"),
        shape="LINED",
    ),
    Odd("no_file", "an edition without a file", _titled("No File Again", "Yelland, Kit"), shape="LINED"),
    Odd("numeric_title", "a number is a title", _titled("1632", "Ormerod, Ruth"), shape="LINED"),
    Odd("lined_break", "row and statement ends in a title", _titled("a),\n(b);\n", "Vane, Lu"), shape="LINED"),
)

SCIMAG_ROWS = (
    Odd(
        "doi_with_isbn",
        "a chapter: the DOI holds the ISBN of its volume",
        _titled("A Chapter of Its Own", "Ormerod, Ruth", DOI="10.5555/978-0-7099-0001-6_4", ISBN="9780709900016"),
        shape="BARE",
    ),
    Odd(
        "doi_odd_characters",
        "a DOI of an older kind",
        _titled("On <i>Bees</i>; a reply", "", DOI="10.5555/(SICI)2999-0017(199801)3:1<1::AID-JHS1>3.0.CO;2-#"),
        shape="BARE",
    ),
)
