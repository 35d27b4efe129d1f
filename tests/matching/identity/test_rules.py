"""Which credits of a catalogue are one person: each rule on literal titles."""

from __future__ import annotations

import pytest

from tests.matching.identity.listed import authors, doubts, identified, title

ISNI, OTHER_ISNI = "0000000121251077", "000000012146438X"


def are_one(*titles: dict[str, object], **more: object) -> bool:
    """Whether the first credits of the first two titles are one author's."""
    first = [len(t["names"]) for t in titles]  # type: ignore[arg-type]
    found = authors(*titles, **more)  # type: ignore[arg-type]
    return found[0] == found[first[0]]


def test_the_senders_number_joins_spellings() -> None:
    assert are_one(title("Smith, John", sender_id="A1"), title("Smith, J.", sender_id="A1"))


def test_the_senders_number_does_not_join_names_that_contradict() -> None:
    rows = title("Smith, John", sender_id="A1"), title("Marsh, Vera", sender_id="A1")
    assert not are_one(*rows)
    assert doubts(*rows) == [("Marsh, Vera", "Smith, John", "names_contradict")]


def test_namesakes_with_two_numbers_of_the_sender_stay_apart_and_from_the_one_without() -> None:
    rows = [title("Smith, John", sender_id="A1"), title("Smith, John", sender_id="A2"), title("Smith, John")]
    assert authors(*rows) == [0, 1, 2]
    assert ("Smith, John", "Smith, John", "two_numbers") in doubts(*rows)


def test_a_name_without_a_number_takes_the_only_one_of_its_namesake() -> None:
    assert authors(title("Smith, John", sender_id="A1"), title("Smith, John")) == [0, 0]


@pytest.mark.parametrize("number", ["isni", "orcid", "ipi"])
def test_a_public_number_joins_spellings_even_under_two_numbers_of_the_sender(number: str) -> None:
    told = {number: ISNI}
    assert are_one(title("Smith, John", sender_id="1", **told), title("Smith, J.", sender_id="2", **told))


@pytest.mark.parametrize("number", ["isni", "orcid", "ipi"])
def test_two_public_numbers_are_never_joined(number: str) -> None:
    told = {"sender_id": "1", "work": "w"}
    assert not are_one(title("Follett, Ken", **told, **{number: "1"}), title("Follett, Ken", **told, **{number: "2"}))


def test_a_public_number_on_names_that_contradict_is_a_doubt() -> None:
    rows = title("Mann, Thomas", isni=ISNI), title("Mann, Heinrich", isni=ISNI)
    assert not are_one(*rows)
    assert doubts(*rows) == [("Mann, Heinrich", "Mann, Thomas", "names_contradict")]


def test_a_public_number_joins_names_in_scripts_that_cannot_be_compared() -> None:
    assert are_one(title("Murakami, Haruki", isni=ISNI), title("村上春樹", isni=ISNI))


def test_a_number_joins_a_name_and_its_transliteration() -> None:
    assert are_one(title("Смирнов, Андрей", sender_id="1"), title("Smirnov, Andrey", sender_id="1"))


def test_a_name_between_two_people_of_one_number_joins_neither() -> None:
    rows = [title(name, isni=ISNI) for name in ("Smith, John", "Smith, Jane", "Smith, J.")]
    assert authors(*rows) == [0, 1, 2]


def test_equal_names_are_one_author() -> None:
    assert authors(title("Smith, John"), title("John Smith")) == [0, 0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Follett, K.", "Ken Follett"),
        ("Follett, K. M.", "Kenneth Martin Follett"),
        ("Kenneth Martin Follett", "Kenneth Follett"),
        ("Ken Follett", "Kenneth Follett"),
        ("Follett", "Ken Follett"),
        ("Follett, Ken", "Ken, Follett"),
        ("Follett, Juan", "Follett, John"),
        ("Tolstoy, Leo", "Tolstoi, Leo"),
    ],
)
@pytest.mark.parametrize("told", [{"work": "w-1"}, {"title": "the pillars of the earth"}])
def test_likenesses_with_support_are_one_author(one: str, other: str, told: dict[str, str]) -> None:
    assert are_one(title(one, **told), title(other, **told))


def test_a_co_author_is_support() -> None:
    assert are_one(title("Follett, K.", "Shaw, Mary"), title("Follett, Ken", "Shaw, Mary"))


def test_a_co_author_of_the_same_family_is_none() -> None:
    rows = title("Follett, K.", "Follett, Barbara"), title("Follett, Ken", "Follett, Barbara")
    assert not are_one(*rows)


def test_a_house_is_support_for_a_telling_name() -> None:
    assert are_one(title("Follett, K.", house="quay"), title("Follett, Ken", house="quay"))


def test_a_house_is_no_support_for_a_common_name() -> None:
    rows = title("Smith, J.", house="quay"), title("Smith, John", house="quay")
    assert not are_one(*rows)
    assert doubts(*rows) == [("Smith, J.", "Smith, John", "no_support")]


def test_a_house_is_no_support_for_a_family_name_alone() -> None:
    assert not are_one(title("Follett", house="quay"), title("Follett, Ken", house="quay"))


