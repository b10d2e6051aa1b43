"""Makes the detector's training shards: photos with the teacher's boxes and landmarks.

    CELEB_MIRROR=… python3 labels.py OUT [SET|FOLDER …]

A face's landmarks are the mean over the photo and its mirror image: a teacher's noise averages away. What the
teacher half believes in is marked to be ignored. Writes OUT/NNN-SET.pkl, lists of (picture, boxes, points, ignored).
"""

import pickle
import sys
from pathlib import Path

import cv2
import numpy as np

from alignment import YuNet, overlap
from sources import FACELESS, SCENES, kept_aside, photo_set

SURE, UNSURE = 0.6, 0.3
LONGEST = {"masks-in-scenes": 720, "crowds": 720}
# (set, photos): portraits with surroundings count most; every fourth shard turn brings scenes.
PLAN = [("all-age-faces", 5000), ("men", 3000), ("masks-in-scenes", 1750), ("crowds", 850), ("celeba-part", 4000), ("utkface", 3000)]
SWAP = [1, 0, 2, 4, 3]


def label(teacher: YuNet, image: np.ndarray, fill: float):
    scores, boxes, points = teacher.faces(image, UNSURE, fill)
    sure = scores >= SURE
    if not sure.any():
        return boxes[:0], points[:0], boxes
    _, mirrored, mirrored_points = teacher.faces(image[:, ::-1].copy(), UNSURE, fill)
    width = image.shape[1]
    mirrored = np.stack([width - mirrored[:, 2], mirrored[:, 1], width - mirrored[:, 0], mirrored[:, 3]], 1)
    mirrored_points = mirrored_points[:, SWAP] * [-1, 1] + [width, 0]
    for i in np.nonzero(sure)[0]:
        same = [k for k in range(len(mirrored)) if overlap(boxes[i], mirrored[k]) > 0.5]
        if same:
            boxes[i] = (boxes[i] + mirrored[same[0]]) / 2
            points[i] = (points[i] + mirrored_points[same[0]]) / 2
    return boxes[sure], points[sure], boxes[~sure]


def main(out: Path, named: list[str]) -> None:
    cv2.setNumThreads(1)
    out.mkdir(parents=True, exist_ok=True)
    small, large = YuNet(320), YuNet(640)
    plan = [(photo_set(name), sys.maxsize) for name in named] or [(photo_set(name), count) for name, count in PLAN]
    for photos, _ in plan:
        print(f"{photos.name}: {len(photos.paths()):,} photos", flush=True)
    shard: list = []
    written = 0

    def flush(name):
        nonlocal written
        path = out / f"{written:03d}-{name}.pkl"
        partial = path.with_suffix(".part")
        with open(partial, "wb") as file:
            pickle.dump(shard, file)
        partial.rename(path)
        written += 1
        print(path.name, len(shard), flush=True)
        shard.clear()

    readers = [(photos.name, photos.photos(slice(0, None, max(1, len(photos.paths()) // count)))) for photos, count in plan]
    if not named:
        readers.insert(0, ("faceless", FACELESS.photos()))
    while readers:
        for entry in list(readers):
            name, photos = entry
            for path, data in photos:
                image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
                if image is None or min(image.shape[:2]) < 32 or (name == "utkface" and kept_aside(path)):
                    continue
                longest = LONGEST.get(name, 400)
                if max(image.shape[:2]) > longest:
                    scale = longest / max(image.shape[:2])
                    image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
                scene = name in SCENES or name == "faceless"
                boxes, points, ignored = label(large if scene else small, image, 1.0 if scene else 0.6)
                if name == "faceless" and len(boxes) + len(ignored):
                    continue
                if name != "faceless" and not len(boxes):
                    continue
                shard.append((image, boxes.astype(np.float32), points.astype(np.float32), ignored.astype(np.float32)))
                if len(shard) == 250:
                    break
            else:
                readers.remove(entry)
            if shard:
                flush(name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
