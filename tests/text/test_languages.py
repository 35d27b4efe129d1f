"""Languages by code and by name."""

import pytest

from stocktake.text.languages import language


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *[
            (english, "eng")
            for english in ("en", "eng", "English", "ENGLISH", "Englisch", "anglais", "Английский", "en-GB")
        ],
        *[(french, "fra") for french in ("fr", "fra", "fre", "French", "Français", "Französisch", "fra,eng")],
        ("es_ES", "spa"),
        ("English-Russian", "eng"),
        ("Latin,Russian", "lat"),
        ("Greek, Modern (1453-)", "ell"),
        ("Greek, Ancient (to 1453)", "grc"),
        ("Русский", "rus"),
        ("українська", "ukr"),
        ("日本語", "jpn"),
        ("中文", "zho"),
        ("Chinese (Simplified)", "zho"),
        ("Serbo-Croatian", "hbs"),
        ("Norwegian Bokmål", "nob"),
        ("Bahasa Indonesia", "ind"),
        ("text in German", "deu"),
        ("ქართული", "kat"),
        ("mul", None),
        ("und", None),
        ("xx", None),
        ("Klingonese", None),
        ("", None),
    ],
)
def test_first_language_named(written: str, code: str | None) -> None:
    assert language(written) == code
