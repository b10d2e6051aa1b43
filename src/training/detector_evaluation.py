"""Measures a detector's checkpoint, or a teacher, on photos that it has not learned from.

    CELEB_MIRROR=… python3 detector_evaluation.py LFW.csv CHECKPOINT [SHARDS] [--teacher yunet|retinaface] [--lfw 2000] [--hand 3000]

LFW.csv has the reference detector's boxes and points of all LFW photos. SHARDS is the folder that labels.py filled: the
last ten photos of each of its shards are kept aside by the trainer, and so are the last 25 of each faceless one.
Every figure is printed with its 95 % interval (Wilson for shares, bootstrap for means).
"""

import argparse
import csv
import pickle
import xml.etree.ElementTree as xml
from pathlib import Path

import cv2
import numpy as np
import torch

from detection import Trained, decode, find
from sources import BSDS, HAND_POINTS, LFW, SCENES
from teachers import Retinaface, Yunet, overlaps

THRESHOLD = 0.5
CLOSE = (0.4, 0.9)  # heights of the face over the height of the picture, close selfies


def share(name: str, hits: list[bool]) -> None:
    n, p, z = len(hits), float(np.mean(hits)), 1.96
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    print(f"{name}: {100 * p:.2f} % [{100 * (middle - half):.2f}, {100 * (middle + half):.2f}] of {n:,}", flush=True)


def mean(name: str, values: list[float]) -> None:
    values = np.array(values) * 100
    draws = np.random.default_rng(1).choice(values, (1000, len(values))).mean(1)
    low, high = np.percentile(draws, [2.5, 97.5])
    print(f"{name}: mean {values.mean():.2f} % [{low:.2f}, {high:.2f}], median {np.median(values):.2f} %, of {len(values):,}", flush=True)


def hit(faces: np.ndarray, box: np.ndarray, least: float = 0.4):
    """The surest face over the threshold that overlaps the box."""
    good = faces[(faces[:, 0] >= THRESHOLD) & (overlaps(box, faces[:, 1:5]) >= least)] if len(faces) else faces
    return good[0] if len(good) else None


def error(points: np.ndarray, truth: np.ndarray) -> float:
    return float(np.linalg.norm(points.reshape(5, 2) - truth, axis=1).mean() / np.linalg.norm(truth[0] - truth[1]))


