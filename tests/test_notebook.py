"""The cell magic, in an IPython shell where there is one."""

import sys
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parent / "rdf"))
from making import ARTICLE, DENIAL, EXTRACTION, MEETING, HandMade

import kg
from kg.core.errors import QueryError
from kg.core.plover import EventType
from kg.core.records import Entity
from kg.core.showing import entity_html, event_html
from kg.display import graph_html
from kg.notebook import complete, sparql, terms, unknown_names
from kg.query.explanation import Explanation
from kg.view.explorer import View


@pytest.fixture(scope="module")
def graph():
    return kg.build([ARTICLE], extractor=HandMade(EXTRACTION))


def test_every_form_of_query(graph):
    variables = {"graph": graph}
    table = sparql("-o table", "SELECT ?n { ?e kg:theme ?n }", variables)
    assert variables["table"] is table and table["n"].tolist() == ["space cooperation"]
    assert sparql("graph", "# SELECT\nASK { ?e a kg:Event }", variables) is True
    assert len(sparql("", "CONSTRUCT { ?e a kg:Event } WHERE { ?e a kg:Event }", variables)) == 2


def test_which_graph_is_asked(graph):
    ask = "ASK {}"
    assert sparql("", ask, {"mine": graph, "same": graph})
    assert sparql("b", ask, {"a": 1, "b": graph})
    for line, variables in (("", {}), ("", {"a": graph, "b": kg.KnowledgeGraph(None)}), ("a", {"a": 1}), ("a b", {})):
        with pytest.raises(QueryError):
            sparql(line, ask, variables)
    with pytest.raises(QueryError):
        sparql("-o", ask, {"graph": graph})


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("SELECT * { ?e kg:actorM", "kg:actorM", ["kg:actorMention"]),
        ("SELECT * { ?e kg:eventType plover:CONSULT-v", "plover:CONSULT-v", ["plover:CONSULT-visit"]),
        ("SELECT * { ?e schema:articleB", "schema:articleB", ["schema:articleBody"]),
        ("SELECT * { ?e plov", "plov", ["plover:"]),
        ("SELECT * { ?e nothing:x", "nothing:x", []),
        ("", "", []),
    ],
)
def test_completion(text, word, found):
    assert complete(text) == (word, found)


def test_keywords_and_terms():
    assert "OPTIONAL" in complete("SELECT * { opt")[1]
    assert {"kg:actor", "plover:military", "sem:hasPlace", "kg:meets"} <= set(terms())


class Tags(HTMLParser):
    """The elements of a page with the names of their attributes, what stands in attributes, and the text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.values, self.text = [], {}, ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, [name for name, _ in attributes]))
        self.values.update(attributes)

    def handle_data(self, data):
        self.text += data


MARKUP = """ </b></td></small>"'<i title='a' class="b">&amp;<img></i><!--{0}"""


def with_markup(value):
    """The same with markup in every text, at any depth; enumerations, dates and numbers stay what they are."""
    if type(value) is str:
        return value + MARKUP
    if isinstance(value, tuple):
        return tuple(map(with_markup, value))
    if is_dataclass(value):
        return replace(value, **{f.name: with_markup(getattr(value, f.name)) for f in fields(value)})
    return value


def graph_named(name):
    """What a graph says of itself where every name in it is a certain text."""
    counts = dict.fromkeys(("events", "entities", "articles", "triples"), 1000)
    rows = [dict.fromkeys(("name", "source", "relation", "target"), name) | {"events": 3}]
    with (
        patch("kg.display.summary", return_value=dict.fromkeys(("since", "until"), name) | counts),
        patch("kg.display.table", return_value=pd.DataFrame(rows)),
    ):
        return graph_html(SimpleNamespace(name=name))


