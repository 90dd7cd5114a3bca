"""Parquet: nodes, edges and events, each with a schema that is the same whatever the graph holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.core.errors import InputError, to_install
from kg.exporting.base import Format, Graph, register
from kg.exporting.networks import EDGE, NODE, edges, nodes
from kg.exporting.records import FIELDS, rows

if TYPE_CHECKING:
    import pyarrow as pa

_TOGETHER = 10_000


def write_parquet(graph: Graph, folder: Path) -> None:
    """nodes.parquet, edges.parquet and events.parquet in a folder.

    Days are date32, lists lists of text; what is not known is null.

    Raises:
        InputError: pyarrow is not installed.
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise InputError(f"pyarrow is needed for Parquet; install it with {to_install('parquet')}") from None
    folder.mkdir(parents=True, exist_ok=True)
    ties = graph.network()
    _write(folder / "nodes.parquet", dict.fromkeys(NODE, str), nodes(ties))
    _write(folder / "edges.parquet", EDGE, edges(ties, graph))
    _write(folder / "events.parquet", FIELDS, rows(graph.events()))


def _write(path: Path, fields: dict[str, Any], records: Iterable[dict[str, Any]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {str: pa.string(), int: pa.int64(), float: pa.float64(), "day": pa.date32(), list: pa.list_(pa.string())}
    schema = pa.schema([(name, types[kind]) for name, kind in fields.items()])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _batches(records, schema):
            writer.write_batch(batch)


def _batches(records: Iterable[dict[str, Any]], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    left = iter(records)
    while some := list(islice(left, _TOGETHER)):
        yield pa.RecordBatch.from_pylist(some, schema=schema)


register(Format("parquet", "a folder with nodes, edges and events in Parquet", folder=write_parquet))
