"""What a product says about text and data mining and about training of models. Silence is never a permission."""

from __future__ import annotations

import re

from stocktake.catalogue.entries import Reservation
from stocktake.catalogue.onix.composite import Composite

_SPEAKING = ("EpubUsageConstraint", "EpubLicense", "ProductFormFeature", "TextContent")
_MINING = "11"
_PRIVATE_USES = {
    "13": "TDM for AI to enhance the private purchase experience",
    "14": "… the private reading experience",
}
_USAGE_STATUS = {"01": "permitted", "02": "permitted subject to limit", "03": "prohibited"}
_OPEN_RIGHTS = {"20": "ODRL", "21": "ODRL additional license"}

_SPEAKS_OF_IT = re.compile(
    r"\b(?:text(?:s)?[ -](?:and|&)[ -]data[ -]mining|data[ -]mining|text[ -]mining|TDM(?:Rep)?|2019/790|"
    r"machine learning|"
    r"(?:AI|artificial intelligence|generative|language models?)\b.{0,80}?\btrain\w*|"
    r"train\w*\b.{0,80}?\b(?:AI|artificial intelligence|generative|language models?)|"
    r"fouille de textes?|KI-Training|minado de textos?)\b",
    re.IGNORECASE | re.DOTALL,
)
_RESERVES = re.compile(
    r"\b(?:reserv\w+|prohibit\w*|not permitted|not allowed|may not|must not|forbid\w*|opt(?:s|ed)?[ -]out|no part|"
    r"réserv\w+|interdi\w+|vorbehalten|untersagt|prohibid\w+)\b",
    re.IGNORECASE,
)


def reservations_of(found: Composite) -> tuple[Reservation, ...]:
    """Each statement about mining or training, word for word, with the field and code that it rests on; () for none.

    A coded constraint (list 145, 11) is reserved when prohibited (list 146, 03), permitted when unlimited (01), else
    unclear; leave for private uses of a reseller (13, 14) and machine-readable licences are unclear, since what they
    grant is limited or elsewhere. A worded notice is reserved when it says so and unclear otherwise: never permitted.
    """
    if not any(name in found for name in _SPEAKING):
        return ()
    constraints = [_constraint(each) for each in found.each("EpubUsageConstraint")]
    licences = [_licence(each) for each in found.each("EpubLicense")]
    features = [
        _worded("ProductFormFeatureDescription", each.first("ProductFormFeatureDescription"))
        for each in found.each("ProductFormFeature")
    ]
    notices = [_notice(each) for each in found.each("TextContent")]
    return tuple(each for each in (*constraints, *licences, *features, *notices) if each is not None)


def _constraint(found: Composite) -> Reservation | None:
    usage, status = found.code("EpubUsageType"), found.code("EpubUsageStatus")
    basis = f"EpubUsageConstraint {usage}/{status}"
    words = _USAGE_STATUS.get(status, f"status {status}")
    if usage == _MINING:
        verdict = {"03": "reserved", "01": "permitted"}.get(status, "unclear")
        return Reservation(verdict, basis, f"text and data mining: {words}")
    if usage in _PRIVATE_USES:
        return Reservation("unclear", basis, f"{_PRIVATE_USES[usage]}: {words}")
    return None


def _licence(found: Composite) -> Reservation | None:
    named = _worded("EpubLicenseName", found.first("EpubLicenseName"))
    if named is not None:
        return named
    for expression in found.each("EpubLicenseExpression"):
        kind, link = expression.code("EpubLicenseExpressionType"), expression.first("EpubLicenseExpressionLink")
        if kind in _OPEN_RIGHTS or "tdm" in link.lower():
            basis = f"EpubLicenseExpressionType {kind} {_OPEN_RIGHTS.get(kind, '')}".rstrip()
            return Reservation("unclear", basis, link)
    return None


def _notice(found: Composite) -> Reservation | None:
    """Of all texts only legal notices and open-access statements: a description may be about mining."""
    return _worded(f"TextType {found.code('TextType')}", found.first("Text"))


def _worded(basis: str, text: str) -> Reservation | None:
    if not text or not _SPEAKS_OF_IT.search(text):
        return None
    return Reservation("reserved" if _RESERVES.search(text) else "unclear", basis, text)
