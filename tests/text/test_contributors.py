"""Cells of names cut into credits, by the convention of their source."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.model import Credit
from stocktake.text.contributors import contributors_frame, split_credits
from stocktake.text.names import family_key, given_key, parse_name


def names(cell: str, convention: str) -> list[str]:
    return [credit.credited for credit in split_credits(cell, convention)]


def roles(cell: str, convention: str = "auto") -> list[str]:
    return [credit.role for credit in split_credits(cell, convention)]


def test_fiction_parts_people_by_semicolons() -> None:
    assert names("Eric, Flint; Weber, David", "semicolon") == ["Eric, Flint", "Weber, David"]


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Smith, John & Jones, Mary", ["Smith, John", "Jones, Mary"]),
        ("Smith, John and Jones, Mary (eds)", ["Smith, John", "Jones, Mary"]),
        ("Smith, Elder & Co", ["Smith, Elder & Co"]),
        ("Williams, John Simon, Philippe", ["Williams, John Simon, Philippe"]),
        ("高建国, 刘建国", ["高建国", "刘建国"]),
    ],
)
def test_beside_semicolons_only_inverted_names_are_parted_otherwise(cell: str, people: list[str]) -> None:
    assert names(cell, "semicolon") == people


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("John Smith, Mary Jones", ["John Smith", "Mary Jones"]),
        ("Peter, K.V.", ["Peter, K.V."]),
        ("Peter, K.V., Mary Jones", ["Peter, K.V.", "Mary Jones"]),
        ("Иванов И.И., Петров П.П.", ["Иванов И.И.", "Петров П.П."]),
        ("John Doe MD  PhD, Mary Poe FRCA", ["John Doe MD PhD", "Mary Poe FRCA"]),
        ("John Doe, MD, Mary Poe, PhD", ["John Doe, MD", "Mary Poe, PhD"]),
        ("Martin Luther King, Jr., Mary Jones", ["Martin Luther King, Jr.", "Mary Jones"]),
        ("García Márquez, Gabriel", ["García Márquez, Gabriel"]),
        ("Smith, John", ["Smith, John"]),
        ("Smith, John, Jones, Mary", ["Smith, John", "Jones, Mary"]),
        ("University of California, Berkeley", ["University of California, Berkeley"]),
        ("Plato", ["Plato"]),
        ("García Márquez, Gabriel José", ["García Márquez, Gabriel José"]),
        ("Ann Lee, attorney at law, Mary Jones", ["Ann Lee, attorney at law", "Mary Jones"]),
        ("高建国, 刘建国", ["高建国", "刘建国"]),
        ("高, 建国", ["高, 建国"]),
    ],
)
def test_non_fiction_parts_people_by_commas_but_knows_inverted_names(cell: str, people: list[str]) -> None:
    assert names(cell, "comma") == people


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Smith, John & Jones, Mary", ["Smith, John", "Jones, Mary"]),
        ("Smith, John, and Mary Jones", ["Smith, John", "Mary Jones"]),
        ("John Smith, Mary Jones and Peter Brown", ["John Smith", "Mary Jones", "Peter Brown"]),
        ("John Smith / Mary Jones", ["John Smith", "Mary Jones"]),
        ("John Smith\nMary Jones", ["John Smith", "Mary Jones"]),
        ("Smith, John; Jones, Mary", ["Smith, John", "Jones, Mary"]),
        ("García Márquez, Gabriel José; Smith, John", ["García Márquez, Gabriel José", "Smith, John"]),
        ("Tolkien, John Ronald", ["Tolkien, John Ronald"]),
        ("Faber Institute and Library", ["Faber Institute and Library"]),
        ("García Márquez, Gabriel José", ["García Márquez, Gabriel José"]),
        ("Wang Wei, John Smith", ["Wang Wei", "John Smith"]),
        ("高, 建国; 刘建国 (editor)", ["高, 建国", "刘建国"]),
        ("", []),
    ],
)
def test_catalogue_cells_follow_whatever_separator_they_use(cell: str, people: list[str]) -> None:
    assert names(cell, "auto") == people


def test_plural_marker_speaks_for_all_before_it() -> None:
    assert split_credits("Smith, John & Jones, Mary (eds)", "auto") == [
        Credit("Smith, John", "editor"),
        Credit("Jones, Mary", "editor"),
    ]


def test_singular_marker_speaks_for_its_name() -> None:
    assert roles("Smith, John; Jones, Mary (trans.); Poe, E.A. (ill.)") == [
        "author",
        "translator",
        "illustrator",
    ]
    assert roles("Иванов И.И., Петров П.П. (ред.)", "comma") == ["author", "editor"]
    assert roles("Jo Lee, John Smith (auth.), Ann Poe (eds.)", "comma") == ["author", "author", "editor"]


@pytest.mark.parametrize(
    ("cell", "role"),
    [
        ("edited by John Smith", "editor"),
        ("Edited by: John Smith", "editor"),
        ("foreword by John Smith", "foreword"),
        ("with an introduction by John Smith", "introduction"),
        ("illustrated by John Smith", "illustrator"),
        ("read by John Smith", "reader"),
        ("John Smith, editor", "editor"),
        ("John Smith, ed.", "editor"),
        ("Smith, John (Hrsg.)", "editor"),
        ("Smith, John [compiler]", "compiler"),
        ("под ред. И.И. Иванова", "editor"),
        ("John Smith (author and illustrator)", "author"),
    ],
)
def test_roles_in_words(cell: str, role: str) -> None:
    assert roles(cell) == [role]


@pytest.mark.parametrize(
    ("cell", "name", "role"),
    [
        ("Hg. Müller, Jörg", "Müller, Jörg", "editor"),
        ("Hrsg. v. Jörg Müller", "Jörg Müller", "editor"),
        ("trad. de María Pérez", "María Pérez", "translator"),
        ("Traduit de l'anglais par Anne Durand", "Anne Durand", "translator"),
        ("Illustrator: John Roe", "John Roe", "illustrator"),
        ("Texte : Paul Petit", "Paul Petit", "author"),
        ("Ed. Maria Lopez", "Ed. Maria Lopez", "author"),
        ("Ubersfeld, Anne", "Ubersfeld, Anne", "author"),
    ],
)
def test_role_before_a_name_is_no_part_of_it(cell: str, name: str, role: str) -> None:
    assert (names(cell, "auto"), roles(cell)) == ([name], [role])


@pytest.mark.parametrize("convention", ["semicolon", "comma", "auto"])
def test_comma_behind_a_role_ends_a_name(convention: str) -> None:
    cell = "Tolkien, J.R.R. (Author), Lee, Alan (Illustrator)"
    assert names(cell, convention) == ["Tolkien, J.R.R.", "Lee, Alan"]
    assert names("Tolkien, J.R.R. (Ronald), Lee, Alan", "semicolon") == ["Tolkien, J.R.R. (Ronald), Lee, Alan"]


def test_role_inside_an_inverted_name_leaves_no_blank() -> None:
    assert names("Jones (ed.), Mary", "semicolon") == ["Jones, Mary"]


def test_phrase_speaks_for_the_names_after_it() -> None:
    assert roles("John Smith; translated by Ann Poe; Mary Jones") == ["author", "translator", "translator"]


def test_bracket_that_is_no_role_stays_with_the_name() -> None:
    assert names("Tarbell, H. S. (Horace Sumner)", "semicolon") == ["Tarbell, H. S. (Horace Sumner)"]


def test_nobody_takes_no_position() -> None:
    frame = pl.DataFrame({"id": [1], "cell": ["Various; Smith, John; et al."]})
    assert contributors_frame(frame, "id", "cell", "auto").select("position", "family").rows() == [(1, "Smith")]


def expected_rows(frame: pl.DataFrame, convention: str) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    positions: dict[int, int] = {}
    for key, cell in sorted(frame.drop_nulls("cell").rows(), key=lambda row: row[0]):
        for credit in split_credits(cell, convention):
            person = parse_name(credit.credited)
            if person is not None:
                positions[key] = positions.get(key, 0) + 1
                parts = (person.family, person.given, person.suffix, family_key(person), given_key(person))
                rows.append((key, positions[key], credit.role, credit.credited, *parts))
    return rows


part = st.one_of(
    st.sampled_from(
        [
            *(
                "John Smith",
                "Smith, John",
                "Peter, K.V.",
                "K V Peter",
                "Jones",
                "Mary Ann Jones",
                "Smith , Jo",
                "Ruiz Paz, José Luis",
                "García Márquez, Gabriel José",
                "高建国, 刘建国",
                "Lee,Ann",
                "PhD",
            ),
            *(
                "Jr.",
                "editor",
                "ed. and tr.",
                "edited by Ann Poe",
                "Ann Poe (ed.)",
                "(eds)",
                "et al",
                "Institute of Physics",
            ),
            *(
                "van Gogh, Vincent",
                "Толстой Л.Н.",
                "Иван Иванов",
                "A. B.",
                "<b>Ann</b> Lee",
                "JOHN SMITH",
                "X",
                "Various",
            ),
        ]
    ),
    st.text("abJK. ,'&", max_size=8),
)
joint = st.sampled_from(["; ", ";", ", ", ",", " & ", " and ", " / ", "\n", " "])
cells = st.one_of(st.none(), st.lists(st.builds(str.__add__, part, joint), min_size=1, max_size=4).map("".join), part)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 3), cells), max_size=6), st.sampled_from(["semicolon", "comma", "auto"]))
def test_frame_equals_the_plain_functions(rows: list[tuple[int, str | None]], convention: str) -> None:
    frame = pl.DataFrame(rows, schema={"id": pl.UInt32, "cell": pl.String}, orient="row")
    assert contributors_frame(frame, "id", "cell", convention).rows() == expected_rows(frame, convention)
