"""Publisher, imprint, date, edition, languages, form and standing of a product."""

from __future__ import annotations

from stocktake.catalogue.onix.codes import EDITIONS, form
from stocktake.catalogue.onix.composite import Composite

_PUBLISHER = ("01", "")
_DATE_ROLES = ("01", "11")
_OF_TEXT, _ORIGINAL = ("01", ""), ("02",)
_CANCELLED, _NO_LONGER_OURS, _SALE = "01", "05", "08"


def publishing_values(found: Composite) -> dict[str, str]:
    """`publisher`, `imprint`, `year`, `edition`, `language`, `original_language` and `format`, as far as stated."""
    values = {
        "publisher": _publisher(found),
        "imprint": next((_name(imprint, "ImprintName") for imprint in found.each("Imprint")), ""),
        "year": _date(found),
        "edition": _edition(found),
        **_languages(found),
        "format": _form(found),
    }
    return {name: value for name, value in values.items() if value}


def standing_of(found: Composite) -> str | None:
    """ "sold" for a notice of sale (list 1, 08) or a product that is no longer the sender's (list 64, 05), "cancelled"
    for list 64, 01. Out of print is no standing: the title is still the sender's.
    """
    status = found.code("PublishingStatus")
    if found.code("NotificationType") == _SALE or status == _NO_LONGER_OURS:
        return "sold"
    return "cancelled" if status == _CANCELLED else None


def _publisher(found: Composite) -> str:
    publishers = found.each("Publisher")
    ranked = [each for each in publishers if each.code("PublishingRole") in _PUBLISHER] or publishers
    return next(filter(None, (_name(publisher, "PublisherName") for publisher in ranked)), "")


def _name(found: Composite, element: str) -> str:
    """The name; for senders of 2.1 who put it there, a code value that reads like a name."""
    if element in found:
        return found.first(element)
    code = found.first("NameCodeValue")
    return code if any(character.islower() for character in code) else ""


def _date(found: Composite) -> str:
    """The date of publication, else of first publication: 20060807 as 2006-08-07, anything else as supplied (1968)."""
    dates = {date.code("PublishingDateRole"): date.first("Date") for date in found.each("PublishingDate")[::-1]}
    stated = [found.first("PublicationDate"), *(dates.get(role, "") for role in _DATE_ROLES)]
    date = next(filter(None, stated), found.first("YearFirstPublished"))
    return f"{date[:4]}-{date[4:6]}-{date[6:]}" if len(date) == 8 and date.isdecimal() else date


def _edition(found: Composite) -> str:
    """The statement; without one the number and the types in words: "2", "2 ed., revised", "abridged"."""
    number = found.first("EditionNumber")
    if "EditionType" not in found:
        return found.first("EditionStatement") or number
    types = [EDITIONS.get(code, code) for code in found.codes("EditionType")]
    counted = f"{number} ed." if number else ""
    return found.first("EditionStatement") or ", ".join(filter(None, (counted, *types)))


def _languages(found: Composite) -> dict[str, str]:
    languages = [(each.code("LanguageRole"), each.first("LanguageCode")) for each in found.each("Language")]
    if len(languages) == 1 and languages[0][0] in _OF_TEXT and "OriginalLanguage" not in found:
        return {"language": languages[0][1]}
    text = [code for role, code in languages if role in _OF_TEXT] or found.all("LanguageOfText")
    original = [code for role, code in languages if role in _ORIGINAL] or found.all("OriginalLanguage")
    return {"language": "; ".join(dict.fromkeys(text)), "original_language": "; ".join(dict.fromkeys(original))}


def _form(found: Composite) -> str:
    return form(found.code("ProductForm"), found.codes("ProductFormDetail"), found.code("EpubType"))
