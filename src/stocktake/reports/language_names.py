"""English names of languages by their ISO 639-3 code, so that "en", "English" and "eng" are one group."""

from __future__ import annotations

from functools import cache

from babel import Locale

from stocktake.text.language_codes import TWO_TO_THREE


@cache
def _names() -> dict[str, str]:
    """Names by three-letter code; Babel files most languages under two letters."""
    known = Locale("en").languages
    by_pair = {three: known[two] for two, three in TWO_TO_THREE.items() if two in known}
    return {**known, **by_pair}


def language_name(code: str) -> str:
    """`eng` → `English`; a code without a name is shown as it is."""
    return _names().get(code, code)
