"""The page itself: one template with style and script inline, admitted by its own policy and nothing else."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Page:
    """The page's bytes and the policy under which it is served."""

    body: bytes
    policy: str


def review_page() -> Page:
    """No data stands in the page; its script fetches it from where the page came from, the only place it may reach."""
    parts = {name: (_FOLDER / f"review.{name}").read_text("utf-8") for name in ("css", "js")}
    html = (_FOLDER / "review.html").read_text("utf-8")
    for name, text in parts.items():
        html = html.replace(f"/*{name}*/", text)
    policy = (
        f"default-src 'none'; script-src '{_sum(parts['js'])}'; style-src '{_sum(parts['css'])}'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return Page(html.encode(), policy)


def _sum(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()
