"""From table rows to the shelves that :class:`kg.entities.knowledge.Knowledge` answers from: a method a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.core.records import Entity
from kg.entities.facts import Agent, Alias, Ambiguity, Institution, Membership, Reading, Role, Seat, Tenure
from kg.entities.names import bare, key, normalise, slug, spelled_out
from kg.entities.shelves import KINDS, Shelves
from kg.entities.tables import Row


@dataclass(slots=True)
class Index(Shelves):
    """What is known, filled from the rows of tables."""

    def add(self, rows: Iterable[Row], own: bool = False) -> None:
        """Add rows of any tables, entities before what refers to them.

        Args:
            rows: As read by :func:`kg.entities.tables.read`.
            own: They are the user's: they replace what is known under the same names, ids and offices.
        """
        by_table: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            by_table[row.table].append(row)
        if own:
            self._clear_replaced(by_table)
        for table in ORDER:
            read = getattr(self, f"_{table}")
            for row in by_table.get(table, ()):
                read(row, own)

    # One method per table.

    def _countries(self, row: Row, own: bool) -> None:
        iso3 = row.need("id")
        country = self._put(Entity(iso3, row.need("name"), "country", iso3, "GOV"), own)
        adjectives = row.list("adjectives")
        if adjectives:
            self.adjective[iso3] = adjectives[0].lstrip("*")
        people = [bare(adjectives[0]) + p[1:] if p.startswith("~") and adjectives else p for p in row.list("people")]
        self._alias(country, "name", country.name, own, cased="*" + country.name in row.list("spellings"))
        for form, names in (("name", row.list("spellings")), ("adjective", adjectives), ("demonym", people)):
            for name in names:
                self._alias(country, form, name, own)
        if row.text("capital"):
            self.capital[iso3] = bare(row.text("capital"))
            for name in (row.text("capital"), *row.list("capital_spellings")):
                self._alias(country, "capital", name, own)

    def _wikidata(self, row: Row, own: bool) -> None:
        self.wikidata[row.need("id")] = row.need("wikidata")

    def _geography(self, row: Row, own: bool) -> None:
        iso3 = row.need("id")
        self.geography[iso3] = row
        country = self._known(iso3, row)
        for name in row.list("official"):
            self._alias(country, "name", name, own)
        lat, lon = row.number("capital_lat"), row.number("capital_lon")
        if iso3 in self.capital and lat is not None and lon is not None:
            name = self.capital[iso3]
            cased = any(alias.form == "capital" and alias.cased for _, alias in self.aliases[key(name)])
            self._place(f"*{name}" if cased else name, (), iso3, lat, lon, 5e7, own, kind="city")

    def _entities(self, row: Row, own: bool) -> None:
        name, kind, country = row.need("name"), row.need("kind"), row.text("country") or None
        if kind not in KINDS:
            raise row.error(f"unknown kind {kind!r}; known are {', '.join(KINDS)}")
        if country and country not in self.entities:
            raise row.error(f"unknown country {country!r}; give its ISO 3166 alpha-3 code")
        id_ = row.text("id") or entity_id(name, kind, country)
        sector = row.text("sector") or None
        entity = self._put(Entity(id_, name, kind, country, sector, row.text("wikidata") or None), own, row)
        for alias in (name, *row.list("aliases")):
            form = "place" if kind == "place" else "name"
            if kind == "people":
                form = "demonym" if alias == name or alias.endswith("s") else "adjective"
                if form == "adjective":
                    self.adjective.setdefault(id_, alias.lstrip("*"))
            self._alias(entity, form, alias, own)
        for what in row.list("body"):
            if not country or not (what in self.bodies or normalise(what) in self.institutions):
                raise row.error(f"{what!r} is no body of a state; see institutions.tsv")
            self.named_bodies[country, what if what in self.bodies else normalise(what)] = id_
        for alias in row.list("known_as"):
            self._alias(entity, "surname" if kind == "person" else "name", alias, own)
        if kind == "person" and row.text("surname") != "-":
            self._surnames(entity, row.list("surname") or (name.split()[-1],), own)

    def _surnames(self, person: Entity, surnames: Sequence[str], own: bool) -> None:
        """Let a person go by a surname once the text has told of whom it speaks: "Schröder", "Schroeder"."""
        for surname in dict.fromkeys((*surnames, *map(spelled_out, surnames))):
            if surname != person.name:
                self._alias(person, "surname", surname, own, weak=True)

    def _tenures(self, row: Row, own: bool) -> None:
        person, of = self._known(row.need("person"), row), self._known(row.need("of"), row)
        tenure = Tenure(person.id, row.need("office"), row.need("role"), of.id, row.date("start"), row.date("end"))
        if tenure.start and tenure.end and tenure.end < tenure.start:
            raise row.error("ends before it starts")
        self.tenures[person.id].append(tenure)
        self.offices[of.id, tenure.office].append(tenure)

    def _members(self, row: Row, own: bool) -> None:
        organisation = self._known(row.need("organisation"), row)
        members = row.list("members")
        for member in members:
            self._known(member, row)
        self.members[organisation.id] = members

    def _memberships(self, row: Row, own: bool) -> None:
        organisation = self._known(row.need("organisation"), row)
        since, until = row.date("since"), row.date("until")
        if since is None or (until is not None and until < since):
            raise row.error("a membership has a first day, and no last day before it")
        for member in row.list("members"):
            state = self._known(member, row)
            self.memberships[organisation.id].append(Membership(state.id, organisation.id, since, until))

    def _metonyms(self, row: Row, own: bool) -> None:
        self._alias(self._known(row.need("entity"), row), "metonym", row.need("name"), own)

    def _de_facto(self, row: Row, own: bool) -> None:
        state = self._put(Entity(row.need("id"), row.need("state"), "government", None, "GOV"), own, row)
        for name in (state.name, *row.list("names"), *row.list("capital")):
            self._alias(state, "capital", name, own)
        for name in row.list("adjectives"):
            self._alias(state, "adjective", name, own)

    def _provinces(self, row: Row, own: bool) -> None:
        country = self._known(row.need("country"), row)
        for name in (row.need("province"), *row.list("short")):
            self.provinces[key(name)].append(Alias(country, "name", name, cased=True))
            self.province_names.setdefault(key(name), row.need("province"))

    def _ships(self, row: Row, own: bool) -> None:
        self.ships[row.need("prefix")] = self._known(row.need("navy"), row).id

    def _seats(self, row: Row, own: bool) -> None:
        name, kind, until = row.need("seat"), row.need("kind"), row.date("until")
        if kind not in ("capital", "metonym") or until is None:
            raise row.error("a seat is a capital or a metonym until a day")
        state = self._known(row.need("state"), row)
        if kind == "metonym":
            state = self.body(f"{state.id.lower()}/government") or state
        self.seats[key(name)].append(Seat(Alias(state, kind, name), row.date("start"), until))

    def _agents(self, row: Row, own: bool) -> None:
        lemma = row.need("lemma")
        agent = Agent(lemma, row.need("kind"), row.need("sector"))
        for form in (lemma, *(row.list("plural") or (f"{lemma}s",))):
            self.agents[normalise(form)] = agent

    def _roles(self, row: Row, own: bool) -> None:
        phrase = row.need("phrase")
        self.roles[normalise(phrase)] = Role(phrase, row.text("office") or None, row.need("sector"))

    def _institutions(self, row: Row, own: bool) -> None:
        phrase = row.need("phrase")
        made = Institution(phrase, row.need("slug"), row.need("kind"), row.need("sector"))
        self.institutions[normalise(phrase)] = made
        self.bodies.setdefault(made.slug, made)

    def _places(self, row: Row, own: bool) -> None:
        lat, lon = row.number("lat"), row.number("lon")
        country = row.text("country") or None
        if country:
            self._known(country, row)
        weight = row.number("population") or 1e6  # A place that somebody took the trouble to enter is a prominent one.
        kind = row.text("kind") or None
        self._place(row.need("name"), row.list("aliases"), country, lat, lon, weight, own, row.text("id"), kind)

    def _chambers(self, row: Row, own: bool) -> None:
        countries = row.list("countries")
        for country in countries:
            self._known(country, row)
        self.chambers[normalise(row.need("name"))] = frozenset(countries)

    def _ambiguous(self, row: Row, own: bool) -> None:
        readings = []
        for item in row.cells["readings"]:
            known = {"entity", "cues", "before", "after"}
            if not isinstance(item, dict) or set(item) - known:
                raise row.error(f"a reading has only {', '.join(sorted(known))}")
            if item.get("entity"):
                self._known(item["entity"], row)
            cues, before, after = (
                tuple(normalise(str(c)) for c in item.get(k) or ()) for k in ("cues", "before", "after")
            )
            readings.append(Reading(item.get("entity"), cues, before, after))
        default = row.cells.get("default")
        if default is not None and not (isinstance(default, int) and 0 <= default < len(readings)):
            raise row.error("default is not the index of a reading")
        for name in row.list("name"):
            self.ambiguous[normalise(name)] = Ambiguity(normalise(name), tuple(readings), default, row.text("note"))
            for reading in readings:
                self._reading(reading, name, own)

    def _reading(self, reading: Reading, name: str, own: bool) -> None:
        """Give the entity of a reading the name, in the form it has with others of its kind."""
        if reading.entity is None:
            return
        entity, found = self.entities[reading.entity], self.aliases.get(key(name), [])
        if not any(alias.entity.id == entity.id for _, alias in found):
            forms = [alias.form for _, alias in found if alias.entity.kind == entity.kind]
            forms += [alias.form for _, alias in found if alias.form in ("adjective", "demonym")]
            forms += ["metonym" for _, alias in found if alias.form == "capital"] + ["name"]
            form = "place" if entity.kind == "place" and forms[0] == "name" else forms[0]
            self._alias(entity, form, name, own)

    def _clear_replaced(self, by_table: dict[str, list[Row]]) -> None:
        for row in (*by_table["entities"], *by_table["countries"], *by_table["places"], *by_table["metonyms"]):
            for name in (row.text("name"), *row.list("aliases"), *row.list("known_as"), *row.list("spellings")):
                words = key(bare(name))
                self.theirs.add(words)
                self.aliases.pop(words, None)
                self.ambiguous.pop(" ".join(words), None)
                if row.table == "places":
                    self.places.pop(" ".join(words), None)


#: The order in which tables are read: those that others refer to first.
ORDER = (
    "wikidata", "countries", "geography", "agents", "roles", "institutions", "entities", "places", "metonyms",
    "de_facto", "provinces", "ships", "seats", "tenures", "members", "memberships", "chambers", "ambiguous",
)  # fmt: skip


def entity_id(name: str, kind: str, country: str | None) -> str:
    """The id of an entity whose row gives none: a slug, under its state's code for the bodies of a state."""
    made = slug(name)
    return f"{country.lower()}/{made}" if country and kind in ("government", "people") else made
