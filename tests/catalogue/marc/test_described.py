"""What the fields of a record say of a title."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stocktake.catalogue.entries import Entry, Number, Person, Related

Described = Callable[..., Entry]
ARTICLE, CHAPTER = "00000nab a2200000 a 4500", "00000naa a2200000 a 4500"


def test_title_and_subtitle_lose_the_punctuation_of_cataloguers(described: Described) -> None:
    values = described("245 10 $aWinter light :$bletters from Iceland /$cby Otto Thorkildsen.").values
    assert values["title"] == "Winter light"
    assert values["subtitle"] == "letters from Iceland"


def test_number_of_a_part_is_the_volume_and_its_name_belongs_to_the_title(described: Described) -> None:
    values = described("245 14 $aThe lord of the rings.$nPart 1,$pThe fellowship of the ring /$cTolkien.").values
    assert values["title"] == "The lord of the rings. The fellowship of the ring"
    assert values["volume"] == "Part 1"


def test_abbreviated_title_keeps_its_full_stop(described: Described) -> None:
    assert described("245 10 $aLaw in the U.S.").values["title"] == "Law in the U.S."
    assert described("245 10 $aAnd then ...").values["title"] == "And then ..."


def test_title_after_an_equals_sign_is_a_parallel_title_and_no_subtitle(described: Described) -> None:
    values = described("245 10 $aLes écoles =$bThe schools /$cX.").values
    assert "subtitle" not in values
    assert values["original_title"] == "The schools"


def test_uniform_title_is_the_original_title(described: Described) -> None:
    values = described("240 10 $aПреступление и наказание.$lEnglish", "245 10 $aCrime and punishment.").values
    assert values["original_title"] == "Преступление и наказание"


@pytest.mark.parametrize(
    "uniform", ["Works.$f1999", "Poems.$kSelections", "Ulysses.$kSelections", "Crime and punishment"]
)
def test_collective_titles_selections_and_repetitions_are_no_original_title(described: Described, uniform: str) -> None:
    assert "original_title" not in described(f"240 10 $a{uniform}", "245 10 $aCrime and punishment").values


def test_variant_that_calls_itself_the_original_is_one(described: Described) -> None:
    found = described("245 10 $aThe wall", "246 1# $iOriginal title:$aLe mur")
    assert found.values["original_title"] == "Le mur"
    assert "original_title" not in described("245 10 $aThe wall", "246 30 $aWall").values


def test_title_in_the_original_script_stands_beside_the_romanised_one(described: Described) -> None:
    found = described("245 10 $6880-01$aVoĭna i mir", "880 10 $6245-01/(N$aВойна и мир")
    assert found.values["title"] == "Voĭna i mir"
    assert found.values["original_title"] == "Война и мир"


def test_latin_title_stands_in_front_when_the_record_is_in_the_original_script(described: Described) -> None:
    found = described("245 10 $6880-01$aВойна и мир", "880 10 $6245-01/(B$aVoĭna i mir")
    assert (found.values["title"], found.values["original_title"]) == ("Voĭna i mir", "Война и мир")


def test_name_in_the_original_script_is_another_name_of_the_same_person(described: Described) -> None:
    found = described("100 1# $6880-01$aTolstoĭ, Lev,$d1828-1910.", "880 1# $6100-01/(N$aТолстой, Лев")
    (person,) = found.people
    assert (person.name, person.other_names) == ("Tolstoĭ, Lev", (("transliterated", "Толстой, Лев"),))


def test_arabic_comma_inverts_a_name_too(described: Described) -> None:
    found = described("100 1# $6880-01$aVāmiqī, Īraj.", "880 1# $6100-01/(3/r$aوامقى، ايرج.")
    assert found.people[0].other_names == (("transliterated", "وامقى, ايرج"),)


def test_script_field_without_a_romanised_partner_stands_for_it(described: Described) -> None:
    found = described("880 10 $6245-00/$1$a红楼梦", "880 1# $6100-00/$1$a曹雪芹")
    assert found.values["title"] == "红楼梦"
    assert [person.name for person in found.people] == ["曹雪芹"]


def test_inverted_name_comes_with_its_parts_and_without_dates(described: Described) -> None:
    (person,) = described("100 1# $aKing, Martin Luther,$cJr.,$d1929-1968.").people
    assert person == Person("King, Martin Luther, Jr.", family="King", given="Martin Luther", suffix="Jr.")


def test_fuller_form_of_initials_is_another_name(described: Described) -> None:
    (person,) = described("100 1# $aEliot, T. S.$q(Thomas Stearns),$d1888-1965.").people
    assert (person.name, person.other_names) == ("Eliot, T. S.", (("other", "Eliot, Thomas Stearns"),))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("100 0# $aHomer.", "Homer"),
        ("100 0# $aJohn Paul$bII,$cPope,$d1920-2005.", "John Paul II"),
        ("100 0# $aLeonardo,$cda Vinci,$d1452-1519.", "Leonardo da Vinci"),
    ],
)
def test_forename_keeps_its_number_and_byname(described: Described, line: str, name: str) -> None:
    assert described(line).people == (Person(name),)


def test_bodies_meetings_and_families_are_corporate(described: Described) -> None:
    found = described(
        "110 2# $aOxford University.$bPress.", "711 2# $aWorld Congress$d(1999)", "700 3# $aMedici family.$4ctb"
    )
    assert [(p.name, p.role, p.is_corporate) for p in found.people] == [
        ("Oxford University. Press", "author", True),
        ("Medici family", "contributor", True),
        ("World Congress", "contributor", True),
    ]


@pytest.mark.parametrize(
    ("stated", "role"),
    [
        ("$4trl", "translator"),
        ("$4http://id.loc.gov/vocabulary/relators/edt", "editor"),
        ("$eÜbersetzer.", "translator"),
        ("$eeditor,$eauthor.", "editor"),
        ("$ewriter of introduction.", "introduction"),
        ("$ecartographer.", "contributor"),
        ("$efilm editor$4ill", "illustrator"),
    ],
)
def test_role_comes_from_code_or_term(described: Described, stated: str, role: str) -> None:
    assert described(f"700 1# $aSmith, Ann,{stated}").people[0].role == role


@pytest.mark.parametrize("stated", ["$4fmo", "$eformer owner.", "$4prt", "$ededicatee"])
def test_owners_printers_and_dedicatees_are_not_credited(described: Described, stated: str) -> None:
    assert described(f"700 1# $aSmith, Ann,{stated}").people == ()


def test_added_entry_without_role_is_what_the_statement_of_responsibility_calls_it(described: Described) -> None:
    found = described("245 00 $aEssays /$cedited by Ann Lee and Bo Quist.", "700 1# $aLee, Ann.", "700 1# $aRay, Cy.")
    assert [(person.name, person.role) for person in found.people] == [
        ("Lee, Ann", "editor"),
        ("Ray, Cy", "contributor"),
    ]


def test_statement_of_responsibility_is_read_only_where_no_name_field_stands(described: Described) -> None:
    line = "245 10 $aThe sky pilot /$cby Ralph Connor [pseud.] ; illustrated by Louis Rhead."
    assert described(line).people == (Person("Ralph Connor"), Person("Louis Rhead", "illustrator"))
    assert described(line, "100 1# $aConnor, Ralph.").people == (
        Person("Connor, Ralph", family="Connor", given="Ralph"),
    )


def test_author_of_a_related_work_is_no_contributor_but_of_a_contained_one_is(described: Described) -> None:
    found = described("245 10 $aTwo plays", "700 1# $aBoe, A.$tOther book", "700 12 $aStrindberg, August.$tMiss Julie")
    assert [person.name for person in found.people] == ["Strindberg, August"]


def test_isni_and_orcid_are_identifiers_and_another_authority_number_is_the_senders_own(described: Described) -> None:
    line = "100 1# $aLee, Ann$0(DLC)n 79021164$0(isni)0000000121032683$1https://orcid.org/0000-0002-1825-0097"
    (person,) = described(line).people
    assert person.author_id == "(DLC)n 79021164"
    assert person.identifiers == (("isni", "0000000121032683"), ("orcid", "https://orcid.org/0000-0002-1825-0097"))


def test_isbn_loses_its_qualifier_and_a_cancelled_one_is_weak(described: Described) -> None:
    found = described(
        "020 ## $a0306406152 (pbk. : alk. paper) :$c$12", "020 ## $a9780306406157$qhardback ;$z0306406153"
    )
    assert found.numbers == (
        Number("isbn", "0306406152", "pbk. : alk. paper"),
        Number("isbn", "9780306406157", "hardback"),
        Number("isbn", "0306406153", "hardback", is_weak=True),
    )


def test_ean_doi_and_issn_come_from_022_and_024(described: Described) -> None:
    found = described(
        "022 0# $a0378-5955$y0378-5954", "024 3# $a9780306406157", "024 7# $a10.1000/182$2doi", "024 8# $ax"
    )
    assert [(number.field, number.raw, number.is_weak) for number in found.numbers] == [
        ("isbn", "9780306406157", False),
        ("issn", "0378-5955", False),
        ("issn", "0378-5954", True),
        ("doi", "10.1000/182", False),
    ]


def test_links_name_the_relation(described: Described) -> None:
    found = described(
        "765 0# $tLe mur$z2070100000", "775 0# $z9780306406157 (pbk.)", "776 08 $iOnline$z9780306406158$x0378-5955"
    )
    assert found.related == (
        Related("original", "isbn", "2070100000"),
        Related("other_edition", "isbn", "9780306406157"),
        Related("alternative_format", "isbn", "9780306406158"),
        Related("alternative_format", "issn", "0378-5955"),
    )
    assert described("245 10 $aThe wall", "765 0# $tLe mur").values["original_title"] == "Le mur"


def test_article_stands_in_its_journal(described: Described) -> None:
    found = described(
        "245 10 $aOn tides",
        "773 0# $tJournal of Tides.$gVol. 12, no. 3 (Mar. 2001), p. 117-125$x0378-5955",
        leader=ARTICLE,
    )
    wanted = {
        "contribution_type": "article",
        "journal": "Journal of Tides",
        "volume": "12",
        "issue": "3",
        "pages": "117-125",
    }
    assert wanted.items() <= dict(found.values).items()
    assert Number("issn", "0378-5955") in found.numbers


def test_chapter_stands_in_its_book(described: Described) -> None:
    found = described("245 10 $aOn tides", "773 0# $tThe sea$z9780306406157$q2<117", leader=CHAPTER)
    assert found.values["contribution_type"] == "chapter"
    assert found.values["host"] == "The sea"
    assert found.values["pages"] == "117"
    assert found.numbers == (Number("isbn", "9780306406157", "host"),)


def test_publication_statement_beats_copyright_and_distribution(described: Described) -> None:
    found = described(
        "264 #4 $c©1998", "264 #2 $bSeller", "264 #1 $aLondon :$bQuay Press,$c[1999]", "260 ## $bOld,$c1990"
    )
    assert (found.values["publisher"], found.values["year"]) == ("Quay Press", "1999")


def test_unknown_publisher_is_none(described: Described) -> None:
    assert "publisher" not in described("260 ## $a[S.l. :$bs.n.],$c1999").values


def test_year_and_language_come_from_008_then_from_the_fields(described: Described) -> None:
    coded = described("008 800108s1899    ilu           000 0 eng  ", "260 ## $c1900")
    assert (coded.values["year"], coded.values["language"]) == ("1899", "eng")
    uncoded = described("008 800108suuuu    ilu           000 0 mul  ", "041 1# $aengfre$hger", "260 ## $cc1900.")
    assert (uncoded.values["year"], uncoded.values["language"]) == ("c1900", "eng")


def test_deleted_authority_and_holdings_records_are_ignored_by_name(described: Described) -> None:
    assert described("245 10 $aX", leader="00000dam a2200000 a 4500").rule == "deleted"
    assert described("100 1# $aX", leader="00000nz  a2200000n  4500").rule == "not_bibliographic"
    assert described("004 x", leader="00000nx  a2200000n  4500").rule == "not_bibliographic"


def test_notes_subjects_and_links_are_not_read(described: Described) -> None:
    found = described("245 10 $aX", "520 ## $aSecret", "856 40 $uhttp://example.org", "600 10 $aSomebody, Else")
    assert "Secret" not in repr(found)
    assert "example.org" not in repr(found)
    assert found.people == ()
