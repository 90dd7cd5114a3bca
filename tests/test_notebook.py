"""The cell magic, in an IPython shell where there is one."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "rdf"))
from making import ARTICLE, EXTRACTION, MEETING, PUTIN, HandMade

import kg
from kg.errors import QueryError
from kg.notebook import complete, entity_html, event_html, sparql, terms


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


def test_display_escapes_what_comes_from_articles():
    evil = "<script>alert(1)</script>"
    event = replace(MEETING, theme=evil, concept=None, recipients=(), reported_by=evil, source=evil)
    for shown in (event_html(event), entity_html(replace(PUTIN, name=evil, id=evil))):
        assert "<script" not in shown and "&lt;script&gt;" in shown
    assert "<mark>received</mark>" in event_html(MEETING)


def test_in_a_shell(graph):
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
    formatter = shell.display_formatter.formatters["text/html"]
    formatter.enabled = True  # a terminal shows no HTML
    assert "<mark>" in formatter(MEETING)
