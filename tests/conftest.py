"""What tests share: where the project is, and data that only some checkouts have."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

os.environ.setdefault("OMP_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))  # making.py, which several folders use


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def data() -> Path:
    """Data for development, which is no part of the repository; tests that need it are skipped where it is not."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("development data is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def node() -> Callable[..., Any]:
    """Runs a script of ``tests/node`` and reads what it prints as JSON; skips where its packages are not there."""
    program, scripts = shutil.which("node"), ROOT / "tests" / "node"
    if program is None or not (scripts / "node_modules" / ".package-lock.json").is_file():
        pytest.skip("its packages are not installed: npm install --prefix tests/node")

    def run(script: str, *arguments: str) -> Any:
        done = subprocess.run(
            [str(program), str(scripts / f"{script}.mjs"), *arguments],
            capture_output=True,
            encoding="utf-8",
            timeout=180,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def rscript() -> str:
    """The program that runs R, with igraph; skips where either is not there."""
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R is not installed: apt-get install r-base-core r-cran-igraph")
    asked = subprocess.run([program, "-e", "library(igraph)"], capture_output=True, timeout=180)
    if asked.returncode != 0:
        pytest.skip("R has no igraph: apt-get install r-cran-igraph")
    return program


# What a browser is started with: nothing that calls home, nothing that needs a screen or a user.
_CHROMIUM = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def chromium_path() -> str | None:
    """Where Chromium is: KG_CHROMIUM if it is set, else what the system has; None without any."""
    wanted = os.environ.get("KG_CHROMIUM")
    names = [wanted] if wanted else ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    return next((found for name in names if name and (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser driven by Playwright; tests that use it carry ``@pytest.mark.browser`` and are skipped without one."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = chromium_path()
    if path is None:
        pytest.skip("there is no Chromium; install it, or set KG_CHROMIUM to its path")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(_CHROMIUM))
        yield running
        running.close()
