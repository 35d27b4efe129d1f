"""The page on this machine only: 127.0.0.1, behind a token that nobody can guess, asked for by no other site.

* The address holds a random token; without it there is nothing here (404), whatever the method.
* `Host` must name this server, or a name that was made to point to 127.0.0.1 could read the page (DNS rebinding).
* What writes must come from the page itself: JSON by POST, with an `Origin`, if any, that is this server's. Another
  site can send no JSON without asking first, and the question is never answered.
* A body needs its length, of at most 16 KiB; a client that stops sending is dropped.
"""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from stocktake.errors import StocktakeError, UsageProblem
from stocktake.review.desk import Desk, Refused
from stocktake.review.page import review_page

HOST = "127.0.0.1"
MOST_BYTES = 16 * 1024
SECONDS_TO_SEND = 30
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class ReviewServer(ThreadingHTTPServer):
    """A desk served on loopback. `address` is what to open; port 0 takes any free one."""

    daemon_threads = True

    def __init__(self, desk: Desk, port: int = 0, token: str | None = None) -> None:
        self.desk, self.page, self.token = desk, review_page(), token or secrets.token_urlsafe(24)
        try:
            super().__init__((HOST, port), _Handler)
        except (OSError, OverflowError) as problem:
            raise UsageProblem(f"Port {port} cannot be used ({problem}). Name another with --port.") from problem
        self.hosts = tuple(f"{name}:{self.server_port}" for name in (HOST, "localhost"))
        self.address = f"http://{HOST}:{self.server_port}/{self.token}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away while it was answered is nobody's fault; anything else is shown."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Problem(Exception):
    """A request that is answered by a status and one sentence."""

    def __init__(self, status: HTTPStatus, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    timeout = SECONDS_TO_SEND
    protocol_version = "HTTP/1.1"

    def version_string(self) -> str:
        return "stocktake"

    def do_GET(self) -> None:
        self._answer({"": self._page, "pairs": self._pairs, "said": self._said})

    def do_POST(self) -> None:
        self._answer({"decide": self._decide, "undo": self._undo})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name it has in the base class)
        """Nothing is logged: names of reviewers and the token stand in requests."""

    def _answer(self, doors: dict[str, Callable[[], None]]) -> None:
        try:
            self._door(doors)()
        except _Problem as problem:
            self._send_json(problem.status, {"error": str(problem)})
        except Refused as problem:
            self._send_json(HTTPStatus.BAD_REQUEST, {"error": str(problem)})
        except StocktakeError as problem:
            self._send_json(HTTPStatus.INTERNAL_SERVER_ERROR, {"error": str(problem)})

    def _door(self, doors: dict[str, Callable[[], None]]) -> Callable[[], None]:
        if self.headers.get("Host") not in self.server.hosts:
            raise _Problem(HTTPStatus.MISDIRECTED_REQUEST, "This server has another name.")
        path = urlsplit(self.path).path.split("/")
        token = path[1] if len(path) == 3 else ""
        if not secrets.compare_digest(token.encode(), self.server.token.encode()) or path[2] not in doors:
            raise _Problem(HTTPStatus.NOT_FOUND, "There is nothing here.")
        return doors[path[2]]

    def _page(self) -> None:
        page = self.server.page
        self._send(HTTPStatus.OK, "text/html; charset=utf-8", page.body, {"Content-Security-Policy": page.policy})

    def _pairs(self) -> None:
        self._send_json(HTTPStatus.OK, {"pairs": self.server.desk.pairs()})

    def _said(self) -> None:
        reviewer = parse_qs(urlsplit(self.path).query).get("reviewer", [""])[0]
        self._send_json(HTTPStatus.OK, {"said": self.server.desk.said_by(reviewer)})

    def _decide(self) -> None:
        sent = self._sent()
        self.server.desk.decide(sent.get("pair"), sent.get("decision"), sent.get("reviewer"), sent.get("why", ""))
        self._send_json(HTTPStatus.OK, {"written": True})

    def _undo(self) -> None:
        sent = self._sent()
        self._send_json(HTTPStatus.OK, {"decision": self.server.desk.undo(sent.get("pair"), sent.get("reviewer"))})

    def _sent(self) -> dict[str, Any]:
        """The JSON object of a request that the page itself may send."""
        origins = (None, *(f"http://{host}" for host in self.server.hosts))
        if self.headers.get("Origin") not in origins or self.headers.get("Sec-Fetch-Site", "same-origin") not in (
            "same-origin",
            "none",
        ):
            raise _Problem(HTTPStatus.FORBIDDEN, "This request comes from another site.")
        if (self.headers.get("Content-Type") or "").split(";")[0].strip().lower() != "application/json":
            raise _Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Decisions are sent as JSON.")
        try:
            value = json.loads(self.rfile.read(self._length()))
        except (ValueError, RecursionError) as problem:
            raise _Problem(HTTPStatus.BAD_REQUEST, "The body is no JSON.") from problem
        if not isinstance(value, dict):
            raise _Problem(HTTPStatus.BAD_REQUEST, "The body is no JSON object.")
        return value

    def _length(self) -> int:
        told = self.headers.get("Content-Length", "")
        if "Transfer-Encoding" in self.headers or not (told.isascii() and told.isdigit()):
            raise _Problem(HTTPStatus.LENGTH_REQUIRED, "The length of the body must be told.")
        if not 0 < int(told[:12]) <= MOST_BYTES:
            raise _Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A body has 1 to {MOST_BYTES:,} bytes.")
        return int(told)

    def _send_json(self, status: HTTPStatus, value: object) -> None:
        self._send(status, "application/json; charset=utf-8", json.dumps(value).encode(), {})

    def _send(self, status: HTTPStatus, kind: str, body: bytes, more: dict[str, str]) -> None:
        self.close_connection = self.close_connection or status >= HTTPStatus.BAD_REQUEST  # its body was not read
        self.send_response(status)
        for name, value in {**_HEADERS, **more, "Content-Type": kind, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
