"""The page in Firefox: it draws, which an empty page's picture of a tenth of the size would not show."""

from __future__ import annotations

import shutil
import struct
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kg.view.explorer import View

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
pytestmark = pytest.mark.skipif(FIREFOX is None, reason="needs Firefox: apt-get install firefox-esr")


def _picture(page: Path, folder: Path) -> bytes:
    """The PNG that Firefox makes of a page of 1440 × 900 pixels."""
    out, profile = folder / f"{page.stem}.png", folder / f"{page.stem}-profile"
    profile.mkdir()
    command = [str(FIREFOX), "--headless", "--no-remote", "--profile", str(profile), "--window-size=1440,900"]
    subprocess.run([*command, "--screenshot", str(out), page.as_uri()], capture_output=True, check=True, timeout=120)
    return out.read_bytes()


def test_firefox_draws_the_page(events: list[Any], tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    empty.write_text("<!DOCTYPE html><title>Nothing</title>", "utf-8")
    nothing, drawn = _picture(empty, tmp_path), _picture(View(events).save(tmp_path / "view.html"), tmp_path)
    assert struct.unpack(">II", drawn[16:24]) == (1440, 900)
    assert len(drawn) > 10 * len(nothing)
