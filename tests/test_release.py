"""What is released: its name, its version said once, its licences, its description, what is in it."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

import kg
from kg.core.errors import DISTRIBUTION, to_install

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = SETTINGS["project"]
TEXT = {".py", ".md", ".toml", ".yml", ".yaml", ".cff", ".ipynb", ".cfg", ".txt", ""}


def tracked() -> list[Path]:
    """The files of the repository."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.splitlines() if (path := ROOT / name).is_file()]


def test_nobody_is_sent_to_another_project() -> None:
    """On the Python package index "kg" is not this."""
    wrong = re.compile(r"pip3? install (?:-\S+ )*[\"']?kg\b(?!/)|(?<![\w.-])kg\[[a-z,]+\](?=[`\"' ,.;)]|$)", re.M)
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked()
        if path.suffix in TEXT and path != Path(__file__)
        for match in wrong.finditer(path.read_text("utf-8", "replace"))
    ]
    assert found == []


def test_messages_name_the_distribution_and_its_extras() -> None:
    assert PROJECT["name"] == DISTRIBUTION
    used = {
        extra
        for path in (ROOT / "kg").rglob("*.py")
        for extra in re.findall(r"to_install\(['\"](\w+)['\"]\)", path.read_text("utf-8"))
    }
    assert used and used <= set(PROJECT["optional-dependencies"])
    assert to_install("pdf") == "pip install 'geopolitical-kg[pdf]'"


def test_the_version_is_the_same_everywhere() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert cited["version"] == kg.__version__
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert newest and newest[1].rstrip(",") == kg.__version__


def test_licences_of_data_are_named() -> None:
    licences = set(PROJECT["license"].split(" AND "))
    assert licences == set(yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))["license"])
    assert all((ROOT / file).is_file() for file in PROJECT["license-files"])
    notice = (ROOT / "NOTICE").read_text("utf-8")
    named = re.findall(r"\bkg/[\w/.]+", notice)
    assert len(named) > 6 and all((ROOT / file).exists() for file in named)
    told = {name.replace(" ", "-") for name in re.findall(r"CC BY(?:-SA)? 4\.0(?= \()|^ISC", notice, re.M)}
    assert {"Apache-2.0", *told} == licences


def described(text: str) -> str:
    """The README as the package index shows it."""
    for rule in SETTINGS["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]["substitutions"]:
        text = re.sub(rule["pattern"], rule["replacement"], text)
    return text


def test_links_of_the_description_lead_somewhere_without_the_repository() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    text = described(readme)
    assert re.findall(r"\]\((?!https?://)[^)]*\)", text) == []
    assert "[PLOVER](https://" in text and "*Picture: " in text and "Ten-minute start" in text


def test_python_versions_are_the_same_everywhere() -> None:
    first, last = re.findall(r"3\.(\d+)", PROJECT["requires-python"])
    known = [c.rpartition(".")[2] for c in PROJECT["classifiers"] if "Python :: 3." in c]
    assert known == [str(minor) for minor in range(int(first), int(last))]
    words = f"3.{first} to 3.{int(last) - 1}"
    for page in ("README.md", "Makefile", "docs/quickstart.md", "CHANGELOG.md"):
        assert words in (ROOT / page).read_text("utf-8"), page


@pytest.mark.parametrize("form", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml")), ids=lambda f: f.stem)
def test_forms_for_issues_are_whole(form: Path) -> None:
    told = yaml.safe_load(form.read_text("utf-8"))
    assert {"name", "description", "labels", "body"} == set(told)
    ids = [part["id"] for part in told["body"] if part["type"] != "markdown"]
    assert len(ids) == len(set(ids)) >= 3
    for part in told["body"]:
        for page in re.findall(r"docs/[\w/]+\.md", part["attributes"].get("value", "")):
            assert (ROOT / page).is_file()


def test_training_can_be_rerun() -> None:
    project = yaml.safe_load((ROOT / "training" / "project.yml").read_text("utf-8"))
    steps = [command["name"] for command in project["commands"]]
    assert project["workflows"]["all"] == steps and set(project["workflows"]["tables"]) <= set(steps)
    lines = "\n".join(line for command in project["commands"] for line in command["script"])
    for script in re.findall(r"scripts/\w+\.py", lines):
        assert (ROOT / "training" / script).is_file(), script
    tables = "truecase.tsv.xz", "common.tsv.xz", "proposer.npz", "judge.npz", "weights.yaml"
    for weights in (*tables, "../kg/language/model"):
        assert weights in lines + str(project["vars"]), weights
    pinned = (ROOT / "training" / "data.sha256").read_text("utf-8")
    for file in re.findall(r"\$\{vars\.(?:data|articles)\}/([\w/.-]+\.gz)", lines):
        assert file in pinned, file
