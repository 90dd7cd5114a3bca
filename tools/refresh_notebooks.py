"""Runs the notebooks and writes their outputs into them, as they are committed: read from the notes and the samples.

    python tools/refresh_notebooks.py [NUMBER ...]

Nothing that changes from run to run is kept: no times, no counts of execution beyond the order of cells.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
# Where in memory something lies, and the names that rdflib makes up.
_PASSING = re.compile(r" at 0x[0-9a-f]+|(?<=identifier=)N[0-9a-f]{32}")


def run(path: Path, news: str | None = None) -> NotebookNode:
    """A notebook with fresh outputs.

    Args:
        path: The notebook; it runs in its own folder.
        news: A larger archive of articles to read; the notes and samples if None.

    Raises:
        CellExecutionError: A cell failed.
    """
    notebook = nbformat.read(path, as_version=4)
    environment = {
        "KG_NEWS": news or "",
        "OMP_NUM_THREADS": "1",
        "SOURCE_DATE_EPOCH": "1704067200",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    }
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": path.parent}})
    return client.execute(env={**os.environ, **environment})


def clean(notebook: NotebookNode) -> NotebookNode:
    """Without what differs between two runs or two machines."""
    notebook.metadata = NotebookNode(
        kernelspec={"display_name": "Python 3", "language": "python", "name": "python3"},
        language_info={"name": "python"},
    )
    for number, cell in enumerate(notebook.cells, 1):
        cell.metadata = NotebookNode()
        cell.id = f"cell-{number:02}"
        if cell.cell_type != "code":
            continue
        for output in cell.outputs:
            output.pop("metadata", None) if output.output_type == "stream" else output.update(metadata=NotebookNode())
            for data in (output.get("data") or {}), output:
                for kind in ("text/plain", "text"):
                    if kind in data:
                        data[kind] = _PASSING.sub("", data[kind])
        # What goes to standard error is progress and warnings of this machine.
        cell.outputs = [o for o in cell.outputs if o.get("name") != "stderr"]
    return notebook


def main(wanted: list[str]) -> None:
    """Refresh all notebooks, or those that begin with one of some numbers."""
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        if not wanted or path.name.split("-")[0] in wanted:
            nbformat.write(clean(run(path)), path)
            print(f"{path.name}: {path.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main(sys.argv[1:])
