"""ISBNs, names, titles and damage, one fact at a time."""

from random import Random

import isbnlib
import pytest
from stdnum import isbn as stdnum_isbn

from stocktake.demo.damage import (
    article_moved,
    misprint,
    mojibake,
    scientific,
    truncated,
    typo,
    without_diacritics,
)
from stocktake.demo.isbns import IsbnMint, hyphenated, isbn10
from stocktake.demo.people import Name, cast
from stocktake.demo.titles import TitleSpec, full_title, main_title
from stocktake.demo.transliteration import latin_letters
from stocktake.demo.words import LANGUAGES, nouns, publishers, table


def test_every_issued_isbn_is_valid_and_none_comes_twice():
    mint = IsbnMint()
    issued = [mint.issue("07012") for _ in range(25_000)]
    assert len(set(issued)) == 25_000
    assert all(stdnum_isbn.is_valid(isbn) for isbn in issued[::97])
    assert all(stdnum_isbn.to_isbn13(isbn10(isbn)) == isbn for isbn in issued[::97])


@pytest.mark.parametrize("prefix", [row[2] for row in table("publishers")])
def test_a_publishers_prefix_lies_in_a_range_in_use(prefix):
    isbn = IsbnMint().issue(prefix)
    assert hyphenated(isbn) == isbnlib.mask(isbn)


def test_a_misprint_is_wrong_and_always_the_same():
    assert misprint("9780701203627") == misprint("9780701203627") == "9780701203620"
    assert not stdnum_isbn.is_valid("9780701203620")


def test_the_article_moves_behind_the_main_title():
    assert article_moved("The Hidden Garden", "eng") == "Hidden Garden, The"
    assert article_moved("Die Insel: Eine Geschichte", "deu") == "Insel, Die: Eine Geschichte"
    assert article_moved("Winter", "eng") == "Winter"


def test_a_typo_leaves_short_words_and_first_letters_alone():
    assert typo(Random(1), "1632") == "1632"
    slips = {typo(Random(seed), "The Silent Harbour") for seed in range(50)}
    assert len(slips) > 20
    assert all(slip.startswith("The") and abs(len(slip) - 18) <= 1 for slip in slips)


def test_other_damage():
    assert without_diacritics("Müller, Groß, Lefèvre") == "Muller, Gross, Lefevre"
    assert without_diacritics("Фёдоров") == "Фёдоров"
    assert mojibake("Café") == "CafÃ©"
    assert scientific("9780701203627") == "9.78070E+12"
    assert truncated("x" * 50) == "x" * 40


def test_a_name_has_three_forms():
    name = Name("van der Meer", "Jean-Luc A.")
    assert (name.direct(), name.inverted()) == ("Jean-Luc A. van der Meer", "van der Meer, Jean-Luc A.")
    assert name.shortened().given == "J.-L. A."
    assert Name("王", "伟").direct() == Name("王", "伟").inverted() == "王伟"


def test_common_names_are_common():
    people = cast(Random(3), 2_000)
    families = [p.name.family for p in people if p.language == "eng"]
    assert families.count("Smith") > 10 * max(1, families.count("Gathercole"))


def test_namesakes_write_about_other_things_and_pen_names_are_given_once():
    people = cast(Random(3), 600)
    doubles = [(a, b) for a in people for b in people if a.number < b.number and a.name == b.name]
    assert any(a.topic != b.topic for a, b in doubles)
    pens = [p.pen_name for p in people if p.pen_name]
    assert len(pens) == len(set(pens)) > 5


def test_a_title_can_be_said_in_every_language():
    harbour = next(n for n, noun in enumerate(nouns()) if noun.bare["eng"] == "Harbour")
    said = [main_title(TitleSpec("adjective", (0, harbour)), language) for language in LANGUAGES]
    assert said == [
        "The Silent Harbour",
        "Der stille Hafen",
        "Le port silencieux",
        "El puerto silencioso",
        "Тихая гавань",
        "寂静的港口",
    ]


def test_a_subtitle_follows_a_colon():
    assert full_title(TitleSpec("introduction", (5,), 3), "eng") == "Introduction to Botany: A Practical Guide"


def test_russian_in_latin_letters():
    assert latin_letters("Тихая гавань, Щукин") == "Tikhaya gavan, Shchukin"


def test_both_houses_publish_in_every_language():
    assert all(publishers(language, house) for language in LANGUAGES for house in (True, False))
