"""What the documentation names exists: commands, options, functions, files."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import kg
from kg.cli import application

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
APP = application()
VERBS = {c.name or c.callback.__name__: c.callback for c in APP.registered_commands if c.callback}

# Where an attribute of one of these names is used, it is this class's.
OBJECTS: dict[str, Any] = {"graph": kg.KnowledgeGraph, "event": kg.Event, "article": kg.Article}

# What is held by an attribute of a record, where the record's class does not tell at run time.
ATTRIBUTES: dict[str, Any] = {"evidence": kg.Evidence, "date": kg.Period, "place": kg.Place}


def commands(text: str) -> list[list[str]]:
    """Every `kg …` line of a page, without comments and redirections."""
    lines = re.findall(r"(?:^ {4,}|`|^<!-- output of: )(kg [a-z][^`\n]*?)(?:`| -->|$)", text, re.M)
    return [shlex.split(re.split(r"\s(?:>|\|)\s", line)[0], comments=True) for line in lines]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_and_their_options_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    for words in commands(text):
        if words[1].endswith(":"):  # a message, "kg: articles.jsonl:84: …"
            continue
        assert words[1] in VERBS, words
        shown = CliRunner().invoke(APP, [words[1], "--help"], env={"COLUMNS": "300"}).output
        known = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", shown))
        used = {w.split("=")[0] for w in words[2:] if re.match(r"--?[a-z]", w)}
        assert used <= known, words
    everywhere = " ".join(CliRunner().invoke(APP, [v, "--help"], env={"COLUMNS": "300"}).output for v in VERBS)
    for option in re.findall(r"`(--[a-z][a-z-]*)`", text):
        assert option in everywhere, option


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_functions_and_their_arguments_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    for block in re.findall(r"```python\n(.*?)```", text, re.S):
        compile(block, page.name, "exec")
    for name, rest in re.findall(r"(?<!\.)\b(kg|graph|event|article)((?:\.[a-zA-Z_]\w*)+)(?=\(|\)|,| |`|$)", text):
        if rest.split(".")[1] in {"html", "ttl", "csv", "txt", "rq", "io", "md"}:  # a file, "graph.html"
            continue
        place = OBJECTS.get(name, kg)
        for part in rest.split(".")[1:]:
            if inspect.ismodule(place) and hasattr(place, "__path__"):
                module = f"{place.__name__}.{part}"
                if part not in place.__dict__.get("__all__", ()) and importlib.util.find_spec(module):
                    place = importlib.import_module(module)
                    continue
            fields = getattr(place, "__dataclass_fields__", {})
            assert hasattr(place, part) or part in fields, f"{name}{rest}"
            place = ATTRIBUTES.get(part) or getattr(place, part, None)
    for owner, name, arguments in re.findall(r"\b(kg|graph)\.(\w+)\(([^()]*)\)", text):
        function = getattr(kg if owner == "kg" else kg.KnowledgeGraph, name)
        parameters = inspect.signature(kg.View if name == "view" else function).parameters
        for argument in re.findall(r"(\w+)=", re.sub(r"\"[^\"]*\"", '""', arguments)):
            assert argument in parameters, f"{name}({argument}=…)"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), target


def test_targets_of_make_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"make ([a-z]+)\b", (ROOT / "README.md").read_text("utf-8")):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_the_page_of_commands_is_current() -> None:
    spec = importlib.util.spec_from_file_location("refresh_docs", ROOT / "tools" / "refresh_docs.py")
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    written = (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert written == tool.command_line(), "run: python tools/refresh_docs.py"


def test_queries_of_the_documentation_parse(tmp_path: Path) -> None:
    graph = kg.build({"id": "a", "text": "Iran attacked Iraq."})
    for page in PAGES:
        text = page.read_text("utf-8")
        queries = [*re.findall(r"'(SELECT [^']*)'", text), *re.findall(r"\.query\(\"(SELECT [^\"]*)\"", text)]
        queries += [
            re.sub(r"^ {4}", "", q, flags=re.M) for q in re.findall(r"^ {4}(SELECT .*?)\n\n", text, re.S | re.M)
        ]
        for query in queries:
            if query != "SELECT …":
                graph.query(query)


def test_the_long_question_of_the_quick_start_has_answers(tmp_path: Path) -> None:
    import kg.samples

    text = (ROOT / "docs" / "quickstart.md").read_text("utf-8")
    query = re.search(r"^ {4}(SELECT \?date.*?)\n\n", text, re.S | re.M)
    assert query
    answer = kg.build(kg.samples.path()).query(query[1])
    assert len(answer) > 5
    assert {"date", "who", "sentence"} == set(answer.columns)
    assert answer["sentence"].notna().all()
