"""Take the README's two pictures from a published run of the demonstration.

    python docs/screenshots.py [RUN]      RUN is data/out/latest unless given

Writes `docs/images/report.png` and `docs/images/summary.png`: the top of one author's report with the evidence
of its first work opened, and the top of the summary with four of its figures. Needs chromium. Nothing in the
pages is changed but what is unfolded or left out, and the font, so that the pictures hang less on the machine.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polars as pl

IMAGES = Path(__file__).parent / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --hide-scrollbars"
)
WIDTH = 1000
FONT = "body,svg.chart text{font-family:'Liberation Sans',Arial,sans-serif!important}:root{color-scheme:light}"
LEFT_OUT = "section[aria-labelledby=meaning],section[aria-labelledby=figures]~section,#by-imprint,#by-year,#by-format"
VERDICTS = ("confirmed", "probable", "check", "not_found")


def main(run: Path) -> str:
    """Take both pictures; answers what was written, or why nothing was."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        return f"No picture taken: none of {', '.join(BROWSERS)} is installed. The pictures in docs/images stay."
    if not (run / "reports" / "summary.html").is_file():
        return f"No picture taken: {run} holds no reports. Make them: stocktake demo"
    report = (run / "reports" / "authors" / f"{telling_report(run)}.html").read_text(encoding="utf-8")
    summary = (run / "reports" / "summary.html").read_text(encoding="utf-8")
    IMAGES.mkdir(exist_ok=True)
    taken = [
        take(browser, styled(report.replace("<details>", "<details open>", 1), ""), IMAGES / "report.png", 1266),
        take(browser, styled(summary, f"{LEFT_OUT}{{display:none}}"), IMAGES / "summary.png", 1480),
    ]
    return "\n".join(f"{path.relative_to(IMAGES.parent)}: {path.stat().st_size / 1000:.0f} kB" for path in taken)


def telling_report(run: Path) -> str:
    """The code of the shortest report with every common verdict, of an author credited under one name."""
    names = pl.read_parquet(run / "tables" / "authors.parquet").filter(pl.col("name_variants").list.len() == 1)
    exposure = pl.read_parquet(run / "tables" / "author_exposure.parquet")
    every = pl.all_horizontal(pl.col(f"n_works_{verdict}") > 0 for verdict in VERDICTS)
    telling = exposure.filter(every).join(names, on="author_id", how="semi").sort("n_works", "report_code")
    return str((telling if telling.height else exposure.sort("report_code"))["report_code"][0])


def styled(page: str, style: str) -> str:
    """The page with a few rules more, as its own policy allows."""
    return re.sub("</style>", f"{FONT}{style}</style>", page, count=1)


def take(browser: str, page: str, into: Path, height: int) -> Path:
    """Draw a page in a window of the width of the README and write what the window shows."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page, encoding="utf-8")
        window = (f"--window-size={WIDTH},{height}", f"--screenshot={into.resolve()}")
        command = [browser, *FLAGS.split(), f"--user-data-dir={folder}/profile", *window, source.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=90)  # noqa: S603  (our own call)
    return into


if __name__ == "__main__":
    print(main(Path(sys.argv[1] if len(sys.argv) > 1 else "data/out/latest")))  # noqa: T201
