"""What single fields of a product mean."""

# ruff: noqa: E501 (elements of XML stay on a line)

from __future__ import annotations

from pathlib import Path

import pytest

from stocktake.catalogue import onix
from stocktake.catalogue.entries import Entry, Number, Related
from tests.catalogue.onix.writing import product, source


def _entry(folder: Path, inner: str) -> Entry:
    (entry,) = onix.entries(source(folder, product(f"<RecordReference>r</RecordReference>{inner}")))
    return entry


def _titled(folder: Path, inner: str) -> dict[str, str]:
    values = dict(_entry(folder, f"<DescriptiveDetail>{inner}</DescriptiveDetail>").values)
    assert values.pop("row_id") == "r"
    return values


def _by(folder: Path, contributor: str) -> Entry:
    title = "<Title><TitleType>01</TitleType><TitleText>T</TitleText></Title>"
    return _entry(folder, f"{title}<Contributor><ContributorRole>A01</ContributorRole>{contributor}</Contributor>")


def test_a_collection_title_is_not_the_title(tmp_path: Path) -> None:
    elements = """<TitleDetail><TitleType>01</TitleType><TitleElement><TitleElementLevel>02</TitleElementLevel>
      <TitleText>Series</TitleText></TitleElement><TitleElement><TitleElementLevel>01</TitleElementLevel>
      <PartNumber>2</PartNumber><TitleText>Own</TitleText></TitleElement></TitleDetail>"""
    assert _titled(tmp_path, elements) == {"title": "Own", "volume": "2"}
    assert _titled(tmp_path, elements.replace("<TitleText>Own</TitleText>", "")) == {"title": "Series", "volume": "2"}


def test_original_and_former_titles_are_no_titles(tmp_path: Path) -> None:
    one = "<TitleDetail><TitleType>{}</TitleType><TitleElement><TitleText>{}</TitleText></TitleElement></TitleDetail>"
    found = _titled(tmp_path, one.format("03", "Glas") + one.format("08", "Was") + one.format("10", "GLASS"))
    assert found == {"title": "GLASS", "original_title": "Glas"}


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("<TitleText textformat='05'><em>Glass</em> &amp;amp; <b>Ice</b></TitleText>", "Glass & Ice"),
        ("<TitleText><![CDATA[Caf&eacute; <i>noir</i>]]></TitleText>", "Café noir"),
        ("<TitleText>Caf&eacute;&nbsp;noir</TitleText>", "Café noir"),
        ("<TitleText>Simon & Sons</TitleText>", "Simon & Sons"),
        ("<TitleText>a\x0bb&#1;c</TitleText>", "abc"),
        ("<TitlePrefix>L'</TitlePrefix><TitleWithoutPrefix>Eau</TitleWithoutPrefix>", "L'Eau"),
    ],
)
def test_titles_come_as_plain_text(tmp_path: Path, written: str, plain: str) -> None:
    assert _titled(tmp_path, f"<TitleDetail><TitleElement>{written}</TitleElement></TitleDetail>")["title"] == plain


def test_names_are_read_from_every_form(tmp_path: Path) -> None:
    def name(written: str) -> tuple[str, str, str, str, bool]:
        (person,) = _by(tmp_path, written).people
        return person.name, person.family, person.given, person.suffix, person.is_corporate

    parts = "<NamesBeforeKey>Vincent</NamesBeforeKey><PrefixToKey>van</PrefixToKey><KeyNames>Gogh</KeyNames>"
    assert name(parts) == ("Vincent van Gogh", "van Gogh", "Vincent", "", False)
    after = "<KeyNames>Mao</KeyNames><NamesAfterKey>Zedong</NamesAfterKey>"
    assert name(after) == ("Mao Zedong", "Mao", "Zedong", "", False)
    inverted = "<PersonNameInverted>King, Martin Luther, Jr.</PersonNameInverted>"
    assert name(inverted) == ("Martin Luther King Jr.", "King", "Martin Luther", "Jr.", False)
    assert name("<KeyNames>Jane Smith</KeyNames>") == ("Jane Smith", "", "", "", False)
    assert name("<CorporateName>Acme Ltd</CorporateName>") == ("Acme Ltd", "", "", "", True)
    assert name("<UnnamedPersons>04</UnnamedPersons>")[0] == "Various"


def test_a_synthetic_voice_is_nobody(tmp_path: Path) -> None:
    assert _by(tmp_path, "<UnnamedPersons>06</UnnamedPersons>").people == ()


def test_several_roles_are_several_credits(tmp_path: Path) -> None:
    found = _by(tmp_path, "<ContributorRole>A12</ContributorRole><PersonName>A B</PersonName>")
    assert [person.role for person in found.people] == ["author", "illustrator"]


