"""Where one name ends and the next begins in a list of names."""

from __future__ import annotations

import re

import polars as pl

from stocktake.text.aliases import ALIAS_PATTERN
from stocktake.text.clean import UNCLEAN_PATTERN
from stocktake.text.credit_roles import ROLE_PATTERN, is_role, parted_by_roles, without_brackets
from stocktake.text.fold import fold, soften_series
from stocktake.text.nobody import CORPORATE_WORDS
from stocktake.text.particles import DEGREES, GENERATIONS, PARTICLES, SHORT_DEGREES, TITLES_BEFORE
from stocktake.text.person.letters import is_initials
from stocktake.text.person.ornaments import is_date, is_rank, profession_words
from stocktake.text.person.plain import TELLING_WORDS
from stocktake.text.person.undivided import HAN_COMMA_PATTERN, are_whole_names
from stocktake.text.person.word_order import is_family, is_given, may_be_family_series

_HARD = re.compile(r"[;\n\r|；、]| / ")
_OUTSIDE_BRACKETS = r"(?![^()]*\))"
_AND = re.compile(rf"(?:,? (?:&|and|und|with) |& ){_OUTSIDE_BRACKETS}", re.IGNORECASE)
_COMMA = re.compile(rf",{_OUTSIDE_BRACKETS}")
_WIDE_COMMA = re.compile("[,，]")


def segments(raw: str) -> list[str]:
    """The parts between separators that never stand inside a name: ; | line breaks and " / "."""
    return [part for part in _HARD.split(raw) if part.strip()]


def names_of(segment: str, convention: str, *, several: bool) -> list[str]:
    """The names of one segment. `several` says that the cell has other segments, so commas stand inside
    names.

    Where semicolons part names, "and" does so too between two inverted names only: "Smith, John & Jones, Mary", not
    "Smith, Elder & Co". Names in Han characters with their family names before them are parted by commas anywhere.
    """
    if are_whole_names(pieces := [piece.strip() for piece in _WIDE_COMMA.split(segment)]):
        return pieces
    if convention == "semicolon":
        return [name for part in parted_by_roles(segment) for name in _inverted_names(part)]
    if _looks_corporate(segment):
        return [segment] if convention == "auto" or "," not in segment else _comma_names(segment, auto=False)
    parts = _AND.split(segment) if "&" in segment or "d " in segment or "h " in segment else [segment]
    auto = convention == "auto"
    return [name for part in parts if part.strip(" ,") for name in _comma_names(part, auto=auto, one=auto and several)]


def _inverted_names(segment: str) -> list[str]:
    parts = _AND.split(segment) if "," in segment else [segment]
    inverted = len(parts) > 1 and all("," in part.strip(" ,") for part in parts)
    return [part.strip(" ,") for part in parts] if inverted and not _looks_corporate(segment) else [segment]


_INVERTED_TWICE = "(?i),.*(?:,|&| and | und | with ).*,"
_TOLD_WORDS = "|".join(sorted(map(re.escape, TELLING_WORDS | {"and", "und", "with"})))
_TELLING_LIST = f"(?:^|[ ,;.])(?:{_TOLD_WORDS})(?:$|[ ,;.])"
_RIDDLE = r"[()\[\]|/&<>\n\r；、]"
_NAME = "[^ ,;]+(?: [^ ,;]+)+"
_DIRECT_LIST = f"^{_NAME}(?:, {_NAME})*$"
_DOUBLE_FAMILY = "^([^ ,;]+) [^ ,;]+, [^ ,;]+ [^ ,;]+,?$"
_WITHOUT_SMALL_LETTERS = r", [^,;\p{Ll}]+(?:,|$)"
_DATED = ", [^,;]*[0-9]"


def list_separators(cells: pl.Series, convention: str) -> pl.Series:
    """What parts the names of each cell (";", ",", or "" for a single name); null where `split_credits`
    must look.

    Null for every cell with brackets, "&", roles, degrees, organisations or anything to be cleaned away.
    Otherwise commas part the names if each piece has two words or more and none is mere initials; a single comma
    behind two words that begin with a family name tells nothing.
    """
    softened = soften_series(cells)
    odd = cells.str.contains(_RIDDLE) | cells.str.contains(UNCLEAN_PATTERN)
    odd |= softened.str.contains(ROLE_PATTERN) | cells.str.contains(ALIAS_PATTERN)
    odd |= cells.str.contains(HAN_COMMA_PATTERN)
    semicolons, commas = cells.str.contains(";", literal=True), cells.str.contains(",", literal=True)
    frame = pl.DataFrame({"cell": cells, "soft": softened, "odd": odd, "semicolons": semicolons, "commas": commas})
    if convention == "semicolon":
        joined = pl.col("cell").str.contains(_INVERTED_TWICE)
        return frame.select(pl.when(~pl.col("odd") & ~joined).then(pl.lit(";"))).to_series()
    frame = frame.with_columns(
        odd=pl.col("odd")
        | pl.col("cell").str.contains(" ,", literal=True)
        | pl.col("soft").str.contains(_TELLING_LIST)
        | may_be_family_series(softened, _DOUBLE_FAMILY)
    )
    return frame.select(_separator(auto=convention == "auto")).to_series()


