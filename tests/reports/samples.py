"""What the test marts are drawn from: plain and hostile titles, names, verdict sentences, run provenance."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

from stocktake.model import Verdict
from stocktake.reports import Provenance, SourceFile

PEN_NAME = "Wren Pryce"
RELATIONS = {0: "translation", 1: "other edition or format", 2: "part", 6: "set", 11: "derivative"}  # by title
LINKED = "Poems http://files.example/dl/1 and magnet:?xt=urn:btih:c0ffee of the coast"
HOSTILE = [
    "<script>alert('x')</script>",
    "\"Quoted\" & 'single' <b>bold</b>",
    "Right\u202eto left\u202c override",
    "Bell\x07 and NUL\x00 and escape\x1b[31m",
    '=HYPERLINK("x","y")',
    "+44 Poems",
    "-Minus",
    "@Home",
    "\tTabbed",
    "\rReturned",
    "W" * 160,
    "{{ 7 * 7 }} {% raw %}",
    "Zero\u200bwidth \ufeffmark",
    LINKED,
]
PLAIN = [
    "The Salt Road",
    "A Quiet Orchard",
    "Lanterns over Leith",
    "Collected Poems",
    "Bridges of the Upper Tyne",
    "The Clockmaker's Apprentice",
    "Winter Wheat",
    "On Small Islands",
    "Harbour Lights",
    "The Tin Orchestra",
    "A Grammar of Rivers",
    "Notes from a Far Kitchen",
    "Sociologie de la lecture",
    "Über die Stille",
    "Дом у реки",
    "水の記憶",
    "كتاب البحر",
    "The Cartographer's Daughter",
    "Salt, Smoke and Time: A Cook's Year in the Hebrides",
    "Introduction to Coastal Engineering",
]
FAMILIES = [
    "Abara",
    "Brandt",
    "Chowdhury",
    "Dunmore",
    "Eriksen",
    "Faulds",
    "Gupta",
    "Hargreaves",
    "Iwata",
    "Jansen",
    "Kowalska",
    "Lindqvist",
]
GIVEN = ["Amara", "Beatrix", "Callum", "Dilys", "Edwin", "Freya", "Gareth", "Hana", "Isolde", "Jamal"]
IMPRINTS = [
    "Lowtide Press",
    "Northgate",
    "Fernhill Children's",
    "Издательство «Северный берег» и сыновья",
    "东海出版社",
    "Tiny List",
    None,
]
FORMATS = ["Paperback", "Hardback", "E-book", "Audiobook", None]
LANGUAGES = [("English", "eng"), ("en", "eng"), ("French", "fra"), ("de_DE", "deu"), ("Klingonish", None), (None, None)]
FIELDS = {
    "identifier": [("equal", 22.4), ("absent", 0.0), ("conflicts", -6.2)],
    "title": [("exact", 14.1), ("subtitle_dropped", 9.3), ("differs", -11.5)],
    "authors": [("exact", 11.7), ("initials", 6.4), ("absent", 0.0), ("differs", -8.1)],
    "year": [("equal", 3.2), ("near", 1.4), ("differs", -2.6)],
    "publisher": [("equal", 4.4), ("absent", 0.0)],
    "volume": [("absent", 0.0), ("differs", -15.0)],
    "language": [("equal", 0.9), ("differs", -4.0)],
}
PROVENANCE = Provenance(
    run_id="20240601-8c2f",
    snapshot_date=dt.date(2024, 5, 12),
    reference_sources=(SourceFile("libgen_updated.sql", hashlib.sha256(b"dump").hexdigest()),),
    catalogue_files=(SourceFile("backlist.xlsx", hashlib.sha256(b"list").hexdigest()),),
    rules_version="rules-7",
    version="0.1.0",
    as_of=dt.date(2024, 6, 1),
    controller="Example Writers' Guild",
    contact="checks@guild.example",
)


LATER_METHODS = ["edition_link", "title_author_exact", "title_author_fuzzy"]
SCORES = {Verdict.CONFIRMED: (92, 100), Verdict.PROBABLE: (78, 96), Verdict.CHECK: (41, 80)}
TITLE_SENTENCES = {
    Verdict.CONFIRMED: "The ISBN is in the record, and title and author agree.",
    Verdict.PROBABLE: "Title and author agree closely; no identifier is shared.",
    Verdict.CHECK: "The ISBN is in the record, but the title differs.",
    Verdict.NOT_FOUND: "No record shares an identifier, or a title and an author, with this title.",
    Verdict.NOT_CHECKABLE: "There is no ISBN, and the title is too general to search by.",
}
MATCH_SENTENCES = {
    Verdict.CONFIRMED: "The ISBN stands in the record, and title and author agree.",
    Verdict.PROBABLE: "Title and author agree; the record gives no identifier.",
    Verdict.CHECK: "The ISBN stands in the record, but the record's title is <another>.",
}


# Columns of the contract that no report reads. Each holds a poison that must never turn up in one.
POISON = "Unread Column Poison"
UNREAD: dict[str, dict[str, Any]] = {
    "titles": {"contributors_raw": POISON, "title_key": POISON, "main_key": POISON, "volume_key": None},
    "contributors": {"family": POISON, "given": POISON},
    "authors": {"family": POISON, "given": POISON, "name_variants": [POISON], "n_titles": 4, "n_works": 4},
    "identifiers": {"value_raw": POISON, "repair": None},
    "near_misses": {"reason": POISON, "evidence": None},
    "matched_records": {"locator": "http://files.example/poison"},
}


def quality_rows(n: int) -> dict[str, list[dict[str, Any]]]:
    """Rejected rows, columns and files of a catalogue of `n` titles."""
    advice = "Add a title or an ISBN to this row."
    rejected = [
        ("no title and no identifier", ";;;Abara"),
        ("<script>row</script>", "=1+1\u202e"),
        ("total row", None),
    ]
    rejected_rows = [
        {
            "source_file": "backlist.xlsx",
            "source_line": 900 + i,
            "reason": reason,
            "advice": advice,
            "raw": raw,
        }
        for i, (reason, raw) in enumerate(rejected)
    ]
    mapped = [
        ("Title", "title", "synonym"),
        ("EAN-13 (pbk)", "isbn", "content"),
        ("Date of birth", None, "unknown"),
    ]
    columns_read = [
        {
            "source_file": "backlist.xlsx",
            "sheet": "Sheet1",
            "column": c,
            "mapped_to": m,
            "how": h,
            "n_filled": 120,
        }
        for c, m, h in mapped
    ]
    source_files = [
        {
            "source_file": "backlist.xlsx",
            "sha256": hashlib.sha256(b"list").hexdigest(),
            "bytes": 45_120,
            "sheet": "Sheet1",
            "header_line": 1,
            "encoding": None,
            "delimiter": None,
            "rows_in": n + 5,
            "rows_used": n,
            "rows_rejected": 3,
            "rows_ignored": 2,
            "ignored_reasons": "blank rows: 2",
        }
    ]
    return {"rejected_rows": rejected_rows, "columns_read": columns_read, "source_files": source_files}


def audited(kind: str, of: str, n: int, found: int, check: int) -> dict[str, Any]:
    """A slice of the self-audit: `n` works: so many found again, left to check, and the rest not found."""
    return {
        "slice_kind": kind,
        "slice": of,
        "is_telling": True,
        "n_sampled": n,
        "n_candidate": n - 1,
        "n_found": found,
        "n_found_first": found - 1,
        "n_other_record": 0,
        "n_wrong_record": 0,
        "n_check": check,
        "n_not_found": n - found - check,
        "n_found_records": 2 * found,
        "n_unlike_records": 1,
        "n_truths": n + 9,
        "n_truths_keyed": n + 8,
        "n_truths_ranked": n + 7,
        "n_truths_proposed": n + 8,
    }


def weight(field: str, outcome: str, bits: float, n_seen: int) -> dict[str, Any]:
    """A row of `field_weights`; it is learned when anything was seen."""
    shares = {"m": 0.8, "u": 0.03} if n_seen else {"m": None, "u": None}
    seen = {"n_m": n_seen, "n_u": 50 * n_seen, "is_learned": n_seen > 0}
    return {"field": field, "outcome": outcome, "weight": bits, "shipped_weight": round(bits)} | shares | seen


def audit_rows(title_ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """The self-audit of fifty works and what blocking cost: a hostile example, a dropped key, a lost pair; nothing of
    an empty list.
    """
    if not title_ids:
        nothing = {k: 0 for k in audited("all", "", 2, 1, 0) if k.startswith("n_")}
        return {"self_audit": [{"slice_kind": "all", "slice": "", "is_telling": False, **nothing}]}
    keys = [(7, 900, "records"), (6, 20, None), (2, 1, None)]
    return {
        "self_audit": [
            audited("all", "", 50, 46, 3),
            audited("language", "eng", 30, 29, 1),
            audited("language", "other", 20, 17, 2),
            audited("decade", "1990s", 28, 27, 1),
            audited("decade", "(not stated)", 22, 19, 2),
            audited("source_table", "updated", 50, 46, 3),
        ],
        "blocking_costs": [
            {"fate": "used", "pairs_from": 1, "n_keys": 40, "n_pairs": 122},
            {"fate": "dropped_by_records", "pairs_from": 1000, "n_keys": 1, "n_pairs": 6300},
        ],
        "blocking_keys": [
            {
                "place": place,
                "key": f"c0ffee{place:02x}",
                "n_titles": n_titles,
                "n_records": n_records,
                "n_pairs": n_titles * n_records,
                "is_used": dropped_by is None,
                "dropped_by": dropped_by,
                "example_title_id": title_ids[place - 1],
            }
            for place, (n_titles, n_records, dropped_by) in enumerate(keys, 1)
        ],
        "field_weights": [weight("year", "same", 1.71, 40), weight("volume", "different", -12.0, 0)],
        "blocking_losses": [
            {
                "place": 1,
                "title_id": title_ids[0],
                "record_id": "updated:77",
                "bits": 4.25,
                "title_outcome": "exact",
                "author_outcome": "initials_agree",
                "cause": "cut",
                "outcome": "found_first",
                "record_title": "<b>Lost</b> and \u202eturned",
                "record_authors": None,
            }
        ],
    }
