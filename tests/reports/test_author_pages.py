"""One author's page: order, sentence, privacy, evidence, and nothing that a hostile title can do."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import replace

import pytest

from stocktake.model import Verdict
from stocktake.reports import Provenance, wording
from stocktake.reports.author_pages import AuthorPages
from stocktake.reports.author_rows import NEAR_ENOUGH, AuthorReport, author_reports
from stocktake.reports.listed import Work, tally
from stocktake.reports.provenance import NOT_STATED
from stocktake.reports.records import evidence_line
from tests.reports.conftest import Run
from tests.reports.html_text import Page
from tests.reports.samples import PEN_NAME, POISON, PROVENANCE

FURTHER = "Parts, sets and works about the listed works"
ORDER = [
    "What this means and does not mean",
    "The works you listed",
    "Needs your check",
    "Not found",
    "Not checkable",
    "Other editions and translations",
    FURTHER,
    "Next steps",
    "Method and provenance",
]


@pytest.fixture(scope="module")
def reports(run: Run) -> dict[str, AuthorReport]:
    return {r.author_id: r for r in author_reports(run.marts)}


def authors_pages(run: Run) -> list[str]:
    return [p.read_text(encoding="utf-8") for p in run.pages() if p.parent.name == "authors"]


def test_every_author_has_a_page_and_a_table_named_by_code_alone(run: Run) -> None:
    codes = set(run.marts.authors["report_code"])
    names = {p.name for p in (run.reports / "authors").iterdir()}
    assert names == {f"{c}.{kind}" for c in codes for kind in ("html", "csv")}
    assert run.summary.n_authors == 30


def test_sections_stand_in_the_order_of_the_domain_page(run: Run) -> None:
    for source in authors_pages(run):
        headings = Page(source).headings
        assert headings[0].startswith("Result of the check of your listed works, ref ")
        expected = [h for h in ORDER if h in headings or h not in ("Other editions and translations", FURTHER)]
        assert headings[1:] == expected


def test_other_editions_are_mentioned_only_where_there_are_some(run: Run) -> None:
    pages = [p for p in authors_pages(run) if "Other editions and translations" in p]
    assert len(pages) == 2  # the translated title has two credited authors
    assert all(": translation," in Page(p).text for p in pages)
    assert any(": other edition or format," in Page(p).text for p in pages)


def test_parts_sets_and_works_about_a_work_stand_apart_in_words_of_their_own(run: Run) -> None:
    pages = [Page(p).text for p in authors_pages(run) if FURTHER in p]
    for words in ("part of the listed work", "set or omnibus with the listed work", "work about the listed work"):
        assert any(f": {words}" in page for page in pages), words


def test_a_record_of_a_listed_edition_is_no_other_edition_of_the_work(reports: dict[str, AuthorReport]) -> None:
    title = next(t for r in reports.values() for w in r.works for t in w.titles if any(f.counts for f in t.found))
    record = next(f for f in title.found if f.counts)
    first = replace(title, found=(replace(record, relation="other edition or format"),))
    second = replace(title, title_id="second", found=(replace(record, relation="same edition"),))
    assert len(Work((first,)).other_editions) == 1
    assert Work((first, second)).other_editions == []


def test_editions_stand_between_works_and_files(run: Run, reports: dict[str, AuthorReport]) -> None:
    counts = {author_id: tally(report.works) for author_id, report in reports.items()}
    assert any(0 < n.n_editions < n.n_files for n in counts.values())
    for author_id, n in counts.items():
        said = f"{n.n_editions} edition{'' if n.n_editions == 1 else 's'} found ({n.n_files} file"
        assert said in Page(run.author(author_id)).text or not n.n_works


def test_the_first_sentence_counts_works_before_files(run: Run, reports: dict[str, AuthorReport]) -> None:
    for author_id, report in reports.items():
        n = tally(report.works)
        files = "file" if n.n_files == 1 else "files"
        start = f"We found records matching {n.n_found} of your {n.n_works} listed works ({n.n_files} {files}) in"
        text = Page(run.author(author_id)).text
        assert f"{start} the LibGen metadata snapshot dated 12 May 2024" in text


def test_counts_are_those_of_author_exposure(run: Run) -> None:
    assert run.summary.differing_codes == ()


def test_the_texts_that_must_stand_in_every_report_do(run: Run) -> None:
    texts = wording.standing_texts(PROVENANCE)
    for source in authors_pages(run):
        text = Page(source).text
        assert all(texts[key] in text for key in ("scope", "meaning", "absence", "errors", "law", "privacy"))
        assert "we will correct it and it will stay corrected." in text
        assert wording.DATES in text


def test_an_author_sees_only_the_works_credited_to_that_author(run: Run) -> None:
    credited = run.marts.contributors.join(run.marts.titles, on="title_id")
    for author_id, code in run.marts.authors.select("author_id", "report_code").iter_rows():
        table = (run.reports / "authors" / f"{code}.csv").read_text(encoding="utf-8-sig")
        listed = {row["title_id"] for row in csv.DictReader(io.StringIO(table, newline=""))}
        assert listed == set(credited.filter(author_id=author_id)["title_id"])


def test_no_name_stands_in_a_report_but_the_one_credited_on_the_work(run: Run) -> None:
    listed = re.compile(r"credited as <bdi>([^<]*)</bdi>")
    names = run.marts.authors.select("author_id", "display_name").iter_rows()
    for author_id, display_name in names:
        source = run.author(author_id)
        mine = set(run.marts.contributors.filter(author_id=author_id)["name_as_credited"])
        assert {n.replace("&#39;", "'") for n in listed.findall(source)} <= {_as_html(n) for n in mine}
        assert _as_html(display_name) not in source
        assert POISON not in source


def _as_html(name: str) -> str:
    return name.replace("<", "&lt;").replace(">", "&gt;").replace("\u202e", "\\u202e")


def test_a_pen_name_is_shown_on_its_own_works_only(run: Run, reports: dict[str, AuthorReport]) -> None:
    titles = [t for w in reports["a00007"].works for t in w.titles]
    credited = {t.credited for t in titles}
    assert len(credited) == 2
    assert PEN_NAME in credited
    truth = dict(run.marts.contributors.filter(author_id="a00007").select("title_id", "name_as_credited").iter_rows())
    assert {t.title_id: t.credited for t in titles} == truth


def test_co_authors_stand_only_in_the_records_own_author_string(run: Run) -> None:
    for source in authors_pages(run):
        listed = re.findall(r"<tr role=\"row\">.*?</tr>", source, flags=re.DOTALL)
        assert not [row for row in listed if "Co Author Unseen" in row]


def test_editions_of_one_work_count_once(run: Run, reports: dict[str, AuthorReport]) -> None:
    several = [w for r in reports.values() for w in r.works if len(w.titles) > 1]
    assert several
    for work in several:
        assert len({t.work_key for t in work.titles}) == 1
        assert work.verdict == min((t.verdict for t in work.titles), key=lambda v: wording.STRENGTH[v])


def test_a_record_beside_two_editions_shows_its_strongest_match(reports: dict[str, AuthorReport]) -> None:
    title = next(t for r in reports.values() for w in r.works for t in w.titles if t.found and t.found[0].counts)
    weaker = replace(title, title_id="other", found=(replace(title.found[0], verdict="PROBABLE", score="61"),))
    strong = replace(title, found=(replace(title.found[0], verdict="CONFIRMED", score="99"),))
    assert [(f.verdict, f.score) for f in Work((strong, weaker)).records] == [("CONFIRMED", "99")]


def test_each_match_shows_its_sentence_its_fields_and_a_short_checksum(
    run: Run, reports: dict[str, AuthorReport]
) -> None:
    for author_id, report in reports.items():
        source = run.author(author_id)
        for found in (f for w in report.works for f in w.records):
            assert f"<code>{found.record_id}</code>" in source
            assert f"<code>{found.file[:8]}…</code>" in source
            assert found.file not in source
            assert all(e.row in source for e in found.evidence)


def test_a_candidate_stands_beside_the_work_with_three_answers(run: Run, reports: dict[str, AuthorReport]) -> None:
    for author_id, report in reports.items():
        expected = sum(len(w.candidates) for w in report.works)
        radios = [a for tag, a in Page(run.author(author_id)).tags if tag == "input"]
        assert [a["value"] for a in radios] == ["mine", "not mine", "not sure"] * expected


def near(report: AuthorReport) -> set[str]:
    return {n.record_id for w in report.works if w.verdict == Verdict.NOT_FOUND for n in w.nearest}


def test_the_nearest_record_of_a_title_not_found_is_shown_and_no_other(
    run: Run, reports: dict[str, AuthorReport]
) -> None:
    places = dict(run.marts.near_misses.select("record_id", "place").iter_rows())
    bits = dict(run.marts.near_misses.select("record_id", "bits").iter_rows())
    assert sum(len(near(r)) for r in reports.values()) > 5
    for author_id, report in reports.items():
        shown = set(re.findall(r"record <code>(updated:9\d+)</code></p>", run.author(author_id)))
        assert shown == near(report)
        assert {places[r] for r in shown} <= {1}
        assert all(bits[r] > NEAR_ENOUGH for r in shown)


def test_a_nearest_record_is_said_not_to_be_a_match_and_can_be_claimed(
    run: Run, reports: dict[str, AuthorReport]
) -> None:
    author_id, report = next((a, r) for a, r in reports.items() if near(r))
    text = Page(run.author(author_id)).text
    assert "Nearest record, not taken" in text
    assert f"{wording.NEAREST} Too little agrees." in text
    assert f"reply with code {report.code} and the number of the record" in text


def test_a_near_miss_changes_no_count_and_stands_in_no_table(run: Run, reports: dict[str, AuthorReport]) -> None:
    for report in reports.values():
        table = (run.reports / "authors" / f"{report.code}.csv").read_text(encoding="utf-8-sig")
        assert not [r for r in near(report) if r in table]


def test_a_score_is_never_called_a_probability(run: Run) -> None:
    for source in authors_pages(run):
        text = Page(source).text
        assert text.count("of 100") == text.count("of 100 (not a probability)")


def test_weights_point_both_ways_and_carry_their_sign() -> None:
    assert evidence_line("title", "subtitle_dropped", 9.34).bits == "+9.3"
    against = evidence_line("volume", "differs", -15.0)
    assert (against.bits, against.side, against.width) == ("−15.0", "against", 38)
    assert evidence_line("volume", None, None).side == "none"


def test_our_own_language_and_edition_read_as_words_and_the_table_keeps_them_as_listed(
    run: Run, reports: dict[str, AuthorReport]
) -> None:
    listed = {t.language: t for r in reports.values() for w in r.works for t in w.titles}
    assert "German" in listed["de_DE"].described
    assert listed["Klingonish"].described.count("Klingonish") == 1
    assert "edition 3 · " in replace(listed["en"], edition="3", format="Paperback").described
    assert replace(listed["en"], standing="sold").described.endswith(" · listed as sold")
    tables = [p.read_text(encoding="utf-8-sig") for p in (run.reports / "authors").glob("*.csv")]
    assert any("de_DE" in table for table in tables)


def test_a_hostile_title_is_text_and_nothing_else(run: Run) -> None:
    joined = "".join(authors_pages(run))
    assert "<script" not in joined
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in joined
    assert "{{ 7 * 7 }} {% raw %}" in joined
    assert "Right\\u202eto left\\u202c override" in joined
    assert "Bell␇ and NUL␀ and escape␛[31m" in joined
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", joined)


def test_links_inside_records_and_titles_are_gone(run: Run) -> None:
    both = [p.read_text(encoding="utf-8") for p in (run.reports / "authors").iterdir()]
    assert any("Poems [address removed] and [address removed] of the coast" in text for text in both)
    assert not [text for text in both if "://" in text or "magnet:" in text or "btih" in text]


def test_an_author_without_works_gets_a_page_that_says_so() -> None:
    report = AuthorReport("a", "NOWORKS1", ())
    text = Page(AuthorPages(PROVENANCE, "").html(report, tally(()))).text
    assert "No works are listed under this code, so nothing was compared." in text


def test_a_run_without_controller_or_date_is_stated_as_such() -> None:
    bare = Provenance("r", None, (), (), "1", "0.1.0", dt.date(2024, 6, 1))
    text = Page(AuthorPages(bare, "").html(AuthorReport("a", "C0DE", ()), tally(()))).text
    assert "works listed by the catalogue supplied" in text
    assert "snapshot date not stated, file checksum not stated" in text
    assert f"It was prepared by {NOT_STATED}." in text


def test_the_table_has_a_row_for_each_record_and_one_for_a_title_without(
    run: Run, reports: dict[str, AuthorReport]
) -> None:
    for report in reports.values():
        table = (run.reports / "authors" / f"{report.code}.csv").read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(table, newline="")))
        titles = [t for w in report.works for t in w.titles]
        assert len(rows) == sum(max(len(t.found), 1) for t in titles)
        assert {r["md5_first_8"] for r in rows} <= {f.md5 for t in titles for f in t.found} | {""}
        isbns = [i for r in rows for i in r["isbn13"].split("; ") if i]
        assert all(re.fullmatch(r"978-\d{10}", i) for i in isbns)
