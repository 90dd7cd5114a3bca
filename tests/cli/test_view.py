from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from pages import unpacked


def names(page: str) -> list[str]:
    """Who the page tells of."""
    held = re.search(r'id="kg-data">([^<]+)<', page)
    assert held
    found: list[str] = unpacked(held[1])[0]["parties"]["label"]
    return found


def test_one_file_is_written(kg_: Any, store: Path, tmp_path: Path) -> None:
    done = kg_("view", store, "-o", tmp_path / "g.html", "--title", "Who met whom")
    assert done.code == 0 and not done.out and "g.html" in done.err
    page = (tmp_path / "g.html").read_text("utf-8")
    assert "<h1>Who met whom</h1>" in page and "Kim Jong Un" in names(page)
    assert [p.name for p in tmp_path.iterdir()] == ["g.html"]


def test_options_narrow_the_picture(kg_: Any, store: Path, tmp_path: Path) -> None:
    done = kg_("view", store, "-o", tmp_path / "g.html", "--focus", "Iran", "--since", "2023-01", "--json")
    assert json.loads(done.out)["file"] == str(tmp_path / "g.html")
    page = (tmp_path / "g.html").read_text("utf-8")
    assert "Iraq" in names(page) and "Kim Jong Un" not in names(page)
