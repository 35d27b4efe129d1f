"""Folding: what is levelled, what is kept."""

import pytest

from stocktake.text.fold import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),  # the same, decomposed
        ("Straße", "strasse"),
        ("Æon Œuvre Øre Łódź đak ðat Þór", "aeon oeuvre ore lodz dak dat thor"),
        ("DİYARBAKIR ılık", "diyarbakir ilik"),
        ("ΟΔΟΣ ὁδός", "οδοσ οδοσ"),
        ("Research & Development", "research and development"),
        ("R&D", "r and d"),
        ("O'Brien’s ʼaleph", "obriens aleph"),
        ("Lavrentʹevna Illarii︠a︡", "lavrentevna illariia"),
        ("Ёлка и Йод", "елка и иод"),
        ("１９８４ ۱۳۸۵ ২০০৫", "1984 1385 2005"),
        ("C++: a *real* guide...", "c a real guide"),
        ("naïve—dash–dash-hyphen", "naive dash dash hyphen"),
        ("co\u00adop zero\u200bwidth", "coop zerowidth"),
        ("三体 (III)", "三体 iii"),
        ("हिंदी", "हिंदी"),
        ("שָׁלוֹם", "שלום"),
        ("m² ½", "m2 1 2"),
        ("!!!", ""),
        ("", ""),
    ],
)
def test_spellings_fold_to_one(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_folding_twice_changes_nothing() -> None:
    once = fold("L'Été à l’Œuvre & co. Ⅳ")
    assert fold(once) == once


def test_kana_keep_their_voicing() -> None:
    assert fold("がき") != fold("かき")
