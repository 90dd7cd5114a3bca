"""The documentation as a site: it is made without a warning, and asks nothing of any other host."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not all(map(find_spec, ("mkdocs", "material", "mkdocstrings"))):
        pytest.skip("MkDocs is not installed; pip install '.[docs]'")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder


def test_pages_from_elsewhere_are_there_with_their_links(site: Path) -> None:
    features = (site / "features.html").read_text("utf-8")
    assert "PETRARCH2" in features and 'href="benchmarks.html"' in features
    ontology = (site / "ontology.html").read_text("utf-8")
    assert "mermaid" not in ontology and "is a kind of" in ontology
    assert "images/view-entity.png" in (site / "index.html").read_text("utf-8")


def test_the_python_page_shows_what_the_package_offers(site: Path) -> None:
    import kg

    shown = (site / "api.html").read_text("utf-8")
    for name in kg.__all__:
        assert f">{name}<" in shown or f".{name}" in shown or name == "open", name
    assert ":func:" not in shown


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        loaded = re.findall(r"<(?:script|img|iframe|source)\b[^>]*?\bsrc=\"?([^\"\s>]+)", text)
        loaded += re.findall(r"<link\b[^>]*?\bhref=\"?([^\"\s>]+)", text)
        assert [a for a in loaded if a.startswith(("http:", "https:", "//"))] == [], page.name
    for style in site.rglob("*.css"):
        assert not re.search(r"(?:@import|url\()\s*['\"]?(?:https?:)?//", style.read_text("utf-8")), style.name


@pytest.mark.browser
def test_in_a_browser_no_page_asks_another_host(site: Path, browser) -> None:  # type: ignore[no-untyped-def]
    asked: list[str] = []
    errors: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: None if request.url.startswith("file:") else asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    for name in ("index.html", "quickstart.html", "api.html", "features.html", "howto/cite.html", "ontology.html"):
        page.goto((site / name).as_uri())
        page.wait_for_load_state("load")
        assert page.locator("h1").first.is_visible()
    page.close()
    assert asked == [] and errors == []
