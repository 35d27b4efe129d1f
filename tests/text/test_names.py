"""Names in parts."""

from xml.etree import ElementTree

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.real_runs import EVAL
from stocktake.model import PersonName
from stocktake.text.fold import fold
from stocktake.text.names import family_key, full_name, given_key, names_frame, parse_name
from stocktake.text.person.plain import plain_name


@pytest.mark.parametrize(
    ("credited", "name"),
    [
        ("Smith, John", PersonName("Smith", "John")),
        ("John Smith", PersonName("Smith", "John")),
        ("Smith, John,", PersonName("Smith", "John")),
        ("Kenneth Martin Follett", PersonName("Follett", "Kenneth Martin")),
        ("Peter, K.V.", PersonName("Peter", "K.V.")),
        ("K V Peter", PersonName("Peter", "K V")),
        ("Follett K", PersonName("Follett", "K")),
        ("De Cuyper M.", PersonName("De Cuyper", "M.")),
        ("García Márquez G", PersonName("García Márquez", "G")),
        ("Follett", PersonName("Follett")),
        ("Толстой Л.Н.", PersonName("Толстой", "Л.Н.")),
        ("Толстой Лев Николаевич", PersonName("Толстой", "Лев Николаевич")),
        ("Толстой, Лев Николаевич", PersonName("Толстой", "Лев Николаевич")),
        ("Лев Толстой", PersonName("Толстой", "Лев")),
        ("Centola, Donato Antonio.", PersonName("Centola", "Donato Antonio")),
        ("Kennedy, John F.", PersonName("Kennedy", "John F.")),
        ("毛泽东", PersonName("毛", "泽东")),
        ("ヨシモト", PersonName("ヨシモト")),
    ],
)
def test_order_is_told_by_the_comma_or_by_initials(credited: str, name: PersonName) -> None:
    assert parse_name(credited) == name


@pytest.mark.parametrize(
    ("credited", "name"),
    [
        ("Vincent van Gogh", PersonName("van Gogh", "Vincent")),
        ("Gogh, Vincent van", PersonName("van Gogh", "Vincent")),
        ("van Gogh, Vincent", PersonName("van Gogh", "Vincent")),
        ("Walter de la Mare", PersonName("de la Mare", "Walter")),
        ("James Van Allen", PersonName("Van Allen", "James")),
        ("José Ortega y Gasset", PersonName("Ortega y Gasset", "José")),
        ("Muhammad ibn Zakariya al-Razi", PersonName("ibn Zakariya al-Razi", "Muhammad")),
        ("Al Gore", PersonName("Gore", "Al")),
        ("O'Brien, Flann", PersonName("O'Brien", "Flann")),
        ("Ian McEwan", PersonName("McEwan", "Ian")),
        ("Jean-Paul Sartre", PersonName("Sartre", "Jean-Paul")),
    ],
)
def test_particles_belong_to_the_family_name(credited: str, name: PersonName) -> None:
    assert parse_name(credited) == name


@pytest.mark.parametrize(
    "credited",
    [
        "King, Martin Luther, Jr",
        "King, Jr., Martin Luther",
        "King Jr., Martin Luther",
        "Martin Luther King, Jr.",
        "Martin Luther King Jr",
    ],
)
def test_generation_is_a_suffix_wherever_it_stands(credited: str) -> None:
    assert parse_name(credited) == PersonName("King", "Martin Luther", "Jr")


@pytest.mark.parametrize(
    "credited",
    [
        "Dr John Smith",
        "John Smith PhD",
        "John Smith MD  PhD",
        "John Smith, M.D., FRCA",
        "Prof. Sir John Smith",
        "Smith, John, 1950-",
        "Smith, John (1950-2001)",
        "Smith, Dr. John",
        "John Smith MA",
        "John Smith et al.",
        "<em>John</em> Smith",
    ],
)
def test_titles_degrees_and_dates_are_left_out(credited: str) -> None:
    assert parse_name(credited) == PersonName("Smith", "John")


