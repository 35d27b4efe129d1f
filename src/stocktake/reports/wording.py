"""Every word with a legal edge, in one place: fixed texts, verdicts, flags, and what may never be said."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stocktake.model import Relation, Verdict
from stocktake.reports.provenance import Provenance, in_words

SCOPE = (
    "This report compares the works listed by {source} with bibliographic metadata of the Library Genesis "
    "('LibGen') data set, snapshot {date}, file checksum {sha}. No book file was opened, downloaded or "
    "compared."
)
MEANING = (
    "A match means a record in that metadata appears to describe the same work or an edition of it. It is "
    "not evidence, by itself, that any person or company copied the work or used it to train an AI system."
)
ABSENCE = (
    "No matching record was found in this snapshot with the details supplied. Records may exist under other "
    "titles, names, languages or identifiers, or in other collections."
)
ERRORS = (
    "Metadata in the data set is user-supplied and contains errors. An ISBN in a record may belong to "
    "another edition or, rarely, another book."
)
DATES = "Dates are those stored in the data set. They are not upload dates and were not verified."
LAW = "This is information, not legal advice. Statements about proceedings are as of {as_of}."
CORRECTION = (
    "If something here is not your work or is wrong, reply with code {code}; we will correct it and it will "
    "stay corrected."
)
PRIVACY = "This report contains only works on which you are credited. It was prepared by {controller}."
SUBJECT = "Result of the check of your listed works, ref {code}"

NOT_FOUND = (
    "We did not find a matching record in this snapshot with the details supplied. That does not show that "
    "the work is absent."
)

MEMBER_SCOPE = (
    "This page compares names listed by {source} with bibliographic metadata of the Library Genesis ('LibGen') data "
    "set, snapshot {date}, file checksum {sha}. No book file was opened, downloaded or compared."
)
CANDIDATE = (
    "A candidate is a record that bears a name like the one looked up. That does not show that the same person is "
    "meant: several people may bear a name. A candidate is no match, has no verdict and is counted nowhere; only the "
    "person asked can say."
)

NEAREST = "This record came nearest to the listed work and was not taken as a match."
NEAREST_REPLY = (
    "If it is the listed work after all, reply with code {code} and the number of the record; we will look at it again."
)

# The left column of the wording table, as patterns over visible text. The fixed texts above pass them all.
BANNED: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "was used to train": r"\b(?:was|were|has been|have been) used to train\b",
        "stolen by": r"\bstolen\b",
        "not in LibGen": r"\bnot in (?:the )?lib(?:rary )?gen(?:esis)?\b",
        "safe": r"\bsafe(?:ly)?\b",
        "uploaded on": r"\buploaded\b|\bupload(?:ed)? on\b",
        "you are eligible": r"\beligib(?:le|ility)\b",
        "an amount": r"[£$€]\s?\d|\b\d[\d,.]*\s?(?:pounds?|dollars?|euros?|USD|GBP|EUR)\b",
        "infringing copy": r"\binfring\w+",
        "pirated by": r"\bpirat\w+",
        "99 % match": r"\d\s?%\s+match(?:es)?\b",
        "your works": r"\byour works?\b(?! or is wrong)",
    }.items()
}

VERDICT_WORDS: Mapping[str, str] = {
    Verdict.CONFIRMED: "Confirmed",
    Verdict.PROBABLE: "Probable",
    Verdict.CHECK: "Check",
    Verdict.NOT_FOUND: "Not found",
    Verdict.NOT_CHECKABLE: "Not checkable",
}
VERDICT_MEANING: Mapping[str, str] = {
    Verdict.CONFIRMED: "An identifier agrees, and so does the title or the author; or two identifiers agree.",
    Verdict.PROBABLE: "Title and author agree closely; no identifier is shared.",
    Verdict.CHECK: "Something agrees and something does not. A person has to look.",
    Verdict.NOT_FOUND: "No matching record in this snapshot with the details supplied.",
    Verdict.NOT_CHECKABLE: "The details supplied do not allow a search.",
}
VERDICT_SIGN: Mapping[str, str] = {
    Verdict.CONFIRMED: "●",
    Verdict.PROBABLE: "◐",
    Verdict.CHECK: "?",
    Verdict.NOT_FOUND: "○",
    Verdict.NOT_CHECKABLE: "–",
}
STRENGTH: Mapping[str, int] = {verdict: rank for rank, verdict in enumerate(Verdict)}
AGREEMENT_WORDS: Mapping[str, str] = {
    "same": "the same name",
    "same_without_middle": "the same; a middle name on one side only",
    "initials_agree": "the same family name; the initials agree",
    "nickname": "the same family name; one given name is short for the other",
    "given_translated": "the same family name; the given name in another language",
}
FOUND = frozenset({Verdict.CONFIRMED.value, Verdict.PROBABLE.value})

_FLAG_WORDS: Mapping[str, str] = {
    "hidden": "record marked hidden in the data set",
    "sentinel_date": "record date unknown (placeholder)",
    "zero_date": "record date unknown (zero)",
    "empty_file": "file size given as zero",
    "tiny_file": "very small file",
    "repaired_text": "character encoding of the record repaired",
    "no_file": "edition listed without a file: no evidence of a copy",
    "broken": "file marked broken in the data set",
    "unavailable": "marked unavailable in the data set",
    "aggregator_isbn": "ISBN of an aggregator of e-books, not of the publisher",
    "isbn_conflict": "ISBN conflict",
    "edition_differs": "edition differs",
    "several_files": "several files",
    "alias": "credited under another name of the author",
    "namesake": "several people of this name in the data set",
    "omnibus": "record of a set or an omnibus",
    "set_isbn": "ISBN of a set",
    "reused_isbn": "ISBN that stands on several works",
    "year_impossible_for_isbn": "dated before such ISBNs were given",
    "host_volume": "volume in which the chapter stands",
    "erratum_or_reply": "correction of, or reply to, the listed work",
    "study_guide_or_summary": "guide to the listed work, or summary of it",
    "review": "review of the listed work",
    "adaptation": "adaptation or retelling of the listed work, or a book about its making",
    "common_title": "title that many authors have used",
    "narrow_margin": "another work agrees almost as well",
    "recurring_title": "title of several articles",
    "work_id_contradicted": "its work id stands on different works and was left aside",
    "isbn_of_two_works": "its ISBN is listed under two work ids",
    "work_id_unclear": "may belong to either of two work ids",
    "work_cut": "cut from a chain of too many titles",
}
_METHOD_WORDS: Mapping[str, str] = {
    "identifier": "identifier",
    "edition_link": "linked edition",
    "title_author_exact": "title and author, exact",
    "title_author_fuzzy": "title and author, close",
}
_OTHER_EDITIONS = frozenset({Relation.OTHER_EDITION.value, Relation.TRANSLATION.value})
_FURTHER: Mapping[str, str] = {
    Relation.PART.value: "part of the listed work",
    Relation.SET.value: "set or omnibus with the listed work",
    Relation.DERIVATIVE.value: "work about the listed work (a summary, a guide or a review)",
}


def in_plain_words(code: str) -> str:
    """`title_truncated` → `title truncated`: a code nobody gave words to still reads as words."""
    return code.replace("_", " ").strip()


def flag_words(code: str) -> str:
    """A flag in words; an unknown one in its own."""
    return _FLAG_WORDS.get(code) or in_plain_words(code)


def method_words(code: str) -> str:
    """The stage that proposed a match, in words."""
    return _METHOD_WORDS.get(code) or in_plain_words(code)


def other_edition(relation: str | None) -> bool:
    """True where the record is another edition, another format or a translation of the listed work."""
    return relation in _OTHER_EDITIONS


def further_record(relation: str | None) -> bool:
    """True where the record is a part of the listed work, a set with it, or a work about it."""
    return relation in _FURTHER


def relation_words(relation: str) -> str:
    """What the record is to the listed work, in words an author reads."""
    return _FURTHER.get(relation, relation)


def counted(n: int, one: str, many: str | None = None) -> str:
    """`1 work`, `2 works`, `11 files`: thousands with commas."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def works_editions_and_files(n_works: int, n_editions: int, n_files: int) -> str:
    """`8 works listed, 7 editions found (11 files)`: authors quote counts, so nothing may inflate works."""
    return f"{counted(n_works, 'work')} listed, {counted(n_editions, 'edition')} found ({counted(n_files, 'file')})"


def standing_texts(provenance: Provenance) -> dict[str, str]:
    """The fixed texts that are the same in every report of a run, placeholders filled."""
    return {
        "scope": SCOPE.format(source=provenance.listed_by, date=provenance.snapshot, sha=provenance.checksum),
        "meaning": MEANING,
        "absence": ABSENCE,
        "errors": ERRORS,
        "dates": DATES,
        "law": LAW.format(as_of=in_words(provenance.as_of)),
        "privacy": PRIVACY.format(controller=provenance.controller),
        "not_found": NOT_FOUND,
    }