def displays(event, article):
    """Every display there is."""
    actor = event.actors[0]
    return {
        "event": event_html(event),
        "topic": event_html(replace(event, recipients=(), concept=None)),
        "participant": entity_html(actor),
        "entity": entity_html(Entity(actor.id, actor.name, actor.kind, actor.country, actor.sector, actor.text)),
        "explanation": Explanation(event, article, {})._repr_html_(),
        "graph": graph_named(actor.name),
        "view": View([event], titles={event.article: article.title}, title=article.title)._repr_html_(),
    }


def test_markup_in_any_field_of_any_display_stays_text():
    # An act that no type has takes its relation from the verb that the text uses, or a model says that it uses.
    event = replace(DENIAL, type=EventType.OTHER, verb="rely", place=MEETING.place, theme="gas", rule="rule")
    evil, article = with_markup(event), with_markup(ARTICLE)
    evil = replace(evil, evidence=replace(evil.evidence, end=len(article.text)))
    assert "<img>" in evil.relation and article.text.endswith(MARKUP)
    harmless, shown = displays(event, ARTICLE), displays(evil, article)
    assert {name: Tags(html).tags for name, html in shown.items()} == {n: Tags(h).tags for n, h in harmless.items()}
    # The one image is the still picture below a view's frame.
    assert all(type(html) is str and "<i " not in html for html in shown.values())
    assert {name: html.count("<img") for name, html in shown.items() if "<img" in html} == {"view": 1}
    texts = {name: Tags(html).text.count(MARKUP.strip()) for name, html in shown.items()}
    # Actor, relation, recipient, place, who reports, outlet, sentence.
    assert texts == {
        "event": 7, "topic": 7, "participant": 4, "entity": 4, "explanation": 5, "graph": 7, "view": 0
    }  # fmt: skip
    frames = [Tags(Tags(page["view"]).values["srcdoc"]) for page in (harmless, shown)]
    assert frames[0].tags == frames[1].tags and MARKUP.strip() in Tags(shown["view"]).values["title"]


def test_the_trigger_is_marked():
    assert "<mark>received</mark>" in event_html(MEETING)


def test_in_a_shell(graph, capsys):
    testing = pytest.importorskip("IPython.testing.globalipapp")
    from IPython.core import completer

    shell = testing.start_ipython() or testing.get_ipython()
    shell.run_line_magic("load_ext", "kg")
    shell.user_ns["graph"] = graph
    assert shell.run_cell_magic("sparql", "", "ASK { ?e a kg:Event }") is True
    text = "%%sparql graph\nSELECT * { ?e kg:actorMe"
    with completer.provisionalcompleter():
        found = {c.text for c in shell.Completer.completions(text, len(text))}
    assert any(text.endswith("actorMention") for text in found)
    assert "<mark>" in MEETING._repr_html_() and "<b>" in MEETING.actors[0]._repr_html_()
    from IPython.core.error import UsageError

    for cell in ("SELECT * { ?e kg:actor }", "SELEC ?x"):
        with pytest.raises(UsageError) as told:
            shell.run_cell_magic("sparql", "graph", cell)
        assert "\n" not in str(told.value)
    shell.run_cell_magic("sparql", "graph", "SELECT * { ?e kg:actr ?who }")
    assert "kg:actr is no term of this vocabulary; did you mean kg:actor?" in capsys.readouterr().err


def test_names_that_there_are_not():
    assert unknown_names("SELECT * { ?e kg:actr ?who ; plover:CONSULT ?x }") == [("kg:actr", "kg:actor")]
    assert unknown_names('SELECT * { ?e kg:actor "kg:nonsense" } # kg:nothing') == []
    assert unknown_names("PREFIX kg: <http://example.org/> SELECT * { ?e kg:mine ?x }") == []


def test_a_construct_is_a_table(graph):
    found = graph.construct("CONSTRUCT { ?e a kg:Event ; kg:theme ?t } WHERE { ?e kg:theme ?t }")
    assert "<td>kg:theme</td>" in found._repr_html_()
    evil = graph.construct('CONSTRUCT { <http://x/> rdfs:label "<img src=x>" } WHERE {}')._repr_html_()
    assert "<img" not in evil and "&lt;img" in evil
