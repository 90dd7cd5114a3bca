from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def test_one_file_is_written(kg_: Any, store: Path, tmp_path: Path) -> None:
    done = kg_("view", store, "-o", tmp_path / "g.html", "--title", "Who met whom")
    assert done.code == 0 and not done.out and "g.html" in done.err
    page = (tmp_path / "g.html").read_text("utf-8")
    assert "Who met whom" in page and "Kim Jong Un" in page
    assert [p.name for p in tmp_path.iterdir()] == ["g.html"]


def test_options_narrow_the_picture(kg_: Any, store: Path, tmp_path: Path) -> None:
    done = kg_("view", store, "-o", tmp_path / "g.html", "--focus", "Iran", "--since", "2023-01", "--json")
    assert json.loads(done.out)["file"] == str(tmp_path / "g.html")
    page = (tmp_path / "g.html").read_text("utf-8")
    assert "Iraq" in page and "Kim Jong Un" not in page
