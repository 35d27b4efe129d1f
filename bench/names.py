"""How often names come apart right: `python -m bench.names --data ../shared/eval [--peers INTERPRETER]`.

Three measurements, each with a 95 % interval:

* `names/person_labeled.xml`, names whose tokens a person labelled. **Right** means: the family name is exactly the
  tokens Surname, the given names exactly GivenName, FirstInitial, MiddleName and MiddleInitial, in their order, both
  compared as folded letters without blanks. All other labels (Nickname, SuffixGenerational, SuffixOther, PrefixMarital,
  PrefixOther, LastInitial) must be in neither. Counted are the names with both parts; left out are single words (no
  part to tell from the other) and couples, which have an And: "John and Mary Smith" is two people in one string. Names
  that say so by no And ("Dr. Don Eberhart Dr. Derrik Johnson") are counted.
* Headings of `loc_books` that `name_words.csv` has not seen (`is_held_out`), with one family name and one or two whole
  given names, told three ways: "Family, Given", "Given Family", "Family Given". Right as above, against the heading.
* The authors of `goodbooks`, all in speaking order: how many of two or three whole words are read the other way round.

The peers are nameparser and probablepeople; the second was trained on person_labeled.xml itself.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import polars as pl

from bench.name_words import headings, is_held_out
from stocktake.intervals import wilson
from stocktake.text.fold import fold
from stocktake.text.names import parse_name
from stocktake.text.person.letters import is_initials

FAMILY = frozenset({"Surname"})
GIVEN = frozenset({"GivenName", "FirstInitial", "MiddleName", "MiddleInitial"})
PEERS = {
    "nameparser": """
from nameparser import HumanName
def parts(name):
    found = HumanName(name)
    return found.last, " ".join(filter(None, (found.first, found.middle)))
""",
    "probablepeople": """
import probablepeople
GIVEN = ("GivenName", "FirstInitial", "MiddleName", "MiddleInitial")
def parts(name):
    found = [(word.strip(" ,"), label) for word, label in probablepeople.parse(name)]
    chosen = (("Surname",), GIVEN)
    return tuple(" ".join(word for word, label in found if label in labels) for labels in chosen)
""",
}
_AROUND = """
import json, sys
print(json.dumps([parts(name) for name in json.load(sys.stdin)]))
"""

Parts = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A name as it stands, its kind (the labels in order), and its family and given names."""

    name: str
    kind: str
    parts: Parts


def level(parts: Iterable[str]) -> Parts:
    """Family and given names as they are compared: folded, without blanks."""
    family, given = (fold(part).replace(" ", "") for part in parts)
    return family, given


def labelled(file: Path) -> Iterator[Labelled]:
    """The names of person_labeled.xml that count."""
    for name in ElementTree.parse(file).getroot():  # noqa: S314
        tokens = [("".join(token.itertext()), token.tag) for token in name]
        parts = level(" ".join(text for text, tag in tokens if tag in tags) for tags in (FAMILY, GIVEN))
        if all(parts) and not any(tag == "And" for _, tag in tokens):
            yield Labelled(" ".join("".join(name.itertext()).split()), _kind(tokens), parts)


def _kind(tokens: list[tuple[str, str]]) -> str:
    """ "given family", "family, given", "family given" and the like, from the labels that count."""
    told = [(text, "family" if tag in FAMILY else "given") for text, tag in tokens if tag in FAMILY | GIVEN]
    order = "family first" if told[0][1] == "family" else "given first"
    comma = ", comma" if any("," in text for text, _ in tokens) else ""
    several = ", several family names" if sum(part == "family" for _, part in told) > 1 else ""
    more = ", with ornaments" if any(tag not in FAMILY | GIVEN for _, tag in tokens) else ""
    return f"{order}{comma}{several}{more}"


def ours(names: list[str]) -> list[Parts]:
    """Family and given names by `parse_name`."""
    found = map(parse_name, names)
    return [(name.family, name.given) if name else ("", "") for name in found]