def test_names_of_one_person_and_numbers_are_kept_apart_from_the_credit(tmp_path: Path) -> None:
    numbers = "".join(
        f"<NameIdentifier><NameIDType>{kind}</NameIDType>{name}<IDValue>{value}</IDValue></NameIdentifier>"
        for kind, name, value in (("01", "<IDTypeName>HCP</IDTypeName>", "7"), ("16", "", "0000"), ("39", "", "12"))
    )
    other = """<AlternativeName><NameType>04</NameType><PersonName>Real Name</PersonName>
      <NameIdentifier><NameIDType>16</NameIDType><IDValue>9999</IDValue></NameIdentifier></AlternativeName>"""
    (person,) = _by(tmp_path, f"{numbers}<PersonName>Pen Name</PersonName>{other}").people
    assert person.author_id == "HCP:7"
    assert person.identifiers == (("isni", "0000"), ("ipi", "12"))
    assert person.other_names == (("real_name", "Real Name"),)


def test_the_contributor_statement_is_read_only_where_nobody_is_named(tmp_path: Path) -> None:
    statement = "<ContributorStatement>By Ann Lee and Bo Ek, translated by Cy Dahl</ContributorStatement>"
    found = _entry(tmp_path, f"<Title><TitleText>T</TitleText></Title>{statement}").people
    assert [(person.name, person.role) for person in found] == [
        ("Ann Lee", "author"),
        ("Bo Ek", "author"),
        ("Cy Dahl", "translator"),
    ]
    named = "<Contributor><PersonName>D E</PersonName></Contributor>"
    assert len(_entry(tmp_path, f"<Title><TitleText>T</TitleText></Title>{named}{statement}").people) == 1


def test_identifiers_of_every_kind(tmp_path: Path) -> None:
    kinds = (
        ("03", "9780007232833"),
        ("15", "9780007232833"),
        ("02", "0007232837"),
        ("06", "10.1/x"),
        ("03", "5012345678900"),
    )
    numbers = "".join(
        f"<ProductIdentifier><ProductIDType>{kind}\u200b</ProductIDType><IDValue>{value}</IDValue></ProductIdentifier>"
        for kind, value in kinds
    )
    assert _entry(tmp_path, numbers).numbers == (
        Number("isbn", "9780007232833"),
        Number("isbn", "5012345678900", "GTIN-13"),
        Number("doi", "10.1/x"),
    )
    assert _entry(tmp_path, "<ISBN>0007232837</ISBN>").numbers == (Number("isbn", "0007232837"),)


def test_series_and_sets_are_linked_by_number(tmp_path: Path) -> None:
    series = (
        "<Series><SeriesISSN>0302-9743</SeriesISSN><TitleOfSeries>LN</TitleOfSeries></Series><ISBN>0007232837</ISBN>"
    )
    assert Related("part_of", "issn", "0302-9743") in _entry(tmp_path, series).related


def test_a_product_without_title_and_number_is_rejected(tmp_path: Path) -> None:
    entry = _entry(tmp_path, "<NotificationType>03</NotificationType>")
    assert entry.reason == "no_title_no_identifier"
    assert entry.advice


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        ("<EpubUsageConstraint><EpubUsageType>11</EpubUsageType><EpubUsageStatus>03</EpubUsageStatus></EpubUsageConstraint>", ["reserved"]),
        ("<EpubUsageConstraint><EpubUsageType>11</EpubUsageType><EpubUsageStatus>01</EpubUsageStatus></EpubUsageConstraint>", ["permitted"]),
        ("<EpubUsageConstraint><EpubUsageType>11</EpubUsageType><EpubUsageStatus>02</EpubUsageStatus></EpubUsageConstraint>", ["unclear"]),
        ("<EpubUsageConstraint><EpubUsageType>05</EpubUsageType><EpubUsageStatus>03</EpubUsageStatus></EpubUsageConstraint>", []),
        ("<TextContent><TextType>13</TextType><Text>No part may be used for training of AI systems.</Text></TextContent>", ["reserved"]),
        ("<TextContent><TextType>03</TextType><Text>A book on data mining. All rights reserved.</Text></TextContent>", []),
        ("<TextContent><TextType>20</TextType><Text>Open access. See our data mining policy.</Text></TextContent>", ["unclear"]),
        ("", []),
    ],
)  # fmt: skip
def test_reservations_are_told_word_for_word_and_never_guessed(tmp_path: Path, inner: str, told: list[str]) -> None:
    found = _entry(tmp_path, f"<ISBN>0007232837</ISBN><DescriptiveDetail>{inner}</DescriptiveDetail>").reservations
    assert [each.status for each in found] == told
    assert all(each.basis and each.statement for each in found)


def test_other_than_books_are_kept_and_their_form_says_so(tmp_path: Path) -> None:
    assert _entry(tmp_path, "<ISBN>1</ISBN><ProductForm>ZE</ProductForm>").values["format"] == "game"


@pytest.mark.parametrize(
    ("stated", "year"), [("20060807", "2006-08-07"), ("2006", "2006"), ("200608", "200608"), ("Spring 06", "Spring 06")]
)
def test_a_whole_date_is_written_as_people_read_it(tmp_path: Path, stated: str, year: str) -> None:
    date = f"<PublishingDate><PublishingDateRole>01</PublishingDateRole><Date>{stated}</Date></PublishingDate>"
    entry = _entry(
        tmp_path,
        f"<Title><TitleType>01</TitleType><TitleText>T</TitleText></Title><PublishingDetail>{date}</PublishingDetail>",
    )
    assert entry.values["year"] == year