def _separator(*, auto: bool) -> pl.Expr:
    cell, odd, semicolons, commas = (pl.col(name) for name in ("cell", "odd", "semicolons", "commas"))
    direct = cell.str.contains(_DIRECT_LIST) & ~cell.str.contains(_WITHOUT_SMALL_LETTERS) & ~cell.str.contains(_DATED)
    inverted = cell.str.contains("^[^ ,;]{4,}, [^ ,;]+(?: [^ ,;]+)*,?$" if auto else "^[^,;]{4,}, [^ ,;]+,?$")
    decided = pl.when(odd).then(None).when(~commas & ~semicolons).then(pl.lit(""))
    if auto:
        one_comma = ~cell.str.contains(",[^;]*,|,[^ ]")
        several = cell.str.contains("[^ ;].*;.*[^ ;]")
        decided = decided.when(several & one_comma).then(pl.lit(";"))
    return decided.when(semicolons).then(None).when(direct).then(pl.lit(",")).when(inverted).then(pl.lit(""))


def _looks_corporate(segment: str) -> bool:
    text = segment.lower() if segment.isascii() else fold(segment)
    return not CORPORATE_WORDS.isdisjoint(text.replace(",", " ").split())


def _comma_names(text: str, *, auto: bool, one: bool = False) -> list[str]:
    """A list between commas as names.

    Two pieces are one inverted name if the second is initials or a single word ("Peter, K.V.", "García
    Márquez, Gabriel"), or if the first is a single word and the second ends in an initial ("Peter, John
    K."); in "auto" a single first word is enough ("Tolkien, John Ronald"), and so is `one`. Two pieces of two words are
    one name if their words are used so: "García Márquez, Gabriel José". An even list of single words is a list of
    inverted names. Suffixes, degrees and role words stay with the name before
    them.
    """
    if "," not in text:
        return [text.strip()]
    pieces = _attached([piece.strip() for piece in _COMMA.split(text) if piece.strip()])
    if len(pieces) == 2 and (one or _is_pair(pieces[0], pieces[1], auto=auto)):
        return [", ".join(pieces)]
    if len(pieces) % 2 == 0 and all(len(_words(piece)) == 1 for piece in pieces):
        return [f"{pieces[i]}, {pieces[i + 1]}" for i in range(0, len(pieces), 2)]
    names: list[str] = []
    while pieces:
        first = pieces.pop(0)
        if pieces and _is_family(first) and _all_initials(pieces[0]):
            first = f"{first}, {pieces.pop(0)}"
        names.append(first)
    return names


def _attached(pieces: list[str]) -> list[str]:
    """Suffixes, degrees, dates, ranks and role words joined to the name before them."""
    joined: list[str] = []
    for piece in pieces:
        if joined and _is_ornament(piece):
            joined[-1] = f"{joined[-1]}, {piece}"
        else:
            joined.append(piece)
    return joined


def _is_ornament(piece: str) -> bool:
    words = piece.split()
    if (
        profession_words(words) == len(words)
        or is_role(piece)
        or is_date(words)
        or is_rank(words, behind_given=False)
        or words[:1] == ["of"]
    ):
        return True
    return all(_is_ornamental(word.replace(".", "").strip("()[]")) for word in words)


def _is_ornamental(word: str) -> bool:
    if word in SHORT_DEGREES or word[:1].isdigit():
        return True
    return (
        word.casefold() in GENERATIONS
        or word.casefold() in TITLES_BEFORE
        or (word.casefold() in DEGREES and not word.islower())
    )


def _words(piece: str) -> list[str]:
    name = piece.partition(",")[0]
    return (without_brackets(name) if "(" in name or "[" in name else name).split()


def _is_family(piece: str) -> bool:
    words = [word for word in _words(piece) if word.casefold() not in PARTICLES]
    return len(words) == 1 and not is_initials(words[0])


def _all_initials(piece: str) -> bool:
    words = _words(piece)
    return bool(words) and len(words[0]) < 7 and all(is_initials(word) for word in words)


def _is_pair(first: str, second: str, *, auto: bool) -> bool:
    words = _words(second)
    if len(words) == 1 or _all_initials(second):
        return True
    if _is_double_family(_words(first), words):
        return True
    return bool(words) and _is_family(first) and (auto or is_initials(words[-1]))


def _is_double_family(first: list[str], second: list[str]) -> bool:
    """ "García Márquez" and "Gabriel José": the first word a family name, no given name with it, one behind the comma
    and no family name at the end.
    """
    return (
        len(first) == len(second) == 2
        and is_family(first[0])
        and not is_given(first[1])
        and is_given(second[0])
        and not is_family(second[1])
    )
