"""Takes the pictures of docs/images anew: the view of the sample articles in a real browser.

    python tools/refresh_images.py [--chromium PATH]

Needs Playwright and a Chromium; flags need a font that has them (Noto Color Emoji), as readers' systems have.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import kg
from kg import samples

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
SIZE = {"width": 1280, "height": 800}
# Each picture: its light, what the address says, and whom to search for.
PICTURES = {
    "view-states": ("light", "#level=country", ""),
    "view-entity": ("light", "#level=country", "india canada"),
    "view-table": ("dark", "#tab=table", ""),
}


def take(page: Page, address: str, names: str, path: Path) -> None:
    """One picture."""
    page.goto(address)
    page.wait_for_selector("html[data-ready]", state="attached")
    if names:
        page.fill("#query", names)
        page.press("#query", "Enter")
    page.wait_for_timeout(1200)  # until nothing moves
    page.screenshot(path=path)


def main() -> None:
    """All of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        view = kg.build(samples.path()).view().save(Path(folder) / "samples.html")
        browser = playwright.chromium.launch(executable_path=chosen.chromium, args=["--headless", "--no-sandbox"])
        for name, (light, hash_, names) in PICTURES.items():
            page = browser.new_page(viewport=SIZE, color_scheme=light)  # type: ignore[arg-type]
            take(page, view.as_uri() + hash_, names, IMAGES / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