def test_short_degree_after_a_family_name_alone_is_initials() -> None:
    assert parse_name("Smith MA") == PersonName("Smith", "MA")
    assert parse_name("Yo-Yo Ma") == PersonName("Ma", "Yo-Yo")


@pytest.mark.parametrize(
    "credited",
    [
        "Anon",
        "Anonymous",
        "Various",
        "et al",
        "et al.",
        "[no author]",
        "(none)",
        "n/a",
        "AA. VV.",
        "—",
        "",
        "123",
        "Коллектив авторов",
        "Unknown Author",
    ],
)
def test_nobody_is_none(credited: str) -> None:
    assert parse_name(credited) is None


@pytest.mark.parametrize(
    "credited",
    [
        "University of California, Berkeley",
        "National Research Council",
        "World Health Organization",
        "Academia Sinica",
    ],
)
def test_organisation_is_all_family_name(credited: str) -> None:
    assert parse_name(credited) == PersonName(credited)


def test_keys_level_spelling() -> None:
    assert family_key(PersonName("de la Mare")) == "de la mare"
    assert family_key(PersonName("O’Brien")) == family_key(PersonName("O'Brien")) == "obrien"
    assert family_key(PersonName("McEwan")) == "mcewan"
    assert given_key(PersonName("Tolkien", "J.R.R.")) == "j r r"
    assert given_key(PersonName("Tolkien", "JRR")) == "j r r"
    assert given_key(PersonName("TOLKIEN", "JON")) == "jon"
    assert given_key(PersonName("Smith", "John R.")) == "john r"


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Abbott, Jacob, 1803-1879.", PersonName("Abbott", "Jacob")),
        ("Harvitt, Hélène Joséphine,", PersonName("Harvitt", "Hélène Joséphine")),
        ("Smith, J. A. (John Alexander), b. 1901", PersonName("Smith", "John Alexander")),
        ("Tolkien, J.R.R. (John Ronald Reuel), 1892-1973", PersonName("Tolkien", "John Ronald Reuel")),
        ("Lewis, C. S. (Clive Staples)", PersonName("Lewis", "Clive Staples")),
        ("Smith, J. A. (ed.)", PersonName("Smith", "J. A.")),
        ("Lewis, C. S. (Jack)", PersonName("Lewis", "C. S.")),
        ("Sir Walter Scott, bart.", PersonName("Scott", "Walter")),
        ("Scott, Walter, Sir, 1771-1832", PersonName("Scott", "Walter")),
        ("Byron, George Gordon Byron, Baron, 1788-1824", PersonName("Byron", "George Gordon Byron")),
        ("Wellington, Arthur Wellesley, Duke of, 1769-1852", PersonName("Wellington", "Arthur Wellesley")),
        ("Baker, Earl", PersonName("Baker", "Earl")),
        ("Augustine, Saint, Bishop of Hippo.", PersonName("Augustine")),
        ("William, of Ockham, ca. 1285-ca. 1349", PersonName("William of Ockham")),
        ("Smith, John, active 16th century", PersonName("Smith", "John")),
        ("Plato.", PersonName("Plato")),
        ("[Millin, George Francis]", PersonName("Millin", "George Francis")),
        ("Martin, Ida Shaw, Mrs", PersonName("Martin", "Ida Shaw")),
        ("Martin, Ida (Shaw) Mrs", PersonName("Martin", "Ida")),
        ("Bible. N.T.", PersonName("Bible. N.T")),
        ("United States. Congress.", PersonName("United States. Congress")),
        ("Great Britain. Treasury", PersonName("Great Britain. Treasury")),
        ("Alex. Dumas", PersonName("Dumas", "Alex")),
        ("William A. DuPre VI", PersonName("DuPre", "William A.", "VI")),
    ],
)
def test_headings_of_libraries_lose_dates_ranks_and_brackets(heading: str, name: PersonName) -> None:
    assert parse_name(heading) == name


