"""Scripts and broadcasts: what no table of books or articles can hold is never looked for."""

from __future__ import annotations

import pytest

from tests.sql.given import rows


def kind_of(contribution_type: str | None, scheme: str | None = None, form: str | None = None) -> str | None:
    found = rows(
        "int_titles__unfindable",
        "kind",
        through=["stg_rules__unsearchable_kinds"],
        int_titles__numbered=[
            {"title_no": 0, "title_id": "t", "title": "Ash", "contribution_type": contribution_type, "format": form}
        ],
        stg_catalogue__identifiers=[{"title_id": "t", "scheme": scheme}] if scheme else [],
    )
    return found[0][0] if found else None


RADIO, TELEVISION, FILM = "a radio play or broadcast", "a television script or broadcast", "a film or its script"
SONG, BROADCAST, SCRIPT, PODCAST = "a song or its words", "a broadcast", "a script", "a podcast"


@pytest.mark.parametrize(
    ("called", "kind"),
    [
        ("Script", SCRIPT),
        ("scripts", SCRIPT),
        ("SCRIPT (commissioned)", SCRIPT),
        ("Broadcast", BROADCAST),
        ("Radio", RADIO),
        ("Radio play", RADIO),
        ("Radio script", RADIO),
        ("Hörspiel", RADIO),
        ("Rundfunkbeitrag", RADIO),
        ("émission radiophonique", RADIO),
        ("радиопьеса", RADIO),
        ("słuchowisko", RADIO),
        ("TV", TELEVISION),
        ("T.V.", TELEVISION),
        ("Television drama", TELEVISION),
        ("Fernsehfilm", TELEVISION),
        ("Série télévisée", TELEVISION),
        ("telewizja", TELEVISION),
        ("Телесериал", TELEVISION),
        ("Film", FILM),
        ("Screenplay", FILM),
        ("Drehbuch", FILM),
        ("Scénario", FILM),
        ("guion cinematográfico", FILM),
        ("Sceneggiatura", FILM),
        ("Audio-visual", FILM),
        ("Documentary", FILM),
        ("Podcast", PODCAST),
        ("Lyrics", SONG),
        ("Liedtexte", SONG),
        ("Paroles", SONG),
        ("Uitzending", BROADCAST),
        ("Sendung", BROADCAST),
    ],
)
def test_scripts_and_broadcasts_are_known_in_several_languages(called: str, kind: str) -> None:
    assert kind_of(called) == kind


@pytest.mark.parametrize(
    "called",
    [
        None,
        "",
        "Book",
        "chapter",
        "Article",
        "Stage play",
        "Script book",
        "Film tie-in novel",
        "Chapter in a book about television",
        "Film review",
        "Manuscript",
        "Prescription",
        "Sachbuch (Film)",
        "Audiobook",
        "Songbook",
        "Poetry",
        "Filmore",
        "Radiology",
    ],
)
def test_books_chapters_and_articles_are_looked_up_whatever_they_are_about(called: str | None) -> None:
    assert kind_of(called) is None


@pytest.mark.parametrize("scheme", ["isbn13", "isbn_misprint", "doi", "asin"])
def test_a_script_that_was_published_under_an_identifier_is_looked_up(scheme: str) -> None:
    assert kind_of("Screenplay", scheme) is None


def test_an_issn_alone_publishes_no_script() -> None:
    assert kind_of("Screenplay", "issn") == FILM


def test_the_format_tells_the_kind_where_there_is_no_column_of_kinds() -> None:
    assert kind_of(None, form="Radio broadcast") == RADIO
    assert kind_of("Book", form="Radio broadcast") is None
