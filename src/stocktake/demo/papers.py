"""What a journal article has beside title and authors."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

# Invented journals: name, abbreviation used in the DOI, print ISSN (check digit right), publisher.
JOURNALS = (
    ("Journal of Harbour Studies", "jhs", "2999-0017", "Marlstone University Press"),
    ("Annals of Slow Science", "aslow", "2999-0025", "Saltmarsh Scientific"),
    ("Northern Review of Economics and Ethics", "nree", "2999-0033", "Northmoor Academic"),
    ("Archiv für Gartenforschung", "agf", "2999-0041", "Akademischer Verlag Nordlicht"),
    ("Cahiers de la Colline", "cdlc", "2999-005X", "Presses de la Colline"),
    ("Bulletin of Applied Ornithology", "bao", "2999-0068", "Saltmarsh Scientific"),
)
DOI_PREFIX = "10.5555"  # the prefix set aside for examples


@dataclass(frozen=True, slots=True)
class Paper:
    """Where an article appeared."""

    journal: str
    issn: str
    publisher: str
    doi: str
    year: int
    month: int
    volume: int
    issue: int
    first_page: int
    last_page: int


def draw_paper_facts(rng: Random) -> Paper:
    """A place in a journal, with a DOI that is unique in practice (page and a random tail are part of it)."""
    journal, short, issn, publisher = rng.choice(JOURNALS)
    year, month, first = rng.randint(1978, 2023), rng.randint(1, 12), rng.randint(1, 900)
    volume = year - 1960
    doi = f"{DOI_PREFIX}/{short}.{year}.{volume}.{first}.{rng.randrange(16**5):05x}"
    return Paper(
        journal,
        issn,
        publisher,
        doi,
        year,
        month,
        volume,
        rng.randint(1, 6),
        first,
        first + rng.randint(3, 40),
    )
