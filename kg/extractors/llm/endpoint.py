"""Asks an endpoint that speaks OpenAI's chat completions, patiently, and trusts nothing that comes back."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from kg.core.errors import KgError, RunStopped
from kg.extractors.llm.answer import TooLongError, UnusableError, choice
from kg.extractors.llm.budget import Budget
from kg.extractors.llm.question import schema

if TYPE_CHECKING:
    import httpx

#: Bytes of an answer at most; more is no answer to what was asked.
LARGEST = 4 << 20
#: Seconds that it waits at most before it asks again, also where the endpoint asks for more.
PATIENCE = 120.0
# Worth asking again: timeouts, conflicts, too many requests, faults of the server.
_PASSING = {408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529}
# What an endpoint may not know of a request, and what to put in its place.
_DIALECTS: dict[str, Callable[[dict[str, Any]], None]] = {
    "max_tokens": lambda body: body.update(max_completion_tokens=body.pop("max_tokens")),
    "temperature": lambda body: body.pop("temperature"),
    "seed": lambda body: body.pop("seed"),
}  # fmt: skip
_FORMS = ("json_schema", "json_object", "none")


class EndpointError(KgError):
    """The endpoint gave no answer that can be used, however often it was asked."""


class _Passing(Exception):  # noqa: N818  never leaves this module
    """A failure that may pass."""

    def __init__(self, why: str, after: float | None = None) -> None:
        super().__init__(why)
        self.after = after


@dataclass(frozen=True, slots=True)
class _Dialect:
    """What this endpoint understands, as far as it has told."""

    form: int = 0
    without: tuple[str, ...] = ()


@dataclass(slots=True)
class Endpoint:
    """An endpoint and how it is asked; many threads may use it.

    Attributes:
        url: Its base, with the version ("http://localhost:11434/v1").
        model: The model's name there.
        key: The API key; None where none is needed.
        budget: What a run may cost.
        timeout: Seconds for one answer, from the first byte of the question to the last of the answer.
        retries: How often it is asked again after a failure that may pass.
        backoff: Seconds before the first repetition; twice as long before each further one.
    """

    url: str
    model: str
    key: str | None = field(repr=False)
    budget: Budget
    timeout: float = 120.0
    retries: int = 4
    backoff: float = 1.0
    _dialect: _Dialect = _Dialect()
    _client: httpx.Client | None = field(default=None, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def ask(self, body: dict[str, Any]) -> str:
        """The text that the model answers.

        Args:
            body: The request, but for the model and the form of the answer.

        Raises:
            TooLongError: Question or answer is longer than the model or the request allows.
            UnusableError: The answer is none: empty, refused, not of the protocol.
            EndpointError: It failed, also when asked again.
            RunStopped: A limit is reached, or asking is of no use: the key is refused, there is no such model.
        """
        attempt = 0
        while True:
            try:
                return self._ask(body)
            except _Passing as failure:
                if attempt >= self.retries:
                    times = f" ({attempt + 1} attempts)" if attempt else ""
                    raise EndpointError(f"{failure}{times}") from None
                if failure.after is not None and failure.after > PATIENCE:
                    raise EndpointError(f"{failure}; it asks to wait {failure.after:.0f} s") from None
                delay = min(self.backoff * 2**attempt, PATIENCE) if failure.after is None else failure.after
                if failure.after:
                    self.budget.hold(failure.after)
                self.budget.wait(delay)
                attempt += 1

    def _ask(self, body: dict[str, Any]) -> str:
        """One question; asked again at once where the endpoint does not know a part of it."""
        dialect = self._dialect
        while True:
            status, headers, content = self._send(self._put(body, dialect))
            if status < 300:
                with self._lock:
                    self._dialect = dialect
                return choice(content)
            said = _message(content)
            if status in (401, 402, 403):
                raise RunStopped(f"{self.url} refuses (HTTP {status}): {self._safe(said)}; is KG_LLM_KEY right?")
            if status == 404:
                raise RunStopped(
                    f"{self.url} has no model {self.model!r} or no chat completions (HTTP 404): {self._safe(said)}"
                )
            if status in _PASSING:
                raise _Passing(f"HTTP {status}: {self._safe(said)}", _after(headers))
            lower = said.lower()
            if status == 413 or "context length" in lower or "context_length" in lower or "too many tokens" in lower:
                raise TooLongError(f"HTTP {status}: {self._safe(said)}")
            known = next((d for d in _DIALECTS if d in lower and d not in dialect.without), None)
            if status not in (400, 415, 422, 501):
                raise EndpointError(f"HTTP {status}: {self._safe(said)}")
            if known is not None:
                dialect = _Dialect(dialect.form, (*dialect.without, known))
            elif dialect.form + 1 < len(_FORMS):
                dialect = _Dialect(dialect.form + 1, dialect.without)
            else:
                raise EndpointError(f"HTTP {status}: {self._safe(said)}")

    def _put(self, body: dict[str, Any], dialect: _Dialect) -> dict[str, Any]:
        out = {"model": self.model, **body}
        for name in dialect.without:
            _DIALECTS[name](out)
        form = _FORMS[dialect.form]
        if form == "json_schema":
            wanted = {"name": "events", "strict": True, "schema": schema()}
            out["response_format"] = {"type": form, "json_schema": wanted}
        elif form == "json_object":
            out["response_format"] = {"type": form}
        return out

    def _send(self, body: dict[str, Any]) -> tuple[int, Any, bytes]:
        import httpx

        # A token is some four characters of English; three, to be on the safe side.
        most = sum(len(m["content"]) for m in body["messages"]) // 3 + int(
            body.get("max_tokens") or body.get("max_completion_tokens") or 0
        )
        self.budget.reserve(most)
        used: int | None = None
        until = time.monotonic() + self.timeout
        try:
            with self._http().stream("POST", f"{self.url}/chat/completions", json=body) as response:
                content = bytearray()
                for part in response.iter_bytes():
                    content += part
                    if len(content) > LARGEST:
                        raise UnusableError(f"an answer of more than {LARGEST >> 20} MiB")
                    if time.monotonic() > until:
                        raise _Passing(f"no answer within {self.timeout:g} s")
            used = _used(bytes(content)) if response.status_code < 300 else 0
            return response.status_code, response.headers, bytes(content)
        except httpx.TimeoutException:
            raise _Passing(f"no answer within {self.timeout:g} s") from None
        except httpx.ConnectError as error:
            used = 0
            raise _Passing(f"no connection to {self.url}: {self._safe(str(error))}") from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise _Passing(f"{type(error).__name__}: {self._safe(str(error))}") from None
        finally:
            self.budget.settle(most, used)

    def _http(self) -> httpx.Client:
        import httpx

        with self._lock:
            if self._client is None:
                headers = {"Accept-Encoding": "identity", "User-Agent": "kg"}
                if self.key:
                    headers["Authorization"] = f"Bearer {self.key}"
                timeout = httpx.Timeout(self.timeout, connect=min(10.0, self.timeout))
                self._client = httpx.Client(headers=headers, timeout=timeout, follow_redirects=False)
            return self._client

    def _safe(self, said: str) -> str:
        """What the endpoint said, in one short line and without our key."""
        said = said.replace(self.key, "…") if self.key else said
        line = " ".join("".join(c if c.isprintable() else " " for c in said).split())
        return line[:200] or "no reason given"


def _message(content: bytes) -> str:
    """The message of an error, in any of the forms that are in use."""
    text = content[:20_000].decode("utf-8", "replace")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return text
    error = found.get("error", found) if isinstance(found, dict) else text
    if isinstance(error, dict):
        return " ".join(str(error[k]) for k in ("message", "detail", "param") if error.get(k)) or text
    return str(error)


def _used(content: bytes) -> int | None:
    """Tokens used, by the endpoint's own count; None where it gives none that makes sense."""
    try:
        usage = json.loads(content)["usage"]
        counts: list[int] = [usage["prompt_tokens"], usage["completion_tokens"]]
    except (ValueError, RecursionError, KeyError, TypeError):
        return None
    if any(type(n) is not int or not 0 <= n < 10_000_000 for n in counts):
        return None
    return sum(counts)


def _after(headers: Any) -> float | None:
    """Seconds that Retry-After asks to wait; it is a number of seconds or a date."""
    value = headers.get("retry-after")
    if value is None:
        return None
    try:
        return max(0.0, float(value)) if float(value) == float(value) else None
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return None
