"""What the documentation names exists: commands, options, functions, files."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import re
import shlex
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import kg
from kg.cli import application
from kg.exporting import base
from kg.exporting.base import GROUP

ROOT = Path(__file__).resolve().parents[1]
# Every page that a reader of the repository or of the site sees.
PAGES = [
    *(ROOT / name for name in ("README.md", "FEATURES.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *(ROOT / folder / "README.md" for folder in ("benchmarks", "notebooks", "ontologies", "training")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
APP = application()
VERBS = {c.name or c.callback.__name__: c.callback for c in APP.registered_commands if c.callback}

# Where an attribute of one of these names is used, it is this class's.
OBJECTS: dict[str, Any] = {"graph": kg.KnowledgeGraph, "event": kg.Event, "article": kg.Article}

FOLDERS = "kg|tools|tests|benchmarks|ontologies|training|docs|notebooks"

# "graph.html" is a file.
ENDINGS = {"html", "schema", "ttl", "csv", "txt", "rq", "io", "md", "json", "py", "git", "ipynb"}

# What is held by an attribute of a record, where the record's class does not tell at run time.
ATTRIBUTES: dict[str, Any] = {"evidence": kg.Evidence, "date": kg.Period, "place": kg.Place}


def named(page: Path) -> str:
    """A page's place in the repository, to tell pages of one name apart."""
    return str(page.relative_to(ROOT))


def commands(text: str) -> list[list[str]]:
    """Every `kg …` line of a page, without comments and redirections."""
    lines = re.findall(r"(?:^ {4,}|`|^<!-- output of: )(kg [a-z][^`\n]*?)(?:`| -->|$)", text, re.M)
    for block in re.findall(r"^```bash\n(.*?)^```$", text, re.S | re.M):
        lines += re.findall(r"^(kg [a-z].*)$", block, re.M)
    return [shlex.split(re.split(r"\s(?:>|\|)\s", line)[0], comments=True) for line in lines]


@pytest.mark.parametrize("page", PAGES, ids=named)
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
    if page.parent.name == "benchmarks":
        everywhere += " ".join(script.read_text("utf-8") for script in page.parent.glob("*.py"))
    for option in re.findall(r"`(--[a-z][a-z-]*)`", text):
        assert option in everywhere, option


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_functions_and_their_arguments_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    for block in re.findall(r"```python\n(.*?)```", text, re.S):
        compile(block, page.name, "exec")
    for name, rest in re.findall(r"(?<!\.)\b(kg|graph|event|article)((?:\.[a-zA-Z_]\w*)+)(?=\(|\)|,| |`|$)", text):
        if rest.split(".")[1] in ENDINGS or name + rest == GROUP:
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


