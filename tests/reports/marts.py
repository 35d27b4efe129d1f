"""Seeded marts for the tests: exact schemas, every verdict, odd and hostile texts, empty lists, nulls."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from pathlib import Path
from typing import Any

import polars as pl

from stocktake.intervals import share_of
from stocktake.model import Verdict
from stocktake.reports.marts import SCHEMAS
from tests.reports.samples import (
    FAMILIES,
    FIELDS,
    FORMATS,
    GIVEN,
    HOSTILE,
    IMPRINTS,
    LANGUAGES,
    LATER_METHODS,
    MATCH_SENTENCES,
    PEN_NAME,
    PLAIN,
    RELATIONS,
    SCORES,
    TITLE_SENTENCES,
    UNREAD,
    audit_rows,
    quality_rows,
)


class Builder:
    """Rows of every mart, drawn from one seeded generator so that counts agree with each other."""

    def __init__(self, n_authors: int, n_titles: int, seed: int) -> None:
        self.draw = random.Random(seed)
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
        self.authors = [self._author(i) for i in range(n_authors)]
        for i in range(n_titles):
            self._title(i, n_titles)
        self._author_exposure()
        self._imprint_exposure()
        self.rows |= quality_rows(n_titles)
        self.rows |= audit_rows([title["title_id"] for title in self.rows["titles"]])

    def _author(self, i: int) -> dict[str, Any]:
        family, given = FAMILIES[i % len(FAMILIES)], GIVEN[i // len(FAMILIES) % len(GIVEN)]
        name = {3: "<b>O'Hara</b> \u202eevil", 5: "=cmd|' /C calc'!A0"}.get(i, f"{family}, {given}")
        code = hashlib.sha256(f"author {i}".encode()).hexdigest()[:8].upper()
        return {
            "author_id": f"a{i:05}",
            "display_name": name,
            "report_code": code,
            "family": family,
            "given": given,
        }

    def _title_text(self, i: int) -> str:
        if i < len(HOSTILE):
            return HOSTILE[i]
        plain = PLAIN[i % len(PLAIN)]
        return plain if i < len(HOSTILE) + len(PLAIN) else f"{plain} {i // len(PLAIN)}"

    def _title(self, i: int, n_titles: int) -> None:
        draw = self.draw
        title_id = hashlib.sha256(f"title {i}".encode()).hexdigest()[:16]
        language, code = draw.choices(LANGUAGES, [9, 5, 2, 2, 1, 1])[0]
        # Every tenth title is another edition of the one before it.
        work = i - 1 if i % 10 == 9 else i
        year = draw.choice([None, *range(1978, 2024)])
        isbn = [f"978{draw.randrange(10**9, 10**10)}"] if draw.random() < 0.7 else []
        self.rows["titles"].append(
            {
                "title_id": title_id,
                "row_id": f"R{i + 1}",
                "work_id": None,
                "work_key": f"w{work:06}",
                "source_file": "backlist.xlsx",
                "source_line": i + 2,
                "title": self._title_text(work),
                "subtitle": "A Novel" if i % 7 == 0 else None,
                "edition": "2nd" if i % 10 == 9 else None,
                "year": None if year is None else str(year),
                "year_number": year,
                "publisher": "Lowtide Books Ltd",
                "imprint": draw.choices(IMPRINTS, [40, 30, 20, 15, 9, 1, 5])[0],
                "language": language,
                "language_code": code,
                "format": draw.choices(FORMATS, [5, 4, 3, 1, 1])[0],
                "isbn13_list": isbn,
                "dois": [],
                "contribution_type": "chapter" if i % 25 == 24 else None,
            }
        )
        self.rows["identifiers"] += [{"title_id": title_id, "scheme": "isbn13", "value": v} for v in isbn]
        self._credits(title_id, work)
        self._verdict(i, title_id, f"w{work:06}")

    def _credits(self, title_id: str, work: int) -> None:
        owners = [self.authors[work % len(self.authors)]]
        if work % 4 == 0:
            owners.append(self.authors[(work * 7 + 1) % len(self.authors)])
        for position, author in enumerate({a["author_id"]: a for a in owners}.values(), 1):
            self.rows["contributors"].append(
                {
                    "title_id": title_id,
                    "position": position,
                    "role": "author" if position == 1 else "illustrator",
                    "name_as_credited": credited_name(author, work),
                    "author_id": author["author_id"],
                }
            )
        if work % 9 == 0:
            self.rows["contributors"].append(
                {
                    "title_id": title_id,
                    "position": 9,
                    "role": "editor",
                    "name_as_credited": "Co Author Unseen",
                    "author_id": None,
                }
            )

    def _verdict(self, i: int, title_id: str, work_key: str) -> None:
        weights = [38, 16, 12, 26, 8]
        verdict = list(Verdict)[i] if i < 5 else self.draw.choices(list(Verdict), weights)[0]
        found = verdict in (Verdict.CONFIRMED, Verdict.PROBABLE)
        n_records = self.draw.choice([1, 1, 1, 2, 2, 3, 5]) if found else 0
        n_check = 1 + (i % 5 == 0) if verdict is Verdict.CHECK else int(found and i % 11 == 0)
        made = [self._match(i, j, title_id, verdict) for j in range(n_records)]
        made += [self._match(i, 100 + j, title_id, Verdict.CHECK) for j in range(n_check)]
        dates = [m["date"] for m in made[:n_records] if m["date"]]
        self._near_misses(i, title_id, verdict)
        self.rows["title_exposure"].append(
            {
                "title_id": title_id,
                "work_key": work_key,
                "verdict": verdict.value,
                "method": "identifier" if verdict is Verdict.CONFIRMED else "title_author_fuzzy" if made else None,
                "reason": verdict.name.lower(),
                "sentence": TITLE_SENTENCES[verdict],
                "probability": 0.97 if found else None,
                "best_record_id": made[0]["id"] if made else None,
                "n_records": n_records,
                "n_editions": (n_records + 1) // 2,
                "n_files": n_records,
                "n_check": n_check,
                "earliest_record_date": min(dates) if dates else None,
                "flags": ["several_files"] if n_records > 1 else [],
            }
        )

    def _match(self, i: int, j: int, title_id: str, verdict: Verdict) -> dict[str, Any]:
        draw = self.draw
        record_id = f"updated:{100000 + i * 200 + j}"
        md5 = hashlib.md5(record_id.encode(), usedforsecurity=False).hexdigest()
        placeholder = draw.random() < 0.15
        day = dt.date(draw.randrange(2009, 2024), draw.randrange(1, 13), draw.randrange(1, 28))
        title, credit = self.rows["titles"][-1], self.rows["contributors"][-1]
        self.rows["matched_records"].append(
            {
                "record_id": record_id,
                "source_table": "updated",
                "edition_key": f"e{i * 200 + j // 2}",
                "md5": md5,
                "title": title["title"],
                "authors": f"{credit['name_as_credited']}; <i>Someone Else</i>",
                "series": "Coast Library" if i % 6 == 0 else "",
                "volume": "",
                "year": title["year"],
                "edition": title["edition"] or "",
                "publisher": "Lowtide",
                "language": title["language"],
                "extension": draw.choice(["epub", "pdf", "mobi"]),
                "filesize": draw.randrange(0, 9_000_000),
                "identifier_raw": ",".join(title["isbn13_list"]),
                "time_added": "2000-01-01 05:00:00" if placeholder else f"{day} 10:20:30",
                "time_modified": None,
                "visible": "" if j else "cpr",
                "generic": "",
                "flags": ["sentinel_date"] if placeholder else [],
            }
        )
        method = "identifier" if verdict is Verdict.CONFIRMED else draw.choice(LATER_METHODS)
        self.rows["matches"].append(
            {
                "title_id": title_id,
                "record_id": record_id,
                "source_table": "updated",
                "md5": md5,
                "method": method,
                "verdict": verdict.value,
                "relation": RELATIONS.get(i, "same edition"),
                "probability": 0.97,
                "score": round(draw.uniform(*SCORES[verdict]), 1),
                "margin": draw.choice([None, 7.3, 0.4]),
                "runner_up_record_id": None,
                "reason": "identifier_and_title",
                "sentence": MATCH_SENTENCES[verdict],
                "evidence": {1: [], 3: None}.get(i, self._evidence(verdict)),
                "flags": ["edition_differs"] if i % 6 == 0 else [],
                "reviewer_decision": "accepted" if i % 20 == 0 else None,
            }
        )
        return {"id": record_id, "date": None if placeholder else day}

    def _near_misses(self, i: int, title_id: str, verdict: Verdict) -> None:
        """Three for a title not found, nearest first; those of every third title lie too far off to be shown."""
        if verdict is not Verdict.NOT_FOUND:
            return
        nearest = -12.5 if i % 3 == 0 else -2.5
        for place in (1, 2, 3):
            self.rows["near_misses"].append(
                {
                    "title_id": title_id,
                    "place": place,
                    "record_id": f"updated:{900000 + i * 10 + place}",
                    "title": f"{self._title_text(i)} at place {place}",
                    "authors": "<i>Someone Else</i>",
                    "year": str(1990 + place),
                    "bits": nearest - place,
                    "sentence": "Too little agrees.",
                }
            )

    def _evidence(self, verdict: Verdict) -> list[dict[str, Any]]:
        picks = {f: self.draw.choice(o) if verdict is Verdict.CHECK else o[0] for f, o in FIELDS.items()}
        return [{"field": f, "outcome": o, "weight": w} for f, (o, w) in picks.items()]

    def _author_exposure(self) -> None:
        exposure = {e["title_id"]: e for e in self.rows["title_exposure"]}
        titles = {a["author_id"]: dict[str, None]() for a in self.authors}
        for credit in self.rows["contributors"]:
            if credit["author_id"]:
                titles[credit["author_id"]][credit["title_id"]] = None
        for author in self.authors:
            mine = [exposure[t] for t in titles[author["author_id"]]]
            keys = ("author_id", "display_name", "report_code")
            self.rows["authors"].append({**{k: author[k] for k in keys}})
            self.rows["author_exposure"].append(
                {**{k: author[k] for k in keys}, **self._counts(mine), "expected_true_matches": 1.5}
            )

    def _counts(self, mine: list[dict[str, Any]]) -> dict[str, Any]:
        order = [v.value for v in Verdict]
        works: dict[str, str] = {}
        for e in mine:
            works[e["work_key"]] = min(works.get(e["work_key"], order[-1]), e["verdict"], key=order.index)
        ids = {e["title_id"] for e in mine}
        md5s = {
            m["md5"] for m in self.rows["matches"] if m["title_id"] in ids and m["verdict"] in ("CONFIRMED", "PROBABLE")
        }
        found = ("CONFIRMED", "PROBABLE")
        records = {m["record_id"] for m in self.rows["matches"] if m["title_id"] in ids and m["verdict"] in found}
        editions = {r["edition_key"] for r in self.rows["matched_records"] if r["record_id"] in records}
        dates = [e["earliest_record_date"] for e in mine if e["earliest_record_date"]]
        tally = {f"n_works_{v.name.lower()}": list(works.values()).count(v.value) for v in Verdict}
        return {
            "n_titles": len(mine),
            "n_works": len(works),
            **tally,
            "n_editions": len(editions),
            "n_files": len(md5s),
            "earliest_record_date": min(dates) if dates else None,
        }

    def _imprint_exposure(self) -> None:
        exposure = {e["title_id"]: e for e in self.rows["title_exposure"]}
        groups: dict[str, list[dict[str, Any]]] = {}
        for t in self.rows["titles"]:
            groups.setdefault(t["imprint"] or "(not stated)", []).append(exposure[t["title_id"]])
        for imprint, mine in sorted(groups.items()):
            counts = self._counts(mine)
            counts.pop("earliest_record_date")
            share = share_of(counts["n_works_confirmed"] + counts["n_works_probable"], counts["n_works"])
            self.rows["imprint_exposure"].append(
                {
                    "imprint": imprint,
                    **counts,
                    "share_found": share.share,
                    "share_low": share.low,
                    "share_high": share.high,
                }
            )


def credited_name(author: dict[str, Any], work: int) -> str:
    """Author 7 writes every work whose number is not divisible by four under a pen name."""
    pen = author["author_id"] == "a00007" and work % 4
    return PEN_NAME if pen else f"{author['given']} {author['family']}"


def build_marts(into: Path, *, n_authors: int = 30, n_titles: int = 120, seed: int = 7) -> Path:
    """Write every mart to `into/<name>.parquet` and return `into`."""
    into.mkdir(parents=True, exist_ok=True)
    for name, rows in Builder(n_authors, n_titles, seed).rows.items():
        frame = pl.DataFrame(rows, schema=dict(SCHEMAS[name]), orient="row")
        unread = [pl.lit(v).alias(c) for c, v in UNREAD.get(name, {}).items()]
        frame.with_columns(unread).write_parquet(into / f"{name}.parquet")
    settings = {"rules_version": ["rules-7"], "score_probable": [60.6], "score_check": [46.9], "probable_at": [0.95]}
    limits = {"max_records_per_key": 500, "max_pairs_per_key": 200_000, "max_candidates": 20}
    settings |= {name: [value] for name, value in (limits | {"seed": 2025, "audit_sample": 1000}).items()}
    pl.DataFrame(settings).write_parquet(into / "run_parameters.parquet")
    return into
