"""One HTML file: vis-network of pyvis in our template, scripts and style inside, nothing to fetch, a strict policy."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader
from markupsafe import Markup

from kg.core.markup import markup
from kg.view.columns import packed, squeezed
from kg.view.details import CHUNK
from kg.view.held import Payload
from kg.view.payload import STEPS

if TYPE_CHECKING:
    from pyvis.network import Network

SCRIPTS = (
    "hash", "data", "state", "look", "arrange", "bend", "canvas", "nodes", "places", "room", "labels", "hover",
    "legend", "filters", "bars", "time", "search", "cite", "cards", "measures", "pair", "changes", "panel", "timeline",
    "table", "matrix", "map", "export", "link", "keys", "main", "framed",
)  # fmt: skip
"""The parts of the page's script, in the order in which they are joined."""

_TEMPLATE = "explorer.html"
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


def page(payload: Payload, title: str, facts: dict[str, Any]) -> str:
    """The whole page, as :func:`network` makes it; only that pyvis is not waited for.

    pyvis imports IPython and networkx, which takes longer than a page of a thousand events; to fill a template it needs
    neither.

    Args:
        payload: Nodes, edges and events.
        title: Headline.
        facts: What else the page says of itself: counts, notes, the initial selection.

    Returns:
        HTML that makes no request.
    """
    environment = _environment(payload, title, facts)
    return environment.get_template(_TEMPLATE).render(options=json.dumps(OPTIONS))


def network(payload: Payload, title: str, facts: dict[str, Any]) -> Network:
    """The page as a network of pyvis, to go on with: nodes, edges, options, and our template instead of its own."""
    from pyvis.network import Network

    net = Network(height="100%", width="100%", directed=True, heading=title, cdn_resources="in_line")
    net.nodes, net.edges = payload.nodes, payload.edges
    net.node_ids = [node["id"] for node in payload.nodes]
    net.node_map = {node["id"]: node for node in payload.nodes}
    net.options = OPTIONS
    net.templateEnv, net.path = _environment(payload, title, facts), _TEMPLATE
    return net


def _environment(payload: Payload, title: str, facts: dict[str, Any]) -> Environment:
    """Where the template finds what it is filled with."""
    vis, script, style = _library(), _script(), _asset("style.css")
    environment = Environment(loader=FunctionLoader(_asset), autoescape=True)
    environment.filters.update(safe_json=safe_json, safe_text=_inert)
    environment.globals.update(
        page_title=title,
        data=packed(payload.data, payload.columns, STEPS),
        details=payload.details,
        world=_world() if any(place[2] is not None for place in payload.data["places"]) else "",
        notice=_asset("world-atlas/LICENSE"),
        facts=facts | {"chunk": CHUNK},
        vis=Markup(vis),
        script=Markup(script),
        style=Markup(style),
        policy=policy([vis, script], [style]),
    )
    return environment


OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {
        "enabled": False,
        "solver": "forceAtlas2Based",
        "forceAtlas2Based": {"gravitationalConstant": -60, "springLength": 70, "avoidOverlap": 0.4, "damping": 0.7},
        "stabilization": {"enabled": False},
    },
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {"selectable": False, "hover": False, "keyboard": False, "dragNodes": True, "zoomSpeed": 0.8},
    "nodes": {"shape": "dot"},
    "edges": {"smooth": False},
}
"""What vis-network is told.  The layout is computed beforehand; its physics runs only on demand."""


def safe_json(value: Any) -> Markup:
    """JSON that can stand inside a script element, whatever strings it holds.

    Example:
        >>> str(safe_json("</script>"))
        '"\\\\u003c/script\\\\u003e"'
    """
    return _inert(json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def _inert(text: str) -> Markup:
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def policy(scripts: list[str], styles: list[str]) -> str:
    """The page's Content-Security-Policy: only these scripts and styles, named by hash, and no connection at all."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def iframe(html: str, title: str, height: int, image: str = "") -> str:
    """The page inside an isolated frame: its scripts run, but see nothing of the page around them.

    Args:
        html: The page.
        title: Name of the frame.
        height: Pixels.
        image: What lies below the frame, and is seen where a notebook is not trusted and shows no frames.
    """
    frame = (
        '<div style="position:relative;min-height:{}px">{}<iframe title="{}" '
        'sandbox="allow-scripts allow-downloads allow-popups '
        'allow-popups-to-escape-sandbox" allow="clipboard-write" referrerpolicy="no-referrer" '
        'style="position:absolute;inset:0;width:100%;height:{}px;border:1px solid #8884;border-radius:6px" '
        'srcdoc="{}"></iframe></div>'
    )
    return str(markup(frame, height, Markup(image), title, height, html))


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


@cache
def _asset(name: str) -> str:
    return files("kg.view").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _world() -> str:
    """Outlines of the countries (Natural Earth, 1:110 million) as the package world-atlas ships them, squeezed."""
    return squeezed(_asset("world-atlas/countries-110m.json").encode("utf-8"))


@cache
def _script() -> str:
    parts = "\n".join(_asset(f"{name}.js") for name in SCRIPTS)
    return _embeddable(f'(async () => {{\n"use strict";\n{parts}\n}})();')


@cache
def _library() -> str:
    """vis-network as pyvis ships it, with its licence notice, without the pointer to a source map."""
    # Where pyvis lies is known without importing it.
    found = find_spec("pyvis")
    folder = ((found and found.submodule_search_locations) or [""])[0]
    text = Path(folder, _VIS).read_text(encoding="utf-8")
    # Our script, which stands before it, waits for it.
    return _embeddable(re.sub(r"//# sourceMappingURL=.*", "", text) + '\ndispatchEvent(new Event("vis-network"));\n')


def _embeddable(text: str) -> str:
    # A browser reads "\r\n" as "\n" before it hashes; and nothing of ours may end the element early.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if re.search(r"</script|<!--", text, re.IGNORECASE):
        raise ValueError("a script that would end its own element")
    return text
