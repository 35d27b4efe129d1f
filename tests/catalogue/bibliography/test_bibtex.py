"""BibTeX and biblatex, rule by rule."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.catalogue.bibliography.bibtex_blocks import evaluated, items
from stocktake.catalogue.bibliography.bibtex_names import people
from stocktake.catalogue.bibliography.latex import UnreadableLatex, plain
from stocktake.catalogue.entries import Entry, Number, Related
from stocktake.errors import BadInput

Read = Callable[[str, str | bytes], list[Entry]]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"{\'E}mile {\v C}apek", "Émile Čapek"),
        (r"\"{u}ber \o re \ss \aa", "über øre ßå"),
        ("{The {\\TeX}book}", "The TeXbook"),
        ("50% of a -- b --- c", "50% of a – b — c"),
        (r"100\% \& more", "100% & more"),
        (r"$\alpha$-helix in H$_2$O", "α-helix in H_2O"),
        ("``quoted''  on\n two lines", "“quoted” on two lines"),
        ("García~Márquez", "García Márquez"),
    ],
)
def test_latex_becomes_the_text_it_prints(written: str, text: str) -> None:
    assert plain(written) == text


@settings(max_examples=300)
@given(st.text(alphabet="\\{}[]$%&~^_#'\"aéß \nüinput", max_size=60))
def test_any_value_is_text_or_said_to_be_unreadable(value: str) -> None:
    try:
        assert "\n" not in plain(value)
    except UnreadableLatex as error:
        assert str(error)


def test_files_are_never_read_by_latex() -> None:
    assert "root" not in plain(r"\input{/etc/passwd}\include{/etc/passwd}")


@pytest.mark.parametrize("value", ["{" * 5000 + "}" * 5000, r"\a{" * 3000, "x" * 30_000])
def test_hostile_values_are_refused(value: str) -> None:
    with pytest.raises(UnreadableLatex):
        plain(value)


@pytest.mark.parametrize(
    ("written", "family", "given", "suffix"),
    [
        ("Donald E. Knuth", "Knuth", "Donald E.", ""),
        ("Ludwig van Beethoven", "van Beethoven", "Ludwig", ""),
        ("de la Fontaine, Jean", "de la Fontaine", "Jean", ""),
        ("King, Jr., Martin Luther", "King", "Martin Luther", "Jr."),
        ("{\\'E}mile Zola", "Zola", "Émile", ""),
        ("family=Lippold, given=Bernhard, prefix=von", "von Lippold", "Bernhard", ""),
    ],
)
def test_name_comes_with_the_parts_that_bibtex_makes_out(written: str, family: str, given: str, suffix: str) -> None:
    (person,) = people(written, "author")
    assert (person.family, person.given, person.suffix) == (family, given, suffix)


def test_braced_name_is_an_organisation_and_others_are_nobody() -> None:
    found = people("{World Health Organization and Friends} and Lee, Ann and others", "editor")
    assert [(person.name, person.is_corporate) for person in found] == [
        ("World Health Organization and Friends", True),
        ("Lee, Ann", False),
    ]


@settings(max_examples=200)
@given(st.text(alphabet="{}\\,=\" andABz.~'", max_size=60))
def test_any_name_field_gives_people_or_is_unreadable(value: str) -> None:
    try:
        assert all(person.name for person in people(value, "author"))
    except UnreadableLatex as error:
        assert str(error)


def test_strings_are_put_in_and_joined() -> None:
    assert evaluated('"J. " # jacm # { (x # y)}', {"jacm": "ACM"}) == "J. ACM (x # y)"
    assert evaluated("undefined", {}) == "undefined"


def test_doi_of_an_address_and_with_escaped_underscores_is_as_supplied(read: Read) -> None:
    (found,) = read("bib", r"@article{a, title={T}, doi={https://doi.org/10.1000/a\_b}}")
    assert found.numbers == (Number("doi", "https://doi.org/10.1000/a_b"),)


def test_chapter_bears_the_isbn_of_its_book_and_a_paper_does_not(read: Read) -> None:
    fields = "title={T}, booktitle={B}, isbn={9780306406157}, pages={1--9}"
    chapter, paper = read("bib", f"@incollection{{a, {fields}}}\n@inproceedings{{b, {fields}}}")
    assert chapter.values["host"] == "B"
    assert chapter.numbers == (Number("isbn", "9780306406157", "host"),)
    assert (paper.values["journal"], paper.numbers) == ("B", ())
    assert chapter.related == paper.related == (Related("part_of", "isbn", "9780306406157"),)


def test_older_inbook_has_its_book_as_title(read: Read) -> None:
    numbered, named = read("bib", "@inbook{a, title={B}, chapter=3}\n@inbook{b, title={B}, chapter={Ebb}}")
    assert (numbered.values["title"], numbered.values["host"]) == ("B", "B")
    assert (named.values["title"], named.values["host"]) == ("Ebb", "B")


def test_biblatex_fields_are_read(read: Read) -> None:
    (found,) = read(
        "bib",
        "@article{a, title={T}, subtitle={S}, journaltitle={J}, date={2001-05-01}, langid={german}, "
        "translator={Roe, R.}, origtitle={O}}",
    )
    wanted = {"subtitle": "S", "journal": "J", "year": "2001-05-01", "language": "german", "original_title": "O"}
    assert wanted.items() <= dict(found.values).items()
    assert [(person.name, person.role) for person in found.people] == [("Roe, R.", "translator")]


def test_missing_brace_costs_one_entry(read: Read) -> None:
    found = read("bib", "@book{a, title={A}}\n@book{b, title={B, year=1999}\n@book{c, title={C}}\n")
    assert [entry.values.get("title") for entry in found] == ["A", None, "C"]
    assert found[1].reason == "entry_not_readable"
    assert found[1].advice.startswith("Line 2: the entry 'b' cannot be read: ")


def test_missing_opening_brace_is_an_entry_that_cannot_be_read(read: Read) -> None:
    found = read("bib", "@book a, title={A}}\n@book{b, title={B}}\n")
    assert [(entry.line, entry.reason) for entry in found] == [(1, "entry_not_readable"), (2, None)]


def test_notes_abstracts_files_and_addresses_are_not_read(read: Read) -> None:
    (found,) = read("bib", "@book{a, title={T}, abstract={Secret}, file={scans/me.pdf}, url={http://x}, note={N0te}}")
    assert not any(word in repr(found) for word in ("Secret", "scans/me.pdf", "http://x", "N0te"))


def test_at_sign_within_a_value_starts_no_entry(read: Read) -> None:
    (found,) = read("bib", "@book{a, title={Mail @ home {x}}, author={A @foo{b} C}}")
    assert found.values["title"] == "Mail @ home x"


def test_utf16_and_bom_are_read_and_binary_is_refused(read: Read) -> None:
    text = "@book{a, title={Čapek}}"
    assert read("bib", text.encode("utf-16"))[0].values["title"] == "Čapek"
    assert read("bib", b"\xef\xbb\xbf" + text.encode())[0].values["title"] == "Čapek"
    with pytest.raises(BadInput):
        read("bib", bytes(range(256)) * 20)


@settings(max_examples=100)
@given(st.text(alphabet='@bok{}(),="# \na\\', max_size=120))
def test_any_text_gives_items_in_order(text: str) -> None:
    lines = [item.line for item in items(text)]
    assert lines == sorted(lines)


def test_twenty_thousand_entries_take_seconds(read: Read) -> None:
    text = "".join(f"@book{{k{n}, title={{T {n}}}, author={{Lee, Ann and Roe, R.}}}}\n" for n in range(20_000))
    started = time.process_time()
    assert len(read("bib", text)) == 20_000
    assert time.process_time() - started < 30
