"""Tries a wheel as somebody does who has nothing else of this project: ``python tools/try_wheel.py dist/*.whl``.

Installs it in a new environment, goes to an empty folder elsewhere, and runs build, triples, query, view, export and
serve on sample articles, which come with the wheel.  Prints what each gave, and how large things are; ends with 1 at
the first that gives nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
import venv
import zipfile
from pathlib import Path

MOST = 16_000_000  # bytes of a wheel


def main() -> None:
    """Try the wheel."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--keep", type=Path, help="where the environment is made; a temporary folder if not given")
    given = parser.parse_args()
    wheel = given.wheel.resolve()
    weighed(wheel)
    with tempfile.TemporaryDirectory() as folder:
        home = given.keep or Path(folder) / "environment"
        elsewhere = Path(folder) / "elsewhere"
        elsewhere.mkdir()
        venv.create(home, with_pip=True)
        programs = home / ("Scripts" if os.name == "nt" else "bin")
        run(programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, at=elsewhere)
        size = sum(file.stat().st_size for file in home.rglob("*") if file.is_file() and not file.is_symlink())
        print(f"installed, with all it needs: {size / 1e6:.0f} MB")
        walk(programs / "kg", programs / "python", elsewhere)


def weighed(wheel: Path) -> None:
    """What is in a wheel, and that it is not too heavy."""
    size = wheel.stat().st_size
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    tops = sorted({name.split("/")[0] for name in names})
    print(f"{wheel.name}: {size / 1e6:.1f} MB, {len(names)} files in {', '.join(tops)}")
    if size > MOST:
        sys.exit(f"the wheel is over {MOST / 1e6:.0f} MB")


def walk(kg: Path, python: Path, at: Path) -> None:
    """Build, ask, draw, export, serve."""
    samples = run(
        python, "-c", "import kg, pathlib; print(pathlib.Path(kg.__file__).parent / 'samples' / 'articles')", at=at
    )
    print(run(kg, "--version", at=at).strip())
    built = json.loads(run(kg, "build", samples.strip(), "--store", "graph", "--json", at=at))
    print(f"build: {built['events']} events of {built['articles']} articles")
    print(f"triples: {len(run(kg, 'triples', 'graph', '--json', at=at).splitlines())} lines of JSON")
    rows = run(kg, "query", "graph", "SELECT ?who { entity:USA kg:meets|kg:agrees ?who }", "--json", at=at)
    print(f"query: {' '.join(rows.split())[:100]}")
    run(kg, "view", "graph", "--output", "graph.html", "--quiet", at=at)
    print(f"view: {(at / 'graph.html').stat().st_size / 1e6:.1f} MB of HTML")
    print(f"export: {len(run(kg, 'export', 'graph', '-f', 'turtle', at=at).splitlines())} lines of Turtle")
    print(f"serve: {served(kg, at)}")


def served(kg: Path, at: Path) -> str:
    """What an endpoint answers to a query."""
    command = [str(kg), "serve", "graph", "--port", "0", "--json"]
    with subprocess.Popen(command, cwd=at, env=environment(), stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            address = json.loads(process.stdout.readline())["sparql"]
            question = urllib.parse.quote("ASK { ?event a kg:Event }")
            accept = {"Accept": "application/sparql-results+json"}
            request = urllib.request.Request(f"{address}?query={question}", headers=accept)
            with urllib.request.urlopen(request, timeout=60) as answer:
                told = json.load(answer)
        finally:
            process.terminate()
    if told.get("boolean") is not True:
        sys.exit(f"kg serve answers {told}")
    return f"{address} answers"


def environment() -> dict[str, str]:
    """That of this process, without what says where Python looks."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}


def run(program: Path, *arguments: object, at: Path) -> str:
    """What a program writes; ends all if it fails, or writes nothing where something is asked for."""
    command = [str(program), *map(str, arguments)]
    done = subprocess.run(
        command, cwd=at, env=environment(), capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} ends with {done.returncode}:\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
