"""Agreement of reviewers, against figures from the literature."""

from __future__ import annotations

from pathlib import Path

import pytest

from stocktake.matching.decisions import read_history
from stocktake.review.agreement import agreement, cohen_kappa, krippendorff_alpha, raw_agreement

HEADER = "title_id,record_id,decision,reviewer,decided_at,why\n"


def test_kappa_of_the_textbook_example() -> None:
    # 50 proposals, both yes 20, both no 15, 5 and 10 apart: observed 0.7, by chance 0.5
    twos = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohen_kappa(twos) == pytest.approx(0.4)


def test_kappa_is_not_defined_where_chance_alone_explains_all() -> None:
    assert cohen_kappa([]) is None
    assert cohen_kappa([("match", "match")] * 9) is None
    assert cohen_kappa([("a", "b")] * 9) == 0.0


# Krippendorff 2011, section C: four observers, twelve units, missing words.
OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def test_alpha_of_the_paper_with_four_observers_and_gaps() -> None:
    units = [[word for word in unit if word != "."] for unit in zip(*OBSERVERS, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=5e-4)


def test_alpha_is_not_defined_without_shared_pairs_or_with_one_word() -> None:
    assert krippendorff_alpha([["a"], ["b"]]) is None
    assert krippendorff_alpha([["a", "a"], ["a", "a"]]) is None


def test_raw_agreement_counts_every_two_reviewers() -> None:
    assert raw_agreement([{"A": "m", "B": "m", "C": "n"}]) == pytest.approx(1 / 3)
    assert raw_agreement([]) is None


def test_the_latest_word_of_each_counts_and_who_withdrew_has_none(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text(
        HEADER + "t1,r,match,Ann,2026-01-01,\nt1,r,no_match,Ben,2026-01-01,\nt1,r,match,Ben,2026-01-02,\n"
        "t2,r,match,Ann,2026-01-01,\nt2,r,no_match,Ben,2026-01-01,\n"
        "t3,r,match,Ann,2026-01-01,\nt3,r,match,Ben,2026-01-01,\nt3,r,withdrawn,Ben,2026-01-02,\n"
    )
    found = agreement(read_history(path))
    assert (found.reviewers, found.n_pairs, found.n_shared, found.raw) == (("Ann", "Ben"), 3, 2, 0.5)
    assert [(d.title_id, d.said) for d in found.disagreements] == [("t2", (("Ann", "match"), ("Ben", "no_match")))]
    ((one, other, n, kappa),) = found.kappas
    assert (one, other, n, kappa) == ("Ann", "Ben", 2, 0.0)


def test_one_pair_of_two_runs_is_one(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text(
        HEADER.strip() + ",title_fingerprint,md5\n"
        f"t1,r1,match,Ann,2026-01-01,,ff,{'a' * 32}\nt9,r9,no_match,Ben,2026-01-01,,ff,{'A' * 16}\n"
    )
    assert agreement(read_history(path)).n_shared == 1
