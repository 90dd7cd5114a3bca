"""What is exported loads in the tool that it is for, with the counts, types and dates of the graph.

A tool that is not installed is left out.
"""

import csv
import datetime as dt
import io
import json
import math
import os
import re
import subprocess
from dataclasses import replace

import networkx as nx
import pandas as pd
import pytest
from making import DENIAL, EXTRACTION, KIM, MEETING, PUTIN, HandMade, meeting

import kg
from kg.core.errors import InputError
from kg.core.event import Loss, Participant, Period, Place
from kg.core.plover import Basis, Context, EventType, Precision, Status
from kg.exporting import export, find, names
from kg.exporting.cameo import GDELT, ICEWS, root_of
from kg.exporting.polecat import COLUMNS
from kg.exporting.records import FIELDS, rows

DAY = dt.date(2023, 9, 13)
MAY = Period(dt.date(2023, 5, 1), dt.date(2023, 5, 31), Precision.MONTH, Basis.TEXT)
PYONGYANG = Place("Pyongyang", "PRK", 39.03, 125.75, "city", None, True)
EVIL = Participant("a/b", '=1+1\t"x"\n<&', "person", None, None, "=1+1", 0, 4)
UTF8 = {**os.environ, "LC_ALL": "C.UTF-8"}
FEW = 150  # a reader that guesses from the first hundred lines has seen none of what comes last


@pytest.fixture(scope="module")
def graph():
    """Many events with nothing but a date, then some that have all there is, or next to nothing."""
    plain = [meeting(f"a{number:03}", DAY, PUTIN, KIM) for number in range(FEW)]
    full = changed("z1", EVIL, KIM, recipients=1, date=MAY, place=PYONGYANG, loss="Friday")
    alone = changed("z2", PUTIN, KIM, recipients=0)
    nobody = changed("z3", PUTIN, KIM, recipients=2)
    extractions = [EXTRACTION, *plain, full, alone, nobody]
    faults = []
    graph = kg.build(
        [e.article for e in extractions], extractor=HandMade(*extractions), merge=False, on_error=faults.append
    )
    assert faults == []
    return graph


def changed(id, a, b, recipients, loss=None, **changes):
    """A meeting of which the last is a recipient, or nobody is, or nobody has done it."""
    made = meeting(id, None, a, b)
    (event,) = made.events
    first, second = event.actors
    sides = {0: ((first,), ()), 1: ((first,), (second,)), 2: ((), (first, second))}
    if loss:
        at = made.article.text.index(loss)
        changes["casualties"] = (Loss("killed", 3, 5, False, loss, at, at + len(loss)),)
    actors, others = sides[recipients]
    return replace(made, events=(replace(event, actors=actors, recipients=others, id="", **changes),))


@pytest.fixture(scope="module")
def told(graph):
    return list(rows(graph.events()))


def exported(graph, format):
    out = io.BytesIO()
    export(graph, format, out)
    return out.getvalue()


def test_no_event_is_without_a_row(graph, told):
    assert {row["event"] for row in told} == {event.id for event in graph.events()}
    assert all(tuple(row) == tuple(FIELDS) for row in told)
    sides = {(row["source"] is None, row["target"] is None) for row in told}
    assert {(False, False), (False, True), (True, False)} <= sides


def test_what_it_was_about_in_words_and_as_a_concept(graph, told):
    about = {event.id: (event.theme, event.concept) for event in graph.events()}
    assert all((row["theme"], row["concept"]) == about[row["event"]] for row in told)
    assert {("space cooperation", "space"), (None, None)} <= set(about.values())
    with io.TextIOWrapper(io.BytesIO(exported(graph, "csv")), encoding="utf-8", newline="") as file:
        written = [(line["theme"], line["concept"]) for line in csv.DictReader(file)]
    lines = map(json.loads, exported(graph, "jsonl").splitlines())
    places = [feature["properties"] for feature in json.loads(exported(graph, "geojson"))["features"]]
    assert written == [(line["theme"], line["concept"]) for line in lines]
    assert {(place["theme"], place["concept"]) for place in places} == set(about.values())


# --- networks


