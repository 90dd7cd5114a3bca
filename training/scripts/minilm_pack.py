"""Packs a trained scorer for ``training/minilm``: the encoder as ONNX and the tables above it, both in bytes.

    python scripts/minilm_pack.py FOLDER/scorer.pt minilm/kg_minilm/data

Needs torch, transformers, onnx and onnxruntime.  Matrices of the encoder are quantized by ONNX Runtime, each channel by
itself.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from scorer_heads import packed
from scorer_net import Network, encoder
from torch import Tensor, nn
from transformers import AutoTokenizer

PART = 8_000_000  # bytes of a file


class _Read(nn.Module):
    """The encoder alone, for one window after the other: pieces in, what is read of each out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = network.encoder

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        read: Tensor = self.encoder(input_ids, attention_mask=attention_mask).last_hidden_state
        return read


def pack(weights: Path, folder: Path) -> None:
    """Write ``encoder.onnx.0`` and so on, ``heads.npz`` and ``tokenizer.json``."""
    network = Network()
    network.load_state_dict(torch.load(weights, weights_only=True))
    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        whole = Path(temporary) / "encoder.onnx"
        some = torch.ones((2, 16), dtype=torch.long)
        free = {0: "windows", 1: "pieces"}
        names = ["input_ids", "attention_mask", "read"]
        torch.onnx.export(
            _Read(network), (some, some), str(whole), input_names=names[:2], output_names=names[2:],
            dynamic_axes=dict.fromkeys(names, free), opset_version=17,
        )  # fmt: skip
        small = Path(temporary) / "small.onnx"
        quantize_dynamic(whole, small, per_channel=True, weight_type=QuantType.QInt8)
        _split(small.read_bytes(), folder / "encoder.onnx")
    heads = {name: values for name, values in network.state_dict().items() if not name.startswith("encoder.")}
    np.savez_compressed(folder / "heads.npz", **packed(heads))
    AutoTokenizer.from_pretrained(encoder()).backend_tokenizer.save(str(folder / "tokenizer.json"))


def _split(content: bytes, path: Path) -> None:
    """Write a file in parts, as a repository does not take one so large; their names sort as they follow."""
    for number, start in enumerate(range(0, len(content), PART)):
        path.with_name(f"{path.name}.{number}").write_bytes(content[start : start + PART])


if __name__ == "__main__":
    pack(Path(sys.argv[1]), Path(sys.argv[2]))