def theirs(peer: str, python: Path) -> Callable[[list[str]], list[Parts]]:
    """The reader of a peer that an interpreter has."""

    def read(names: list[str]) -> list[Parts]:
        done = subprocess.run(
            [python, "-c", PEERS[peer] + _AROUND], input=json.dumps(names), text=True, capture_output=True, check=True
        )
        return [(family, given) for family, given in json.loads(done.stdout)]

    return read


def share(right: list[bool]) -> str:
    """ "0.980 (0.972-0.986) of 1,573"."""
    if not right:
        return "none"
    low, high = wilson(sum(right), len(right))
    return f"{sum(right) / len(right):.4f} ({low:.4f}-{high:.4f}) of {len(right):,}"


def contest(names: list[Labelled], readers: dict[str, Callable[[list[str]], list[Parts]]]) -> None:
    """Print the shares of every reader, in all and by kind, and the names that ours reads otherwise."""
    credited = [name.name for name in names]
    found = {reader: read(credited) for reader, read in readers.items()}
    right = {
        reader: [level(parts) == name.parts for parts, name in zip(answers, names, strict=True)]
        for reader, answers in found.items()
    }
    for reader, answers in right.items():
        print(f"{reader}: {share(answers)}")
    for kind in sorted({name.kind for name in names}):
        rows = [i for i, name in enumerate(names) if name.kind == kind]
        print(f"  {kind}: " + "; ".join(f"{r} {share([answers[i] for i in rows])}" for r, answers in right.items()))
    for name, parts, fits in zip(names, found["stocktake"], right["stocktake"], strict=True):
        if not fits:
            print(f"  {name.name!r} read as {parts}, labelled {name.parts}")


_UNSEEN = re.compile(r"([^\W\d_][\w'-]+), ([^\W\d_][\w'-]+(?: [^\W\d_][\w'-]+)?)[,.]?(?: [0-9(].*)?")


def unseen(data: Path) -> list[Parts]:
    """Family and given names of held-out headings, without initials."""
    matches = (_UNSEEN.fullmatch(heading) for heading in headings(data) if is_held_out(heading))
    parts = [(found[1], found[2]) for found in matches if found]
    return [(family, given) for family, given in parts if not any(map(is_initials, given.split()))]


def turned(data: Path) -> None:
    """Print how held-out headings are read in each order."""
    people = unseen(data)
    for form in ("{0}, {1}", "{1} {0}", "{0} {1}"):
        told = ours([form.format(*parts) for parts in people])
        right = [level(one) == level(other) for one, other in zip(told, people, strict=True)]
        print(f"loc_books held out, {form.format('Family', 'Given')!r}: {share(right)}")


def speaking(data: Path) -> None:
    """Print which authors of goodbooks are not read in speaking order."""
    cells = pl.read_csv(data / "goodbooks/books.csv", columns=["authors"], infer_schema=False)["authors"]
    names = sorted({name.strip() for cell in cells.drop_nulls() for name in cell.split(",")})
    whole = [name for name in names if _may_turn(name.split())]
    first = [parts[0] == name.split()[0] for name, parts in zip(whole, ours(whole), strict=True)]
    print(f"goodbooks, family name read first: {share(first)}")
    print("  " + "; ".join(name for name, is_first in zip(whole, first, strict=True) if is_first))


def _may_turn(words: list[str]) -> bool:
    return 2 <= len(words) <= 3 and words[0] != words[-1] and not any(map(is_initials, words))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.names", description="How often names come apart right.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--peers", type=Path, help="an interpreter with nameparser and probablepeople")
    asked = parser.parse_args()
    readers = {"stocktake": ours} | {peer: theirs(peer, asked.peers) for peer in PEERS if asked.peers}
    contest(list(labelled(asked.data / "names/person_labeled.xml")), readers)
    turned(asked.data)
    speaking(asked.data)


if __name__ == "__main__":
    main()
