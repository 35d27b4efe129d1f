"""Every row of the table of realities of docs/catalogues has fixtures that show it, and each is read as expected."""

from __future__ import annotations

import pytest

from tests.catalogue.told import FILES

REALITIES = {
    "digits lost to scientific notation, in CSV and not in XLSX": [
        "isbn_digits_lost",
        "isbns_shown_in_scientific_notation",
    ],
    "leading zeros dropped, SBN": ["zeros_dropped_from_isbns", "isbns_shown_in_scientific_notation"],
    "stray characters in an ISBN": ["isbns_with_stray_characters"],
    "several ISBNs in a cell": ["several_isbns_in_a_cell", "several_isbns_with_labels"],
    "a column a format": ["wide_people_and_formats", "header_of_two_storeys"],
    "other classes than ISBN": ["identifiers_of_other_classes"],
    "bad check digit": ["isbns_with_wrong_check_digits"],
    "names of columns": [
        "headers_of_many_systems",
        "byline_and_ean",
        "headers_in_german",
        "headers_in_french",
        "headers_in_spanish",
        "headers_in_italian",
        "headers_in_dutch",
        "headers_in_polish_and_russian",
        "isbn_under_an_unknown_name",
        "isbn_list_without_header",
    ],
    "rows that are no titles": [
        "header_in_row_three",
        "cantook_header_in_row_three",
        "header_and_no_rows",
        "separator_line_of_excel",
        "merged_cells_hidden_rows_and_hidden_sheets",
    ],
    "merged cells, hidden rows and sheets, several sheets": [
        "merged_cells_hidden_rows_and_hidden_sheets",
        "header_of_two_storeys",
        "several_sheets",
    ],
    "workbooks of every kind": [
        "several_sheets",
        "old_excel_with_hidden_rows_and_1904_dates",
        "binary_workbook",
        "open_document_with_merged_cells_and_hidden_rows",
    ],
    "encodings": [
        "windows_1252_semicolons_in_german",
        "one_windows_1252_line_in_utf8",
        "utf16_unicode_text",
        "utf8_with_bom",
        "nul_characters",
        "old_macintosh_line_ends",
        "accents_composed_and_decomposed",
    ],
    "delimiters": [
        "windows_1252_semicolons_in_german",
        "utf16_unicode_text",
        "pipes",
        "percent_signs_between_cells",
        "one_column_of_titles_with_commas",
        "broken_quotes_and_ragged_rows",
    ],
    "mojibake": ["mojibake", "mojibake_repaired_on_request"],
    "dates": [
        "dates_as_serial_numbers",
        "dates_of_the_1900_system",
        "dates_of_the_1904_system",
        "short_dates_with_a_declared_order",
    ],
    "names": ["names_of_every_kind", "numbered_contributors_with_roles", "wide_people_and_formats"],
    "titles without their article, cut at 255 characters": [
        "titles_without_their_article",
        "article_in_a_column_of_its_own",
        "titles_cut_at_255_characters",
    ],
    "original titles and statuses": ["original_titles_and_statuses"],
    "feeds in tables": [
        "nielsen_updates",
        "nielsen_deletions",
        "consonance_editions_of_one_work",
        "cantook_header_in_row_three",
        "other_editions_in_columns",
    ],
    "members": ["members_with_numbers"],
}
STEMS = {path.stem for path in FILES}


@pytest.mark.parametrize("reality", REALITIES)
def test_every_reality_has_its_fixtures(reality: str) -> None:
    assert REALITIES[reality]
    assert set(REALITIES[reality]) <= STEMS


def test_every_fixture_shows_a_reality() -> None:
    assert {stem for stems in REALITIES.values() for stem in stems} == STEMS
