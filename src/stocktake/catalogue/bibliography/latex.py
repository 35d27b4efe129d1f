"""LaTeX → text: accents, braces, dashes, quotes, the commonest macros."""

from __future__ import annotations

import logging
import re

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import LatexWalkerError

LONGEST, DEEPEST = 20_000, 40
_COMMENT = re.compile(r"(?<!\\)%")
_LOGO = re.compile(r"\\((?:La|Bib|Xe|Lua)?)TeX\b")
_PLAIN = str.maketrans({"{": None, "}": None, "~": " "})
_TO_TEXT = LatexNodes2Text(math_mode="text")

# pylatexenc tells every macro it does not know to the log, which without a handler ends on the user's screen.
logging.getLogger("pylatexenc").addHandler(logging.NullHandler())


class UnreadableLatex(Exception):
    """A value that is too long, too deeply nested, or no LaTeX."""


def plain(value: str) -> str:
    """The text that LaTeX would print, on one line: "{\\'E}mile \\v{C}apek" is "Émile Čapek", "a -- b" is "a – b".

    A bare % is a percent sign: LaTeX would take it for a comment, BibTeX does not. Raises UnreadableLatex.
    """
    if len(value) > LONGEST or _depth(value) > DEEPEST:
        raise UnreadableLatex(f"a value of {len(value)} characters, nested {_depth(value)} deep")
    if "\\" not in value and "$" not in value:
        text = value.translate(_PLAIN).replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    else:
        text = _converted(_COMMENT.sub(r"\\%", _LOGO.sub(r"\1TeX", value)))
    return " ".join(text.split())


def _converted(value: str) -> str:
    try:
        return str(_TO_TEXT.latex_to_text(value))
    except (LatexWalkerError, ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
        raise UnreadableLatex(f"LaTeX that cannot be read ({type(error).__name__}): {value[:80]}") from error


def _depth(value: str) -> int:
    deepest = depth = 0
    for mark in re.findall(r"[{}\[\]$]", value):
        depth += 1 if mark in "{[" else -1 if mark in "}]" else 0
        deepest = max(deepest, depth)
    return deepest
