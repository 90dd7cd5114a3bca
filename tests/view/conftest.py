"""Events to look at."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg.view.explorer import View

HERE = Path(__file__).parent


def _load(name: str) -> ModuleType:
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
        assert spec and spec.loader
        sys.modules[name] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return sys.modules[name]


# Test folders are no packages here; loaded once, these modules can be imported by name.
for _name in ("known", "looking", "world"):
    _load(_name)


@pytest.fixture(scope="session")
def made_up() -> ModuleType:
    """The generator of events: ``made_up.world(nodes, ties)``."""
    return _load("world")


@pytest.fixture(scope="session")
def events(made_up: ModuleType) -> list[Any]:
    """A small world: about 75 nodes and 200 ties."""
    return made_up.world()


class Visit:
    """A page that was opened, and everything that must not happen on it."""

    def __init__(self, browser: Any, path: Path, **context: Any) -> None:
        self.context = browser.new_context(**({"viewport": {"width": 1440, "height": 900}} | context))
        self.page = self.context.new_page()
        self.page.set_default_timeout(90_000)
        self.requests: list[str] = []
        self.trouble: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda m: self.trouble.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.trouble.append(f"dialog {dialog.message}"), dialog.dismiss()))
        self.path = path

    def open(self, hash_: str = "") -> Any:
        self.page.goto(self.path.as_uri() + hash_)
        self.page.wait_for_selector("html[data-ready]")
        return self.page


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Open a view: ``page = visit(view).page``.  At the end, nothing may have been fetched or gone wrong."""
    visits: list[Visit] = []

    def open_(view: Any, hash_: str = "", **context: Any) -> Visit:
        made = Visit(browser, view.save(tmp_path / f"view-{len(visits)}.html"), **context)
        visits.append(made)
        made.open(hash_)
        return made

    yield open_
    for made in visits:
        fetched = [url for url in made.requests if not url.startswith(("file:", "blob:", "data:"))]
        made.context.close()
        assert not fetched
        assert not made.trouble


@pytest.fixture
def page(visit: Any, events: list[Any], made_up: ModuleType) -> Any:
    """The small world, opened."""
    return visit(View(events, titles=made_up.titles(events), title="Powers")).page
