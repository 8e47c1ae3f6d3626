"""Write the trained encoder as int8 ONNX with its labels, tokenizer and pair head.

python export.py --model encoder.pt --minilm DIR_OF_WEIGHTS --out src/dragoman/knowledge/weights
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from model import EVENT_STATUSES, HEADS, MODES, PAIR_TYPES, STATUSES, TAGS, TYPES, Encoder, Packed, load_trained
from onnxruntime.quantization import QuantType, quantize_dynamic

OUTPUTS = ["states", "heads"]
AXES = {
    "ids": {0: "pieces"}, "quoted": {0: "pieces"}, "grid": {0: "sentences", 1: "places"}, "words": {0: "words"},
    "word_grid": {0: "sentences", 1: "word_places"}, "states": {0: "words"}, "heads": {0: "words"},
}  # fmt: skip


def export(model: Encoder, out: Path, per_channel: bool = True) -> None:
    """Trace, quantise the weights (embeddings too), write the files beside each other."""
    ids, grid = torch.ones(7, dtype=torch.long), torch.tensor([[0, 1, 2, 3], [4, 5, 6, -1]])
    words, word_grid = torch.tensor([0, 1, 3, 4, 6]), torch.tensor([[0, 1, 2], [3, 4, -1]])
    with tempfile.TemporaryDirectory() as folder:
        plain = str(Path(folder) / "plain.onnx")
        torch.onnx.export(
            Packed(model).eval(), (ids, ids, grid, words, word_grid), plain,
            input_names=[name for name in AXES if name not in OUTPUTS], output_names=OUTPUTS,
            dynamic_axes=AXES, opset_version=17, dynamo=False,
        )  # fmt: skip
        # seven bits a weight: with eight, processors without VNNI overflow their sums and read other facts
        quantize_dynamic(
            plain, str(out / "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=per_channel, reduce_range=True
        )
    pair = {
        k.removeprefix("pair."): v.numpy().astype(np.float16)
        for k, v in model.state_dict().items()
        if k.startswith("pair.")
    }
    np.savez(out / "pair.npz", **pair)
    names = {
        "attribution": TAGS, "statuses": STATUSES, "types": TYPES, "event_statuses": EVENT_STATUSES, "modes": MODES,
        "pair_types": PAIR_TYPES,
    }  # fmt: skip
    (out / "labels.json").write_text(json.dumps({"heads": HEADS, "labels": names}, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Read the options and export."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--model", type=Path, required=True)
    options.add_argument("--minilm", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--per-tensor", action="store_true")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    export(load_trained(chosen.model, []), chosen.out, not chosen.per_tensor)
    shutil.copyfile(chosen.minilm / "tokenizer.json", chosen.out / "tokenizer.json")


if __name__ == "__main__":
    main()
