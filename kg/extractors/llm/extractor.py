"""The extractor: sends articles out, several at a time, and proves what comes back, in the order of the articles."""

from __future__ import annotations

import hashlib
import logging
import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from kg.core.errors import KgError, RunStopped, to_install
from kg.core.provenance import files_digest, shipped, software_version
from kg.core.records import Article, Extraction
from kg.entities.knowledge import Knowledge
from kg.extractors.base import register
from kg.extractors.llm import answer, proof, question
from kg.extractors.llm.budget import Budget
from kg.extractors.llm.cache import Cache, default_folder
from kg.extractors.llm.endpoint import Endpoint, EndpointError
from kg.extractors.rules import RulesExtractor
from kg.pipeline import SHIPPED

SMALLEST = 1000  # characters of a piece that is cut no further
GIVE_UP = 5  # articles in a row that get no answer at all: then the endpoint is down
_log = logging.getLogger("kg")

Heard = tuple[int, int, list[Any]]
"""Start and end of a piece of text, and the events that the model lists for it."""


@register("llm")
class LlmExtractor:
    """Lets a language model behind an OpenAI-compatible endpoint point at events, and keeps what the text proves.

    Args:
        model: The model's name at the endpoint; KG_LLM_MODEL if None.
        url: Base of the endpoint, with the version ("http://localhost:11434/v1"); KG_LLM_URL if None.
        key: The API key; KG_LLM_KEY if None, which may be missing.
        knowledge: Files with actors of the user's own.
        concurrency: Requests at a time.
        per_minute: Requests in a minute; None for no limit.
        max_requests: Requests in a run; the run ends there, and another goes on.  None for no limit.
        max_tokens: Tokens in a run, of questions and answers; likewise.
        timeout: Seconds for one answer.
        retries: How often it asks again after a failure that may pass (timeouts, HTTP 429 and 5xx).
        backoff: Seconds before the first repetition, doubled for each further one; Retry-After goes before.
        answer_tokens: Tokens of one answer at most.
        piece: Characters of text sent at a time at most.
        cache: Folder of answers; "" keeps none; None for KG_LLM_CACHE, else ``kg/llm`` in the user's cache folder.
        confidence: Of each event, 0 to 1.  Not measured: it depends on the model.
        pipeline: Name or folder of the spaCy pipeline that links names; the shipped one if None.

    Raises:
        KgError: There is no url or model, an option makes no sense, or httpx is not installed.

    Example:
        >>> LlmExtractor(model="qwen3:8b", url="http://localhost:11434/v1", max_requests=100).name
        'llm/1'
    """

    name = "llm/1"
    #: One object reads all articles of a run: limits hold for the run, not for each of several processes.
    alone = True

    def __init__(
        self,
        model: str | None = None,
        url: str | None = None,
        key: str | None = None,
        knowledge: Sequence[str | Path] = (),
        concurrency: int = 4,
        per_minute: float | None = None,
        max_requests: int | None = None,
        max_tokens: int | None = None,
        timeout: float = 120.0,
        retries: int = 4,
        backoff: float = 1.0,
        answer_tokens: int = 4096,
        piece: int = 8000,
        cache: str | Path | None = None,
        confidence: float = 0.5,
        pipeline: str | None = None,
    ) -> None:
        try:
            import httpx  # noqa: F401
        except ImportError:
            raise KgError(f"the extractor 'llm' needs httpx: {to_install('llm')}") from None
        url, model = url or os.environ.get("KG_LLM_URL"), model or os.environ.get("KG_LLM_MODEL")
        if not url or not str(url).startswith(("http://", "https://")):
            raise KgError("the extractor 'llm' needs an endpoint: set KG_LLM_URL, as http://localhost:11434/v1")
        if not model:
            raise KgError("the extractor 'llm' needs a model: give --model, or set KG_LLM_MODEL")
        for option, value, least in (
            ("concurrency", concurrency, 1), ("retries", retries, 0), ("timeout", timeout, 0.001),
            ("piece", piece, 200), ("answer_tokens", answer_tokens, 1), ("backoff", backoff, 0),
            ("per_minute", per_minute, 0.001), ("max_requests", max_requests, 0), ("max_tokens", max_tokens, 0),
            ("confidence", confidence, 0),
        ):  # fmt: skip
            if value is not None and (not isinstance(value, int | float) or value < least):
                raise KgError(f"the option {option} of the extractor 'llm' must be a number from {least} up")
        self.budget = Budget(max_requests, max_tokens, per_minute)
        key = key or os.environ.get("KG_LLM_KEY") or None
        self.endpoint = Endpoint(url.rstrip("/"), model, key, self.budget, timeout, retries, backoff)
        folder = os.environ.get("KG_LLM_CACHE", str(default_folder())) if cache is None else cache
        self.cache = Cache(Path(folder) if folder else None)
        self.concurrency, self.piece, self.confidence = int(concurrency), int(piece), min(1.0, float(confidence))
        self.body = {"temperature": 0, "seed": 7, "max_tokens": int(answer_tokens), "stream": False}
        self._linking = pipeline, tuple(map(str, knowledge))
        self.version = f"{self.name} {model} {self._settings(url)}"
        self.dropped: Counter[str] = Counter()
        self._silent = 0
        self._failed: set[str] = set()
        self._flying: dict[str, Future[list[Heard]]] = {}
        self._threads: ThreadPoolExecutor | None = None

    def __reduce__(self) -> NoReturn:
        raise KgError("the extractor 'llm' asks for several articles at a time by itself; leave out the workers")

    def _settings(self, url: str) -> str:
        """A digest of all that decides the output: without the key, and without the address to be read from it."""
        model, files = self._linking
        parts = [url, question.system(), str(self.body), str(self.piece), str(self.confidence), str(model)]
        parts += [software_version(), shipped(RulesExtractor.data, SHIPPED if model else None)]
        parts += [files_digest(Path(file)) for file in files]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """One extraction per article, in order.

        Raises:
            EndpointError: There is no answer for an article; what was asked ahead for others is kept for them.
            RunStopped: A limit is reached, or asking is of no use.
        """
        source = iter(articles)
        waiting: deque[Article] = deque()
        try:
            while True:
                while len(waiting) < self.concurrency and (article := next(source, None)) is not None:
                    self._send(article)
                    waiting.append(article)
                if not waiting:
                    return
                article = waiting.popleft()
                yield self._read(article, self._answer(article))
        except (RunStopped, GeneratorExit, KeyboardInterrupt) as end:
            # After any other failure an engine calls again for what was taken ahead: then the answers are there.
            for future in self._flying.values():
                future.cancel()
            self._flying.clear()
            self._failed.clear()
            if isinstance(end, KeyboardInterrupt):
                self.budget.stop()  # the user has had enough: nothing that waits need be waited for
            raise

    def summary(self) -> str:
        """What the run has cost, and what was dropped, in one line."""
        parts = [
            f"{self.budget.requests} requests, {self.cache.hits} answers from the cache, {self.budget.tokens} tokens"
        ]
        if self.dropped:
            parts.append("not kept: " + ", ".join(f"{n} × {why}" for why, n in sorted(self.dropped.items())))
        return "; ".join(parts)

    def _send(self, article: Article) -> None:
        if article.content_hash not in self._flying:
            if self._threads is None:
                self._threads = ThreadPoolExecutor(self.concurrency, thread_name_prefix="kg-llm")
            self._flying[article.content_hash] = self._threads.submit(self._ask, article)

    def _answer(self, article: Article) -> list[Heard]:
        key = article.content_hash
        try:
            found = self._flying[key].result()
        except (EndpointError, answer.UnusableError) as error:
            if key in self._failed:  # told already: an engine that was told of a failure calls once more
                self._failed.discard(key)
                del self._flying[key]
                raise
            self._failed.add(key)
            self._silent = self._silent + 1 if isinstance(error, EndpointError) else 0
            if self._silent > GIVE_UP:
                raise RunStopped(f"{self._silent} articles in a row had no answer; the last: {error}") from error
            raise
        del self._flying[key]
        self._silent = 0
        return found

    def _ask(self, article: Article) -> list[Heard]:
        """What the model says of each piece of an article; all of them, or none."""
        found = []
        for start, end in question.pieces(article.text, self.piece):
            if article.text[start:end].strip():
                found += self._ask_piece(article, start, end)
        return found

    def _ask_piece(self, article: Article, start: int, end: int) -> list[Heard]:
        body = self.body | {"messages": question.messages(article, article.text[start:end])}
        key = Cache.key({"url": self.endpoint.url, "model": self.endpoint.model, **body})
        kept = self.cache.get(key)
        if kept is not None:
            with suppress(answer.UnusableError):
                listed = answer.events(kept)
                self.cache.used()
                return [(start, end, listed)]
        try:
            try:
                text, listed = self._heard(body)
            except answer.TooLongError:
                raise
            except answer.UnusableError:  # with another seed: the same question would have the same answer
                text, listed = self._heard(body | {"seed": 8})
        except answer.TooLongError:
            if end - start <= SMALLEST:
                raise
            halves = question.pieces(article.text[start:end], (end - start) // 2 + 1)
            return [p for a, b in halves for p in self._ask_piece(article, start + a, start + b)]
        self.cache.put(key, text)
        return [(start, end, listed)]

    def _heard(self, body: dict[str, Any]) -> tuple[str, list[Any]]:
        text = self.endpoint.ask(body)
        return text, answer.events(text)

    def _read(self, article: Article, pieces: list[Heard]) -> Extraction:
        if not any(listed for _, _, listed in pieces):
            return Extraction(article)
        model, files = self._linking
        nlp, knowledge = proof.reader(model, files), Knowledge.load(*files)
        check = proof.Proof(article, nlp, knowledge, self.name, self.confidence, self.dropped)
        events = {
            e.id: e
            for start, end, listed in pieces
            for said in listed
            if (e := check.event(said, start, end)) is not None
        }
        return Extraction(article, tuple(sorted(events.values(), key=lambda e: (e.evidence.trigger_start, e.id))))
