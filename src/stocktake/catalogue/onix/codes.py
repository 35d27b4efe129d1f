"""What the codes mean that are read. Lists are named by their numbers at EDItEUR."""

from __future__ import annotations

from functools import lru_cache

from stocktake.text.vocabulary import paired

NAME_KINDS = {"01": "pseudonym", "03": "earlier_name", "04": "real_name", "05": "transliterated"}
"""List 18. Others (authority-controlled, later name, acronym) are `other`; a fictional name (07) is nobody's."""

NAME_SCHEMES = {"16": "isni", "21": "orcid", "39": "ipi"}
"""List 44 (and 101 of 2.1)."""
PROPRIETARY = ("01", "02")

UNNAMED = {"01": "Unknown", "02": "Anonymous", "03": "et al", "04": "Various"}
"""List 19. Synthesised voices and artificial intelligence (05 to 09) are no persons and leave no credit."""

_ROLES = paired(
    """
    A01:author A03:author A04:author A05:author A06:author A09:author A14:author A31:author A38:author A42:author
    A45:author A99:author A07:illustrator A08:illustrator A11:illustrator A12:illustrator A13:illustrator
    A35:illustrator A36:illustrator A39:illustrator A40:illustrator A41:illustrator A46:illustrator A47:illustrator
    A48:illustrator A49:illustrator A50:illustrator A52:illustrator A15:foreword A16:foreword A19:foreword
    A22:foreword A23:foreword A24:introduction A29:introduction B01:editor B02:editor B09:editor B10:editor B11:editor
    B12:editor B13:editor B14:editor B15:editor B16:editor B18:editor B19:editor B20:editor B21:editor B24:editor
    B26:editor B29:editor B31:editor B03:author B06:translator B08:translator B32:translator C01:compiler
    C02:compiler C03:compiler C04:compiler C99:compiler E03:reader E07:reader E09:reader E11:reader
    """
)
_TWO_ROLES = {"B10": ("editor", "translator")}
NOT_A_CREDIT = ("Z02", "Z03", "Z04")
"""Honoured or dedicated to, enacting jurisdiction, peer reviewed: these did not make the book."""


@lru_cache(maxsize=1024)
def roles(codes: tuple[str, ...]) -> tuple[str, ...]:
    """The roles of list 17 in the product's words, each once; `contributor` for what has no closer word, `author` when
    nothing is said; () when all codes are of NOT_A_CREDIT.
    """
    if codes and all(code in NOT_A_CREDIT for code in codes):
        return ()
    credited = [code for code in codes if code not in NOT_A_CREDIT]
    found = [role for code in credited for role in _TWO_ROLES.get(code, (_ROLES.get(code, "contributor"),))]
    return tuple(dict.fromkeys(found)) or ("author",)


_FORMS = {
    "AA": "audio",
    "AB": "audio cassette",
    "AC": "audiobook (CD)",
    "AE": "audio disc",
    "AI": "audio (DVD)",
    "AJ": "audiobook (download)",
    "AK": "audio player",
    "AN": "audiobook (download)",
    "AO": "audiobook (online)",
    "AZ": "audio",
    "BA": "book",
    "BB": "hardback",
    "BC": "paperback",
    "BD": "loose-leaf",
    "BE": "spiral bound",
    "BF": "pamphlet",
    "BG": "leather binding",
    "BH": "board book",
    "BI": "rag book",
    "BJ": "bath book",
    "BK": "novelty book",
    "BL": "slide bound",
    "BM": "big book",
    "BN": "part-work",
    "BO": "fold-out book",
    "BP": "foam book",
    "BZ": "book",
    "CA": "map",
    "CB": "map",
    "CC": "map",
    "CD": "map",
    "CE": "globe",
    "DA": "digital",
    "DB": "CD-ROM",
    "DE": "game cartridge",
    "DG": "ebook",
    "DH": "online resource",
    "DI": "DVD-ROM",
    "DM": "USB flash drive",
    "EA": "ebook",
    "EB": "ebook",
    "EC": "ebook",
    "ED": "ebook",
    "FF": "film",
    "LA": "licence",
    "LB": "licence key",
    "LC": "licence code",
    "MA": "microform",
    "MB": "microfiche",
    "MC": "microfilm",
    "PC": "calendar",
    "PD": "cards",
    "PF": "diary",
    "PH": "kit",
    "PI": "sheet music",
    "PK": "poster",
    "PR": "notebook",
    "SA": "set",
    "SB": "boxed set",
    "SC": "slip-cased set",
    "SD": "set",
    "SE": "set",
    "SF": "set",
    "SG": "set (digital)",
    "VA": "video",
    "VI": "DVD video",
    "VJ": "VHS video",
    "VO": "Blu-ray",
    "WW": "mixed media",
    "WX": "set",
    "ZA": "merchandise",
    "ZB": "doll",
    "ZC": "soft toy",
    "ZD": "toy",
    "ZE": "game",
    "ZJ": "jigsaw",
}
_FILES = {
    "E101": "EPUB",
    "E107": "PDF",
    "E116": "Kindle",
    "E127": "Kindle",
    "029": "EPUB",
    "002": "PDF",
    "022": "Kindle",
}
_DIGITAL = ("DG", "EA", "EB", "EC", "ED")


