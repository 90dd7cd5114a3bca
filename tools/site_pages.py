"""A hook of MkDocs: puts pages that stand elsewhere in the repository on the site, where their links lead.

The files of the documentation are read in two places, in the repository and on the site, so their links are written for
the repository.  Here a link to a page of the site becomes that page; a link to any other file of the repository becomes
its name.  A class diagram, which browsers cannot draw without a script from elsewhere, becomes a table.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

from kg.core.plover import EventType, QuadClass

ROOT = Path(__file__).resolve().parents[1]

# Page of the site -> file of the repository.
ELSEWHERE = {
    "ontology.md": "ontologies/README.md",
    "benchmarks.md": "benchmarks/README.md",
    "training.md": "training/README.md",
    "features.md": "FEATURES.md",
    "notebooks.md": "notebooks/README.md",
}
# The table of event types, which is a page of the site.
TABLE = ("types.md", "kg/core/plover.yaml")
_PAGES = {file: page for page, file in [*ELSEWHERE.items(), TABLE]}
_LINK = re.compile(r"(?P<image>!?)\[(?P<text>[^\]]*)\]\((?P<target>[^)#\s]*)(?P<anchor>#[^)\s]*)?\)")
_DIAGRAM = re.compile(r"```mermaid\nclassDiagram\n(.*?)```\n", re.S)


def on_files(files: Any, config: Any) -> Any:
    """Adds the pages from elsewhere."""
    for page, file in ELSEWHERE.items():
        files.append(File.generated(config, page, content=(ROOT / file).read_text("utf-8")))
    files.append(File.generated(config, TABLE[0], content=types()))
    return files


def types() -> str:
    """The table of event types as a page."""
    text = ["# Event types\n", f"Made from `{TABLE[1]}`, where each is said once.\n"]
    for type_ in EventType:
        row, side = type_.row, type_.side if type_.quad is None else f"{type_.side} by {_means(type_.quad)}"
        facts = [side, *([] if row.score is None else [f"score {row.score:g}"]), f"shortcut `kg:{row.shortcut.name}`"]
        facts += [f"CAMEO {', '.join(roots)} ({match})" for match, roots in row.cameo.items()]
        text += [f"## {type_}: {row.label}\n", f"{row.definition} *{row.example}*\n", f"{'; '.join(facts)}.\n"]
        if row.modes:
            modes = [f"| `{mode.name}` | {mode.label} | {mode.definition} |" for mode in row.modes.values()]
            text += ["\n".join(["| mode | relation | |", "|---|---|---|", *modes]) + "\n"]
    return "\n".join(text)


def _means(quad: QuadClass) -> str:
    return "words" if quad.by_words else "deeds"


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """The text of a page as the site shows it."""
    home = ELSEWHERE.get(page.file.src_uri, f"docs/{page.file.src_uri}")
    return _DIAGRAM.sub(lambda m: _table(m[1]), relinked(markdown, home, page.file.src_uri))


def relinked(markdown: str, home: str, page: str) -> str:
    """A page with its links turned from the repository's files to those of the site.

    Args:
        markdown: The text.
        home: Where it stands in the repository ("ontologies/README.md").
        page: Where it stands on the site ("ontology.md").
    """

    def link(match: re.Match[str]) -> str:
        target = match["target"]
        if not target or "://" in target:
            return match[0]
        file = posixpath.normpath(posixpath.join(posixpath.dirname(home), target))
        goal = _PAGES.get(file) or (file.removeprefix("docs/") if file.startswith("docs/") else None)
        if goal is None:
            text = match["text"]
            return text if "`" in text else f"{text} (`{file}`)" if text != file else f"`{file}`"
        relative = posixpath.relpath(goal, posixpath.dirname(page) or ".")
        return f"{match['image']}[{match['text']}]({relative}{match['anchor'] or ''})"

    # Code is left as it is.
    parts = re.split(r"(^```.*?^```$|`[^`\n]+`(?!\]))", markdown, flags=re.S | re.M)
    return "".join(part if i % 2 else _LINK.sub(link, part) for i, part in enumerate(parts))


def _table(diagram: str) -> str:
    rows = ["| class | | |", "|---|---|---|"]
    for line in diagram.splitlines():
        if kind := re.fullmatch(r"(\w+) <\|-- (\w+)", line):
            rows.append(f"| {kind[2]} | is a kind of | {kind[1]} |")
        elif tie := re.fullmatch(r"(\w+) --> (\w+) : (.*)", line):
            rows.append(f"| {tie[1]} | {tie[3]} | {tie[2]} |")
    return "\n".join([*rows[:2], *sorted(rows[2:])]) + "\n"
