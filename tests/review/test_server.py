"""The page's server: for this machine, for this page, for bodies of a bearable size."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from stocktake.errors import BadInput, UsageProblem
from stocktake.review.desk import Desk
from stocktake.review.page import review_page
from stocktake.review.pair import Pair
from stocktake.review.server import MOST_BYTES, ReviewServer

from .conftest import noon, rows_of

TOKEN = "a-token-of-the-test"
JSON = {"Content-Type": "application/json"}
ANN: dict[str, object] = {"pair": 0, "decision": "match", "reviewer": "Ann", "why": ""}


@pytest.fixture
def decisions(tmp_path: Path) -> Path:
    return tmp_path / "decisions.csv"


@pytest.fixture
def server(pairs: list[Pair], decisions: Path) -> Iterator[ReviewServer]:
    with ReviewServer(Desk(pairs, decisions, noon), token=TOKEN) as made:
        thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield made
        made.shutdown()
        thread.join()


class Client:
    def __init__(self, server: ReviewServer) -> None:
        self.port = server.server_port

    def ask(
        self, door: str, body: object = None, headers: dict[str, str] | None = None, method: str | None = None
    ) -> tuple[int, dict[str, Any], dict[str, str]]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        connection.request(
            method or ("GET" if body is None else "POST"), door, data, headers or (JSON if body is not None else {})
        )
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        is_json = (answer.getheader("Content-Type") or "").startswith("application/json")
        return answer.status, json.loads(text) if is_json else {"text": text.decode()}, dict(answer.getheaders())


@pytest.fixture
def client(server: ReviewServer) -> Client:
    return Client(server)


def door(name: str) -> str:
    return f"/{TOKEN}/{name}"


def test_it_listens_on_loopback_only(server: ReviewServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert server.address == f"http://127.0.0.1:{server.server_port}/{TOKEN}/"


def test_tokens_are_long_and_never_the_same(pairs: list[Pair], decisions: Path) -> None:
    tokens = []
    for _ in range(2):
        with ReviewServer(Desk(pairs, decisions, noon)) as made:
            tokens.append(made.token)
    assert tokens[0] != tokens[1]
    assert min(map(len, tokens)) >= 32


def test_the_page_comes_with_a_policy_that_admits_its_own_script_only(client: Client) -> None:
    status, page, headers = client.ask(door(""))
    assert status == 200
    policy = headers["Content-Security-Policy"]
    assert policy == review_page().policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["Cache-Control"] == "no-store"
    assert "://" not in page["text"]
    assert "Python" not in headers.get("Server", "")


@pytest.mark.parametrize(
    "path", ["/", "/pairs", "/wrong-token/", "/wrong-token/pairs", f"/{TOKEN}", f"/{TOKEN}/x", "//"]
)
def test_without_the_token_there_is_nothing_here(client: Client, path: str) -> None:
    assert client.ask(path)[0] == 404
    assert client.ask(path, ANN)[0] == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", ""])
def test_a_name_that_was_made_to_point_here_is_refused(client: Client, host: str) -> None:
    assert client.ask(door("pairs"), headers={"Host": host})[0] == 421
    assert client.ask(door("decide"), ANN, JSON | {"Host": host})[0] == 421


@pytest.mark.parametrize(
    "headers",
    [
        JSON | {"Origin": "http://evil.example"},
        JSON | {"Origin": "null"},
        JSON | {"Sec-Fetch-Site": "cross-site"},
        JSON | {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_cannot_decide(client: Client, decisions: Path, headers: dict[str, str]) -> None:
    assert client.ask(door("decide"), ANN, headers)[0] == 403
    assert not decisions.exists()


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_form_cannot_decide(client: Client, decisions: Path, kind: str) -> None:
    assert client.ask(door("decide"), ANN, {"Content-Type": kind})[0] == 415
    assert not decisions.exists()


def test_nothing_is_decided_by_looking(client: Client) -> None:
    assert client.ask(door("decide"))[0] == 404
    assert client.ask(door("pairs"), ANN)[0] == 404
    assert client.ask(door("decide"), method="PUT")[0] == 501
    assert client.ask(door("decide"), method="OPTIONS")[0] == 501


def test_the_pairs_hold_no_key_and_no_md5(client: Client, pairs: list[Pair]) -> None:
    status, answer, _ = client.ask(door("pairs"))
    assert status == 200
    assert len(answer["pairs"]) == len(pairs)
    text = json.dumps(answer)
    assert not [p for p in pairs if p.keys.md5 in text or p.keys.title_id in text]
    first = next(p for p in answer["pairs"] if "Different" in json.dumps(p))
    title = next(f for f in first["fields"] if f["field"] == "title")
    assert ["Different Book Altogether", True] in title["listed"]


def test_a_decision_is_in_the_file_before_it_is_acknowledged(client: Client, decisions: Path) -> None:
    status, answer, _ = client.ask(door("decide"), ANN | {"why": "  same\ncover "})
    assert (status, answer) == (200, {"written": True})
    (row,) = rows_of(decisions)
    assert (row["decision"], row["reviewer"], row["why"]) == ("match", "Ann", "same cover")
    assert (row["decided_at"], row["taken_from"]) == ("2026-11-22T12:00:00Z", "page")
    assert len(row["md5"]) == 32


def test_a_reviewer_sees_own_decisions_only(client: Client) -> None:
    client.ask(door("decide"), ANN)
    client.ask(door("decide"), ANN | {"pair": 1, "decision": "no_match", "reviewer": "Ben"})
    assert client.ask(door("said?reviewer=Ann"))[1] == {"said": {"0": "match"}}
    assert client.ask(door("said?reviewer=Ben"))[1] == {"said": {"1": "no_match"}}
    assert client.ask(door("said"))[0] == 400


def test_undo_brings_back_what_was_said_before_and_keeps_the_history(client: Client, decisions: Path) -> None:
    client.ask(door("decide"), ANN)
    client.ask(door("decide"), ANN | {"decision": "no_match"})
    assert client.ask(door("undo"), ANN)[1] == {"decision": "match"}
    assert client.ask(door("said?reviewer=Ann"))[1] == {"said": {"0": "match"}}
    assert client.ask(door("undo"), ANN)[1] == {"decision": None}
    assert client.ask(door("said?reviewer=Ann"))[1] == {"said": {}}
    assert client.ask(door("undo"), ANN)[0] == 400
    assert [row["decision"] for row in rows_of(decisions)] == ["match", "no_match", "match", "withdrawn"]


@pytest.mark.parametrize(
    "change",
    [
        {"pair": -1},
        {"pair": 10_000},
        {"pair": "0"},
        {"pair": True},
        {"pair": None},
        {"pair": 0.0},
        {"decision": "maybe"},
        {"decision": ["match"]},
        {"decision": "withdrawn"},
        {"reviewer": ""},
        {"reviewer": "x" * 81},
        {"reviewer": 7},
        {"why": "x" * 2_001},
        {"why": None},
    ],
)
def test_what_is_no_decision_is_refused(client: Client, decisions: Path, change: dict[str, object]) -> None:
    status, answer, _ = client.ask(door("decide"), ANN | change)
    assert status == 400
    assert answer["error"]
    assert not decisions.exists()


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b"[" * 10_000, b"NaN"])
def test_a_body_that_is_no_json_object_is_refused(client: Client, body: bytes) -> None:
    assert client.ask(door("decide"), body)[0] == 400


def raw(client: Client, head: str, body: bytes = b"") -> bytes:
    with socket.create_connection(("127.0.0.1", client.port), timeout=20) as line:
        line.sendall(
            f"POST {door('decide')} HTTP/1.1\r\nHost: 127.0.0.1:{client.port}\r\n{head}\r\n\r\n".encode() + body
        )
        return line.recv(200)


@pytest.mark.parametrize(
    ("length", "status"),
    [
        (f"Content-Length: {MOST_BYTES + 1}", b"413"),
        ("Content-Length: 99999999999999999999", b"413"),
        ("Content-Length: 0", b"413"),
        ("Content-Length: -5", b"411"),
        ("Content-Length: 1e3", b"411"),
        ("Content-Length: ٣", b"411"),
        ("X-None: 1", b"411"),
        ("Content-Length: 5\r\nTransfer-Encoding: chunked", b"411"),
    ],
)
def test_a_body_tells_its_size_and_is_small(client: Client, length: str, status: bytes) -> None:
    head = f"Content-Type: application/json\r\n{length}"
    assert raw(client, head).startswith(b"HTTP/1.1 " + status)


def test_a_decisions_file_that_broke_meanwhile_is_told_and_left_alone(client: Client, decisions: Path) -> None:
    decisions.write_text("title\n")
    status, answer, _ = client.ask(door("decide"), ANN)
    assert status == 500
    assert "lacks the columns" in answer["error"]
    assert decisions.read_text() == "title\n"


def test_a_broken_decisions_file_is_told_before_anybody_starts(pairs: list[Pair], decisions: Path) -> None:
    decisions.write_text("title\n")
    with pytest.raises(BadInput):
        Desk(pairs, decisions, noon)


def test_a_port_in_use_is_named(server: ReviewServer, pairs: list[Pair], decisions: Path) -> None:
    with pytest.raises(UsageProblem, match="--port"):
        ReviewServer(Desk(pairs, decisions, noon), server.server_port)
