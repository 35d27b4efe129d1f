"""Title keys."""

import pytest

from stocktake.text.titles import main_key, title_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Hobbit", "Hobbit, The"),
        ("The Hobbit", "HOBBIT"),
        ("The Hobbit: or There and Back Again", "Hobbit, The: or there and back again"),
        ("L'étranger", "Étranger, L'"),
        ("L’Étranger", "Etranger"),
        ("Der Zauberberg", "Zauberberg, Der"),
        ("El amor en los tiempos", "amor en los tiempos, El"),
        ("O alquimista", "Alquimista, O"),
        ("Het achterhuis", "Achterhuis, Het"),
        ("<em>Emma</em> ", "Emma"),
        ("Caf&#233; society", "Café society"),
        ("War & Peace", "War and Peace"),
        ("(Re)thinking media", "Rethinking media"),
        ("三体：死神永生", "三体: 死神永生"),
    ],
)
def test_spellings_of_one_title_share_a_key(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("The The", "the"),
        ("I, Robot", "i robot"),
        ("17", "17"),
        ("1632", "1632"),
        ("Emma (Penguin Classics)", "emma penguin classics"),
        ("Art of Computer Programming, Vol. 2", "art of computer programming vol 2"),
        ("???", None),
        ("", None),
    ],
)
def test_title_keys(title: str, key: str | None) -> None:
    assert title_key(title) == key


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("The sky pilot; a tale of the foothills", "sky pilot"),
        ("Emma: a novel", "emma"),
        ("Emma - a novel", "emma"),
        ("Emma — a novel", "emma"),
        ("Emma / Jane Austen", "emma"),
        ("Der Prozess = The trial", "prozess"),
        ("Hobbit, The: or there and back again", "hobbit"),
        ("Emma [large print]", "emma"),
        ("Emma (Penguin Classics", "emma"),
        ("Title:Subtitle", "title"),
        ("Meet at 10:04", "meet at 10 04"),
        ("Jean-Paul's book", "jean pauls book"),
        ("Vol. 1: Youth", "vol 1 youth"),
        ("(Untitled)", "untitled"),
        (": leading colon", "leading colon"),
        ("Works (of (many) men) here", "works here"),
        ("", None),
    ],
)
def test_main_part_ends_before_the_subtitle(title: str, key: str | None) -> None:
    assert main_key(title) == key
