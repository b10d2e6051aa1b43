"""Takes out of the embedder's shards what is a photo of the evaluation, or looks too much like one.

    CELEB_MIRROR=… python3 twins.py SHARDS PEOPLE …     folders with the photos that figures will be measured on

Photo sets overlap, and a photo that was scaled or compressed again has another hash. Two faces are twins where the
teacher's vectors are alike and the aligned pixels too, as they are or mirrored. Tells how
many faces each set lost.
"""

import argparse
from collections import Counter
from pathlib import Path
from typing import Iterator

import cv2
import numpy as np
import torch

from alignment import crop
from augmentation import inner
from crops import BATCH, SHIPPED, points_of, save
from detection import Trained, decode
from sources import PhotoFolder
from teacher import frozen_teacher, targets_of

ALIKE = 0.8  # of both measures: of 30 pairs looked at, those above 0.88 were one photo, the others two of one person
SMALL = (18, 16)  # pixels a face is compared at


def faces(folder: Path, detector: Trained) -> Iterator[np.ndarray]:
    """The aligned face of each photo that has one, 128 x 128 BGR."""
    for _, data in PhotoFolder(folder).photos():
        photo = decode(data)
        if photo is not None and (points := points_of(detector, photo)) is not None:
            yield crop(photo, points)


def shapes(crops: np.ndarray) -> torch.Tensor:
    """(n, 288) unit vectors of grey pixels less their mean, so that a product is a correlation."""
    grey = inner(torch.from_numpy(crops)).mean(1).numpy()
    small = np.stack([cv2.resize(face, SMALL, interpolation=cv2.INTER_AREA).ravel() for face in grey])
    small -= small.mean(1, keepdims=True)
    return torch.from_numpy(small / np.linalg.norm(small, axis=1, keepdims=True).clip(1e-6))


def twins(crops: np.ndarray, vectors: torch.Tensor, seen: torch.Tensor, known: torch.Tensor) -> np.ndarray:
    """Which of the crops have a twin among faces of these shapes and vectors."""
    alike = torch.maximum(shapes(crops) @ seen.T, shapes(np.ascontiguousarray(crops[:, :, ::-1])) @ seen.T)
    return (torch.minimum(alike, vectors @ known.T) > ALIKE).any(1).numpy()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shards", type=Path)
    parser.add_argument("people", type=Path, nargs="+")
    args = parser.parse_args()
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    detector, teacher = Trained(str(SHIPPED)), frozen_teacher(BATCH)
    seen, known = [], []
    for folder in args.people:
        crops = list(faces(folder, detector))
        print(f"{folder.name}: {len(crops):,} faces", flush=True)
        stack = np.stack(crops)
        known.append(targets_of(teacher, inner(torch.from_numpy(stack)), BATCH))
        seen.append(shapes(stack))
    seen, known = torch.cat(seen), torch.cat(known)
    lost: Counter = Counter()
    for path in sorted(args.shards.glob("*.npz")):
        shard = np.load(path)
        crops, targets = shard["crops"], shard["targets"]
        out = twins(crops, torch.from_numpy(targets.astype(np.float32)), seen, known)
        if out.any():
            lost[path.name.rsplit("-", 2)[0]] += int(out.sum())
            save(path, crops[~out], targets[~out])
    print(", ".join(f"{name} {count}" for name, count in lost.most_common()) or "none", "taken out")


if __name__ == "__main__":
    main()
