"""A page as a reader and as a browser see it: visible text by section, and every address it asks for."""

from __future__ import annotations

from html.parser import HTMLParser

_ASKS = {
    "src",
    "href",
    "srcset",
    "action",
    "formaction",
    "poster",
    "data",
    "background",
    "xlink:href",
    "ping",
}
_SPOKEN = {"aria-label", "title", "alt", "placeholder"}


class Page(HTMLParser):
    """Parsed once; `text` is what is shown or spoken, `styles` and `scripts` stand apart."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.addresses: list[tuple[str, str, str]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.headings: list[str] = []
        self.styles: list[str] = []
        self.scripts: list[str] = []
        self._inside: list[str] = []
        self.feed(source)
        self.close()

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.parts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        self.addresses += [(tag, name, value) for name, value in given.items() if name in _ASKS]
        self.parts += [value for name, value in given.items() if name in _SPOKEN]
        if tag in ("style", "script", "h1", "h2"):
            self._inside.append(tag)
        if tag in ("h1", "h2"):
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        inside = self._inside[-1] if self._inside else ""
        if inside == "style":
            self.styles.append(data)
        elif inside == "script":
            self.scripts.append(data)
        else:
            self.parts.append(data)
        if inside in ("h1", "h2"):
            self.headings[-1] += data
