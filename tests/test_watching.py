"""kg watch: files that come, change and go; feeds that change, break, and lead elsewhere."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest

import kg
from kg.core.errors import InputError
from kg.readers.address import Address
from kg.watching import watch

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Example Wire</title>{}</channel></rss>"""
ITEM = "<item><guid>{id}</guid><pubDate>Mon, 20 Mar 2023 08:00:00 GMT</pubDate><description>{text}</description></item>"
TREATY, ATTACK = "Iran and Iraq signed a security agreement.", "Israel attacked Syria on Friday."


@pytest.fixture(autouse=True)
def between(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is to happen between rounds, one after the other."""
    steps: list[object] = []
    clock = SimpleNamespace(sleep=lambda _: steps.pop(0)() if steps else None)
    monkeypatch.setattr("kg.watching.time", clock)
    return steps


def articles(store: Path) -> dict[str, str]:
    with kg.open(store) as graph:
        return {a.id: a.text for a in graph.articles()}


def looked(sources: object, store: Path, rounds: int) -> tuple[list[int], list[str]]:
    """How many articles were read in each round with news, and what was complained of."""
    read: list[int] = []
    faults: list[str] = []
    watch(
        sources,
        store,
        rounds=rounds,
        workers=1,
        on_round=lambda state: read.append(state.articles - state.skipped),
        on_error=lambda error: faults.append(str(error)),
        date="2023-03-20",
    )
    return read, faults


def test_a_folder_that_fills(tmp_path: Path, between: list[object]) -> None:
    news, store = tmp_path / "news", tmp_path / "g"
    news.mkdir()
    between += [
        lambda: (news / "a.txt").write_text(TREATY),
        lambda: None,
        lambda: (news / "b.txt").write_text(ATTACK),
        lambda: (news / "a.txt").write_text(TREATY + " " + ATTACK),
        lambda: (news / "b.txt").unlink(),
    ]
    assert looked(str(news), store, 6) == ([1, 1, 1], [])
    assert articles(store) == {"a": TREATY + " " + ATTACK, "b": ATTACK}


def test_what_cannot_be_read_is_told_once(tmp_path: Path, between: list[object]) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "b.txt").write_text(ATTACK)
    between += [lambda: None, lambda: (tmp_path / "a.txt").write_text(TREATY)]
    read, faults = looked(str(tmp_path / "*.txt"), tmp_path / "g", 3)
    assert read == [1, 1] and len(faults) == 1 and "PDF" in faults[0]
    assert set(articles(tmp_path / "g")) == {"a", "b"}


def test_a_store_in_use_is_tried_again(tmp_path: Path, between: list[object]) -> None:
    (tmp_path / "a.txt").write_text(TREATY)
    other = kg.store.open_store(tmp_path / "g", writable=True)
    between += [other.close]
    read, [fault] = looked(str(tmp_path / "a.txt"), tmp_path / "g", 2)
    assert read == [1] and "another process is writing" in fault


def test_what_is_not_there_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        watch(str(tmp_path / "none"), tmp_path / "g", rounds=1)


class _Server(ThreadingHTTPServer):
    body: bytes | None = b""
    goto: str | None = None
    tag = True
    asked: list[int]


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        body, tag = self.server.body, f'"{hash(self.server.body)}"'
        if self.server.goto:
            code = 302
        elif body is None:
            code = 500
        else:
            code = 304 if self.server.tag and self.headers["If-None-Match"] == tag else 200
        self.server.asked.append(code)
        self.send_response(code)
        if self.server.goto:
            self.send_header("Location", self.server.goto)
        if self.server.tag:
            self.send_header("ETag", tag)
        self.end_headers()
        if code == 200 and body is not None:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def server() -> Iterator[_Server]:
    with _Server(("127.0.0.1", 0), _Handler) as found:
        found.asked = []
        thread = Thread(target=found.serve_forever, daemon=True)
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def address(server: _Server) -> str:
    return f"http://127.0.0.1:{server.server_port}/rss.xml"


def feed(**items: str) -> bytes:
    return FEED.format("".join(ITEM.format(id=i, text=t) for i, t in items.items())).encode()


@pytest.mark.parametrize("tag", [True, False])
def test_a_feed(server: _Server, tmp_path: Path, between: list[object], tag: bool) -> None:
    pytest.importorskip("feedparser", reason="feedparser is not installed")
    server.tag, server.body = tag, feed(one=TREATY)

    def serve(body: bytes | None) -> object:
        return lambda: setattr(server, "body", body)

    between += [lambda: None, serve(None), serve(feed(two=ATTACK, one=TREATY)), lambda: None]
    read, faults = looked([address(server)], tmp_path / "g", 5)
    assert read == [1, 1] and articles(tmp_path / "g") == {"one": TREATY, "two": ATTACK}
    assert [f.split(": ", 1)[1] for f in faults] == ["the server answers 500 Internal Server Error"]
    assert server.asked == ([200, 304, 500, 200, 304] if tag else [200, 200, 500, 200, 200])


def test_an_address_leads_to_no_file(server: _Server, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(TREATY)
    server.goto = f"file://{tmp_path}/secret.txt"
    read, [fault] = looked(address(server), tmp_path / "g", 1)
    assert not read and address(server) in fault and not (tmp_path / "g").exists()


def test_what_is_too_large_is_refused(server: _Server) -> None:
    server.body = b"x" * 2000
    with pytest.raises(InputError, match="larger than the limit of 1,000 bytes"):
        Address(address(server), 1000).look()


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://", "http://[::1", "http://a b/\r\nX: y"])
def test_nobody_there_is_one_error(url: str) -> None:
    with pytest.raises(InputError, match="cannot be fetched"):
        Address(url, 1000).look()


def test_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "date": "2023-03-20", "text": TREATY}) + "\n{\n")
    command = [sys.executable, "-m", "kg.cli", "watch", str(tmp_path / "a.jsonl"), "-s", str(tmp_path / "g")]
    done = subprocess.run([*command, "--rounds", "1"], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "1 articles read" in done.stderr and "a.jsonl:2: not valid JSON" in done.stderr
    assert set(articles(tmp_path / "g")) == {"a"}