def test_gexf_keeps_the_type_of_events_and_when_they_were(graph, tmp_path):
    export(graph, "gexf", tmp_path / "g.gexf")
    loaded = nx.read_gexf(tmp_path / "g.gexf")
    ours = graph.network()
    assert sorted(d["event_type"] for *_, d in loaded.edges(data=True)) == sorted(
        d["type"] for *_, d in ours.edges(data=True)
    )
    text = (tmp_path / "g.gexf").read_text("utf-8")
    assert 'mode="dynamic"' in text and 'timeformat="date"' in text
    assert 'start="2023-05-01" end="2023-05-31"' in text and ' type="CONSULT"' not in text
    dates = {d["event"]: (d["date"], d["precision"], d["published"]) for *_, d in loaded.edges(data=True)}
    for event in graph.events():
        if event.id in dates:
            day = (str(event.date), event.date.precision.value) if event.date else ("", "")
            assert dates[event.id] == (*day, str(event.published or ""))


def test_graphml_in_igraph(graph, tmp_path):
    igraph = pytest.importorskip("igraph")
    export(graph, "graphml", tmp_path / "g.graphml")
    loaded, ours = igraph.Graph.Read_GraphML(str(tmp_path / "g.graphml")), graph.network()
    assert (loaded.vcount(), loaded.ecount()) == (ours.number_of_nodes(), ours.number_of_edges())
    assert set(loaded.vs["name"]) == set(ours) and "Vladimir Putin" in loaded.vs["label"]
    assert loaded.vs.find(name="vladimir-putin")["label"] == "Vladimir Putin"  # the name is the key there
    assert sorted(loaded.es["type"]) == sorted(d["type"] for *_, d in ours.edges(data=True))
    assert all(type(value) is float for value in loaded.es["confidence"]) and "2023-05-31" in loaded.es["end"]
    dates = {event.id: str(event.date or "") for event in graph.events()}
    assert loaded.es["date"] == [dates[id] for id in loaded.es["event"]]


@pytest.mark.parametrize("format", ["gexf", "graphml"])
def test_networks_in_graphology(graph, node, format, tmp_path):
    graph.export(format, tmp_path / f"g.{format}")
    loaded, ours = node("graphology", str(tmp_path / f"g.{format}")), graph.network()
    assert loaded["type"] == "directed"
    assert {n["node"]: n["label"] for n in loaded["nodes"]} == dict(ours.nodes(data="name"))
    type = "event_type" if format == "gexf" else "type"
    told = {
        (e["source"], e["target"], e["event"], e[type], e["date"], e["precision"], e["published"], e["confidence"])
        for e in loaded["edges"]
    }
    events = {event.id: event for event in graph.events()}
    wanted = set()
    for a, b, data in ours.edges(data=True):
        event = events[data["event"]]
        date = (str(event.date), event.date.precision.value) if event.date else ("", "")
        published = str(event.published or "")
        wanted.add((a, b, event.id, event.type.value, *date, published, event.confidence))
    assert told == wanted and len(loaded["edges"]) == ours.number_of_edges() == len(wanted)


def test_no_two_ties_have_one_id_in_graphml(graph):
    ids = re.findall(r'<edge [^>]*id="([^"]+)"', exported(graph, "graphml").decode())
    assert len(set(ids)) == len(ids) == graph.network().number_of_edges()


_IN_R = """
suppressPackageStartupMessages(library(igraph))
file <- commandArgs(trailingOnly = TRUE)
g <- read_graph(file[1], format = "graphml")
ends <- as_edgelist(g)
told <- data.frame(ends, E(g)$event, E(g)$type, E(g)$date, E(g)$start, E(g)$end, E(g)$published, E(g)$confidence)
write.csv(told, file[2], row.names = FALSE, fileEncoding = "UTF-8")
nodes <- read.csv(file.path(file[3], "nodes.csv"), encoding = "UTF-8")
edges <- read.csv(file.path(file[3], "edges.csv"), encoding = "UTF-8")
h <- graph_from_data_frame(edges, vertices = nodes)
stopifnot(vcount(h) == vcount(g), ecount(h) == ecount(g), is_directed(g), is_directed(h))
stopifnot(setequal(V(h)$name, V(g)$name), all(V(h)[V(g)$name]$Kind == V(g)$kind))
stopifnot(identical(sort(E(h)$Event.type), sort(E(g)$type)), is.numeric(E(g)$confidence))
events <- read.csv(file[4], encoding = "UTF-8")
days <- as.Date(events$start[events$start != ""])
cat(nrow(events), sum(events$start == ""), format(min(days)), format(max(days)), round(sum(events$confidence), 6))
"""


