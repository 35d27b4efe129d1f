"""Credits with what tells who they are, ids of authors, and what the run tells of joined names, on literal rows."""

from __future__ import annotations

from hashlib import md5

from tests.sql.given import rows, select, warehouse


def hashed(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()[:16]


def test_an_id_is_its_kind_and_the_checksum_of_what_it_is_made_of() -> None:
    found = rows(
        "int_names__identified",
        "title_no",
        "author_id",
        int_title_names__numbered=[
            {"title_no": 0, "position": 1, "family_key": "smith", "given_key": "john", "author_id": "A1"},
            {"title_no": 1, "position": 1, "family_key": "smith", "given_key": "john"},
            {"title_no": 1, "position": 1, "family_key": "marsh", "given_key": "vera", "alias_kind": "pen"},
            {"title_no": 2, "position": 1, "family_key": "", "given_key": "john"},
        ],
        authors_identified=[
            {"title_no": 0, "position": 1, "id_kind": "a", "id_text": "A1"},
            {"title_no": 1, "position": 1, "id_kind": "n", "id_text": "smith|john"},
        ],
    )
    assert found == [(0, f"a-{hashed('A1')}"), (1, f"n-{hashed('smith|john')}")]


def test_a_credit_carries_its_numbers_and_what_may_support_a_likeness() -> None:
    name = {"title_no": 0, "title_id": "t0", "family_key": "lee", "given_key": "ann"}
    number = {"title_id": "t0", "position": 1}
    con = warehouse(
        "int_credits__numbered",
        {
            "int_title_names__numbered": [
                name | {"position": 1, "author_id": "A1", "suffix": "Jr"},
                name | {"position": 2, "given_key": None},
                name | {"position": 2, "alias_kind": "pen"},
                name | {"position": 3, "family_key": ""},
            ],
            "catalogue_name_identifiers": [
                number | {"scheme": "isni", "value": "0000000121251077"},
                number | {"scheme": "orcid", "value_raw": "wrong"},
                number | {"scheme": "ipi", "value": "1"},
                number | {"scheme": "ipi", "value": "2"},
            ],
            "int_titles__grouped": [{"title_no": 0, "work_key": "w", "main_key": "dune", "imprint": " Quay "}],
        },
        through=["stg_catalogue__name_identifiers"],
    )
    told = ("position", "given_key", "suffix", "sender_id", "isni", "orcid", "ipi", "work_key", "main_key", "house")
    assert select(con, "int_credits__numbered", *told) == [
        (1, "ann", "Jr", "A1", "0000000121251077", None, None, "w", "dune", "quay"),
        (2, "", "", None, None, None, None, "w", "dune", "quay"),
    ]


def test_a_generic_title_supports_nothing_and_the_publisher_goes_before_the_imprint() -> None:
    grouped = {"title_no": 0, "main_key": "poems", "is_generic": True, "publisher_key": "faber", "imprint": "Quay"}
    found = rows(
        "int_credits__numbered",
        "main_key",
        "house",
        int_title_names__numbered=[{"title_no": 0, "title_id": "t", "position": 1, "family_key": "lee"}],
        int_titles__grouped=[grouped],
    )
    assert found == [(None, "faber")]


def test_a_joined_name_says_why_in_words() -> None:
    name = {"id_kind": "n", "id_text": "lee|ann", "n_titles": 2}
    found = rows(
        "author_merges",
        "name_as_credited",
        "author_id",
        "sentence",
        authors_joined=[
            name | {"name_as_credited": "A. Lee", "joined_by": "initials_agree", "support": "co-author: roe|bo"},
            name | {"name_as_credited": "Ann Lee", "joined_by": "fullest_name"},
        ],
    )
    author = f"n-{hashed('lee|ann')}"
    assert found == [
        ("A. Lee", author, "Initials fit the fuller name. Both stand beside one co-author."),
        ("Ann Lee", author, "The fullest name; the other spellings were joined to it."),
    ]


def test_a_doubt_says_what_would_settle_it_and_so_does_what_was_not_compared() -> None:
    con = warehouse(
        "author_doubts",
        {
            "authors_in_doubt": [
                {
                    "id_kind": "a",
                    "id_text": "1",
                    "name": "Thomas Mann",
                    "other_id_kind": "n",
                    "other_id_text": "mann|heinrich",
                    "other_name": "Heinrich Mann",
                    "likeness": "isni",
                    "reason": "names_contradict",
                }
            ],
            "likenesses_left_out": [{"key": "initial|wang|a", "n_names": 300}],
        },
    )
    told = ("author_id", "other_author_id", "other_name", "likeness", "reason")
    assert select(con, "author_doubts", *told) == [
        (f"a-{hashed('1')}", f"n-{hashed('mann|heinrich')}", "Heinrich Mann", "isni", "names_contradict"),
        (None, None, "initial wang a", "initial", "not_compared"),
    ]
    assert all(sentence for row in select(con, "author_doubts", "sentence", "settled_by") for sentence in row)
