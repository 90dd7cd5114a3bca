"""A small chat-completions endpoint on the loopback interface, which answers as a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Reply(Exception):  # noqa: N818  a test's way to answer otherwise than with a completion
    """An answer by status, headers and body; with a header X-Drip, twenty bytes a second."""

    def __init__(self, status: int, body: bytes | str = b"", headers: dict[str, str] | None = None) -> None:
        self.status, self.headers = status, headers or {}
        self.body = body.encode() if isinstance(body, str) else body


class Server:
    """Answers each request with what ``answer`` gives for it.

    Args:
        answer: Takes the request's body and its number, from 0; gives the content of the message, the whole
            completion as a dict, or raises a :class:`Reply`.
    """

    def __init__(self, answer: Callable[[dict[str, Any], int], Any]) -> None:
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.times: list[float] = []
        self.busy = self.busiest = 0
        lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with lock:
                    number = len(outer.requests)
                    outer.requests.append(body)
                    outer.headers.append(dict(self.headers))
                    outer.times.append(time.monotonic())
                    outer.busy += 1
                    outer.busiest = max(outer.busiest, outer.busy)
                status, headers = 200, {}
                try:
                    found = answer(body, number)
                    if not isinstance(found, dict):
                        found = {
                            "choices": [{"message": {"role": "assistant", "content": found}, "finish_reason": "stop"}],
                            "usage": {"prompt_tokens": 900, "completion_tokens": 100},
                        }
                    data = json.dumps(found).encode()
                except Reply as reply:
                    status, headers, data = reply.status, reply.headers, reply.body
                with lock:
                    outer.busy -= 1
                try:
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(data)))
                    self.end_headers()
                    step = len(data) if "X-Drip" not in headers else 1
                    for at in range(0, len(data), step or 1):
                        self.wfile.write(data[at : at + step])
                        if step == 1:
                            time.sleep(0.05)
                except OSError:  # whoever asked has gone
                    self.close_connection = True

            def log_message(self, *_: Any) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: Any) -> None:
                pass

        self._http = Quiet(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/v1"
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        """Stop."""
        self._http.shutdown()
        self._http.server_close()
