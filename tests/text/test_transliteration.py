"""Keys that level the schemes of transliteration."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.text.fold import fold
from stocktake.text.latin import latin
from stocktake.text.scripts import script_keys
from stocktake.text.transliteration import skeleton_expr, sound_expr


def sounds(name: str) -> tuple[str, str]:
    key = pl.lit(latin(fold(name)))
    row = pl.select(sound_expr(key).alias("plain"), sound_expr(key, german=True).alias("german")).row(0)
    return row[0], row[1]


def sound_alike(one: str, other: str) -> bool:
    (plain, german), (other_plain, other_german) = sounds(one), sounds(other)
    return plain in (other_plain, other_german) or german == other_plain


def skeleton(name: str) -> str:
    return str(pl.select(skeleton_expr(pl.lit(latin(fold(name))))).item())


@pytest.mark.parametrize(
    "spellings",
    [
        "Достоевский Dostoevsky Dostoyevsky Dostojewski Dostoïevski Dostoevskii Dostojevskij",
        "Чехов Chekhov Čechov Tschechow Tchekhov",
        "Солженицын Solzhenitsyn Solschenizyn",
        "Хрущёв Khrushchev Chruschtschow Khrouchtchev",
        "Горбачёв Gorbachev Gorbatschow",
        "Цветаева Tsvetaeva Zwetajewa Cvetaeva",
        "Рахманинов Rachmaninoff Rakhmaninov",
        "Чайковский Tchaikovsky Tschaikowski Čajkovskij",
        "Ельцин Yeltsin Jelzin",
        "Юрий Yuri Iurii Jurij",
        "Фёдор Fyodor Fedor Fjodor",
        "Παπαδόπουλος Papadopoulos",
        "Καζαντζάκης Kazantzakis",
    ],
)
def test_schemes_of_one_name_sound_alike(spellings: str) -> None:
    first, *others = spellings.split()
    assert [other for other in others if not sound_alike(first, other)] == []


@pytest.mark.parametrize(("one", "other"), [("Чехов", "Chagall"), ("Smith", "Jones"), ("Толстой", "Turgenev")])
def test_other_names_do_not(one: str, other: str) -> None:
    assert not sound_alike(one, other)


@pytest.mark.parametrize(
    ("written", "romanised"),
    [("محفوظ", "Mahfouz"), ("نجيب", "Naguib"), ("نجيب", "Najib"), ("גרוסמן", "Grossman"), ("درويش", "Darwish")],
)
def test_arabic_and_hebrew_agree_by_their_consonants(written: str, romanised: str) -> None:
    assert skeleton(written) == skeleton(romanised)


@given(st.text(max_size=30))
def test_any_text_has_a_key(text: str) -> None:
    assert all(isinstance(key, str) for key in (*sounds(text), skeleton(text)))


def test_script_is_read_from_the_credits() -> None:
    names = pl.DataFrame(
        {"no": [0, 0, 1], "family_key": ["wang", "lee", "tolstoi"], "given_key": ["wei", "ann", "lev"]}
    )
    credited = pl.DataFrame({"no": [0, 1], "text": ["王伟; Ann Lee", "Толстой, Лев"]})
    assert script_keys(names, credited)["script_key"].to_list() == ["伟 王", None, "лев толстои"]


def test_script_stays_open_where_two_names_are_romanised_alike() -> None:
    names = pl.DataFrame({"no": [0, 0], "family_key": ["wangwei", "wangwei"], "given_key": ["", ""]})
    credited = pl.DataFrame({"no": [0], "text": ["王伟; 王维"]})
    assert script_keys(names, credited)["script_key"].to_list() == [None, None]
