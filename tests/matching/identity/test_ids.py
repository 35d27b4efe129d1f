"""What an author's id is made of, and what changes it."""

from __future__ import annotations

from hashlib import md5

from tests.matching.identity.listed import authors, identified, title

ISNI = "0000000121251077"


def ids(*titles: dict[str, object]) -> list[tuple[str, str]]:
    """(kind, text) of each credit in order."""
    return identified(*titles).credits.sort("title_no", "position").select("id_kind", "id_text").rows()


def test_the_senders_number_goes_before_a_public_one_and_that_before_the_name() -> None:
    assert ids(title("Lee, Ann", sender_id="A1", isni=ISNI)) == [("a", "A1")]
    assert ids(title("Lee, Ann", ipi="00014107338", isni=ISNI)) == [("i", f"isni|{ISNI}")]
    assert ids(title("Lee, Ann")) == [("n", "lee|ann")]


def test_a_title_more_under_a_known_spelling_leaves_the_id() -> None:
    rows = [title("Follett, K.", work="w"), title("Follett, Kenneth", work="w")]
    assert set(ids(*rows)) == {("n", "follett|kenneth")} == set(ids(*rows, title("Follett, K.")))


def test_a_fuller_name_changes_the_id_of_a_name() -> None:
    rows = [
        title("Follett, K.", work="w"),
        title("Follett, Kenneth", work="w"),
        title("Follett, Kenneth Martin", work="w"),
    ]
    assert set(ids(*rows)) == {("n", "follett|kenneth martin")}


def test_a_generation_is_part_of_a_names_id() -> None:
    assert ids(title("King, Martin, Jr.")) == [("n", "king|martin|Jr")]


def test_a_number_on_two_people_is_that_of_the_one_with_more_titles() -> None:
    rows = [title("Lee, Ann", sender_id="1"), title("Marsh, Vera", sender_id="1"), title("Lee, Ann", sender_id="1")]
    assert ids(*rows) == [("a", "1"), ("n", "marsh|vera"), ("a", "1")]


def test_a_namesake_with_a_number_leaves_the_id_of_the_name() -> None:
    rows = [title("Lee, Ann", sender_id=n) for n in "1122"]
    assert ids(*rows, title("Lee, Ann"))[-1] == ("n", "lee|ann")


def test_two_authors_never_have_one_id() -> None:
    rows = [
        title("Lee, Ann", sender_id="1", isni="1"),
        title("Lee, Ann", sender_id="1", isni="2"),
        title("Lee, Ann", sender_id="1", isni="3"),
        title("Lee, Ann"),
    ]
    assert len(set(authors(*rows))) == 4


def test_an_id_of_a_name_is_the_one_it_always_had() -> None:
    kind, text = ids(title("Smith, John"))[0]
    assert (kind, md5(text.encode(), usedforsecurity=False).hexdigest()[:16]) == (
        "n",
        md5(b"smith|john", usedforsecurity=False).hexdigest()[:16],
    )
