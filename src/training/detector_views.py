"""Training pictures for the detector: photos turned, scaled, cropped close, set side by side, darkened and blurred."""

import pickle
from pathlib import Path

import cv2
import numpy as np

SIZE = 320
LEAST = 8  # pixels of a face's shorter side that count; smaller ones are ignored
VISIBLE = 0.35  # share of a box that must lie inside
SWAP = [1, 0, 2, 4, 3]


class Photos:
    """Labelled photos in memory; takes in shards that appear while training runs."""

    def __init__(self, folder: Path):
        self.folder, self.known, self.groups, self.faceless = folder, set(), {}, []

    def refresh(self):
        for path in sorted(self.folder.glob("*.pkl")):
            if path not in self.known:
                self.known.add(path)
                name = path.stem[4:]
                photos = pickle.loads(path.read_bytes())
                if name == "faceless":
                    self.faceless += photos[:len(photos) - 25]  # the last of each shard are for false alarms
                else:
                    self.groups.setdefault(name, []).extend(photos[:len(photos) - 10])

    def __len__(self):
        return sum(map(len, self.groups.values()))

    def pick(self, random: np.random.Generator):
        """Each set as often as the square root of its size."""
        names = list(self.groups)
        weights = np.sqrt([len(self.groups[name]) for name in names])
        group = self.groups[names[random.choice(len(names), p=weights / weights.sum())]]
        return group[random.integers(len(group))]


def view(photos: Photos, random: np.random.Generator):
    """(picture RGB, boxes (n, 4), points (n, 5, 2), ignored (m, 4))."""
    kind = random.random()
    background = photos.faceless[random.integers(len(photos.faceless))][0] if photos.faceless else None
    if kind < 0.17 and background is not None:
        canvas, none = cover(background, random), np.zeros((0, 4), np.float32)
        return light(canvas, random), none, np.zeros((0, 5, 2), np.float32), none
    if kind < 0.45:
        parts = [place(photos.pick(random), SIZE // 2, random, background if random.random() < 0.7 else None) for _ in range(4)]
        canvas = np.vstack([np.hstack([parts[0][0], parts[1][0]]), np.hstack([parts[2][0], parts[3][0]])])
        half = SIZE // 2
        offsets = np.float32([[0, 0], [half, 0], [0, half], [half, half]])
        boxes, points, ignored = (
            np.concatenate([part[i] + np.tile(offset, part[i].shape[-1] // 2) for part, offset in zip(parts, offsets)])
            for i in (1, 2, 3))
    else:
        canvas, boxes, points, ignored = place(photos.pick(random), SIZE, random, background if random.random() < 0.7 else None)
    return light(canvas, random), boxes, points, ignored


def cover(image, random, size=SIZE):
    scale = size / min(image.shape[:2]) * np.exp(random.uniform(0, 0.7))
    big = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
    top, left = (random.integers(0, side - size + 1) if side > size else 0 for side in big.shape[:2])
    return big[top:top + size, left:left + size].copy()


def place(photo, size, random, background):
    """One photo with one of its faces brought to a random size, place and turn."""
    image, boxes, points, ignored = photo
    face = boxes[random.integers(len(boxes))]
    side = np.sqrt((face[2] - face[0]) * (face[3] - face[1]))
    target = np.exp(random.uniform(np.log(14), np.log(size * 0.95)))
    scale = np.clip(target / side, 0.05, 5)
    angle = np.radians(random.normal(0, 9) + (random.choice([90, -90]) if random.random() < 0.02 else 0))
    mirror = random.random() < 0.5
    a, b = scale * np.cos(angle), scale * np.sin(angle)
    turn = np.array([[-a if mirror else a, -b], [-b if mirror else b, a]])
    centre = turn @ np.array([(face[0] + face[2]) / 2, (face[1] + face[3]) / 2])
    reach = max(0.5 - 0.35 * target / size, 0.12) * size
    matrix = np.hstack([turn, (size / 2 + random.uniform(-reach, reach, 2) - centre)[:, None]]).astype(np.float32)

    source, warp = image, matrix
    if scale < 0.6:  # shrink first, so that fine patterns do not alias
        source = cv2.resize(image, None, fx=scale * 1.4, fy=scale * 1.4, interpolation=cv2.INTER_AREA)
        warp = matrix.copy()
        warp[:, :2] /= scale * 1.4
    if background is not None:
        canvas = cover(background, random, size)
        cv2.warpAffine(source, warp, (size, size), dst=canvas, borderMode=cv2.BORDER_TRANSPARENT)
    else:
        canvas = cv2.warpAffine(source, warp, (size, size))

    def corners(b):
        return np.stack([b[:, [0, 1]], b[:, [2, 1]], b[:, [2, 3]], b[:, [0, 3]]], 1)

    def boxed(b):
        if not len(b):
            return np.zeros((0, 4), np.float32)
        # A turned box keeps its centre and its size: the axis-parallel hull would grow.
        moved = corners(b) @ matrix[:, :2].T + matrix[:, 2]
        middle, extent = moved.mean(1), (b[:, 2:] - b[:, :2]) * scale / 2
        if abs(np.sin(angle)) > 0.7:
            extent = extent[:, ::-1]
        return np.concatenate([middle - extent, middle + extent], 1).astype(np.float32)

    boxes, ignored = boxed(boxes), boxed(ignored)
    points = (points @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32)
    if mirror:
        points = points[:, SWAP]
    inside = np.clip(np.minimum(boxes[:, 2:], size) - np.maximum(boxes[:, :2], 0), 0, None).prod(1)
    share = inside / np.maximum((boxes[:, 2:] - boxes[:, :2]).prod(1), 1e-6)
    good = (share >= VISIBLE) & ((boxes[:, 2:] - boxes[:, :2]).min(1) >= LEAST)
    seen = ~good & (share > 0)
    ignored = np.concatenate([ignored, boxes[seen]]).clip(0, size)
    return canvas, boxes[good], points[good], ignored


def light(image, random):
    """Colour, darkness, blur, noise and compression of phones; gives RGB."""
    if random.random() < 0.2:
        small = random.integers(SIZE // 3, SIZE)
        image = cv2.resize(cv2.resize(image, (small, small), interpolation=cv2.INTER_AREA), (SIZE, SIZE))
    if random.random() < 0.15:
        image = cv2.imdecode(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(20, 80))])[1], 1)
    gain = random.uniform(0.5, 1.4) * random.uniform(0.9, 1.1, 3)
    image = cv2.LUT(image, np.clip(np.arange(256)[:, None] * gain + random.uniform(-15, 15), 0, 255).astype(np.uint8)[:, None])
    if random.random() < 0.12:
        image = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    return image[..., ::-1]
