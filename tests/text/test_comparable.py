"""The columns both sides of a comparison carry."""

import polars as pl

from stocktake.text.comparable import COMPARABLE_COLUMNS, with_comparable_columns


def test_all_columns_from_one_row() -> None:
    row = {
        "title": "Calculus of Variations, Vol. 1",
        "subtitle": "an introduction",
        "edition": "2nd ed.",
        "year": "c1999",
        "publisher": "Springer Verlag",
        "language": "English",
        "other": "kept",
    }
    made = with_comparable_columns(pl.DataFrame([row])).row(0, named=True)
    assert made == {
        **row,
        "title_key": "calculus of variations an introduction",
        "main_key": "calculus of variations",
        "subtitle_key": "an introduction",
        "parallel_key": None,
        "volume_key": "1",
        "edition_number": 2,
        "year_number": 1999,
        "language_code": "eng",
        "publisher_key": "springer",
        "is_generic": False,
    }


def test_missing_columns_count_as_empty() -> None:
    made = with_comparable_columns(pl.DataFrame({"title": ["Poems", None]}))
    assert made["title_key"].to_list() == ["poems", None]
    assert made["is_generic"].to_list() == [True, False]
    assert made["year_number"].to_list() == [None, None]


def test_subtitle_told_in_the_title_is_not_repeated() -> None:
    made = with_comparable_columns(pl.DataFrame({"title": ["Emma: a novel"], "subtitle": ["a novel"]}))
    assert made["title_key"].to_list() == ["emma a novel"]


def test_own_volume_field_goes_before_the_title() -> None:
    made = with_comparable_columns(pl.DataFrame({"title": ["Works, vol. 1", "Works, vol. 1"], "volume": ["II", None]}))
    assert made["volume_key"].to_list() == ["2", "1"]


def test_keys_stand_in_latin_letters_without_the_volume() -> None:
    titles = ["Стекло, том 2", "Vol. 2", "Живопись = La peinture"]
    made = with_comparable_columns(pl.DataFrame({"title": titles}))
    assert made["main_key"].to_list() == ["steklo", "vol 2", "zhivopis"]
    assert made["parallel_key"].to_list() == [None, None, "peinture"]
    assert made["volume_key"].to_list() == ["2", "2", None]


def test_types_hold_for_an_empty_frame() -> None:
    made = with_comparable_columns(pl.DataFrame(schema={"title": pl.String}))
    assert made.columns == ["title", *COMPARABLE_COLUMNS]
    assert made.schema["edition_number"] == made.schema["year_number"] == pl.Int16
    assert made.schema["is_generic"] == pl.Boolean


def test_the_original_title_of_a_translation_stands_as_its_parallel_title() -> None:
    rows = {
        "title": ["The Stranger", "The Trial = Der Process", "Emma", "Peter Pan", "The waste land", None],
        "original_title": ["L'étranger : roman", "Der Proceß", "Emma", None, "Poems", "L'étranger"],
    }
    made = with_comparable_columns(pl.DataFrame(rows))
    assert made["parallel_key"].to_list() == ["etranger", "process", None, None, None, "etranger"]


def test_a_told_original_title_goes_before_what_stands_behind_the_equals_sign() -> None:
    made = with_comparable_columns(pl.DataFrame({"title": ["Tale = Conte"], "original_title": ["Märchen"]}))
    assert made["parallel_key"].to_list() == ["marchen"]