def lfw(detector, table: Path, count: int) -> None:
    reference = {row["name"]: row for row in csv.DictReader(open(table))}
    step = max(1, len(reference) // count)
    random = np.random.default_rng(7)
    found, close, errors, close_errors = [], [], [], []
    for path, data in LFW.photos(slice(0, None, step)):
        row = reference["/".join(path.split("/")[-2:])]
        image = decode(data)
        box = np.array([float(row[key]) for key in ("x1", "y1", "x2", "y2")])
        truth = np.array([float(row[side + axis]) for side in ("le", "re", "n", "lm", "rm") for axis in "xy"]).reshape(5, 2)
        face = hit(find(detector, image), box)
        found.append(face is not None)
        if face is not None:
            errors.append(error(face[5:], truth))
        # A close selfie: a crop, 3 high to 4 wide or the reverse, in which the face fills 40 to 90 % of the height.
        height = (box[3] - box[1]) / random.uniform(*CLOSE)
        width = height * random.choice([0.75, 4 / 3])
        middle = (box[:2] + box[2:]) / 2 + random.uniform(-0.1, 0.1, 2) * (height - (box[3] - box[1]))
        left, top = max(0, int(middle[0] - width / 2)), max(0, int(middle[1] - height / 2))
        crop = image[top:int(middle[1] + height / 2), left:int(middle[0] + width / 2)]
        big = cv2.resize(crop, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
        face = hit(find(detector, big), (box - [left, top, left, top]) * 3)
        close.append(face is not None)
        if face is not None:
            close_errors.append(error(face[5:] / 3, truth - [left, top]))
    share("LFW found", found)
    mean("LFW landmark difference to the reference", errors)
    share("close selfies found", close)
    mean("close selfies landmark difference", close_errors)


def hand_labelled(detector, count: int) -> None:
    """Each photo, 80 x 80, takes 60 % of the picture."""
    photos = dict(HAND_POINTS.photos())
    errors, shapes, found = [], [], []
    lines = photos["new_testing.txt"].decode().splitlines()
    for line in lines[::max(1, len(lines) // count)]:
        name, *numbers = line.split()
        if "lfw_" in name or name not in photos or len(numbers) != 10:
            continue
        image = decode(photos[name])
        truth = np.float32(numbers).reshape(2, 5).T
        border = 27
        faces = find(detector, cv2.copyMakeBorder(image, border, border, border, border, cv2.BORDER_CONSTANT))
        faces = faces[faces[:, 0] >= THRESHOLD]
        found.append(len(faces) > 0)
        if len(faces):
            points = faces[0, 5:].reshape(5, 2) - border
            errors.append(error(points, truth))
            # Points set by hand on 80 pixels are shifted together, for one photo as for another detector: that is the label's.
            shapes.append(error(points + (truth - points).mean(0), truth))
    share("hand-labelled found", found)
    mean("hand-labelled landmark error", errors)
    mean("hand-labelled landmark error without the shift that all five share", shapes)


def scenes(detector, shards: Path) -> None:
    """Boxes drawn by people on scenes; those on photos that the trainer kept aside, 640 and 320 pixels a side."""
    kept = {photo[0].tobytes() for path in sorted(shards.glob("0*-masks-in-scenes.pkl"))
            for photo in pickle.loads(path.read_bytes())[-10:]}
    photos = SCENES["masks-in-scenes"]
    reader = type(photos)("boxes", photos.repository, photos.commit, r"^annotations/.*\.xml$", photos.terms)
    drawn = {Path(path).stem: data for path, data in reader.photos()}
    found: dict[int, list[bool]] = {320: [], 640: []}
    sizes: list[float] = []
    count = 0
    for path, data in photos.photos():
        image = decode(data)
        if image is None or Path(path).stem not in drawn:
            continue
        scale = min(1, 720 / max(image.shape[:2]))
        small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image
        if small.tobytes() not in kept:
            continue
        count += 1
        faces = {side: find(detector, image, side) for side in found}
        for item in xml.fromstring(drawn[Path(path).stem]).iter("bndbox"):
            box = np.array([float(item.find(key).text) for key in ("xmin", "ymin", "xmax", "ymax")])
            side = (box[2:] - box[:2]).min() * 640 / max(image.shape[:2])
            if side < 12:
                continue
            sizes.append(side)
            for at in found:
                found[at].append(hit(faces[at], box, 0.3) is not None)
    sizes = np.array(sizes)
    print(f"scenes: {count} photos kept aside, {len(sizes)} boxes of 12 pixels and more at 640")
    share("scenes found at 640", found[640])
    small = (sizes >= 24) & (sizes < 40)
    if small.any():
        share("of these 24 to 40 pixels", list(np.array(found[640])[small]))
    if (sizes >= 24).any():
        share("scenes found at 320, 12 pixels and more there", list(np.array(found[320])[sizes >= 24]))


def false_alarms(detector, shards: Path | None, out: Path | None) -> None:
    """Faces found where there are none; each is drawn into `out`, to be looked at.

    From BSDS500 those are left out that show people, statues or dolls (bsds_with_people.txt, sorted by eye).
    """
    people = set((Path(__file__).parent / "bsds_with_people.txt").read_text().split())
    groups = {"BSDS500": [decode(data) for path, data in BSDS.photos() if Path(path).stem not in people]}
    if shards:
        groups["ImageNet samples kept aside"] = [
            photo[0] for path in sorted(shards.glob("0*-faceless.pkl")) for photo in pickle.loads(path.read_bytes())[-25:]]
    for name, pictures in groups.items():
        alarms = []
        for i, picture in enumerate(pictures):
            faces = find(detector, picture)
            faces = faces[faces[:, 0] >= THRESHOLD]
            alarms.append(len(faces))
            if out and len(faces):
                out.mkdir(parents=True, exist_ok=True)
                for face in faces:
                    x1, y1, x2, y2 = face[1:5].astype(int)
                    cv2.rectangle(picture, (int(x1), int(y1)), (int(x2), int(y2)), (0, 0, 255), 2)
                cv2.imwrite(str(out / f"{name[:4]}-{i}-{faces[0, 0]:.2f}.jpg"), picture)
        share(f"pictures with a false alarm, {name}", [count > 0 for count in alarms])
        print(f"false alarms per 1,000 pictures, {name}: {1000 * sum(alarms) / len(alarms):.0f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("table", type=Path)
    parser.add_argument("model")
    parser.add_argument("shards", type=Path, nargs="?")
    parser.add_argument("--teacher", choices=["yunet", "retinaface"])
    parser.add_argument("--lfw", type=int, default=2000)
    parser.add_argument("--hand", type=int, default=3000)
    parser.add_argument("--alarms", type=Path, help="a folder for pictures of the alarms")
    args = parser.parse_args()
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    detector = {"yunet": Yunet, "retinaface": Retinaface}[args.teacher]() if args.teacher else Trained(args.model)
    lfw(detector, args.table, args.lfw)
    hand_labelled(detector, args.hand)
    if args.shards:
        scenes(detector, args.shards)
    false_alarms(detector, args.shards, args.alarms)


if __name__ == "__main__":
    main()
