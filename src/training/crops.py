"""Makes the embedder's training shards: aligned crops and the teacher's vector of each.

    CELEB_MIRROR=… python3 crops.py OUT SET|FOLDER [FIRST:LAST]

Writes OUT/SET-FIRST-NNN.npz with `crops` (n, 128, 128, 3 BGR) and `targets` (n, 128 float16), a thousand at a time,
so that training can start on the first while the rest is made.
"""

import sys
from pathlib import Path

import cv2
import numpy as np
import torch

from alignment import SIDE, YuNet, crop
from augmentation import inner
from sources import kept_aside, photo_set
from teacher import frozen_teacher, target

SHARD = 1000
BATCH = 50


def main(out: Path, named: str, part: slice) -> None:
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    photos = photo_set(named)
    name = photos.name
    print(f"{name}: {len(photos.paths()):,} photos", flush=True)
    out.mkdir(parents=True, exist_ok=True)
    detector, teacher = YuNet(), frozen_teacher(BATCH)
    crops: list[np.ndarray] = []
    shards = 0

    def targets_of(faces: torch.Tensor) -> torch.Tensor:
        batch = torch.zeros(BATCH, 3, SIDE, SIDE)
        batch[:len(faces)] = faces
        return target(teacher, batch)[:len(faces)]

    def flush():
        nonlocal shards
        stack = np.stack(crops)
        targets = torch.cat([targets_of(faces) for faces in inner(torch.from_numpy(stack)).split(BATCH)])
        path = out / f"{name}-{part.start or 0:06d}-{shards:03d}.npz"
        partial = path.with_suffix(".part")
        with open(partial, "wb") as file:
            np.savez(file, crops=stack, targets=targets.numpy().astype(np.float16))
        partial.rename(path)
        shards += 1
        crops.clear()
        print(f"{path.name}: {len(stack)} faces", flush=True)

    for path, data in photos.photos(part):
        if name == "utkface" and kept_aside(path):
            continue
        image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
        if image is None:
            continue
        found = detector.largest(image)
        if found is None:
            continue
        crops.append(crop(image, found))
        if len(crops) == SHARD:
            flush()
    if crops:
        flush()


if __name__ == "__main__":
    first, _, last = (sys.argv[3] if len(sys.argv) > 3 else ":").partition(":")
    main(Path(sys.argv[1]), sys.argv[2], slice(int(first or 0), int(last) if last else None))
