"""How far reviewers agree, beyond what chance would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from stocktake.review.standing_decisions import standing_decisions

Said = Mapping[str, str]
"""What was said of one pair: reviewer -> decision."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A pair on which reviewers do not say the same."""

    listed_title: str
    record_title: str
    title_id: str
    record_id: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Pairs decided by two or more, the raw share of agreement (None without such pairs), and a chance-corrected one.

    `kappas` holds Cohen's kappa of every two reviewers with a pair in common; `alpha` is Krippendorff's over all.
    Both are None where all said the same word all the time: then chance alone explains the agreement.
    """

    reviewers: tuple[str, ...]
    n_pairs: int
    n_shared: int
    raw: float | None
    kappas: tuple[tuple[str, str, int, float | None], ...]
    alpha: float | None
    disagreements: tuple[Disagreement, ...]


def agreement(history: pl.DataFrame) -> Agreement:
    """Agreement over the standing decisions; match, no_match and unsure are three words of equal distance."""
    standing = standing_decisions(history)
    pairs = [group for _, group in standing.group_by("pair", maintain_order=True)]
    said = [dict(group.select("reviewer", "decision").iter_rows()) for group in pairs]
    shared = [(group, words) for group, words in zip(pairs, said, strict=True) if len(words) > 1]
    reviewers = tuple(sorted({who for words in said for who in words}))
    return Agreement(
        reviewers,
        len(pairs),
        len(shared),
        raw_agreement([words for _, words in shared]),
        tuple(_kappas(reviewers, said)),
        krippendorff_alpha([list(words.values()) for _, words in shared]),
        tuple(_disagreement(group, words) for group, words in shared if len(set(words.values())) > 1),
    )


def raw_agreement(shared: Sequence[Said]) -> float | None:
    """The share of twos of reviewers, over all pairs, who say the same."""
    twos = [a == b for words in shared for a, b in combinations(words.values(), 2)]
    return sum(twos) / len(twos) if twos else None


def cohen_kappa(twos: Sequence[tuple[str, str]]) -> float | None:
    """(observed - expected) / (1 - expected) agreement of two reviewers (Cohen 1960, Educ. Psychol. Meas. 20:37).

    Expected is what two with these shares of each word would reach by chance. None without pairs, or when both said
    one and the same word throughout.
    """
    n = len(twos)
    left, right = Counter(a for a, _ in twos), Counter(b for _, b in twos)
    by_chance = sum(left[word] * right[word] for word in left)
    if n == 0 or by_chance == n * n:
        return None
    expected = by_chance / (n * n)
    return (sum(a == b for a, b in twos) / n - expected) / (1 - expected)


def krippendorff_alpha(units: Sequence[Sequence[str]]) -> float | None:
    """1 - observed / expected disagreement, nominal words (Krippendorff 2011, Computing Krippendorff's
    Alpha-Reliability, section C).

    Takes any number of reviewers a pair, which Fleiss' kappa does not; pairs with one reviewer are left out. None
    without pairs, or when only one word was ever said.
    """
    shared = [words for words in units if len(words) > 1]
    totals = Counter(word for words in shared for word in words)
    n = sum(totals.values())
    alike_by_chance = sum(count * (count - 1) for count in totals.values())
    if n == 0 or alike_by_chance == n * (n - 1):
        return None
    unlike = sum(_unlike(words) / (len(words) - 1) for words in shared)
    return 1 - (n - 1) * unlike / (n * (n - 1) - alike_by_chance)


def _unlike(words: Sequence[str]) -> int:
    """Ordered twos of words of one pair that differ."""
    return len(words) ** 2 - sum(count**2 for count in Counter(words).values())


def _kappas(reviewers: Sequence[str], said: Sequence[Said]) -> list[tuple[str, str, int, float | None]]:
    found = []
    for one, other in combinations(reviewers, 2):
        twos = [(words[one], words[other]) for words in said if one in words and other in words]
        if twos:
            found.append((one, other, len(twos), cohen_kappa(twos)))
    return found


def _disagreement(group: pl.DataFrame, words: Said) -> Disagreement:
    row = group.row(0, named=True)
    title, record, title_id, record_id = (
        str(row[c] or "") for c in ("listed_title", "record_title", "title_id", "record_id")
    )
    return Disagreement(title, record, title_id, record_id, tuple(sorted(words.items())))