def anchors(page: Path) -> set[str]:
    """The headings of a page as GitHub and MkDocs name them in addresses."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.S | re.M)
    found = set()
    for heading in re.findall(r"^#{1,6} (.+)$", text, re.M):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        found.add(re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", plain.lower()).strip()))
    return found


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.S | re.M)
    for target, anchor in re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)", text):
        if target.startswith(("http://", "https://")):
            continue
        goal = page.parent / target if target else page
        assert goal.exists(), target
        if anchor:
            assert anchor in anchors(goal), f"{target}#{anchor}"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_files_of_the_project_that_are_named_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    for name in re.findall(
        r"`((?:kg|tools|tests|benchmarks|ontologies|training|docs|notebooks)/[\w./-]*(?:/|\.\w+))`", text
    ):
        if re.search(r"/[A-Z]+\.", name):  # "kg/readers/NAME.py"
            continue
        if page.parent.name != "training" or not name.startswith(("training/corpus", "training/runs")):
            assert (ROOT / name).exists(), name
    for name in re.findall(r"python ((?:tools|benchmarks|training)/[\w/]+\.py)", text):
        assert (ROOT / name).exists(), name
    for module in re.findall(r"python -m (kg[\w.]*)", text):
        assert importlib.util.find_spec(module), module


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_what_python_blocks_import_exists(page: Path) -> None:
    for block in re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.S):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "kg":
                home = importlib.import_module(node.module or "")
                for alias in node.names:
                    assert hasattr(home, alias.name) or importlib.util.find_spec(f"{node.module}.{alias.name}"), alias


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_what_is_to_be_installed_is_offered(page: Path) -> None:
    offered = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    for extras in re.findall(r"(?:geopolitical-kg|pip install '\.)\[([a-z,]+)\]", page.read_text("utf-8")):
        assert set(extras.split(",")) <= set(offered), extras


def test_every_verb_and_page_is_in_the_documentation() -> None:
    shown = (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert [v for v in VERBS if f"## kg {v}\n" not in shown] == []
    nav = (ROOT / "mkdocs.yml").read_text("utf-8").split("\nnav:")[1]
    pages = [str(p.relative_to(ROOT / "docs")) for p in PAGES if p.is_relative_to(ROOT / "docs")]
    assert [p for p in pages if f": {p}\n" not in nav] == [], "add the page to mkdocs.yml"


def test_every_format_to_export_has_its_line_and_its_place() -> None:
    asked = "from kg.exporting import names; print(*names())"  # by themselves: other tests register some of their own
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    others = {point.name for point in entry_points(group=GROUP)}
    ours = [name for name in told.split() if name not in others]
    table = (ROOT / "docs" / "graph.md").read_text("utf-8").split("| `kg export -f` |")[1].split("\n\n")[0]
    shown = [name for row in re.findall(r"^\| (`.*?) \|", table, re.M) for name in re.findall(r"`([\w-]+)`", row)]
    assert [name for name in ours if name not in shown] == [], "each has a line in docs/graph.md"
    assert [name for name in ours if name not in base._ORDER] == [], (
        "each has its place in _ORDER, kg/exporting/base.py"
    )
    assert set(shown) | set(base._ORDER) == set(ours)


def test_modules_of_the_map_of_reading_exist() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rows = re.findall(
        r"^\| [^|]+ \| ([^|]+) \|$", text.split("\n## Where a rule of reading goes\n")[1].split("\n## ")[0], re.M
    )
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert len(named) > 40 and [n for n in sorted(named) if not (ROOT / "kg" / "events" / f"{n}.py").is_file()] == []


def test_targets_of_make_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"make ([a-z]+)\b", (ROOT / "README.md").read_text("utf-8")):
        assert re.search(rf"^{target}:", makefile, re.M), target


def _tool(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def test_the_page_of_commands_is_current() -> None:
    written = (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert written == _tool("refresh_docs").command_line(), "run: python tools/refresh_docs.py"


def test_figures_of_the_documentation_are_those_of_the_benchmarks() -> None:
    figures = _tool("figures")
    limits = (ROOT / "docs" / "limits.md").read_text("utf-8")
    assert set(re.findall(r"<!-- figures: ([a-z-]+) -->", limits)) == set(figures.TABLES)
    for page in PAGES:
        text = page.read_text("utf-8")
        assert text == figures.fill(text), f"{named(page)}: run: python tools/refresh_docs.py"


def test_queries_of_the_documentation_parse(tmp_path: Path) -> None:
    graph = kg.build({"id": "a", "text": "Iran attacked Iraq."})
    for page in PAGES:
        text = page.read_text("utf-8")
        queries = [*re.findall(r"'(SELECT [^']*)'", text), *re.findall(r"\.query\(\"(SELECT [^\"]*)\"", text)]
        queries += [
            re.sub(r"^ {4}", "", q, flags=re.M) for q in re.findall(r"^ {4}(SELECT .*?)\n\n", text, re.S | re.M)
        ]
        queries += re.findall(r"^```sparql\n(.*?)^```$", text, re.S | re.M)
        queries += re.findall(r"<<'END'\n(SELECT .*?)^END$", text, re.S | re.M)
        for query in queries:
            if query != "SELECT …":
                graph.query(query)
