"""What a finished flow leaves in Prefect for a person to read: counts, never titles or names."""

from __future__ import annotations

from datetime import UTC, datetime

from prefect.artifacts import create_markdown_artifact, create_table_artifact


def run_name(kind: str) -> str:
    """`nightly 2026-11-03 02:00 UTC`: names of runs say when, never what was compared."""
    return f"{kind} {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"


def show_counts(key: str, heading: str, counts: dict[str, int], said: str) -> None:
    """A table `<key>-counts` and a few sentences `<key>-summary`."""
    rows = [{"what": what.replace("_", " "), "count": n} for what, n in counts.items()]
    create_table_artifact(table=rows, key=f"{key}-counts", description=heading)
    lines = [f"* {row['what']}: {row['count']:,}" for row in rows]
    create_markdown_artifact("\n".join([f"# {heading}", "", said, "", *lines]), key=f"{key}-summary")
