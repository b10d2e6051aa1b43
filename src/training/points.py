"""Makes shards whose landmarks are better than YuNet's: points set by hand, and RetinaFace's averaged over views.

    CELEB_MIRROR=… python3 points.py OUT [SET …]

On the hand-labelled test photos YuNet-n is off by 12 % of the distance of the eyes, RetinaFace by 8.4 %; so YuNet's part
here is only to agree that there is a face. Each small group has its own name: the trainer draws a group in
proportion to the square root of its size, and these shall count as much as all of labels.py's together.
"""

import pickle
import sys
import xml.etree.ElementTree as xml
from dataclasses import replace
from pathlib import Path
from typing import Iterator

import cv2
import numpy as np

from labels import LONGEST, SURE, UNSURE
from sources import HAND_POINTS, SCENES, TRAINING, PhotoSet, kept_aside
from teachers import Retinaface, Teachers, View, overlaps

GROUP = 400
SETS = ["men", "real-and-made", "all-age-faces", "masks", "portraits", "celeba-part", "small-ffhq", "utkface"]
EACH = 1000
# Where the five points lie in a box, as shares of its sides: the median over RetinaFace's faces in the first sixty scenes.
USUAL = np.array([[0.28, 0.40], [0.72, 0.39], [0.51, 0.58], [0.33, 0.75], [0.69, 0.74]])
VIEWS = (View(0.62, 0.19, 0.19), View(0.58, 0.2, 0.21, True), View(0.75, 0.12, 0.14), View(0.72, 0.15, 0.13, True))


def teacher() -> Teachers:
    one = Teachers.__new__(Teachers)
    one.teachers = (Retinaface(),)
    return one


def by_hand(labels: Teachers) -> Iterator[tuple]:
    """Photos of `new_training.txt` with its points, in RetinaFace's box."""
    photos = {path: data for path, data in HAND_POINTS.photos()}
    for line in photos["new_training.txt"].decode().splitlines():
        name, *numbers = line.split()
        if "lfw_" in name or name not in photos or len(numbers) != 10:
            continue
        image = cv2.imdecode(np.frombuffer(photos[name], np.uint8), cv2.IMREAD_COLOR)
        points = np.float32(numbers).reshape(2, 5).T  # all x, then all y
        faces = labels.label(image, VIEWS[:1], side=192)
        inside = [face for face in faces if (points > face[1:3]).all() and (points < face[3:5]).all()]
        if inside and inside[0][0] > SURE:
            yield image, inside[0][None, 1:5], points[None], np.zeros((0, 4))


def taught(photos: PhotoSet) -> slice:
    """Every so many of a set, EACH or a few more; others than labels.py takes, where there are enough."""
    step = max(1, len(photos.paths()) // EACH)
    return slice(step // 2, None, step)


def by_teacher(labels: Teachers, name: str) -> Iterator[tuple]:
    photos = TRAINING[name]
    for path, data in photos.photos(taught(photos)):
        image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
        if image is None or min(image.shape[:2]) < 32 or (name == "utkface" and kept_aside(path)):
            continue
        if max(image.shape[:2]) > 400:
            scale = 400 / max(image.shape[:2])
            image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        faces = labels.label(image, VIEWS)
        sure = faces[:, 0] >= SURE
        if sure.any():
            doubtful = faces[~sure & (faces[:, 0] >= UNSURE)]
            yield image, faces[sure, 1:5], faces[sure, 5:].reshape(-1, 5, 2), doubtful[:, 1:5]


def by_drawn_boxes(labels: Teachers, out: Path) -> Iterator[tuple]:
    """Scenes with boxes drawn by people: what both teachers missed is taught too, its points guessed from the box."""
    kept_aside_photos = {photo[0].tobytes() for path in sorted(out.glob("0*-masks-in-scenes.pkl"))
                         for photo in pickle.loads(path.read_bytes())[-10:]}
    for image, boxes in drawn_scenes():
        if image.tobytes() in kept_aside_photos:
            continue
        faces = labels.label(image, (View(1.0),), side=640)
        sure = faces[:, 0] >= SURE
        chosen, doubtful = list(faces[sure]), list(faces[~sure])
        for box in boxes:
            shared = overlaps(box, faces[:, 1:5]) if len(faces) else np.zeros(0)
            best = int(shared.argmax()) if len(shared) else -1
            if best >= 0 and shared[best] > 0.35:
                if not sure[best]:
                    chosen.append(faces[best])
            elif (box[2:] - box[:2]).min() >= 8:
                points = box[:2] + USUAL * (box[2:] - box[:2])
                chosen.append(np.concatenate([[1], box, points.reshape(-1)]))
        if chosen:
            rows = np.array(chosen)
            yield image, rows[:, 1:5], rows[:, 5:].reshape(-1, 5, 2), np.array(doubtful).reshape(-1, 15)[:, 1:5]


def drawn_scenes() -> Iterator[tuple[np.ndarray, np.ndarray]]:
    photos = SCENES["masks-in-scenes"]
    drawn = {Path(path).stem: data for path, data in replace(photos, pattern=r"^annotations/.*\.xml$").photos()}
    for path, data in photos.photos():
        image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
        if image is None or Path(path).stem not in drawn:
            continue
        scale = min(1, LONGEST["masks-in-scenes"] / max(image.shape[:2]))
        if scale < 1:
            image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        boxes = [[float(item.find(key).text) for key in ("xmin", "ymin", "xmax", "ymax")]
                 for item in xml.fromstring(drawn[Path(path).stem]).iter("bndbox")]
        yield image, np.array(boxes).reshape(-1, 4) * scale


def main(out: Path, names: list[str]) -> None:
    labels = teacher()
    written = 100 + len(list(out.glob("1*.pkl")))
    for name in names or ["hand", "scenes", *SETS]:
        shard: list = []

        def flush():
            nonlocal written
            path = out / f"{written:03d}-{name}-{written}.pkl"
            partial = path.with_suffix(".part")
            partial.write_bytes(pickle.dumps(shard))
            partial.rename(path)
            print(path.name, len(shard), flush=True)
            written += 1
            shard.clear()

        makers = {"hand": lambda: by_hand(labels), "scenes": lambda: by_drawn_boxes(labels, out)}
        for image, *rest in makers.get(name, lambda: by_teacher(labels, name))():
            shard.append((image, *(value.astype(np.float32) for value in rest)))
            if len(shard) == GROUP:
                flush()
        if shard:
            flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
