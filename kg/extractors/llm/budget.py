"""What a run may cost, and how fast it may ask; shared by all threads of a run."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from kg.core.errors import RunStopped


@dataclass(slots=True)
class Budget:
    """Counts requests and tokens, and makes whoever asks wait for his turn.

    Attributes:
        max_requests: Requests in a run, repeated ones included; None for no limit.
        max_tokens: Tokens in a run, of questions and answers; None for no limit.
        per_minute: Requests in a minute; None for no limit.
        requests: Sent so far.
        tokens: Used so far, by the endpoint's count where it gives one.
    """

    max_requests: int | None = None
    max_tokens: int | None = None
    per_minute: float | None = None
    requests: int = 0
    tokens: int = 0
    _reserved: int = 0
    _next: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _over: threading.Event = field(default_factory=threading.Event)

    def reserve(self, tokens: int) -> None:
        """Claim one request and the tokens that it may take at most, and wait until it may be sent.

        Raises:
            RunStopped: A limit would be passed.
        """
        with self._lock:
            if self._over.is_set():
                raise RunStopped("the run has been stopped")
            if self.max_requests is not None and self.requests >= self.max_requests:
                raise RunStopped(f"the limit of {self.max_requests} requests is reached; run again to go on")
            if self.max_tokens is not None and self.tokens + self._reserved + tokens > self.max_tokens:
                raise RunStopped(
                    f"the limit of {self.max_tokens} tokens is reached ({self.tokens} used, the next request may take "
                    f"{tokens}); run again to go on"
                )
            self.requests += 1
            self._reserved += tokens
            now = time.monotonic()
            mine = max(now, self._next)
            if self.per_minute:
                self._next = mine + 60.0 / self.per_minute
        self.wait(mine - now)

    def settle(self, reserved: int, used: int | None) -> None:
        """Replace a claim by what was used; None where nobody says."""
        with self._lock:
            self._reserved -= reserved
            self.tokens += reserved if used is None else used

    def hold(self, seconds: float) -> None:
        """Let nobody ask for a while: the endpoint said so."""
        with self._lock:
            self._next = max(self._next, time.monotonic() + seconds)

    def wait(self, seconds: float) -> None:
        """Sleep, unless the run ends."""
        if seconds > 0 and self._over.wait(seconds):
            raise RunStopped("the run has been stopped")

    def stop(self) -> None:
        """Let nobody ask or wait any more."""
        self._over.set()
