"""What a feed says of a work, product by product: the shape that every reader of records (ONIX, MARC, BibTeX, RIS,
CSL-JSON) gives, and its way into the canonical tables.

Tables of cells have `sheet.py` instead: there a guess says what a column means, here the format does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Person:
    """One credit. `name` is as credited. `family` and `given` are the parts that the feed states; both empty: the
    parts are read from `name`.

    `author_id` is the sender's own number of the person. `identifiers` are (scheme, value as supplied) with scheme
    isni, orcid or ipi. `other_names` are (kind, name) that the feed itself joins to this person, kind pseudonym,
    real_name, earlier_name, transliterated or other: they help matching and are never told in an author's report.
    """

    name: str
    role: str = "author"
    family: str = ""
    given: str = ""
    suffix: str = ""
    is_corporate: bool = False
    author_id: str | None = None
    identifiers: tuple[tuple[str, str], ...] = ()
    other_names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """An identifier of the entry. `field` is isbn, doi or issn; `label` a format or note such as "HB"; `is_weak`
    marks one that the record itself calls cancelled, invalid or another's (MARC 020 $z).
    """

    field: str
    raw: str
    label: str = ""
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """A link that the feed states. `relation` is one of RELATIONS; `scheme` isbn, doi, issn or work_id (a number of a
    work, with the sender's scheme in front: "isbn-a:10.978…"); `raw` as supplied.
    """

    relation: str
    scheme: str
    raw: str


RELATIONS = (
    "alternative_format",   # same content, other form: ONIX list 51 06, 13, 27; MARC 776
    "other_edition",        # MARC 775; list 51 with no closer meaning
    "replaces",
    "replaced_by",
    "includes",
    "part_of",
    "original",             # what this was translated from; MARC 765
    "translation",          # other-language version
    "same_work",            # work id: list 164 01
    "derived_from_work",    # work id: list 164 02 and 29
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reservation:
    """A usage constraint that speaks of text and data mining or machine learning, word for word.

    `status` is reserved, permitted or unclear; `basis` names the field and code it rests on; `statement` is the
    wording.
    """

    status: str
    basis: str
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One product, record or reference of a feed.

    `line` is where it starts (1 = first line) or, in formats without lines, its number (1 = first record). `key` is
    what the feed itself calls it (RecordReference, MARC 001, BibTeX key): the title id is made of it, so that a
    re-sent feed keeps its ids; without one the id is made of the file's checksum and the entry's place in it. `values`
    holds canonical columns by name (see `targets.FIELDS`; not contributors, isbn, doi, issn, which come from `people`
    and `numbers`). `standing` is None for a living title of the sender's, else "cancelled" or "sold". `reason` says why
    the entry cannot be used (with `advice`, and `raw` as much of it as may be shown); `rule` says under which named
    rule it is ignored. Both None: used.
    """

    line: int
    key: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
    numbers: tuple[Number, ...] = ()
    related: tuple[Related, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    standing: str | None = None
    reason: str | None = None
    advice: str = ""
    raw: str = ""
    rule: str | None = None
    warnings: tuple[tuple[str, str], ...] = ()
