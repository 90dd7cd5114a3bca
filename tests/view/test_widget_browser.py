"""The widget in JupyterLab and marimo as they are run: it shows itself, and the selection is read back in Python."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from known import EVENTS

from kg.view.explorer import View

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
SETUP = f"import sys; sys.path.insert(0, {str(HERE)!r})\nfrom known import EVENTS\nfrom kg import View\n"


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def serve(command, port, folder):
    """A server of notebooks, started; ended by who asked for it."""
    variables = os.environ | {"HOME": str(folder), "JUPYTER_PLATFORM_DIRS": "1", "PYTHONPATH": str(HERE.parents[1])}
    log = (folder / "server.log").open("w")
    running = subprocess.Popen([sys.executable, "-m", *command], cwd=folder, env=variables, stdout=log, stderr=log)
    for _ in range(240):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2).close()
            return running
        except OSError:
            assert running.poll() is None, (folder / "server.log").read_text()
            time.sleep(0.5)
    running.kill()
    raise AssertionError((folder / "server.log").read_text())


def end(running):
    """Stop a server that was started here."""
    running.terminate()
    try:
        running.wait(20)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()


def cell(source):
    return {"cell_type": "code", "id": f"c{abs(hash(source))}", "metadata": {}, "outputs": [], "source": source,
            "execution_count": None}  # fmt: skip


def notebook(folder, *cells):
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    book = {"nbformat": 4, "nbformat_minor": 5, "metadata": kernel, "cells": list(cells)}
    (folder / "book.ipynb").write_text(json.dumps(book), encoding="utf-8")


@pytest.fixture
def lab(tmp_path):
    pytest.importorskip("jupyterlab")
    port = free_port()
    command = [
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        f"--port={port}",
        "--IdentityProvider.token=",
        "--ip=127.0.0.1",
    ]
    started = []

    def start(*cells):
        notebook(tmp_path, *cells)
        started.append(serve(command, port, tmp_path))
        return f"http://127.0.0.1:{port}/lab/tree/book.ipynb"

    yield start
    for running in started:
        end(running)


def pick(page):
    """Pick Russia in the frame; its own address."""
    frame = page.frame_locator("iframe[title*='Who did']")
    frame.locator("html[data-ready]").wait_for(state="attached", timeout=120_000)
    frame.locator("#query").fill("russia")
    frame.locator("#query").press("Enter")
    frame.locator("#panel h2:has-text('Russia')").wait_for()
    return frame


def run(page, number):
    """Run a cell; JupyterLab loses what is typed while it restores its panes, so until it says that the cell runs."""
    it = page.locator(".jp-CodeCell").nth(number)
    for _ in range(20):
        it.locator(".cm-content").click()
        page.keyboard.press("Control+Enter")
        page.wait_for_timeout(1000)
        if it.locator(".jp-InputPrompt").inner_text().strip() != "[ ]:":
            return
    raise AssertionError("the cell does not run")


def test_in_jupyterlab(browser, lab):
    pytest.importorskip("anywidget")
    read = "print('chosen', widget.selection['node'], len(widget.chosen), widget.chosen[0].id)"
    address = lab(cell(SETUP + "widget = View(EVENTS).widget(600)\nwidget"), cell(read))
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(120_000)
    page.goto(address)
    page.locator("text=/Python 3.*Idle/").first.wait_for()
    run(page, 0)
    frame = pick(page)
    page.wait_for_timeout(1500)
    run(page, 1)
    page.wait_for_selector("text=chosen RUS")
    said = page.locator(".jp-OutputArea-output:has-text('chosen')").last.inner_text()
    about = [e for e in EVENTS if "RUS" in {p.id for p in (*e.actors, *e.recipients)}]
    assert said.split()[1:3] == ["RUS", str(len(about))]
    # The notebook's theme is the view's.
    paper = "getComputedStyle(document.body).backgroundColor"
    light = frame.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    page.wait_for_timeout(500)
    assert frame.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") != light, paper
    page.close()


def test_an_untrusted_notebook_shows_the_still_picture(browser, lab):
    shown = cell("view")
    html = View(EVENTS)._repr_html_()
    shown["outputs"] = [
        {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/html": html}}
    ]
    shown["execution_count"] = 1
    page = browser.new_page()
    page.set_default_timeout(120_000)
    page.goto(lab(shown))
    picture = page.locator(".jp-OutputArea img[src^='data:image/svg']")
    picture.wait_for()
    assert picture.evaluate("image => image.naturalWidth") > 100
    assert page.locator(".jp-OutputArea iframe").count() == 0
    page.close()


def test_in_marimo(browser, tmp_path):
    pytest.importorskip("marimo")
    pytest.importorskip("anywidget")
    setup = SETUP.replace("\n", "\n    ")
    (tmp_path / "app.py").write_text(
        f"""import marimo
app = marimo.App()

@app.cell
def _():
    import marimo as mo
    {setup}
    widget = mo.ui.anywidget(View(EVENTS).widget(600))
    widget
    return mo, widget

@app.cell
def _(mo, widget):
    chosen = widget.value.get("selection") or {{}}
    mo.md(f"chosen {{chosen.get('node')}} {{len(widget.widget.chosen)}}")
    return

if __name__ == "__main__":
    app.run()
""",
        encoding="utf-8",
    )
    port = free_port()
    running = serve(
        ["marimo", "run", "app.py", "--headless", f"--port={port}", "--no-token", "--host=127.0.0.1"], port, tmp_path
    )
    try:
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(120_000)
        page.goto(f"http://127.0.0.1:{port}/")
        pick(page)
        about = [e for e in EVENTS if "RUS" in {p.id for p in (*e.actors, *e.recipients)}]
        page.wait_for_selector(f"text=chosen RUS {len(about)}")
        page.close()
    finally:
        end(running)
