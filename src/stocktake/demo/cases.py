"""What happens to a listed work: whether the dump holds it, and what makes it hard to tell."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of listed work. `present`: the dump holds at least one record of it. `decoy` names the record
    planted beside it that is something else. The rest says how the work itself is odd."""

    share: float
    present: bool
    decoy: str | None = None
    generic: bool = False
    volume: bool = False
    pen_name: bool = False
    translation_only: bool = False
    transliterated: bool = False
    paper: bool = False

    @property
    def needs_isbn(self) -> bool:
        """An ISBN can only be used twice if there is one."""
        return self.decoy == "reused_isbn"

    @property
    def needs_latin_title(self) -> bool:
        """Planted records quote the title inside English words, which needs Latin letters to look natural."""
        return self.decoy in ("study_guide", "summary", "same_title_other_author")


CASES = {
    "present": Case(0.575, True),
    "absent": Case(0.230, False),
    "generic": Case(0.012, True, generic=True),
    "generic_absent": Case(0.012, False, decoy="namesake_generic_title", generic=True),
    "volume": Case(0.012, True, decoy="other_volume", volume=True),
    "volume_absent": Case(0.015, False, decoy="other_volume", volume=True),
    "reused_isbn": Case(0.012, False, decoy="reused_isbn"),
    "study_guide": Case(0.010, True, decoy="study_guide"),
    "study_guide_absent": Case(0.010, False, decoy="study_guide"),
    "summary": Case(0.008, True, decoy="summary"),
    "summary_absent": Case(0.008, False, decoy="summary"),
    "same_title": Case(0.012, True, decoy="same_title_other_author"),
    "same_title_absent": Case(0.012, False, decoy="same_title_other_author"),
    "pen_name": Case(0.014, True, pen_name=True),
    "translation_only": Case(0.012, True, translation_only=True),
    "transliterated": Case(0.010, True, transliterated=True),
    "paper": Case(0.022, True, paper=True),
    "paper_absent": Case(0.008, False, paper=True),
}


def plan(rng: Random, n_works: int) -> list[str]:
    """The case of each work in random order: every case at least once, the plain ones fill up."""
    names = [name for name, case in CASES.items() for _ in range(max(1, round(case.share * n_works)))]
    plain = [name for name in names if name in ("present", "absent")]
    odd = [name for name in names if name not in ("present", "absent")]
    rng.shuffle(plain)
    chosen = (odd + plain + ["present"] * n_works)[:n_works]
    rng.shuffle(chosen)
    return chosen
