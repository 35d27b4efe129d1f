"""One person's name in parts: family, given, suffix."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import polars as pl

from stocktake.model import PersonName
from stocktake.text.clean import clean_text
from stocktake.text.distinct import beyond_ascii, on_distinct, where
from stocktake.text.family_first import STANDS_FIRST, family_stands_first
from stocktake.text.fold import fold, fold_expr, soften, soften_series, squeeze_series
from stocktake.text.latin import latin, latin_expr
from stocktake.text.nobody import CORPORATE_WORDS, NOBODY
from stocktake.text.particles import (
    ABBREVIATED_NAMES,
    CAPITAL_PARTICLES,
    DATE_WORDS,
    DEGREES,
    GENERATIONS,
    NAMELIKE_RANKS,
    PARTICLES,
    RANKS,
    SHORT_DEGREES,
    TITLES_BEFORE,
)

LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u0481\u048a-\u052f"
"""Latin and Cyrillic letters, spelt out so that Python's and Rust's regular expressions agree on them."""

SMALL_LETTERS = "a-z\u00df-\u00f6\u00f8-\u00ff\u0430-\u045f"

_INNER = f"-{LETTERS}'\u2019\u02b9\u02bc\u0300-\u036f\ufe20\ufe21"
_WORD = f"[{LETTERS}][{_INNER}.]*"
_WHOLE_WORD = f"[{LETTERS}][{_INNER}]*[{LETTERS}\u0300-\u036f]"
_LONG_WORD = f"[{LETTERS}][{_INNER}]{{2,}}[{LETTERS}\u0300-\u036f]"
_UP_TO_FOUR = f"{_WORD}(?: {_WORD}){{0,3}}"
PLAIN_PATTERN = f"^(?:((?:{_WORD} ){{0,2}}{_WHOLE_WORD}), ({_UP_TO_FOUR})|({_UP_TO_FOUR}) ({_LONG_WORD}))$"
"""A name of ordinary words: family, given; or given, family."""

_PLAIN = re.compile(PLAIN_PATTERN)
_BRACKETS = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?|[\])<>{}\"“”«»]")
_BRACKETED = re.compile(r" \(([^()]*[^() ][^()]*)\)")
_GLUED = re.compile(r"\.(?=\w)")
_ET_AL = re.compile(r"[ ,]+(?:et\.? al\b|et alii\b|and others\b|(?-i:u\. ?a\.)|и др\b).*$", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,3}")
_RUN_TOGETHER = re.compile(r"(?<!\S)[^\W\d_]{2,3}(?!\S)")
ASIDE_PATTERN = r" *\([^()]*\)"
PATRONYMIC_PATTERN = "(?:[а-яё](?:вич|вна|ична)|[a-z](?:[oe]vich|[oe]vna|ichna))$"
_PATRONYMIC = re.compile(PATRONYMIC_PATTERN)
FULL_STOP_PATTERN = f"([{SMALL_LETTERS}]{{3}})\\.$"
SUBDIVISION_PATTERN = f"[{SMALL_LETTERS}]{{4}}\\. "
"""A whole word and a full stop inside of a heading: "United States. Congress", "Bible. N.T."."""

_QUOTED = re.compile(r"(?<=\S) (?:\"[^\"]+\"|“[^”]+”|''[^']+''|'[^' ]+')(?=[ ,]|$)")
_SUBDIVISION = re.compile(SUBDIVISION_PATTERN)
_SURROUND = " .,;:-–—*’/&_|"
_INSIDE_WORDS = ".'\u2019\u02b9\u02bc-"

_STRIKING_WORDS = frozenset(
    word
    for words in (
        TITLES_BEFORE | RANKS | DEGREES | CORPORATE_WORDS | frozenset(GENERATIONS) | {"of"},
        *(phrase.split() for phrase in NOBODY),
    )
    for word in words
    if len(word) > 1
)
TELLING_WORDS = _STRIKING_WORDS | PARTICLES | {word.lower() for word in CAPITAL_PARTICLES | SHORT_DEGREES}
"""Every word that any rule below looks for. A name without them has nothing to be decided but its order."""


_LOST_LETTERS = re.compile(r"\?+(?=[^\W\d_])")
"""What stands for letters that an export could not write: "Ren?e" is compared as "Rene", not as "Ren" and "e"."""


def parse_name(raw: str) -> PersonName | None:
    """Family and given name from "Family, Given", "Given Family", "Given van Family", "Family, Given, Jr"
    or "Family G".

    A comma decides the order, unless only a suffix or degree follows it ("Martin Luther King, Jr.").
    Without a comma the last word is the family name, with the particles before it; a first word followed by
    initials only ("Follett K", "Толстой Л.Н.") is the family name too, and so is the first of a Chinese, Korean,
    Vietnamese, Japanese or Hungarian name that shows it (`family_stands_first`). Titles, ranks, degrees, dates,
    nicknames in quotes and brackets are left out, but a bracket that spells initials out takes their place:
    "Smith, J. A. (John Alexander), b. 1901". An organisation and the heading of a work ("Bible. N.T.") are all family
    name. None for nobody: Anon, Various, et al, [no author].
    """
    text = spelt_out(_LOST_LETTERS.sub("", clean_text(raw)))
    bare = re.sub(ASIDE_PATTERN, "", text)
    return _plain_name(bare.strip(" ,;")) or _full_name(text)


def _plain_name(text: str) -> PersonName | None:
    """The short way for most names: ordinary words only, with one comma or none."""
    found = _PLAIN.match(text)
    if (
        found is None
        or " y " in text
        or _SUBDIVISION.search(text)
        or not TELLING_WORDS.isdisjoint(_words_to_tell(text))
    ):
        return None
    family, given, given_first, family_last = found.groups()
    if family:
        return PersonName(family, _without_full_stop(given))
    if _PATRONYMIC.search(family_last.lower()) or fold(given_first.partition(" ")[0]) in STANDS_FIRST:
        return None
    return PersonName(family_last, _without_full_stop(given_first))


def spelt_out(text: str) -> str:
    """Initials replaced by the names that a bracket behind them spells out: "J. A. (John Alexander)".

    As many words as the bracket has must begin with its letters, one of them a mere initial.
    """
    found = _BRACKETED.search(text) if "(" in text else None
    if found is None:
        return text
    fuller = found[1].split()
    head, comma, given = text[: found.start()].rpartition(",")
    words = _GLUED.sub(". ", given).split()
    kept, short = words[: -len(fuller)], words[-len(fuller) :]
    fits = [word[0].casefold() for word in short] == [word[0].casefold() for word in fuller]
    if not fits or all(len(word.rstrip(".")) > 1 for word in short):
        return text
    return f"{head}{comma} {' '.join([*kept, *fuller])}{text[found.end() :]}".strip()


def _words_to_tell(text: str) -> list[str]:
    return text.lower().translate(_NOTHING_INSIDE).split(" ")


_NOTHING_INSIDE = dict.fromkeys(map(ord, _INSIDE_WORDS + ","))


def _without_full_stop(given: str) -> str:
    """The full stop of "Donato Antonio." ends a statement; that of "John F." marks an initial and stays."""
    return re.sub(FULL_STOP_PATTERN, r"\1", given)


def _full_name(text: str) -> PersonName | None:
    bare = _ET_AL.sub("", _BRACKETS.sub(" ", _QUOTED.sub("", text)))
    if "[" in text and not any(c.isalpha() for c in bare):
        bare = _supplied(text)
    pieces = [piece.split() for piece in bare.split(",")]
    whole = ", ".join(" ".join(piece) for piece in pieces if piece).strip(_SURROUND)
    folded = fold(whole)
    if folded in NOBODY or fold(text) in NOBODY or not any(c.isalpha() for c in folded):
        return None
    return (None if _is_corporate(pieces) else _person(pieces)) or PersonName(whole)


def _supplied(text: str) -> str:
    """A name that stands in square brackets as a whole is one that a cataloguer supplied."""
    inside = text.replace("[", " ").replace("]", " ")
    return _BRACKETS.sub(" ", inside) if len(inside.split()) > 1 else ""


def _is_corporate(pieces: list[list[str]]) -> bool:
    """A word of CORPORATE_WORDS before the first comma and not alone there: "Institute, John" would be a
    person. Or a subdivided heading: "Great Britain. Treasury".
    """
    first = pieces[0]
    return len(first) > 1 and (
        any(fold(word) in CORPORATE_WORDS for word in first) or any(map(_ends_heading, first[:-1]))
    )


def _ends_heading(word: str) -> bool:
    """A whole word with a full stop; abbreviated given names and titles ("Alex.", "Prof.") end nothing."""
    letters = _letters(word).casefold()
    return word.endswith(".") and _SUBDIVISION.search(f"{word} ") is not None and letters not in _ABBREVIATIONS


_ABBREVIATIONS = TITLES_BEFORE | RANKS | DEGREES | ABBREVIATED_NAMES


def _person(pieces: list[list[str]]) -> PersonName | None:
    suffix = ""
    kept: list[list[str]] = []
    for piece in pieces:
        words, generation = _without_ornaments(piece, n_before=len(kept))
        suffix = suffix or generation
        if words:
            kept.append(words)
    if not kept:
        return None
    if len(kept) == 1:
        family, given = _direct(kept[0])
    else:
        family, given = _inverted(kept[0], [word for piece in kept[1:] for word in piece])
    return PersonName(" ".join(family).strip(_SURROUND), _without_full_stop(" ".join(given).strip(" ,;:")), suffix)


def _without_ornaments(piece: list[str], *, n_before: int) -> tuple[list[str], str]:
    """The words of a comma piece without titles, ranks, degrees, dates and generation; and the generation.

    `n_before` pieces of the name stand before it; behind the first a piece may be all ornament.
    """
    behind = n_before > 0
    words = [word for word in piece if any(c.isalnum() for c in word)]
    if behind and (is_date(words) or is_rank(words, behind_given=n_before > 1)):
        return [], ""
    while words and _letters(words[0]).casefold() in TITLES_BEFORE | RANKS and (behind or len(words) > 1):
        words = words[1:]
    generation = ""
    while words and (behind or len(words) > 1):
        last = _letters(words[-1])
        if behind and len(words) > 1 and last.casefold() in TITLES_BEFORE:
            words = words[:-1]
            continue
        if last.casefold() in GENERATIONS:
            generation = generation or GENERATIONS[last.casefold()]
        elif not _is_degree_or_date(last, alone=len(words) == 1, short=len(words) == 2):
            break
        words = words[:-1]
    return words, generation


def is_date(words: Sequence[str]) -> bool:
    """Figures with nothing beside them but words of dates: "1803-1879", "b. 1901", "active 16th century"."""
    dated = [word for word in words if _FIGURE.search(word)]
    return bool(dated) and all(fold(word) in DATE_WORDS for word in words if word not in dated)


_FIGURE = re.compile("[0-9]")


def is_rank(words: Sequence[str], *, behind_given: bool) -> bool:
    """A rank instead of given names: "Saint", "Duke of Wellington"; "Earl" alone only behind the given names."""
    if not words:
        return False
    first = fold(words[0])
    of = len(words) > 1 and words[1] in ("of", "de", "von")
    if first in RANKS:
        return len(words) == 1 or of or behind_given
    return first in NAMELIKE_RANKS and (of or behind_given)


def _is_degree_or_date(last: str, *, alone: bool, short: bool) -> bool:
    """Degrees are not all small letters, unless they stand alone behind a comma; the short ones need a given and a
    family name, or a comma, before them.
    """
    if any(c.isdigit() for c in last):
        return True
    if last in SHORT_DEGREES:
        return alone or not short
    return last.casefold() in DEGREES and (alone or not last.islower())


def _letters(word: str) -> str:
    return word.replace(".", "").strip(_SURROUND)


def is_initials(word: str) -> bool:
    """Up to three capitals with or without full stops: "K", "K.V.", "JRR"."""
    return _INITIALS.fullmatch(word) is not None and word == word.upper() and word != word.lower()


def _direct(words: list[str]) -> tuple[list[str], list[str]]:
    """(family, given) of a name in speaking order."""
    initials = next((i for i, word in enumerate(reversed(words)) if not is_initials(word)), 0)
    if 0 < initials < len(words) and not any(is_initials(word) for word in words[:-initials]):
        return words[:-initials], words[-initials:]
    if len(words) == 3 and _PATRONYMIC.search(words[2].lower()):
        return words[:1], words[1:]
    if "of" in words[1:-1]:
        return words, []
    if family_stands_first(words, [fold(word) for word in words]):
        return words[:1], words[1:]
    if "y" in words[1:-1]:
        start = max(words.index("y", 1) - 1, 0)
        return words[start:], words[:start]
    particles = (i for i, word in enumerate(words[:-1]) if word in PARTICLES or (i and word in CAPITAL_PARTICLES))
    start = next(particles, len(words) - 1)
    return words[start:], words[:start]


def _inverted(family: list[str], given: list[str]) -> tuple[list[str], list[str]]:
    """(family, given) of a name around a comma; particles that trail the given name go before the family, and "of
    Ockham" stays with William.
    """
    if given[0] == "of" and len(given) > 1:
        return family + given, []
    cut = len(given)
    while cut > 1 and given[cut - 1] in PARTICLES:
        cut -= 1
    return given[cut:] + family, given[:cut]


def family_key(name: PersonName) -> str:
    """The folded family name in Latin letters with its particles: "de la mare", "obrien"; Mc and Mac as
    written.
    """
    return latin(fold(name.family))


def given_key(name: PersonName) -> str:
    """The folded given names: "john r". "JRR" beside a family name in small letters is "j r r"."""
    return latin(fold(spelt_given(name)))


def spelt_given(name: PersonName) -> str:
    """The given names with run-together initials put apart, unless the whole name is in capitals."""
    if name.family.isupper():
        return name.given
    return _RUN_TOGETHER.sub(lambda found: " ".join(found[0]) if found[0].isupper() else found[0], name.given)


NAME_COLUMNS = ("family", "given", "suffix", "family_key", "given_key")

_MARKS = re.compile("[.'-]")


def _any_of(vocabulary: Iterable[str], around: str) -> str:
    """A pattern for whole words with marks between their letters or none: "phd" is in "Ph.D."."""
    spelt = sorted({"[.'-]*".join(_MARKS.sub("", word)) for word in vocabulary})
    return f"(?:^|{around})[.',-]*(?:{'|'.join(spelt)})[.',-]*(?:{around}|$)"


_TELLS = _any_of(map(soften, TELLING_WORDS), " ")
"""Found in every softened name that holds one of TELLING_WORDS, and in a few others."""

_FAMILY_MAY_STAND_FIRST = f", (?:{'|'.join(sorted(STANDS_FIRST))})(?:[ .,'-]|$)"
_TELLS_INVERTED = _any_of(map(soften, _STRIKING_WORDS), " ")
_TRAILING = f"(?: (?:{'|'.join(sorted(PARTICLES))})| u[.] ?a[.].*)$|{_any_of(SHORT_DEGREES, '[ ,]')}"
"""What else a name around a comma may hold that has to be decided: particles behind the given names, "u.a.",
and degrees, which only count in capitals.
"""

_CAPITALISED = "[A-Z][A-Za-z.'-]*"
_SHORT = f"^{_CAPITALISED}(?: {_CAPITALISED}){{0,3}} [A-Z][a-z]{{1,2}}$"
"""Given names and a family name too short for PLAIN_PATTERN, but no initials: "Wei Xu"."""

_RUN_OF_CAPITALS = r" \p{Lu}{2,3}(?: |$)"


def names_frame(credited: pl.Series) -> pl.DataFrame:
    """`parse_name`, `family_key` and `given_key` for a series of names; nobodies are left out.

    Columns: name_as_credited and NAME_COLUMNS.
    """
    parts = name_columns(credited, NAME_COLUMNS)
    return parts.insert_column(0, credited.alias("name_as_credited")).filter(pl.col("family").is_not_null())


def name_columns(credited: pl.Series, columns: Sequence[str]) -> pl.DataFrame:
    """The wanted ones of NAME_COLUMNS, one row for each name; all null where it names nobody.

    Names of ordinary words are taken apart by expressions, the others by the plain function, once for each
    distinct name.
    """
    ordinary, parts = _ordinary(credited, columns)
    rows, others = ordinary.arg_true(), (~ordinary).arg_true()
    odd = credited.gather(others).alias("name_as_credited")
    parsed = odd.to_frame().join(
        _with_keys(_parsed(odd.unique())), on="name_as_credited", how="left", maintain_order="left"
    )
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, len(credited))
    made = [nothing.clone().scatter(rows, parts[name]).scatter(others, parsed[name]) for name in columns]
    return pl.DataFrame(dict(zip(columns, made, strict=True)))


def _ordinary(credited: pl.Series, columns: Sequence[str]) -> tuple[pl.Series, pl.DataFrame]:
    """Which names hold nothing but ordinary words, and the wanted columns of these."""
    aside = credited.str.contains("(", literal=True)
    bare = where(credited, aside, _without_asides).str.strip_chars(" ,;")
    untouched = bare == credited
    plain = bare.str.contains(PLAIN_PATTERN)
    plain = where(plain, ~plain & untouched, lambda _: bare.filter(~plain & untouched).str.contains(_SHORT))
    rows = plain.arg_true()
    bare = bare.gather(rows)
    direct = ~bare.str.contains(",", literal=True)
    names = where(bare, direct, _family_first)
    soft = soften_series(names)
    told = _tells(bare, soft, ~direct & untouched.gather(rows))
    return plain.scatter(rows.filter(told), False), _parts(names.filter(~told), soft.filter(~told), columns)


def _without_asides(credited: pl.Series) -> pl.Series:
    return on_distinct(credited, spelt_out, pl.String).str.replace_all(ASIDE_PATTERN, "")


def _tells(names: pl.Series, soft: pl.Series, inverted: pl.Series) -> pl.Series:
    """Whether more than the order is to be decided. Particles inside of `inverted` names change nothing."""
    rows, others = inverted.arg_true(), (~inverted).arg_true()
    behind, before = soft.gather(rows), soft.gather(others)
    told = before.str.contains(_TELLS) | before.str.contains(PATRONYMIC_PATTERN.replace("$", ","))
    told |= names.gather(others).str.contains(" y ", literal=True) | before.str.contains(_FAMILY_MAY_STAND_FIRST)
    told_behind = behind.str.contains(_TELLS_INVERTED) | names.gather(rows).str.contains(_TRAILING)
    told = inverted.clone().scatter(rows, told_behind).scatter(others, told)
    return told | names.str.contains(SUBDIVISION_PATTERN)


def _family_first(direct: pl.Series) -> pl.Series:
    """ "John Smith" as "Smith, John"."""
    given = direct.str.replace(" [^ ]+$", "")
    family = pl.lit(direct).str.slice(pl.lit(given).str.len_chars() + 1)
    return pl.select(pl.format("{}, {}", family, pl.lit(given))).to_series()


def _parts(names: pl.Series, soft: pl.Series, columns: Sequence[str]) -> pl.DataFrame:
    """The wanted columns of ordinary names, told as "family, given" and as the same softened."""
    made = pl.DataFrame({"suffix": pl.repeat("", len(names), eager=True)})
    if not {"family", "given"}.isdisjoint(columns):
        given = pl.col("given").str.replace(FULL_STOP_PATTERN, "$1")
        made = made.hstack(_cut(names, ", ", "family", "given").with_columns(given))
    if not {"family_key", "given_key"}.isdisjoint(columns):
        made = made.hstack(_ordinary_keys(names, soft))
    return made.select(columns)


def _ordinary_keys(names: pl.Series, soft: pl.Series) -> pl.DataFrame:
    """Both keys from one squeezing; a nought, which no ordinary name has, stands for the comma meanwhile."""
    run = names.str.contains(_RUN_OF_CAPITALS).arg_true()
    soft = soft.scatter(run, soften_series(_spelt(names.gather(run))))
    squeezed = squeeze_series(soft.str.replace(", ", " 0 ", literal=True))
    return _cut(squeezed, " 0 ", "family_key", "given_key").select(latin_expr(pl.all()))


def _spelt(names: pl.Series) -> pl.Series:
    """`spelt_given` inside of "family, given"; each word gets two blanks of its own, to be read with them."""
    parts = _cut(names, ", ", "family", "given")
    spaced = pl.format(" {} ", pl.col("given").str.replace_all(" ", "  ", literal=True))
    apart = spaced.str.replace_all(" ([A-Z])([A-Z])([A-Z]?) ", " $1 $2 $3 ")
    capitals = pl.col("family") == pl.col("family").str.to_uppercase()
    spelt = parts.select(pl.format("{}, {}", "family", pl.when(capitals).then("given").otherwise(apart))).to_series()
    return where(spelt, beyond_ascii(names), lambda odd: on_distinct(odd, _spelt_name, pl.String))


def _spelt_name(name: str) -> str:
    family, _, given = name.partition(", ")
    return f"{family}, {spelt_given(PersonName(family, given))}"


def _cut(texts: pl.Series, at: str, first: str, second: str) -> pl.DataFrame:
    return texts.str.splitn(at, 2).struct.rename_fields([first, second]).struct.unnest()


def _parsed(names: pl.Series) -> pl.DataFrame:
    parsed = [(name, person) for name in names.to_list() if (person := parse_name(name)) is not None]
    columns = {
        "name_as_credited": [name for name, _ in parsed],
        "family": [person.family for _, person in parsed],
        "given": [person.given for _, person in parsed],
        "suffix": [person.suffix for _, person in parsed],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def _with_keys(names: pl.DataFrame) -> pl.DataFrame:
    """Initials that were run together are put apart in the few names that have them."""
    spelt = names.with_columns(
        latin_expr(fold_expr(pl.col("family"))).alias("family_key"),
        latin_expr(fold_expr(pl.col("given"))).alias("given_key"),
    )
    odd = spelt.select(pl.col("given").str.contains("(?:^| )\\p{Lu}{2,3}(?: |$)").arg_true()).to_series()
    if odd.is_empty():
        return spelt
    people = map(PersonName, spelt["family"].gather(odd).to_list(), spelt["given"].gather(odd).to_list())
    keys = spelt["given_key"].clone().scatter(odd, pl.Series([given_key(person) for person in people]))
    return spelt.with_columns(keys.alias("given_key"))
