"""One self-contained page and one CSV for each author, named by report code and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from stocktake.model import Verdict
from stocktake.reports.audit_words import CAUTION, audit_sentence
from stocktake.reports.author_csv import author_csv
from stocktake.reports.author_rows import AuthorReport, author_reports
from stocktake.reports.listed import Tally, tally
from stocktake.reports.marts import Marts, audit_of_all
from stocktake.reports.pages import template
from stocktake.reports.provenance import Provenance, in_words
from stocktake.reports.sentence import first_sentence
from stocktake.reports.wording import CORRECTION, NEAREST, NEAREST_REPLY, SUBJECT, standing_texts

Progress = Callable[[int, int], None]
_EVERY = 250


class AuthorPages:
    """Renders the reports of one run: the texts that are the same for all are made once."""

    def __init__(self, provenance: Provenance, audit: str) -> None:
        self.provenance = provenance
        self.audit = audit
        self.texts = standing_texts(provenance)
        self.page = template("author")

    def html(self, report: AuthorReport, counts: Tally) -> str:
        """The whole page as text."""
        works = report.works
        return self.page.render(
            code=report.code,
            subject=SUBJECT.format(code=report.code),
            correction=CORRECTION.format(code=report.code),
            nearest=NEAREST,
            audit=self.audit,
            nearest_reply=NEAREST_REPLY.format(code=report.code),
            text=self.texts,
            provenance=self.provenance,
            as_of=in_words(self.provenance.as_of),
            works=works,
            counts=counts,
            lead=first_sentence(counts, self.provenance),
            to_check=[w for w in works if w.candidates],
            not_found=[w for w in works if w.verdict == Verdict.NOT_FOUND],
            not_checkable=[w for w in works if w.verdict == Verdict.NOT_CHECKABLE],
            other_editions=[w for w in works if w.other_editions],
            further=[w for w in works if w.further],
        )

    def write(self, report: AuthorReport, counts: Tally, folder: Path) -> None:
        """`<report_code>.html` and `.csv`; the code is checked when the marts are read."""
        (folder / f"{report.code}.html").write_bytes(self.html(report, counts).encode())
        (folder / f"{report.code}.csv").write_bytes(author_csv(report, self.provenance))


def write_author_pages(
    marts: Marts,
    into: Path,
    provenance: Provenance,
    progress: Progress | None,
    wanted: frozenset[str] | None,
) -> tuple[int, tuple[str, ...]]:
    """Write every report; returns how many, and the codes whose counts differ from `author_exposure`."""
    into.mkdir(parents=True, exist_ok=True)
    pages, expected, differing = AuthorPages(provenance, _audit(marts)), _expected(marts), []
    total = marts.authors.height if wanted is None else len(wanted)
    done = 0
    for report in author_reports(marts, wanted):
        counts = tally(report.works)
        pages.write(report, counts, into)
        if expected.get(report.author_id) != _measured(counts):
            differing.append(report.code)
        done += 1
        if progress and (done % _EVERY == 0 or done == total):
            progress(done, total)
    return done, tuple(differing)


def _audit(marts: Marts) -> str:
    return f"{audit_sentence(audit_of_all(marts))} {CAUTION}"


_COUNTED = [f"n_works_{v.name.lower()}" for v in Verdict]


def _expected(marts: Marts) -> dict[str, tuple[int, ...]]:
    rows = marts.author_exposure.select("author_id", "n_works", "n_editions", "n_files", *_COUNTED).iter_rows()
    return {row[0]: row[1:] for row in rows}


def _measured(counts: Tally) -> tuple[int, ...]:
    return counts.n_works, counts.n_editions, counts.n_files, *(counts.works[v] for v in Verdict)
