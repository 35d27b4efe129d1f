"""All pages: self-contained, accessible, the same bytes every time, and honest about their numbers."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from stocktake.reports import author_pages, write_author_report, write_reports
from stocktake.reports.author_pages import write_author_pages
from stocktake.reports.exposure import SMALL_GROUP
from tests.reports.conftest import Run
from tests.reports.html_text import Page
from tests.reports.marts import build_marts
from tests.reports.samples import PROVENANCE

OURS = re.compile(
    r"(summary|index|data-quality|matching-quality)\.html|fix-list\.xlsx|#[a-z0-9_-]+|authors/[A-Z0-9]+\.(html|csv)"
)
OF_THE_CATALOGUE = ("data-quality.html", "fix-list.xlsx")  # not made from marts: see test_quality_report.py
STYLE = Path(write_reports.__code__.co_filename).parent / "templates/style.css"


def parsed(run: Run) -> dict[str, Page]:
    return {p.name: Page(p.read_text(encoding="utf-8")) for p in run.pages()}


def test_no_page_asks_for_anything_but_our_own_pages(run: Run) -> None:
    for name, page in parsed(run).items():
        asked = [value for _, _, value in page.addresses]
        assert all(OURS.fullmatch(a) for a in asked), name
        assert not re.search(r"url\(|@import|expression\(", "".join(page.styles))
        assert not {"link", "img", "iframe", "object", "embed", "base", "video", "audio"} & {t for t, _ in page.tags}


def test_no_page_holds_an_address_at_all(run: Run) -> None:
    for path in run.pages():
        assert "://" not in path.read_text(encoding="utf-8"), path.name


def test_every_link_leads_to_a_file_that_is_there(run: Run) -> None:
    for path in run.pages():
        for _, _, value in Page(path.read_text(encoding="utf-8")).addresses:
            assert value.startswith("#") or (path.parent / value).is_file()


def test_an_authors_page_carries_no_script_and_a_policy_that_forbids_one(run: Run) -> None:
    for path in (run.reports / "authors").glob("*.html"):
        page = Page(path.read_text(encoding="utf-8"))
        policy = next(a["content"] for t, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
        assert page.scripts == []
        assert "default-src 'none'" in policy
        assert "script-src" not in policy


def test_every_page_is_british_english_with_a_title_and_one_first_heading(run: Run) -> None:
    for page in parsed(run).values():
        tags = [tag for tag, _ in page.tags]
        assert dict(page.tags)["html"] == {"lang": "en-GB"}
        assert tags.count("h1") == tags.count("main") == 1
        assert "title" in tags


def test_every_table_has_a_caption_and_header_cells_with_a_scope(run: Run) -> None:
    for name, page in parsed(run).items():
        tags = [tag for tag, _ in page.tags]
        assert tags.count("table") == tags.count("caption"), name
        assert all("scope" in given for tag, given in page.tags if tag == "th"), name


def test_headings_never_skip_a_level(run: Run) -> None:
    for name, page in parsed(run).items():
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        assert all(b - a <= 1 for a, b in pairwise(levels)), name


def test_ids_are_unique_and_every_label_points_to_one(run: Run) -> None:
    for name, page in parsed(run).items():
        ids = [a["id"] for _, a in page.tags if "id" in a]
        assert len(ids) == len(set(ids)), name
        named = " ".join(a.get("aria-labelledby", "") for _, a in page.tags).split()
        assert set(named) <= set(ids), name


def test_every_chart_is_an_image_with_a_title_a_description_and_its_table(run: Run) -> None:
    page = parsed(run)["summary.html"]
    charts = [given for tag, given in page.tags if tag == "svg"]
    figures = [tag for tag, _ in page.tags if tag in ("figure", "svg", "desc", "details", "table")]
    assert len(charts) == 8
    assert all(chart["role"] == "img" for chart in charts)
    assert figures[-5 * 8 :] == ["figure", "svg", "desc", "details", "table"] * 8


def test_the_headline_has_both_denominators_and_an_interval(run: Run) -> None:
    text = parsed(run)["summary.html"].text
    exposure = run.marts.title_exposure
    assert f"of {exposure['work_key'].n_unique()} listed works" in text
    assert len(re.findall(r"\d+\.\d % \(95 % interval \d+\.\d–\d+\.\d %\)", text)) > 20


def test_small_groups_are_pooled_in_the_summary(run: Run) -> None:
    small = run.marts.imprint_exposure.filter(n_works=1)["imprint"].to_list()
    text = parsed(run)["summary.html"].text
    assert f"of under {SMALL_GROUP} works" in text
    assert not [name for name in small if name in text]


def test_the_index_lists_every_author_and_escapes_every_name(run: Run) -> None:
    source = (run.reports / "index.html").read_text(encoding="utf-8")
    assert source.count('<tr><th scope="row">') == 30
    assert "&lt;b&gt;O&#39;Hara&lt;/b&gt; \\u202eevil" in source
    assert "Do not pass it on" in source


def test_the_quality_page_accounts_for_rows_columns_and_files(run: Run) -> None:
    text = parsed(run)["data-quality.html"].text
    assert "120 of 125 rows were used; 3 were set aside with a reason, and 2 were passed over" in text
    assert "Date of birth not read unknown" in text
    assert "<script>row</script>" in text
    assert "=1+1\\u202e" in text


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_text_colours_are_legible_on_their_ground(ground: str) -> None:
    blocks = re.findall(r":root\{([^}]*)\}", STYLE.read_text(encoding="utf-8"))
    colours = dict(re.findall(r"--([a-z]+):(#[0-9a-f]{3,6})", blocks[0 if ground == "light" else 1]))
    for name in ("ink", "soft", "accent", "confirmed", "probable", "check", "quiet"):
        assert all(contrast(colours[name], colours[behind]) >= 4.5 for behind in ("page", "panel")), name


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contents(folder: Path) -> dict[str, bytes]:
    files = [p for p in sorted(folder.rglob("*")) if p.is_file() and p.name not in OF_THE_CATALOGUE]
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


def test_the_same_tables_give_the_same_bytes_and_no_report_outlives_its_run(run: Run, tmp_path: Path) -> None:
    stale = tmp_path / "authors" / "GONE0001.html"
    stale.parent.mkdir()
    stale.write_text("of an author who left")
    write_reports(run.tables, tmp_path, PROVENANCE)
    assert contents(tmp_path) == contents(run.reports)


def test_the_order_of_rows_in_the_tables_does_not_matter(run: Run, tmp_path: Path) -> None:
    for path in run.tables.glob("*.parquet"):
        frame = pl.read_parquet(path)
        keep = path.stem == "columns_read"  # the order of columns in the file is itself data
        shuffled = frame if keep else frame.sample(fraction=1, shuffle=True, seed=3)
        (tmp_path / "tables").mkdir(exist_ok=True)
        shuffled.write_parquet(tmp_path / "tables" / path.name)
    write_reports(tmp_path / "tables", tmp_path / "reports", PROVENANCE)
    assert contents(tmp_path / "reports") == contents(run.reports)


def test_one_author_can_be_written_again_alone(run: Run, tmp_path: Path) -> None:
    summary = write_author_report(run.tables, tmp_path, PROVENANCE, "a00004")
    written = contents(tmp_path)
    assert summary.n_authors == 1
    assert len(written) == 2
    assert written.items() <= contents(run.reports).items()


def test_progress_is_told_up_to_the_last_author(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(author_pages, "_EVERY", 20)
    write_author_pages(run.marts, tmp_path, PROVENANCE, lambda done, total: told.append((done, total)), None)
    assert told == [(20, 30), (30, 30)]


def test_an_empty_run_still_gives_every_page(tmp_path: Path) -> None:
    tables = build_marts(tmp_path / "tables", n_authors=0, n_titles=0)
    summary = write_reports(tables, tmp_path / "reports", PROVENANCE)
    assert summary.n_authors == 0
    assert all(path.is_file() for path in (*summary.pages, *summary.exports))
