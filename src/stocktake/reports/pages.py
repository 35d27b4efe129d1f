"""The template environment: values are escaped, unseen characters shown, a missing value is an error."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from stocktake.model import Verdict
from stocktake.reports.shown import shown
from stocktake.reports.wording import (
    VERDICT_MEANING,
    VERDICT_SIGN,
    VERDICT_WORDS,
    counted,
    relation_words,
    works_editions_and_files,
)


def _printed(value: object) -> object:
    """Runs on every `{{ … }}` before escaping, so that no template can forget it; markup of ours passes."""
    return shown(value) if type(value) is str else value


@cache
def environment() -> Environment:
    """One environment a process. Undefined names raise; blocks leave no blank lines."""
    made = Environment(
        loader=PackageLoader("stocktake.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals.update(
        counted=counted,
        relation_words=relation_words,
        works_editions_and_files=works_editions_and_files,
        verdict_words=VERDICT_WORDS,
        verdict_sign=VERDICT_SIGN,
        verdict_meaning=VERDICT_MEANING,
        verdict_class={v.value: v.value.lower().replace(" ", "-") for v in Verdict},
        verdicts=[v.value for v in Verdict],
    )
    made.globals["badge"] = {v.value: _badge(made, v) for v in Verdict}
    return made


def _badge(made: Environment, verdict: Verdict) -> Markup:
    """Sign, colour and word of a verdict, rendered once."""
    return Markup(made.get_template("_badge.html.j2").render(verdict=verdict.value))  # noqa: S704  (escaped)


@cache
def template(name: str) -> Template:
    """A template by its stem, loaded once."""
    return environment().get_template(f"{name}.html.j2")


def script(name: str) -> tuple[Markup, str]:
    """A script of ours to stand inline, and the checksum by which the page's own policy admits it alone."""
    source = (Path(__file__).parent / "templates" / f"{name}.js").read_text(encoding="utf-8")
    digest = b64encode(hashlib.sha256(source.encode()).digest()).decode()
    return Markup(source), f"sha256-{digest}"  # noqa: S704  (a file of this package, no data in it)


def write_page(path: Path, name: str, **values: object) -> Path:
    """Render a template into a file, UTF-8 with plain line ends."""
    path.write_bytes(template(name).render(**values).encode())
    return path
