"""Publisher keys."""

import pytest

from stocktake.text.publishers import publisher_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("John Wiley & Sons, Inc.", "john wiley"),
        ("Wiley", "wiley"),
        ("Oxford University Press", "oxford university"),
        ("Springer-Verlag GmbH", "springer"),
        ("Suhrkamp Verlag", "suhrkamp"),
        ("Éditions Gallimard", "gallimard"),
        ("Издательство «Наука»", "наука"),
        ("The Book Company", "the book company"),
        ("[s.n.]", None),
        ("", None),
        ("???", None),
    ],
)
def test_trade_words_go_but_never_all_of_the_name(name: str, key: str | None) -> None:
    assert publisher_key(name) == key
