"""Carries the weights of a wider detector into the network as it is, as far as they fit, to train on from there.

    git show 8019805:src/training/checkpoints/detector.pt > WIDER.pt      # 1.1.0
    python3 narrow.py WIDER.pt OUT/detector.pt

Of each tensor the first channels are kept. The wider network had one convolution more at stride 4, third in `to8`.
"""

import sys
from pathlib import Path

import torch

from detector_network import Detector

GONE = 2  # its place in the wider network's `to8`


def name_in_wider(name: str) -> str:
    part, _, rest = name.partition(".")
    if part != "to8":
        return name
    place, _, rest = rest.partition(".")
    return f"to8.{int(place) + (int(place) >= GONE)}.{rest}"


def main(wider: Path, out: Path) -> None:
    given = torch.load(wider, map_location="cpu")["average"]
    weights = Detector().state_dict()
    for name, own in weights.items():
        if own.dim():
            fits = tuple(slice(min(sides)) for sides in zip(own.shape, given[name_in_wider(name)].shape))
            own[fits] = given[name_in_wider(name)][fits].to(own.dtype)
    out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"model": weights, "average": weights, "step": 0}, out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
