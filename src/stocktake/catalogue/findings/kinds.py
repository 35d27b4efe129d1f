"""Every kind of finding: what it is called, how much it matters, on which sheet of the fix list it stands, and what to
do about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """MEND: as it stands the title may be lost or taken for another. CHECK: probably wrong, a person must look.
    NOTE: worth knowing, right in many catalogues.
    """

    MEND = "mend"
    CHECK = "check"
    NOTE = "note"


SHEETS = (
    "Rows not used",
    "ISBN conflicts",
    "ISBN wrong",
    "ISBN form",
    "ISBN prefixes",
    "Repeated rows",
    "Works",
    "Contributors",
    "Titles",
    "Years",
    "Gaps",
    "Files and columns",
)
"""The sheets of the fix list, the most worthwhile first."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding. `title` completes "so many …"; `advice` is one sentence."""

    code: str
    sheet: str
    severity: Severity
    title: str
    advice: str


_MEND, _CHECK, _NOTE = Severity.MEND, Severity.CHECK, Severity.NOTE

KINDS = (
    Kind(
        "isbn_reused",
        "ISBN conflicts",
        _MEND,
        "ISBN on titles that seem different books",
        "Find out which title the ISBN belongs to and give the others their own; if it is the number of a set, say so.",
    ),
    Kind(
        "isbn_two_works",
        "ISBN conflicts",
        _MEND,
        "ISBN under two work ids",
        "One book belongs to one work: use one of the work ids for all its rows.",
    ),
    Kind(
        "isbn_two_formats",
        "ISBN conflicts",
        _MEND,
        "ISBN on rows of different formats",
        "Each format needs an ISBN of its own: find out which format this one belongs to.",
    ),
    Kind(
        "isbn_same_in_row",
        "ISBN conflicts",
        _MEND,
        "ISBN given for two formats or volumes of one row",
        "Each format and each volume needs an ISBN of its own: clear the one that was copied.",
    ),
    Kind(
        "isbn_repeated",
        "ISBN conflicts",
        _CHECK,
        "ISBN on several rows of one book",
        "Keep one row for each ISBN, or say in what the rows differ.",
    ),
    Kind(
        "doi_repeated",
        "ISBN conflicts",
        _CHECK,
        "DOI on several rows",
        "A DOI names one article or chapter: find out which row it belongs to.",
    ),
    Kind(
        "isbn_digits_lost",
        "ISBN wrong",
        _MEND,
        "number rounded by a spreadsheet",
        "The last digits are lost: format the column as text in the source, enter the number again and export again.",
    ),
    Kind(
        "isbn_check_digit",
        "ISBN wrong",
        _MEND,
        "ISBN with a wrong check digit",
        "A digit is wrong or two have changed places, and nobody can tell which: copy the number from the book.",
    ),
    Kind(
        "identifier_unreadable",
        "ISBN wrong",
        _MEND,
        "identifier that is of no known kind",
        "Look the number up and enter it again, or move it to a column of its own if it is a number of your house.",
    ),
    Kind(
        "identifier_placeholder",
        "ISBN wrong",
        _CHECK,
        "identifier that is a placeholder",
        "Leave the cell empty where there is no number.",
    ),
    Kind(
        "isbn_zero_filled",
        "ISBN form",
        _CHECK,
        "ISBN that has lost its leading zeros",
        "The suggested number fits its check digit, as one wrong number in eleven does: confirm it, and keep the "
        "column as text.",
    ),
    Kind(
        "issn_in_isbn_column",
        "ISBN form",
        _CHECK,
        "ISSN in a column of ISBNs",
        "Move the number to a column of ISSNs, and give the ISBN if the title has one.",
    ),
    Kind(
        "not_a_book_number",
        "ISBN form",
        _CHECK,
        "number of another kind in a column of ISBNs",
        "This kind of number names something other than a book: move it to a column of its own and give the ISBN.",
    ),
    Kind(
        "isbn_lookalikes",
        "ISBN form",
        _CHECK,
        "ISBN with letters or signs in place of digits or hyphens",
        "Enter the number again with plain digits: it holds a sign that may not be seen.",
    ),
    Kind(
        "isbn_extra_digits",
        "ISBN form",
        _NOTE,
        "ISBN with digits of something else around it",
        "Keep the thirteen digits of the ISBN only.",
    ),
    Kind(
        "isbn10_only",
        "ISBN form",
        _NOTE,
        "ISBN given in its ten-digit form only",
        "Thirteen digits have been the norm since 2007: replace the number by its thirteen-digit form.",
    ),
    Kind(
        "isbn_prefix_elsewhere",
        "ISBN prefixes",
        _CHECK,
        "ISBN whose prefix stands with another imprint",
        "It may be an acquired or distributed title, or a typing error in the ISBN or the imprint.",
    ),
    Kind(
        "row_repeated",
        "Repeated rows",
        _CHECK,
        "row that says the same as an earlier one",
        "Delete the row, unless the two stand for different products; then say in what they differ.",
    ),
    Kind(
        "row_id_repeated",
        "Repeated rows",
        _CHECK,
        "row id on several rows",
        "A row id must name one row: give each row its own.",
    ),
    Kind(
        "work_id_unlike",
        "Works",
        _CHECK,
        "work id on titles that share neither words nor authors",
        "Find out whether the row belongs to this work.",
    ),
    Kind(
        "work_id_split",
        "Works",
        _NOTE,
        "title under several work ids",
        "If it is one work, use one work id, so that its editions are counted once.",
    ),
    Kind(
        "contributors_missing",
        "Contributors",
        _CHECK,
        "title without any contributor",
        "Name the author or editor: a title without a valid ISBN cannot be told from its namesakes otherwise.",
    ),
    Kind(
        "name_several_people",
        "Contributors",
        _CHECK,
        "name that seems to be of several people",
        "Give each person a place of their own, parted by semicolons.",
    ),
    Kind(
        "name_digits",
        "Contributors",
        _CHECK,
        "name with digits in it",
        "Leave dates and numbers out of the name.",
    ),
    Kind(
        "name_initial_only",
        "Contributors",
        _CHECK,
        "name of initials only",
        "Give the family name.",
    ),
    Kind(
        "role_unread",
        "Contributors",
        _CHECK,
        "name with a bracket that is no known role",
        "Use a common word for the role (editor, translator, illustrator …), or leave the bracket out.",
    ),
    Kind(
        "names_cut_short",
        "Contributors",
        _NOTE,
        "list of names that ends in “et al.”",
        "Name everybody who is to be found by their name.",
    ),
    Kind(
        "nobody_named",
        "Contributors",
        _NOTE,
        "credit that names nobody",
        "If the author is known, give the name; if not, leave the cell empty.",
    ),
    Kind(
        "name_without_forename",
        "Contributors",
        _NOTE,
        "name without its forename, given elsewhere in the catalogue",
        "If it is the person suggested, give the full name here too.",
    ),
    Kind(
        "name_all_caps",
        "Contributors",
        _NOTE,
        "name in capitals",
        "Write the name with small letters: capitals hide how “MacDonald” or “van der Meer” is written.",
    ),
    Kind(
        "name_corporate",
        "Contributors",
        _NOTE,
        "name that was read as an organisation",
        "Nothing to do if it is one; if it is a person, write “Family, Given”.",
    ),
    Kind(
        "title_missing",
        "Titles",
        _MEND,
        "row without a title",
        "Give the title: an identifier alone cannot be checked against anything.",
    ),
    Kind(
        "title_says_nothing",
        "Titles",
        _CHECK,
        "title that is a placeholder",
        "Give the title, or leave the row out until there is one.",
    ),
    Kind(
        "text_mojibake",
        "Titles",
        _CHECK,
        "text whose accents were read wrongly",
        "Export the file as UTF-8 again, or set repair_mojibake = true in the profile.",
    ),
    Kind(
        "text_letters_lost",
        "Titles",
        _CHECK,
        "text with a sign in place of a letter",
        "A letter could not be written by an earlier export: enter it again in the source and export as UTF-8.",
    ),
    Kind(
        "text_untidy",
        "Titles",
        _NOTE,
        "text with tags, entities or stray blanks",
        "Use the tidied text.",
    ),
    Kind(
        "title_cut",
        "Titles",
        _CHECK,
        "title that seems cut at the width of a column",
        "Give the whole title; widen the field in the system that exports it.",
    ),
    Kind(
        "isbn_in_title",
        "Titles",
        _CHECK,
        "title with an ISBN in it",
        "Move the number to the column of ISBNs.",
    ),
    Kind(
        "format_in_title",
        "Titles",
        _NOTE,
        "title that ends with its format or edition",
        "Move the words to the columns for format and edition.",
    ),
    Kind(
        "article_behind",
        "Titles",
        _NOTE,
        "title with its article behind",
        "Nothing is lost in matching; write the article in front where people are to read the title.",
    ),
    Kind(
        "title_all_caps",
        "Titles",
        _NOTE,
        "title in capitals",
        "Write the title as it stands on the title page.",
    ),
    Kind(
        "year_future",
        "Years",
        _CHECK,
        "year that lies in the future",
        "Correct the year, unless the title is announced that far ahead.",
    ),
    Kind(
        "year_before_print",
        "Years",
        _CHECK,
        "year before the first printed books",
        "Give the year of this edition; if it is the year of the work, keep it in another column.",
    ),
    Kind(
        "year_unreadable",
        "Years",
        _CHECK,
        "year that could not be read",
        "Write the year with four digits, or, if all dates are written alike, declare date_locale in the profile.",
    ),
    Kind(
        "year_before_979",
        "Years",
        _CHECK,
        "year before 2007 with an ISBN that begins with 979",
        "Numbers of this kind were not given out then: correct the year or the ISBN.",
    ),
    Kind(
        "year_before_ebooks",
        "Years",
        _NOTE,
        "digital format with a year before 1990",
        "Give the year of the digital edition; this may be the year of the printed one.",
    ),
    Kind(
        "year_before_isbn",
        "Years",
        _NOTE,
        "year before 1967 with an ISBN",
        "There were no ISBNs then: the year may be that of an earlier edition, not of the one with this ISBN.",
    ),
    Kind(
        "identifier_missing",
        "Gaps",
        _CHECK,
        "title without any identifier",
        "Give the ISBN: without one, only title and author can find the book.",
    ),
    Kind(
        "language_unreadable",
        "Gaps",
        _NOTE,
        "language that is of no known name or code",
        "Use a common name or an ISO code (English, en, eng).",
    ),
    Kind("year_missing", "Gaps", _NOTE, "title without a year", "Give the year of this edition."),
    Kind("publisher_missing", "Gaps", _NOTE, "title without a publisher", "Name the publisher or the imprint."),
    Kind("language_missing", "Gaps", _NOTE, "title without a language", "Name the language of the text."),
    Kind("format_missing", "Gaps", _NOTE, "title without a format", "Name the format: hardback, paperback, e-book …"),
    Kind(
        "column_missing",
        "Gaps",
        _NOTE,
        "column that a sheet does not have or leaves empty",
        "Add the column to the export if your system holds it.",
    ),
)  # fmt: skip
"""All kinds that this program finds itself, in order of worth within each sheet. Rejected rows and the reader's own
warnings bring theirs along (`kind_of_code`)."""

BY_CODE = {kind.code: kind for kind in KINDS}


def in_words(code: str) -> str:
    """The title of a kind, also of one that a reader brought along: "too_many_cells" is "too many cells"."""
    return BY_CODE[code].title if code in BY_CODE else code.replace("_", " ")