def test_a_house_of_many_names_is_no_support() -> None:
    crowd = [title(f"Person{chr(97 + n % 26)}{chr(97 + n // 26)}, Ann", house="quay") for n in range(600)]
    rows = title("Jones Ap Rhys, K.", house="quay"), title("Jones Ap Rhys, Ken", house="quay")
    assert are_one(*rows)
    assert are_one(*rows, *crowd[:100])
    assert not are_one(title("Tolstoy, K.", house="quay"), title("Tolstoy, Ken", house="quay"), *crowd)


def test_initials_without_support_are_a_doubt() -> None:
    rows = title("Follett, K."), title("Follett, Ken")
    assert not are_one(*rows)
    assert doubts(*rows) == [("Follett, K.", "Follett, Ken", "no_support")]


def test_a_rare_name_in_another_order_needs_no_support() -> None:
    assert are_one(title("Follett, Ken"), title("Ken, Follett"))


def test_an_initial_that_could_be_two_people_joins_neither() -> None:
    rows = title("Follett, K.", work="w"), title("Follett, Ken", work="w"), title("Follett, Karl")
    assert authors(*rows) == [0, 1, 2]
    assert ("Follett, K.", "Follett, Ken", "could_be_several") in doubts(*rows)


def test_near_given_names_are_two_people() -> None:
    rows = title("Follett, E.", work="w"), title("Follett, Eric", work="w"), title("Follett, Erica", work="w")
    assert authors(*rows) == [0, 1, 2]


def test_two_middle_names_are_two_people() -> None:
    names = "Kozlova, Elena Viktorovna", "Kozlova, Elena Vladimirovna"
    assert not are_one(*[title(name, work="w") for name in names])


def test_two_generations_are_two_people_and_so_is_the_name_without() -> None:
    rows = [title(f"King, Martin Luther{suffix}") for suffix in (", Sr.", ", Jr.", "")]
    assert authors(*rows) == [0, 1, 2]
    assert authors(rows[1], rows[2]) == [0, 0]


def test_two_people_on_one_title_are_never_one() -> None:
    both = title("Follett, K.", "Follett, Ken", work="w")
    assert authors(both, title("Follett, Ken", work="w")) == [0, 1, 1]


def test_one_name_twice_on_a_title_is_one_person() -> None:
    assert authors(title("Follett, Ken", "Ken Follett")) == [0, 0]


@pytest.mark.parametrize("kind", ["married", "other"])
def test_the_alias_table_joins_names_even_under_two_numbers_of_the_sender(kind: str) -> None:
    rows = title("Doe, Jane", sender_id="1"), title("Roe, Jane", sender_id="2")
    assert are_one(*rows, aliases=[("Jane Doe", "Jane Roe", kind)])
    assert not are_one(*rows)


def test_a_pen_name_stays_a_second_author_whatever_joins_them() -> None:
    rows = title("Rendell, Ruth", sender_id="1", isni=ISNI), title("Vine, Barbara", sender_id="1", isni=ISNI)
    pen = [("Ruth Rendell", "Barbara Vine", "pen")]
    assert not are_one(*rows, aliases=pen)
    assert doubts(*rows, aliases=pen) == []


def test_a_pen_name_alike_to_the_name_behind_it_stays_apart() -> None:
    rows = title("Banks, Iain", work="w"), title("Banks, Iain M.", work="w")
    assert are_one(*rows)
    assert not are_one(*rows, aliases=[("Iain Banks", "Iain M. Banks", "pen")])


def test_the_alias_table_does_not_join_two_public_numbers() -> None:
    rows = title("Doe, Jane", isni=ISNI), title("Roe, Jane", isni=OTHER_ISNI)
    assert not are_one(*rows, aliases=[("Jane Doe", "Jane Roe", "married")])


def test_an_alias_that_two_namesakes_bear_is_a_doubt() -> None:
    rows = title("Doe, Jane"), title("Roe, Jane", sender_id="1"), title("Roe, Jane", sender_id="2")
    alias = [("Jane Doe", "Jane Roe", "married")]
    assert authors(*rows, aliases=alias) == [0, 1, 2]
    assert ("Doe, Jane", "Roe, Jane", "could_be_several") in doubts(*rows, aliases=alias)


def test_every_spelling_tells_how_it_was_joined() -> None:
    found = identified(
        title("Follett, Kenneth Martin", work="w", isni=ISNI),
        title("Follett, K.", isni=ISNI),
        title("Follett, Kenneth", "Shaw, Mary", work="w"),
        title("Shaw, Mary"),
    )
    assert found.joins.select("id_kind", "name_as_credited", "joined_by", "support", "n_titles").rows() == [
        ("i", "Follett, K.", "isni", None, 1),
        ("i", "Follett, Kenneth", "same_without_middle", "work: w", 1),
        ("i", "Follett, Kenneth Martin", "fullest_name", None, 1),
    ]


def test_a_key_of_more_names_than_are_compared_is_told() -> None:
    names = [f"Wang, A{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(210)]
    found = identified(*[title(name) for name in [*names, "Wang, A."]])
    assert found.crowded.rows() == [("initial|wang|a", 211)]
    assert found.joins.is_empty()


def test_an_empty_catalogue_has_no_authors() -> None:
    found = identified()
    assert (found.credits.height, found.joins.height, found.doubts.height, found.crowded.height) == (0, 0, 0, 0)
