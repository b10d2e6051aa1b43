"""Makes the embedder's training shards: aligned crops and the teacher's vector of each.

    CELEB_MIRROR=… python3 crops.py OUT SET|FOLDER [FIRST:LAST] [--detector DETECTOR.pt]

Crops are aligned as they will be when the embedder serves: by the detector that ships, from one look at the photo. The
teacher sees the face aligned by the mean of that look and one at the mirror image, since what it is told wrongly about
where the face is, it tells the student wrongly. Where the two looks differ much, the photo is left out.

Writes OUT/SET-FIRST-NNN.npz with `crops` (n, 128, 128, 3 BGR) and `targets` (n, 128 float16), a thousand at a time,
so that training can start on the first while the rest is made.
"""

import argparse
from pathlib import Path

import cv2
import numpy as np
import torch

from alignment import TEMPLATE, crop, similarity
from augmentation import inner
from detection import Trained, decode, find
from sources import kept_aside, photo_set
from teacher import frozen_teacher, targets_of
from teachers import SWAP

SHARD = 1000
BATCH = 50
SURE = 0.6
SHIPPED = Path(__file__).parent / "checkpoints" / "detector.pt"
APART = 5.0  # pixels of the aligned face by which two looks may differ on average
BORDER = 0.25  # of the longest side, black around the mirror image: a face that fills its photo is seen smaller once


def points_of(detector: Trained, photo: np.ndarray) -> np.ndarray | None:
    """The five points (5, 2) of the surest face in a photo, counted from the photo's corner; None without one."""
    found = find(detector, photo)
    return found[0, 5:].reshape(5, 2) if len(found) and found[0, 0] >= SURE else None


def mirrored_points_of(detector: Trained, photo: np.ndarray) -> np.ndarray | None:
    """The same points as the photo's mirror image tells them."""
    border = round(BORDER * max(photo.shape[:2]))
    points = points_of(detector, cv2.copyMakeBorder(photo[:, ::-1], border, border, border, border, cv2.BORDER_CONSTANT))
    if points is None:
        return None
    points = points[SWAP] - border
    points[:, 0] = photo.shape[1] - points[:, 0]
    return points


def apart(points: np.ndarray, others: np.ndarray) -> float:
    """How far they lie from each other on average, in pixels of the aligned face."""
    turn = similarity(points, TEMPLATE)[:, :2]
    return float(np.linalg.norm((points - others) @ turn.T, axis=1).mean())


def save(path: Path, crops: np.ndarray, targets: np.ndarray) -> None:
    """A shard, whole or not at all: training may be looking at its folder."""
    partial = path.with_suffix(".part")
    with open(partial, "wb") as file:
        np.savez(file, crops=crops, targets=targets)
    partial.replace(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("photos", help="a set of sources.py, or a folder")
    parser.add_argument("part", nargs="?", default=":", help="the photos from FIRST up to LAST, by path")
    parser.add_argument("--detector", default=str(SHIPPED), help="the checkpoint of the detector that will serve")
    args = parser.parse_args()
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    photos = photo_set(args.photos)
    first, last = (int(place) if place else None for place in args.part.split(":"))
    name = photos.name
    print(f"{name}: {len(photos.paths()):,} photos", flush=True)
    args.out.mkdir(parents=True, exist_ok=True)
    detector, teacher = Trained(args.detector), frozen_teacher(BATCH)
    crops: list[np.ndarray] = []
    seen_by_teacher: list[np.ndarray] = []
    shards = 0

    def flush():
        nonlocal shards
        targets = targets_of(teacher, inner(torch.from_numpy(np.stack(seen_by_teacher))), BATCH)
        path = args.out / f"{name}-{first or 0:06d}-{shards:03d}.npz"
        save(path, np.stack(crops), targets.numpy().astype(np.float16))
        shards += 1
        print(f"{path.name}: {len(crops)} faces", flush=True)
        crops.clear()
        seen_by_teacher.clear()

    for path, data in photos.photos(slice(first, last)):
        if name == "utkface" and kept_aside(path):
            continue
        photo = decode(data)
        if photo is None or (points := points_of(detector, photo)) is None or (mirrored := mirrored_points_of(detector, photo)) is None:
            continue
        if apart(points, mirrored) > APART:
            continue
        crops.append(crop(photo, points))
        seen_by_teacher.append(crop(photo, (points + mirrored) / 2))
        if len(crops) == SHARD:
            flush()
    if crops:
        flush()


if __name__ == "__main__":
    main()
