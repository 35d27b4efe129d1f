"""Which words of two texts differ, so that a reviewer's eye goes there first."""

from __future__ import annotations

from difflib import SequenceMatcher
from re import findall

from stocktake.text.fold import fold

Pieces = list[tuple[str, bool]]
"""A text in pieces, in order; True where the piece has no counterpart on the other side."""
MOST_WORDS = 400


def differences(left: str, right: str) -> tuple[Pieces, Pieces]:
    """Both texts cut into pieces that are alike and pieces that differ; put together they are the texts again.

    Words are alike when they are after folding (case, accents and punctuation do not count). Where one side is empty
    nothing is marked: it says nothing, which is no difference. Texts of more than 400 words are not marked either.
    """
    one, other = _words(left), _words(right)
    folded = [[fold(word) for word in words] for words in (one, other)]
    if not all(map(any, folded)) or max(len(one), len(other)) > MOST_WORDS:
        return _unmarked(left), _unmarked(right)
    blocks = SequenceMatcher(None, folded[0], folded[1], autojunk=False).get_matching_blocks()
    alike_left = {b.a + i for b in blocks for i in range(b.size)}
    alike_right = {b.b + i for b in blocks for i in range(b.size)}
    return _pieces(one, folded[0], alike_left), _pieces(other, folded[1], alike_right)


def _words(text: str) -> list[str]:
    """Words with the blanks that follow them; nothing is lost."""
    return findall(r"\s*\S+\s*", text)


def _unmarked(text: str) -> Pieces:
    return [(text, False)] if text else []


def _pieces(words: list[str], folded: list[str], alike: set[int]) -> Pieces:
    """Neighbours of one kind become one piece; a word of marks only never differs."""
    pieces: Pieces = []
    for place, word in enumerate(words):
        differs = place not in alike and folded[place] != ""
        if pieces and pieces[-1][1] == differs:
            pieces[-1] = (pieces[-1][0] + word, differs)
        else:
            pieces.append((word, differs))
    return pieces
