"""Every shortcut of the column forms against its plain function, on the shapes that the shortcut takes."""

import unicodedata

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.text.clean import clean_text
from stocktake.text.contributors import CONTRIBUTOR_COLUMNS, contributors_frame
from stocktake.text.doi import doi, doi_expr
from stocktake.text.fold import _COMMON, _members, fold, fold_series, soften, soften_series
from stocktake.text.names import family_key, given_key, name_columns, parse_name
from stocktake.text.person.letters import LETTERS
from stocktake.text.publishers import publisher_key, publisher_key_expr
from stocktake.text.subtitles import subtitle_key, subtitle_key_expr
from stocktake.text.titles import main_key, main_key_expr
from stocktake.text.volumes import volume, volumes_apart, without_volume

LEAN = ("position", "role", "family_key", "given_key")


def of(*pieces: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=7).map("".join)


@pytest.mark.parametrize(
    ("before", "behind"), [("", ""), ("e\u0301", "z"), ("a\u0323", "\u0301b"), ("\u0915\u093c", "\u0301")]
)
def test_every_common_character_is_softened_like_the_plain_function(before: str, behind: str) -> None:
    texts = [
        before + chr(point) + behind for point in sorted(_members(_COMMON)) if unicodedata.category(chr(point)) != "Cn"
    ]
    assert soften_series(pl.Series(texts)).to_list() == [soften(text) for text in texts]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        of("É", "ß", "й", "Å", "\u212b", "İ", "&", "`", "’", "“", "–", "中", "٣", "a", " ", "\u0323", "\u0301", "\xad"),
        max_size=9,
    )
)
def test_table_of_common_letters_equals_decomposition(texts: list[str]) -> None:
    column = pl.Series(texts, dtype=pl.String)
    assert soften_series(column).to_list() == [soften(text) for text in texts]
    assert fold_series(column).to_list() == [fold(text) for text in texts]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        of("a", "b c", ":", " :", "1", ";", "—", " - ", "–", " = ", "(", ")", "[", "'", " ", "é", "中", "a novel"),
        max_size=9,
    )
)
def test_titles_in_parts(texts: list[str]) -> None:
    frame = pl.DataFrame({"t": texts}, schema={"t": pl.String})
    made = frame.select(s=subtitle_key_expr(pl.col("t")), m=main_key_expr(pl.col("t")))
    assert made.rows() == [(subtitle_key(text), main_key(text)) for text in texts]


@settings(deadline=None, max_examples=60)
@given(st.lists(of("vol. 2", "ii", " ", ": ", "tides", "part i", "book two", ", ", "1999"), max_size=9))
def test_one_search_gives_volume_and_rest(texts: list[str]) -> None:
    softened = [soften(clean_text(text)) for text in texts]
    found, rest = volumes_apart(pl.Series(softened, dtype=pl.String))
    assert found.to_list() == [volume(text) for text in softened]
    assert rest.to_list() == [without_volume(text) for text in softened]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        of("The", "Book", "Co", "Wiley", "Sons", "Inc", "s.n.", "Édition", " ", " & ", ", ", ".", "'", "-"), max_size=9
    )
)
def test_publishers(texts: list[str]) -> None:
    frame = pl.DataFrame({"p": [*texts, None]}, schema={"p": pl.String})
    assert frame.select(publisher_key_expr(pl.col("p"))).to_series().to_list() == [*map(publisher_key, texts), None]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        of(
            "10.1016/",
            "10.1000.5/",
            "S0140-6736",
            "(05)",
            "x",
            "Ab",
            "10.",
            "/",
            ".",
            ")",
            "%2F",
            "doi:",
            " ",
            "é",
            "\n",
        ),
        max_size=9,
    )
)
def test_dois(texts: list[str]) -> None:
    frame = pl.DataFrame({"d": texts}, schema={"d": pl.String})
    assert frame.select(doi_expr(pl.col("d"))).to_series().to_list() == [doi(text) for text in texts]


def test_no_letter_of_a_name_softens_to_a_nought_a_comma_or_nothing() -> None:
    levels = [soften(chr(point)) for point in _members(LETTERS)]
    assert not any("0" in level or "," in level or " " in level for level in levels)
    assert all(fold(chr(point)) for point in _members(LETTERS))


words = st.sampled_from(
    [
        *(
            "John",
            "Smith",
            "García",
            "Xu",
            "Li",
            "J.",
            "J.R.",
            "JR",
            "JRR",
            "ABC",
            "de",
            "De",
            "la",
            "van",
            "von",
            "y",
            "Y",
        ),
        *(
            "MA",
            "Ma",
            "M.A.",
            "DO",
            "do",
            "Jr.",
            "Dr",
            "PhD",
            "u.",
            "a.",
            "и",
            "др",
            "Л.Н.",
            "ЛН",
            "Толстой",
            "Николаевич",
            "n",
            "V",
            "A",
        ),
        *(
            "al-Razi",
            "Cook",
            "Aaron",
            "Mary",
            "O",
            "Brien",
            "Father",
            "attorney",
            "III",
            "刘建国",
            "O'Brien",
            "(X)",
            "(x y)",
            "d'",
            "University",
            "of",
            "et",
            "al",
            "SMITH",
            "ÉCO",
            "Łoś",
            "Anon",
            "x",
            "Ann.",
            "St.",
        ),
    ]
)
joints = st.sampled_from([" ", " ", " ", ", ", ", ", ",", "", "."])
names = st.lists(st.builds(str.__add__, words, joints), min_size=1, max_size=6).map("".join)


@settings(deadline=None, max_examples=100)
@given(st.lists(names, max_size=20))
def test_names_row_by_row(credited: list[str]) -> None:
    people = [parse_name(name) for name in credited]
    expected = [(p.family, p.given, p.suffix, family_key(p), given_key(p)) if p else (None,) * 5 for p in people]
    columns = ("family", "given", "suffix", "family_key", "given_key")
    made = name_columns(pl.Series(credited, dtype=pl.String), columns)
    assert made.rows() == expected
    lean = name_columns(pl.Series(credited, dtype=pl.String), columns[3:])
    assert lean.rows() == [row[3:] for row in expected]


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.lists(names, max_size=3).map("; ".join)), max_size=6),
    st.sampled_from(["semicolon", "comma", "auto"]),
)
def test_lean_contributors_are_columns_of_the_full_ones(rows: list[tuple[int, str]], convention: str) -> None:
    frame = pl.DataFrame(rows, schema={"id": pl.UInt32, "cell": pl.String}, orient="row")
    full = contributors_frame(frame, "id", "cell", convention)
    assert full.columns == ["id", *CONTRIBUTOR_COLUMNS]
    assert contributors_frame(frame, "id", "cell", convention, LEAN).equals(full.select("id", *LEAN))
