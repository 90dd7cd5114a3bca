"""An extractor that is not this package's own, held to what an extractor promises."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from kg.core.errors import KgError
from kg.core.event import Event
from kg.core.records import Article, Extraction, Relation
from kg.extractors.base import Extractor


def checked(extractor: Extractor) -> Extractor:
    """The extractor; where it is somebody else's, what it gives is checked before anybody relies on it.

    Whether an event conforms (its words stand in the text where it says, its values exist) is the gate's affair
    (:mod:`kg.rdf.validation`); here it is whether there is one extraction for each article, in their order.
    """
    own = type(extractor).__module__.startswith("kg.extractors.")
    return extractor if own else Checked(extractor)


class Checked:
    """An extractor whose output is checked.

    Args:
        extractor: Whose.

    Attributes:
        name, version: The extractor's own.
        foreign: That its events have to pass the gate wherever they go.
    """

    foreign = True

    def __init__(self, extractor: Extractor) -> None:
        self.extractor = extractor
        self.name = str(extractor.name)
        self.version = str(getattr(extractor, "version", extractor.name))
        self.alone = bool(getattr(extractor, "alone", False))

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """What the extractor gives.

        Raises:
            KgError: It gave something else than one extraction per article, in their order.
        """
        taken: deque[Article] = deque()

        def feed() -> Iterator[Article]:
            for article in articles:
                taken.append(article)
                yield article

        for found in self.extractor.extract(feed()):
            if not isinstance(found, Extraction):
                raise KgError(f"{self.name} gave a {type(found).__name__} where an Extraction was due")
            if not taken or found.article.id != taken[0].id:
                due = f"that of article {taken[0].id}" if taken else "none"
                raise KgError(f"{self.name} gave the extraction of article {found.article.id} where {due} was due")
            for kind, wanted in ((found.events, Event), (found.relations, Relation)):
                wrong = next((x for x in kind if not isinstance(x, wanted)), None)
                if wrong is not None:
                    raise KgError(f"{self.name} gave a {type(wrong).__name__} where {wanted.__name__}s were due")
            for event in found.events:
                self._well_made(event)
            yield Extraction(taken.popleft(), tuple(found.events), tuple(found.relations))
        if taken:
            raise KgError(f"{self.name} gave no extraction for article {taken[0].id}")

    def _well_made(self, event: Event) -> None:
        """Whether every field of an event holds what it may hold: then its record is the event again."""
        try:
            again = Event.from_dict(event.to_dict())
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise KgError(f"{self.name} gave an event that is not well made ({error})") from error
        pairs = {f: (getattr(again, f), getattr(event, f)) for f in Event.__slots__}
        differs = [f for f, (a, b) in pairs.items() if a != b or type(a) is not type(b)]
        if differs:
            raise KgError(f"{self.name} gave an event whose {differs[0]} is not of the type that it must be")
