"""Exports the detector: python3 export_detector.py CHECKPOINT ../models/face-detector/1.3.0"""

import sys
from pathlib import Path

import torch

from detector_network import STRIDES, Detector
from exporting import export, write_manifest


class Exported(torch.nn.Module):
    """The detector with scores of 0..1."""

    def __init__(self, detector: Detector):
        super().__init__()
        self.detector = detector

    def forward(self, x):
        logits, boxes, landmarks = self.detector(x)
        return logits.sigmoid(), boxes, landmarks


def main(checkpoint: Path, folder: Path) -> None:
    state = torch.load(checkpoint, map_location="cpu")
    detector = Detector()
    detector.load_state_dict(state["average"])
    path = folder / f"{folder.parent.name}.onnx"
    names = ["scores", "boxes", "landmarks"]
    outputs = export(
        Exported(detector), (1, 3, 256, 320), path, names,
        {"input": {2: "height", 3: "width"}, **{name: {1: "cells"} for name in names}})
    best = int(outputs[0][0].argmax())
    write_manifest(
        path, "detector",
        {
            "input": {"name": "input", "colour": "rgb", "mean": [0, 0, 0], "scale": [1, 1, 1], "multiple": 32},
            "output": {"decode": "distances", "scores": ["scores"], "boxes": ["boxes"], "landmarks": ["landmarks"],
                       "strides": list(STRIDES), "threshold": 0.5, "mainThreshold": 0.6, "nmsIou": 0.4},
        },
        {
            "input": "(i * 7919) mod 256 over [1, 3, 256, 320]",
            "output": f"boxes[0, {best}, :4]",
            "values": [round(float(v), 5) for v in outputs[1][0, best]],
            "tolerance": 0.01,
        },
        f"src/training/detector.py, {state['step']:,} steps of 16 views")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
