"""Exports an effect: python3 export_effect.py CHECKPOINT ../models/effects/starry-night/1.0.0"""

import sys
from pathlib import Path

import torch

from effects_network import GRAIN, MARGIN, MULTIPLE, USUAL_GRAIN, EffectNetwork
from exporting import export, write_manifest


def main(checkpoint: Path, folder: Path) -> None:
    state = torch.load(checkpoint, map_location="cpu")
    model = EffectNetwork()
    model.load_state_dict(state["average"])
    model.to4.weights.weight.data[:, 3] *= USUAL_GRAIN  # so that its caller gives the whole range
    path = folder / f"{folder.parent.name}.onnx"
    sides = {2: "height", 3: "width"}
    outputs = export(model, (1, 4, 64, 72), path, ["picture"], {"input": sides, "picture": sides})
    write_manifest(
        path, "effect",
        {
            "title": state["title"],
            "painting": state["painting"],
            "input": {"name": "input", "colour": "rgb", "mean": [0, 0, 0], "scale": [1, 1, 1], "multiple": MULTIPLE, "margin": MARGIN, "grain": GRAIN},
            "output": {"name": "picture"},
        },
        {
            "input": "(i * 7919) mod 256 over [1, 4, 64, 72]",
            "output": "picture[0, :, 32, 36]",
            "values": [round(float(v), 4) for v in outputs[0][0, :, 32, 36]],
            "tolerance": 0.05,
        },
        f"src/training/effects.py, {state['step']:,} steps")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
