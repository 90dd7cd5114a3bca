"""A view of events: one offline HTML file, or a network of pyvis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.core.errors import InputError, to_install
from kg.core.event import Event
from kg.core.memory import uncollected
from kg.core.plover import EventType
from kg.core.provenance import software_version
from kg.core.selection import Selection
from kg.core.statements import LEVELS, check_level
from kg.view import clean
from kg.view.alike import gathered
from kg.view.choice import MOST_NODES, Layer, choose
from kg.view.held import Payload
from kg.view.names import abbreviations
from kg.view.page import iframe, network, page
from kg.view.payload import legend, payload
from kg.view.still import still, still_image
from kg.view.ties import picture

if TYPE_CHECKING:
    from pyvis.network import Network

    from kg.view.widget import ViewWidget


class View:
    """Who did what to whom, as a page to explore: network, timeline and table, each claim with its sentence.

    In Jupyter a view shows itself, in a frame of its own; nothing is written to disk.

    Args:
        events: What to show.
        titles: Headline by article id.
        focus: An entity's id or name: only it, those it is tied to, and the ties among them.
        between: Two of them: only the two, those tied to both, and their ties to the two.
        since: First day, a date or "2023-05-17", "2023-05", "2023".
        until: Last day, likewise.
        types: Only these: PLOVER codes ("CONSULT"), relation labels ("meets"), "cooperation", "conflict".
        top: At most this many nodes, the most active ones; never more than 5 000, and the page says so.
        level: "actor", or "country" to show whoever acts for a state as that state; armed groups, the UN … stay.
        title: Headline of the page; by default whom it is about.

    Raises:
        InputError: A name, type, date or level that there is not.

    Example:
        >>> View([]).html().startswith("<!doctype html>")
        True
    """

    @uncollected()
    def __init__(
        self,
        events: Iterable[Event],
        *,
        titles: Mapping[str, str] | None = None,
        focus: str | None = None,
        between: tuple[str, str] | None = None,
        since: dt.date | str | None = None,
        until: dt.date | str | None = None,
        types: str | EventType | Iterable[str | EventType] | None = None,
        top: int | None = None,
        level: str = "actor",
        title: str | None = None,
    ) -> None:
        check_level(level)
        if focus is not None and between is not None:
            raise InputError("give focus or between, not both")
        if between is not None and (isinstance(between, str) or len(between) != 2):
            raise InputError("between needs two names")
        if top is not None and top < 1:
            raise InputError(f"top is a number of nodes, at least 1, not {top!r}")
        chosen = Selection.of(since=since, until=until, types=types)
        self.events: tuple[Event, ...] = tuple(event for event in _unique(events) if chosen.keeps(event))
        self._gathered = gathered(self.events)
        self.titles = dict(titles or {})
        self._limit = min(top or MOST_NODES, MOST_NODES)
        self.level = level
        # A name that nobody bears is told at once, not when the page is saved.
        self._between = between is not None
        self._first = self._scene(level, [focus] if focus is not None else list(between or ()))
        about = " and ".join(self._first.picture.parties[i].name for i in self._first.choice.centre)
        self.title = clean.line(title or about or "Who did what to whom", clean.TITLE_LENGTH)

    @uncollected()
    def html(self) -> str:
        """The page: UTF-8 text that needs no network, no other file and no server."""
        return page(self._payload, self.title, self._facts)

    def save(self, path: str | Path) -> Path:
        """Write the page to one file.

        Args:
            path: Where to; an existing file is replaced.

        Returns:
            The path.

        Raises:
            InputError: The file cannot be written there.
        """
        target = Path(path)
        html = self.html()
        try:
            target.write_text(html, encoding="utf-8", newline="\n")
        except OSError as error:
            raise InputError(f"cannot write the view: {error.strerror or error}", str(target)) from error
        return target

    def pyvis(self) -> Network:
        """The same as a network of pyvis, for whoever goes on with that: its ``generate_html()`` gives this page.

        Example:
            >>> view = View([])
            >>> view.pyvis().generate_html() == view.html()
            True
        """
        return network(self._payload, self.title, self._facts)

    def _repr_html_(self) -> str:
        return iframe(self.html(), self.title, 720, still_image(self._payload, self.title))

    def still(self) -> str:
        """A picture as SVG: the busiest actors and the ties among them; for where no script runs."""
        return still(self._payload, self.title)

    def widget(self, height: int = 720) -> ViewWidget:
        """The view as a widget (JupyterLab, marimo …) that tells Python what is picked in it.

        Args:
            height: Pixels.

        Returns:
            A widget; ``widget.chosen`` are the events behind what is picked.

        Raises:
            InputError: The package anywidget is missing; ``pip install 'geopolitical-kg[widget]'`` brings it.

        Example:
            >>> View([]).widget().chosen  # doctest: +SKIP
            []
        """
        try:
            from kg.view.widget import ViewWidget
        except ImportError as error:
            raise InputError(f"a widget needs the package anywidget: {to_install('widget')}") from error
        return ViewWidget(self, height=height)

    def __repr__(self) -> str:
        return f"<View {self.title!r}: {len(self._payload.nodes)} nodes, {len(self._payload.edges)} edges>"

    def _scene(self, level: str, about: list[str]) -> Layer:
        found = picture(self._gathered, level)
        focus, between = (None, (about[0], about[1])) if self._between else (about[0] if about else None, None)
        return Layer(found, choose(found, focus, between, self._limit))

    @cached_property
    def _payload(self) -> Payload:
        parties = self._first.picture.parties
        scenes: dict[str, Layer] = {}
        for level in LEVELS:
            # Whom the view is about may be nobody on the other level: a minister is not among the states.
            with suppress(InputError):
                about = [parties[i].key for i in self._first.choice.centre]
                scenes[level] = self._first if level == self.level else self._scene(level, about)
        return payload(self.events, self._gathered, scenes, self.level, self.titles)

    @property
    def _facts(self) -> dict[str, Any]:
        about = {"level": self.level, "limit": self._limit, "abbreviations": abbreviations()}
        return legend() | about | {"version": software_version()}


def _unique(events: Iterable[Event]) -> list[Event]:
    """Each event once; the same article may have been read twice."""
    seen: dict[tuple[str, str], Event] = {}
    for event in events:
        seen.setdefault((event.article, event.id), event)
    return list(seen.values())
