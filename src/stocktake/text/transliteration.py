"""Keys that level the schemes by which names are brought into Latin letters: Dostoevsky, Dostojewski, Достоевский.

Made of folded Latin keys (`text.latin`); for comparing names that agree otherwise, not for searching: unlike sounds
fall together ("Smith" and "Smyth" too).
"""

from __future__ import annotations

from functools import cache

import polars as pl

from stocktake.text.nicknames import both_ways

_HISSING = "schtsch chtch shch stsch szcz schch sch zh sh sz z"
_HARD = "tsch tch cz ts tz kh ch c h"
_VOWELS = {
    "iou": "o", "you": "o", "ou": "o", "oo": "o", "u": "o",
    "yo": "e", "jo": "e", "io": "e", "eo": "e", "ye": "e", "je": "e", "ie": "e",
    "yu": "o", "ju": "o", "iu": "o", "ya": "a", "ja": "a", "ia": "a",
    "iy": "i", "ij": "i", "yi": "i", "ii": "i", "y": "i", "j": "i",
}  # fmt: skip
_GREEK = {f"oy{letter}": f"o{letter}" for letter in "bdfglmnprstv"} | {"oyk": "ok"}
_OTHERS = {"ph": "f", "th": "t", "gh": "g", "ck": "k", "q": "k", "w": "v", "x": "ks"}
_LEVELS = (
    dict.fromkeys(_HISSING.split(), "s") | dict.fromkeys(_HARD.split(), "C") | _GREEK | _OTHERS | _VOWELS
)  # fmt: skip
_LONGEST_FIRST = sorted(_LEVELS, key=lambda part: (-len(part), part))
_DOUBLES = {letter * 2: letter for letter in "abcdefgiklmnoprstvC"}
_SEMITIC = {
    **dict.fromkeys("aeiouwvy '", ""),
    "dj": "g", "dh": "z", "th": "t", "sh": "s", "ch": "h", "kh": "h", "gh": "g", "ph": "f", "ts": "s", "tz": "s",
    "q": "k", "c": "k", "j": "g", "z": "z",
}  # fmt: skip

FAMILIES = """
    lee yi rhee ri|park pak bak|kim gim|choi choe|jung jeong chung cheong|kang gang|cho jo|yoon yun|lim rim im yim
    shin sin|oh o|roh noh no|zhang chang|zhao chao|zhou chou|zhu chu|xu hsu|xie hsieh|cai tsai|cao tsao|jiang chiang
    deng teng|guo kuo|gao kao|song sung|qian chien|qiu chiu|luo lo|he ho|ye yeh|xiao hsiao|liu lau|chen chan
    huang wong|wang wong|wu ng|ito itoh|sato satoh|ono ohno|ota ohta|oe ohe|saito saitoh|kato katoh|endo endoh
"""
"""Family names of East Asia in several romanisations: Korean, pinyin and Wade–Giles or Cantonese, Japanese."""


def sound_expr(key: pl.Expr, *, german: bool = False) -> pl.Expr:
    """The scheme-insensitive key of a folded Latin name.

    Levelled are y/i/j, the iotated vowels, o/u/ou, hissing sounds (s z sh zh sch), the hard ones (c ch kh h ts tz
    tsch), w/v, ph/f, th/t, x/ks, doubled letters, and the endings -ov -ev -off -ew. In the `german` way z is ts:
    "Zwetajewa" is to be compared so with "Tsvetaeva" made the plain way.
    """
    spelt = _LEVELS | ({"z": "C"} if german else {})
    levelled = key.str.replace_many(_LONGEST_FIRST, [spelt[part] for part in _LONGEST_FIRST], leftmost=True)
    single = levelled.str.replace_many(list(_DOUBLES), list(_DOUBLES.values()))
    return single.str.replace("[eo][vf]$", "ov").str.replace("(.)ei$", "${1}i")


def skeleton_expr(key: pl.Expr) -> pl.Expr:
    """The consonants of a name, for Arabic and Hebrew, which write few vowels: "mahfouz" and "mhfwdh" are "mhfz"."""
    longest = sorted(_SEMITIC, key=lambda part: (-len(part), part))
    bare = key.str.replace_many(longest, [_SEMITIC[part] for part in longest], leftmost=True)
    return bare.str.replace_many([letter * 2 for letter in "bdfghklmnprstz"], list("bdfghklmnprstz"))


@cache
def family_pairs() -> pl.Series:
    """ "park|pak" and the like, both ways, from FAMILIES."""
    groups = (group.split() for line in FAMILIES.splitlines() for group in line.split("|"))
    return both_ways((one, other) for group in groups for one in group for other in group if one != other)
