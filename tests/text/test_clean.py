"""Cleaning text that came through web forms and database dumps."""

import pytest

from stocktake.text.clean import clean_text


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("<em>Drosophila</em> genetics", "Drosophila genetics"),
        ("H<sub>2</sub>O", "H2O"),
        ("one<br/>two<p>three", "one two three"),
        ("Garc&#243;a &amp; Sons", "Garcóa & Sons"),
        ("M&amp;#252;ller", "Müller"),
        ("&amp;amp;amp;", "&amp;"),
        ("&lt;em&gt;x&lt;/em&gt;", "x"),
        ("AT&T, a &lt b", "AT&T, a &lt b"),
        ("a < b and c > d", "a < b and c > d"),
        ("nul\x00 and bell\x07", "nul and bell"),
        ("\ufeffTitle", "Title"),
        ("zero\u200bwidth \u202ebidi\u202c", "zerowidth bidi"),
        ("  two   blanks\tand\nlines\u00a0 ", "two blanks and lines"),
        ("", ""),
    ],
)
def test_text_as_people_meant_it(written: str, cleaned: str) -> None:
    assert clean_text(written) == cleaned


def test_astral_characters_stay() -> None:
    assert clean_text("𝔘nicode 📚") == "𝔘nicode 📚"