def test_in_r_and_its_igraph(graph, told, rscript, tmp_path):
    graph.export("graphml", tmp_path / "g.graphml")
    graph.export("csv", tmp_path / "out")
    graph.export("csv", tmp_path / "events.csv")
    (tmp_path / "read.R").write_text(_IN_R, "utf-8")
    paths = [tmp_path / name for name in ("g.graphml", "ties.csv", "out", "events.csv")]
    done = subprocess.run(
        [rscript, tmp_path / "read.R", *paths], capture_output=True, encoding="utf-8", timeout=180, env=UTF8
    )
    assert done.returncode == 0, done.stderr
    with (tmp_path / "ties.csv").open(encoding="utf-8", newline="") as file:
        ties = sorted((*row[:-1], float(row[-1])) for row in list(csv.reader(file))[1:])
    events = {event.id: event for event in graph.events()}
    wanted = []
    for a, b, data in graph.network().edges(data=True):
        event = events[data["event"]]
        days = (str(event.date), str(event.date.start), str(event.date.end)) if event.date else ("", "", "")
        wanted.append((a, b, event.id, event.type.value, *days, str(event.published or ""), event.confidence))
    assert ties == sorted(wanted)
    dated = [row["start"] for row in told if row["start"]]
    sure = round(sum(row["confidence"] for row in told), 6)
    assert done.stdout == f"{len(told)} {len(told) - len(dated)} {min(dated)} {max(dated)} {sure:g}"


def test_csv_of_nodes_and_edges_in_igraph(graph, tmp_path):
    igraph = pytest.importorskip("igraph")
    export(graph, "csv", tmp_path / "out")
    nodes, edges = (pd.read_csv(tmp_path / "out" / f"{name}.csv", keep_default_na=False) for name in ("nodes", "edges"))
    loaded = igraph.Graph.DataFrame(edges, vertices=nodes, use_vids=False, directed=True)
    assert loaded.ecount() == graph.network().number_of_edges()
    assert {"Start", "End", "Published", "Date", "Precision", "Basis", "Event type"} <= set(edges.columns)


# --- tables


def test_csv_is_one_file_where_a_file_is_named(graph, told, tmp_path):
    export(graph, "csv", tmp_path / "events.csv")
    assert (tmp_path / "events.csv").read_bytes() == exported(graph, "csv")
    frame = pd.read_csv(tmp_path / "events.csv", parse_dates=["start", "end", "published"])
    assert len(frame) == len(told) and list(frame.columns) == list(FIELDS)
    assert frame["start"].dropna().tolist() == [pd.Timestamp(row["start"]) for row in told if row["start"]]
    assert frame["start"].isna().sum() == sum(row["start"] is None for row in told) > 0
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        assert not any(value.startswith(("=", "+", "@")) for row in csv.reader(file) for value in row)
    duckdb = pytest.importorskip("duckdb")
    query = f"SELECT count(*), count(start), max(\"end\") FROM read_csv('{tmp_path}/events.csv')"
    latest = max(row["end"] for row in told if row["end"])
    assert duckdb.sql(query).fetchall()[0] == (len(told), sum(row["start"] is not None for row in told), latest)


