"""Exports the embedder: python3 export_embedder.py CHECKPOINT ../models/face-embedder/1.9.0"""

import sys
from pathlib import Path

import torch

from exporting import export, write_manifest
from network import DIMENSIONS, REGIONS, SIDE, Embedder


def main(checkpoint: Path, folder: Path) -> None:
    state = torch.load(checkpoint, map_location="cpu")
    model = Embedder()
    model.load_state_dict(state["average"])
    path = folder / f"{folder.parent.name}.onnx"
    outputs = export(model, (2, 3, SIDE, SIDE), path, ["embedding"], {"input": {0: "faces"}, "embedding": {0: "faces"}})
    write_manifest(
        path, "embedder",
        {
            "input": {"name": "input", "width": SIDE, "height": SIDE, "colour": "rgb", "mean": [0, 0, 0], "scale": [1, 1, 1]},
            "output": {"name": "embedding", "regions": REGIONS, "dimensions": DIMENSIONS},
        },
        {
            "input": f"(i * 7919) mod 256 over [2, 3, {SIDE}, {SIDE}]",
            "output": "embedding[0, 0, :8]",
            "values": [round(float(v), 6) for v in outputs[0][0, 0, :8]],
            "tolerance": 0.001,
        },
        f"src/training/embedder.py, {state['seen']:,} views")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
