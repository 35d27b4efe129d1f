"""The pages in a real browser: no request, no sideways scrolling on a phone, and a filter that filters."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import escape
from pathlib import Path

import pytest

from stocktake.reports.index_page import write_index
from stocktake.reports.marts import read_marts
from tests.reports.conftest import Run
from tests.reports.marts import build_marts
from tests.reports.samples import PROVENANCE

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --disable-dev-shm-usage "
    "--virtual-time-budget=3000 --dump-dom"
)
WIDTHS = (320, 375, 1280)

# Every page in a frame of each width; the policy is taken off the copies, since the probe is a script.
PROBE = """<!DOCTYPE html><body><pre id="said"></pre><script>
const said = [];
window.onload = () => {
  for (const frame of document.querySelectorAll("iframe")) {
    const page = frame.contentDocument, root = page.documentElement;
    for (const fold of page.querySelectorAll("details"))
      fold.open = true;
    const beyond = e => e.getBoundingClientRect().right > root.clientWidth + 1;
    const wide = [...page.querySelectorAll("body *")]
      .filter(e => beyond(e) && !e.closest(".wide, svg, .vh, thead"));
    const cut = [...page.querySelectorAll("svg.chart text")].filter(t => {
      const text = t.getBoundingClientRect(), chart = t.closest("svg").getBoundingClientRect();
      return text.left < chart.left - .5 || text.right > chart.right + .5;
    });
    said.push({page: frame.dataset.page, width: root.clientWidth, scroll: root.scrollWidth,
      cut: cut.map(t => t.textContent), wide: wide.slice(0, 3).map(e => e.tagName + "." + e.className),
      requests: frame.contentWindow.performance.getEntriesByType("resource").map(r => r.name)});
  }
  document.getElementById("said").textContent = JSON.stringify(said);
};
</script>"""


def dump(address: str, folder: Path) -> str:
    assert CHROMIUM is not None
    command = [CHROMIUM, *FLAGS.split(), f"--user-data-dir={folder / 'profile'}", address]
    return subprocess.run(command, capture_output=True, text=True, timeout=90).stdout


def without_policy(path: Path) -> str:
    return re.sub(r"<meta http-equiv[^>]*>", "", path.read_text(encoding="utf-8"))


def sample(run: Run) -> list[Path]:
    authors = sorted((run.reports / "authors").glob("*.html"), key=lambda p: p.stat().st_size)
    unbroken = [p for p in authors if "W" * 160 in p.read_text(encoding="utf-8")]
    return [authors[0], authors[-1], *unbroken, *sorted(run.reports.glob("*.html"))]


@pytest.fixture(scope="module")
def measured(run: Run, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    folder = tmp_path_factory.mktemp("probe")
    frames = [
        f'<iframe data-page="{path.name}" style="width:{width}px;height:900px;border:0" '
        f'srcdoc="{escape(without_policy(path))}"></iframe>'
        for path in sample(run)
        for width in WIDTHS
    ]
    (folder / "probe.html").write_text(PROBE + "".join(frames), encoding="utf-8")
    said = re.search(r'<pre id="said">(.*?)</pre>', dump((folder / "probe.html").as_uri(), folder))
    assert said is not None
    found: list[dict[str, object]] = json.loads(said[1].replace("&gt;", ">").replace("&amp;", "&"))
    assert len(found) == len(frames)
    return found


def test_no_page_scrolls_sideways_at_any_width_even_with_every_fold_open(
    measured: list[dict[str, object]],
) -> None:
    assert {m["width"] for m in measured} == set(WIDTHS)
    assert [m for m in measured if m["scroll"] != m["width"] or m["wide"]] == []


def test_no_letter_of_a_chart_is_cut_off_at_either_side(measured: list[dict[str, object]]) -> None:
    assert [m["cut"] for m in measured if m["cut"]] == []


def test_no_page_needs_the_network_or_another_file(measured: list[dict[str, object]]) -> None:
    assert [m for m in measured if m["requests"]] == []


def rows_shown(dom: str) -> list[bool]:
    rows = re.findall(r'<tr( hidden="")?><th scope="row"><bdi>', dom)
    return [not hidden for hidden in rows]


def test_the_filter_runs_under_the_pages_own_policy(run: Run, tmp_path: Path) -> None:
    dom = dump((run.reports / "index.html").as_uri() + "#abara", tmp_path)
    assert rows_shown(dom).count(True) == 3
    assert "3 of 30 authors shown" in dom


def test_typing_filters_by_all_words_and_clearing_shows_all_again(run: Run, tmp_path: Path) -> None:
    typing = """<script>
    const box = document.getElementById("find"), seen = [];
    const type = (text, next) => { box.value = text; box.dispatchEvent(new Event("input"));
      setTimeout(() => { seen.push(document.getElementById("shown").textContent); next(); }, 300); };
    type("CALLUM  dünmore", () => type("nobody", () => type("", () => { document.title = seen.join("|"); })));
    </script>"""
    page = tmp_path / "index.html"
    page.write_text(without_policy(run.reports / "index.html") + typing, encoding="utf-8")
    said = re.search(r"<title>(.*?)</title>", dump(page.as_uri(), tmp_path))
    assert said is not None
    assert said[1].split("|") == [f"{n} of 30 authors shown" for n in (1, 0, 30)]


def test_without_script_the_index_is_a_whole_table(run: Run) -> None:
    source = (run.reports / "index.html").read_text(encoding="utf-8")
    assert rows_shown(source) == [True] * 30
    assert re.search(r'<form id="finder"[^>]* hidden>', source)


def test_a_long_index_shows_its_first_rows_and_all_on_request(tmp_path: Path) -> None:
    tables = build_marts(tmp_path / "tables", n_authors=640, n_titles=8)
    index = write_index(read_marts(tables), tmp_path, PROVENANCE)
    probe = """<script>
    const count = () => document.querySelectorAll("#authors tbody tr:not([hidden])").length, before = count();
    const told = document.getElementById("shown").textContent;
    document.getElementById("all").click();
    document.title = [before, told, count(), document.getElementById("all").hidden].join("|");
    </script>"""
    index.write_text(without_policy(index) + probe, encoding="utf-8")
    said = re.search(r"<title>(.*?)</title>", dump(index.as_uri(), tmp_path))
    assert said is not None
    assert said[1] == "300|The first 300 of 640 authors found are shown|640|true"