def test_json_lines_are_of_one_kind(graph, told, tmp_path):
    export(graph, "jsonl", tmp_path / "events.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "events.jsonl").read_text("utf-8").splitlines()]
    assert len(lines) == len(told) > FEW
    kinds = {tuple((name, type(value)) for name, value in line.items()) for line in lines}
    assert len(kinds) == 1, "every field in every line, of one type"
    assert [line["source"] for line in lines] == [row["source"] or "" for row in told]
    last = next(line for line in lines if line["article"] == "z1")
    assert (last["date"], last["start"], last["end"]) == ("2023-05", "2023-05-01", "2023-05-31")
    assert last["point"] == "POINT (125.75 39.03)" and last["casualties"] == "killed 3–5"
    assert pd.read_json(tmp_path / "events.jsonl", lines=True).shape == (len(told), len(lines[0]))


def test_json_lines_in_readers_that_guess(graph, told, tmp_path):
    export(graph, "jsonl", tmp_path / "events.jsonl")
    polars = pytest.importorskip("polars")
    frame = polars.read_ndjson(tmp_path / "events.jsonl", infer_schema_length=100)
    assert frame.height == len(told) and frame["casualties"].to_list().count("killed 3–5") == 1
    duckdb = pytest.importorskip("duckdb")
    query = f"SELECT count(*), max(casualties) FROM read_json('{tmp_path}/events.jsonl', sample_size=100)"
    assert duckdb.sql(query).fetchall()[0] == (len(told), "killed 3–5")


def test_parquet_has_one_schema_whatever_the_graph_holds(graph, told, tmp_path):
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    export(graph, "parquet", tmp_path / "full")
    export(kg.KnowledgeGraph(None), "parquet", tmp_path / "empty")
    for name in ("nodes", "edges", "events"):
        schemas = {pq.read_schema(tmp_path / folder / f"{name}.parquet") for folder in ("full", "empty")}
        assert len(schemas) == 1
        assert not any(pa.types.is_null(field.type) for field in schemas.pop())
    events = pq.read_table(tmp_path / "full" / "events.parquet")
    assert events.to_pylist() == told
    assert events.schema.field("start").type == pa.date32() and events.schema.field("latitude").type == pa.float64()
    edges = pq.read_table(tmp_path / "full" / "edges.parquet").to_pylist()
    assert len(edges) == graph.network().number_of_edges()
    assert {e["start"] for e in edges} >= {MAY.start} and {type(e["published"]) for e in edges} <= {dt.date, type(None)}
    assert pq.read_table(tmp_path / "full" / "nodes.parquet").num_rows == graph.network().number_of_nodes()
    with pytest.raises(InputError, match="several files"):
        exported(graph, "parquet")


def test_parquet_in_duckdb_polars_and_pandas(graph, told, tmp_path):
    pytest.importorskip("pyarrow")
    export(graph, "parquet", tmp_path)
    path = tmp_path / "events.parquet"
    first = min(row["start"] for row in told if row["start"])
    assert len(pd.read_parquet(path)) == len(told)
    polars, duckdb = pytest.importorskip("polars"), pytest.importorskip("duckdb")
    frame = polars.read_parquet(path)
    assert frame.schema["start"] == polars.Date and frame["start"].min() == first
    assert duckdb.sql(f"SELECT count(*), min(start), typeof(min(start)) FROM '{path}'").fetchall()[0] == (
        len(told), first, "DATE",
    )  # fmt: skip


def test_the_package_for_parquet_is_named_when_it_is_missing(graph, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"pip install 'geopolitical-kg\[parquet\]'"):
        export(graph, "parquet", tmp_path / "out")


def test_geojson(graph, tmp_path):
    data = json.loads(exported(graph, "geojson"))
    events = list(graph.events())
    assert [f["properties"]["event"] for f in data["features"]] == [e.id for e in events]
    assert all(set(f) == {"type", "geometry", "properties"} and "id" not in f["properties"] for f in data["features"])
    placed = {f["properties"]["article"]: f["geometry"] for f in data["features"]}
    assert placed["z1"] == {"type": "Point", "coordinates": [125.75, 39.03]} and placed["z2"] is None
    geopandas = pytest.importorskip("geopandas")
    export(graph, "geojson", tmp_path / "g.geojson")
    frame = geopandas.read_file(tmp_path / "g.geojson")
    assert len(frame) == len(events) and frame.crs.to_epsg() == 4326
    assert frame["type"].tolist() == [event.type.value for event in events]
    days = [None if pd.isna(day) else str(day)[:10] for day in frame["start"]]
    assert days == [str(event.date.start) if event.date else None for event in events]
    point = frame.set_index("article").geometry["z1"]
    assert (point.x, point.y) == (125.75, 39.03)
    assert frame.geometry.isna().sum() == sum(e.place is None or e.place.lat is None for e in events)


def test_polecat(graph, told, tmp_path):
    export(graph, "polecat", tmp_path / "events.txt")
    frame = pd.read_csv(tmp_path / "events.txt", sep="\t")
    assert tuple(frame.columns) == COLUMNS and len(COLUMNS) == 40
    assert len(frame) == len(told) and frame["Event ID"].is_unique
    row = frame.set_index("Event ID").loc[MEETING.id]
    assert (row["Event Type"], row["Quad Code"], row["Event Date"]) == ("CONSULT", "VERBAL COOPERATION", "2023-09-13")
    assert (row["Actor Name"], row["Actor Country"], row["Primary Actor Sector"]) == (
        "Kim Jong Un", "North Korea", "GOV",
    )  # fmt: skip
    denied = frame.set_index("Event ID").loc[DENIAL.id]
    assert denied["Event Type"] == DENIAL.plover.value
    assert math.isclose(row["Intensity"], MEETING.plover.score)
    assert not frame["Actor Name"].dropna().str.contains("[\t\n]").any()


def test_icews(graph, told, tmp_path):
    export(graph, "icews", tmp_path / "events.tab")
    frame = pd.read_csv(tmp_path / "events.tab", sep="\t", quoting=csv.QUOTE_NONE, dtype={"CAMEO Code": "str"})
    assert tuple(frame.columns) == ICEWS and len(frame) == len(told) and frame["Event ID"].is_unique
    row = frame.set_index("Event ID").loc[MEETING.id]
    assert (row["Event Date"], row["CAMEO Code"], row["Event Text"]) == ("2023-09-13", "040", "Consult")
    assert (row["Source Name"], row["Source Sectors"], row["Source Country"]) == ("Kim Jong Un", "GOV", "North Korea")
    assert (row["Target Country"], row["Intensity"], row["Latitude"]) == ("Russia", 1.0, 51.9)
    denied = frame.set_index("Event ID").loc[DENIAL.id]
    assert (denied["CAMEO Code"], denied["Event Date"]) == (f"{root_of(DENIAL)}0", str(DENIAL.published))


def test_gdelt(graph, told, tmp_path):
    export(graph, "gdelt", tmp_path / "events.CSV")
    frame = pd.read_csv(
        tmp_path / "events.CSV", sep="\t", quoting=csv.QUOTE_NONE, names=GDELT, dtype={"EventRootCode": "str"}
    )
    assert len(GDELT) == 58 and frame.shape == (len(told), 58)
    assert frame["GLOBALEVENTID"].is_unique and (frame["GLOBALEVENTID"] > 0).all()
    assert frame["QuadClass"].isin([1, 2, 3, 4]).all() and frame["GoldsteinScale"].between(-10, 10).all()
    url = MEETING.url
    row = frame[(frame["SOURCEURL"] == url) & (frame["EventRootCode"] == "04")].iloc[0]
    assert (row["SQLDATE"], row["MonthYear"], row["Year"], row["FractionDate"]) == (20230913, 202309, 2023, 2023.6932)
    assert (row["Actor1Code"], row["Actor1CountryCode"], row["Actor1Type1Code"]) == ("PRKGOV", "PRK", "GOV")
    assert (row["ActionGeo_Lat"], row["ActionGeo_FullName"]) == (51.9, "Vostochny Cosmodrome, Russia")
    assert frame[frame["Actor1Code"] == "CIV"]["EventRootCode"].tolist() == [root_of(DENIAL)]


def test_a_root_of_cameo_is_that_of_mode_and_context():
    attack = replace(MEETING, type=EventType.ASSAULT, mode=None, contexts=())
    assert root_of(attack) == "18" and root_of(replace(attack, contexts=(Context.MILITARY,))) == "19"
    assert root_of(replace(attack, mode="massacre", contexts=(Context.MILITARY,))) == "20"
    assert root_of(replace(attack, mode="massacre", status=Status.PLANNED)) == "13"
    assert root_of(replace(attack, type=EventType.OTHER, status=Status.ASSERTED)) is None


# --- without text


@pytest.mark.parametrize("format", [name for name in names() if find(name).write is not None and name != "xlsx"])
def test_sentences_can_be_left_out(graph, format):
    sentence = MEETING.evidence.sentence
    with_text, without = exported(graph, format).decode(), io.BytesIO()
    graph.export(format, without, text=False)
    found = without.getvalue().decode()
    assert (sentence in with_text) == find(format).sentences, "one without says sentences=False"
    assert sentence not in found and "Kim Jong Un on Friday." not in found
    assert "Kim Jong Un" in found or "North Korea" in found, "neither who took part nor his country is told"


def test_without_text_nothing_else_is_lost(graph, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    for text in (True, False):
        graph.export("parquet", tmp_path / str(text), text)
    for name in ("events", "edges"):
        told, untold = (
            pq.read_table(tmp_path / folder / f"{name}.parquet").to_pylist() for folder in ("True", "False")
        )
        words = {"sentence": None, "trigger": None} if name == "events" else {"sentence": None}
        assert [row | words for row in told] == [row | {k: row[k] or None for k in words} for row in untold]