@pytest.mark.parametrize(
    ("credited", "name"),
    [
        ("Liu Cixin", PersonName("Liu", "Cixin")),
        ("Cixin Liu", PersonName("Liu", "Cixin")),
        ("Wang Wei", PersonName("Wang", "Wei")),
        ("Wei Wang", PersonName("Wang", "Wei")),
        ("Yang Liu", PersonName("Liu", "Yang")),
        ("Lee Chang-dong", PersonName("Lee", "Chang-dong")),
        ("Lee Child", PersonName("Child", "Lee")),
        ("Kim Stanley Robinson", PersonName("Robinson", "Kim Stanley")),
        ("Lin Carter", PersonName("Carter", "Lin")),
        ("Nguyễn Nhật Ánh", PersonName("Nguyễn", "Nhật Ánh")),
        ("Murakami Haruki", PersonName("Murakami", "Haruki")),
        ("Haruki Murakami", PersonName("Murakami", "Haruki")),
        ("Szabó Magda", PersonName("Szabó", "Magda")),
        ("Magda Szabó", PersonName("Szabó", "Magda")),
        ("Tolstoi Lev Nikolaevich", PersonName("Tolstoi", "Lev Nikolaevich")),
        ("Björk Guðmundsdóttir", PersonName("Guðmundsdóttir", "Björk")),
    ],
)
def test_family_name_may_stand_first_without_a_comma(credited: str, name: PersonName) -> None:
    assert parse_name(credited) == name


@pytest.mark.parametrize(
    ("credited", "name"),
    [
        ("Cook Aaron", PersonName("Cook", "Aaron")),
        ("COOK AARON", PersonName("COOK", "AARON")),
        ("Aaron Cook", PersonName("Cook", "Aaron")),
        ("Glowacki Julie", PersonName("Glowacki", "Julie")),
        ("Vaderventer Mary Ellen", PersonName("Vaderventer", "Mary Ellen")),
        ("Harriet Beecher Stowe", PersonName("Stowe", "Harriet Beecher")),
        ("Harper Lee", PersonName("Lee", "Harper")),
        ("Elton John", PersonName("John", "Elton")),
        ("Paul Simon", PersonName("Simon", "Paul")),
        ("Martin Lawrence", PersonName("Lawrence", "Martin")),
        ("Oliver Wendell Holmes", PersonName("Holmes", "Oliver Wendell")),
        ("Cook A. Aaron", PersonName("Aaron", "Cook A.")),
        ("Cook, Aaron", PersonName("Cook", "Aaron")),
        ("Aaron, Cook", PersonName("Aaron", "Cook")),
        ("Swanson Peter A", PersonName("Swanson", "Peter A")),
        ("García Márquez G", PersonName("García Márquez", "G")),
        ("San Martín J", PersonName("San Martín", "J")),
        ("SOPHIA WU", PersonName("WU", "SOPHIA")),
        ("SMITH JA", PersonName("SMITH", "JA")),
    ],
)
def test_use_of_the_words_tells_the_order_where_the_form_does_not(credited: str, name: PersonName) -> None:
    assert parse_name(credited) == name