def form(code: str, details: list[str], epub_type: str) -> str:
    """The words of a product form (list 150, of 2.1 list 7), with the file type where one is stated; a code without
    common words stays as it is.

    DG and EpubType 029 of 2.1 are what 3.0 calls ED and E101: both are "ebook (EPUB)". An electronic product whose
    details are of the audio group (A…) is an audiobook.
    """
    words = _FORMS.get(code, code)
    if code not in _DIGITAL:
        return words
    if any(detail.startswith("A") for detail in details):
        return "audiobook (download)"
    file_type = next((_FILES[detail] for detail in (*details, epub_type) if detail in _FILES), "")
    return f"{words} ({file_type})" if file_type else words


EDITIONS = {
    "ABR": "abridged",
    "ACT": "acting edition",
    "ADP": "adapted",
    "ANN": "annotated",
    "BIL": "bilingual",
    "BRL": "braille",
    "COM": "combined volume",
    "CRI": "critical",
    "DGO": "digital original",
    "ENH": "enhanced",
    "ENL": "enlarged",
    "EXP": "expanded",
    "FAC": "facsimile",
    "FST": "festschrift",
    "ILL": "illustrated",
    "LTE": "large print",
    "MCP": "microprint",
    "NED": "new edition",
    "NUM": "with numbered copies",
    "PRB": "prebound",
    "REV": "revised",
    "SCH": "school edition",
    "SIG": "signed",
    "SMP": "simplified",
    "SPE": "special edition",
    "STU": "student edition",
    "TCH": "teacher's edition",
    "UBR": "unabridged",
    "ULP": "ultra large print",
    "UXP": "unexpurgated",
    "VAR": "variorum",
}
"""List 21."""

PRODUCT_RELATIONS = {
    "01": "includes",
    "02": "part_of",
    "03": "replaces",
    "05": "replaced_by",
    "06": "alternative_format",
    "09": "alternative_format",
    "10": "alternative_format",
    "11": "translation",
    "13": "alternative_format",
    "14": "alternative_format",
    "15": "alternative_format",
    "16": "alternative_format",
    "17": "alternative_format",
    "18": "other_edition",
    "19": "other_edition",
    "20": "alternative_format",
    "21": "alternative_format",
    "24": "other_edition",
    "25": "other_edition",
    "27": "alternative_format",
    "28": "other_edition",
    "29": "other_edition",
    "37": "other_edition",
    "38": "other_edition",
    "42": "other_edition",
}
"""List 51, as far as it speaks of the same work. Companions, ancillaries, similar products, citations, adaptations and
other works of the author are not read: they would tie different works together."""

WORK_RELATIONS = {
    "01": "same_work",
    "02": "derived_from_work",
    **{str(code): "derived_from_work" for code in (*range(21, 32),)},
}
"""List 164."""

WORK_SCHEMES = {"11": "istc", "18": "isrc", "32": "glimir", "33": "oclc-work"}
"""List 16, beside ISBN, DOI and proprietary numbers."""

ISBN_TYPES = {"15": "", "02": "", "24": "co-publisher"}
"""List 5, with the label that a number gets."""
DOI_TYPES = ("06", "26")
TRADE_TYPES = {"03": "GTIN-13", "04": "UPC", "05": "ISMN", "14": "GTIN-14", "25": "ISMN"}