@pytest.mark.parametrize(
    ("credited", "name"),
    [
        ("Ann Lee, attorney at law", PersonName("Lee", "Ann")),
        ("ann b. lee attorney at law", PersonName("lee", "ann b.")),
        ("Lee, Ann, architect", PersonName("Lee", "Ann")),
        ("Ann Lee Architect AIA-CSI", PersonName("Lee", "Ann")),
        ("John Law", PersonName("Law", "John")),
        ("Carles Riba", PersonName("Riba", "Carles")),
        ("State Senator Mary Lee", PersonName("Lee", "Mary")),
        ("Father Andrew M. Greeley", PersonName("Greeley", "Andrew M.")),
        ("Mayor Zaragoza", PersonName("Zaragoza", "Mayor")),
        ("Elizabeth Bishop", PersonName("Bishop", "Elizabeth")),
        ("Bishop, Elizabeth", PersonName("Bishop", "Elizabeth")),
        ("Edwin B Frost, V", PersonName("Frost", "Edwin B", "V")),
        ("Frost, V", PersonName("Frost", "V")),
        ("David B. III Hill", PersonName("Hill", "David B.", "III")),
        ("Carolyn E, Savage", PersonName("Savage", "Carolyn E")),
    ],
)
def test_offices_and_professions_are_left_out(credited: str, name: PersonName) -> None:
    assert parse_name(credited) == name


@pytest.mark.parametrize(
    ("credited", "family"),
    [
        ("MA VICTORIA C DELA CRUZ", "DELA CRUZ"),
        ("Fadi Al Bilbeisi", "Al Bilbeisi"),
        ("Máirtín Ó Cadhain", "Ó Cadhain"),
        ("Flann O Brien", "O Brien"),
        ("Henry O Smith", "Smith"),
        ("ANDRE VAN DER HOEK", "VAN DER HOEK"),
    ],
)
def test_particles_count_in_capitals_too(credited: str, family: str) -> None:
    name = parse_name(credited)
    assert name is not None
    assert name.family == family


@pytest.mark.parametrize(
    ("credited", "name"),
    [
        ("刘建国", PersonName("刘", "建国")),
        ("高, 建国", PersonName("高", "建国")),
        ("欧阳修", PersonName("欧阳", "修")),
        ("村上春樹", PersonName("村上", "春樹")),
        ("長谷川海太郎", PersonName("長谷川海太郎")),
        ("김영하", PersonName("김", "영하")),
        ("人民", PersonName("人民")),
    ],
)
def test_names_without_a_blank_come_apart_behind_a_common_family_name(credited: str, name: PersonName) -> None:
    assert parse_name(credited) == name


@pytest.mark.parametrize(
    ("credited", "given_name"),
    [('Karl "The Mailman" Malone', "Karl"), ("Jose ''Joe'' L. Malone", "Jose L."), ("Robert 'Bob' Malone", "Robert")],
)
def test_nickname_in_quotes_is_left_out(credited: str, given_name: str) -> None:
    assert parse_name(credited) == PersonName("Malone", given_name)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60))
def test_any_text_is_a_name_or_none(text: str) -> None:
    name = parse_name(text)
    assert name is None or name.family


LABELLED = EVAL / "names" / "person_labeled.xml"
FAMILY = {"Surname"}
GIVEN = {"GivenName", "FirstInitial", "MiddleName", "MiddleInitial"}


@pytest.mark.skipif(not LABELLED.is_file(), reason="the real sets (../shared/eval) are not beside this checkout")
def test_ninety_seven_of_a_hundred_labelled_names_come_apart_as_a_person_took_them() -> None:
    """0.978 of 1,573 names of one person with family and given names (`python -m bench.names` lists the others): mostly
    double family names without a mark, "Kolkmeier Kiplund" of unknown words, and Chinese names in either order."""
    right = [right for name in _labelled() if (right := _is_right(name)) is not None]
    assert len(right) > 1500
    assert sum(right) / len(right) >= 0.97


def _labelled() -> ElementTree.Element:
    return ElementTree.parse(LABELLED).getroot()  # noqa: S314


def _is_right(name: ElementTree.Element) -> bool | None:
    parts = [("".join(part.itertext()), part.tag) for part in name]
    family, given_names = (
        fold(" ".join(text for text, tag in parts if tag in tags)).replace(" ", "") for tags in (FAMILY, GIVEN)
    )
    if not family or not given_names or any(tag == "And" for _, tag in parts):
        return None
    found = parse_name(" ".join("".join(name.itertext()).split()))
    return found is not None and (
        fold(found.family).replace(" ", ""),
        fold(found.given).replace(" ", ""),
    ) == (family, given_names)


name_word = st.one_of(
    st.sampled_from(
        [
            *(
                "John",
                "Smith",
                "van",
                "Van",
                "de",
                "y",
                "K.",
                "K.V.",
                "JRR",
                "MA",
                "Jr.",
                "III",
                "PhD",
                "Dr.",
                "al-Razi",
            ),
            *(
                "O'Brien",
                "Anon",
                "Various",
                "et al.",
                "(ed.)",
                "[x]",
                "University",
                "of",
                "1950-",
                "ben",
                "Th.",
                "U. A.",
                "Saint",
                "of",
                "Liu",
                "Cixin",
                "Bible.",
                "(John Kurt)",
                "Sir",
                '"Bob"',
            ),
            *("Лев", "Николаевич", "Толстой", "Ó", "Šimůnek", "Ann.", "ma", "do", "MD"),
        ]
    ),
    st.text("aeJKmЖя.'-’ \u0301ı", min_size=1, max_size=6),
)
credited_names = st.lists(
    st.builds(str.__add__, name_word, st.sampled_from([" ", ", ", ",", "", "  "])), max_size=6
).map("".join)


@settings(deadline=None, max_examples=60)
@given(credited_names)
def test_short_way_equals_the_long_way(text: str) -> None:
    short = plain_name(text)
    assert short is None or short == full_name(text)


@settings(deadline=None, max_examples=60)
@given(st.lists(credited_names, max_size=8, unique=True))
def test_frame_equals_the_plain_functions(names: list[str]) -> None:
    rows = {row[0]: row[1:] for row in names_frame(pl.Series(names, dtype=pl.String)).rows()}
    parsed = {name: parse_name(name) for name in names}
    expected = {
        name: (person.family, person.given, person.suffix, family_key(person), given_key(person))
        for name, person in parsed.items()
        if person is not None
    }
    assert rows == expected


ordinary_family = st.sampled_from(
    ["Smith", "Cook", "Márquez", "O'Brien", "McEwan", "Lee", "Bishop", "Riba", "Aaron", "Wang", "Толстой", "Ó"]
)
ordinary_given = st.sampled_from(
    ["Aaron", "John", "Mary", "J.", "K.V.", "Ana", "Jean-Paul", "Лев", "Wei", "Martin", "Father", "May"]
)
people = st.tuples(
    st.lists(st.sampled_from(["van", "de la", ""]), max_size=1),
    st.lists(ordinary_family, min_size=1, max_size=2),
    st.lists(ordinary_given, min_size=1, max_size=3),
    st.sampled_from(["", "Jr", "III"]),
)


@settings(deadline=None, max_examples=100)
@given(people)
def test_family_comma_given_is_read_back_as_it_is(parts: tuple[list[str], list[str], list[str], str]) -> None:
    particles, families, given_names, suffix = parts
    family, given_part = " ".join([*filter(None, particles), *families]), " ".join(given_names)
    told = ", ".join(filter(None, [family, given_part, suffix]))
    name = parse_name(told)
    assert name == PersonName(family, given_part, suffix)
    assert parse_name(f"{name.family}, {name.given}{suffix and ', '}{suffix}") == name


spoken_word = st.sampled_from(["Cook", "Aaron", "J.", "Mary", "Lee", "Julie", "Zzyx", "Wei", "Ellen", "Savage"])


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(["", "Dr ", "Father "]), st.lists(spoken_word, min_size=1), st.sampled_from(["", " Jr", " III"]))
def test_what_was_read_is_read_again_from_its_own_parts(title: str, words: list[str], generation: str) -> None:
    name = parse_name(title + " ".join(words) + generation)
    assert name is not None
    if name.given:
        assert parse_name(", ".join(filter(None, [name.family, name.given, name.suffix]))) == name
