"""Composite faces for pages, tests and documents: averages of synthetic people (faker-js/assets-person-portrait, CC0).

Each mean of thirty or more aligned portraits is nobody's picture. Run with CELEB_MIRROR set, from this folder:
    /usr/bin/python3 composites.py ../../docs/pictures
"""

import sys
from pathlib import Path

import cv2
import numpy as np

from alignment import YuNet
from sources import PhotoSet

PORTRAITS = PhotoSet("portraits", "faker-js/assets-person-portrait", "63aef57b", r"^(fe)?male/512/\d+\.jpg$", "CC0")
SIDE = 1024
# Where eyes, nose and mouth corners come to lie in the composite: a head and shoulders, the face a third of its height.
PLACES = np.float32([[436, 430], [588, 430], [512, 522], [450, 606], [574, 606]])


def aligned(yunet: YuNet) -> dict[str, list[np.ndarray]]:
    """Portraits by kind, warped so that their features coincide, as linear light from 0 to 1."""
    portraits: dict[str, list[np.ndarray]] = {"female": [], "male": []}
    for path, data in PORTRAITS.photos():
        image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
        scores, _, points = yunet.faces(image, 0.8, 0.8)
        if len(scores) == 0:
            continue
        points = points[int(np.argmax(scores))].reshape(5, 2).astype(np.float32)
        # A head turned aside blurs the mean: the nose must lie between the eyes' middle and a sixth of their distance.
        eyes = points[1] - points[0]
        aside = np.dot(points[2] - (points[0] + points[1]) / 2, eyes) / np.dot(eyes, eyes)
        if abs(aside) > 1 / 6:
            continue
        similar, _ = cv2.estimateAffinePartial2D(points, PLACES, method=cv2.LMEDS)
        # The little that a similarity leaves is taken by the affine map, so that eyes fall on eyes and mouths on mouths.
        affine, _ = cv2.estimateAffine2D(points, PLACES, method=cv2.LMEDS)
        matrix = (similar + affine) / 2
        warped = cv2.warpAffine(image, matrix, (SIDE, SIDE), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        portraits[path.split("/")[0]].append(np.float32(warped / 255.0) ** 2.2)
    return portraits


def mean(people: list[np.ndarray]) -> np.ndarray:
    """The mean as 8-bit BGR: the head's fine detail raised again after averaging, the surroundings soft as out of focus."""
    if len(people) < 30:
        raise SystemExit(f"{len(people)} people are too few for a composite that is nobody's picture.")
    picture = np.clip(sum(people) / len(people), 0, 1) ** (1 / 2.2)
    sharp = picture
    for radius, amount in ((2.0, 1.2), (8.0, 0.5), (40.0, 0.25)):
        sharp = sharp + amount * (sharp - cv2.GaussianBlur(sharp, (0, 0), radius))
    head = np.zeros((SIDE, SIDE), np.float32)
    cv2.ellipse(head, (512, 490), (190, 250), 0, 0, 360, 1, -1)
    head = cv2.GaussianBlur(head, (0, 0), 35)[:, :, None]
    soft = cv2.GaussianBlur(picture, (0, 0), 6)
    return np.uint8(np.clip((head * sharp + (1 - head) * soft) * 255, 0, 255) + 0.5)


def scene(width: int, height: int) -> np.ndarray:
    """A drawn evening landscape: sky, sun, three ranges of hills and a meadow; no face."""
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    top, bottom = np.float32([168, 120, 74]), np.float32([176, 208, 247])
    picture = np.repeat(top + (bottom - top) * y ** 0.8, width, 1)
    sun = picture.copy()
    cv2.circle(sun, (round(width * 0.7), round(height * 0.36)), height // 14, (190, 232, 255), -1, cv2.LINE_AA)
    picture = sun
    x = np.arange(width) / width
    for base, rise, waves, colour in ((0.56, 0.10, 2.3, (146, 124, 104)), (0.66, 0.09, 3.7, (118, 112, 78)),
                                      (0.76, 0.06, 2.9, (78, 98, 62)), (0.9, 0.03, 1.7, (62, 128, 92))):
        line = base - rise * (np.sin(waves * 2 * np.pi * x + 9 * base) * 0.6 + np.sin(waves * 5.1 * np.pi * x) * 0.25)
        outline = np.concatenate([np.stack([x * width, line * height], 1), [[width, height], [0, height]]])
        cv2.fillPoly(picture, [np.int32(outline)], colour, cv2.LINE_AA)
    # A little grain, as of a camera, so that the picture is no flat drawing.
    return np.uint8(np.clip(picture + np.random.default_rng(8).normal(0, 2, picture.shape), 0, 255))


def group(people: list[np.ndarray]) -> np.ndarray:
    """Composites as oval portraits hung side by side over the drawn scene."""
    picture = np.float32(scene(1600, 900))
    size = 460
    mask = np.zeros((size, size, 1), np.float32)
    cv2.ellipse(mask, (size // 2, size // 2), (size * 4 // 10, size * 9 // 20), 0, 0, 360, 1, -1, cv2.LINE_AA)
    mask = cv2.GaussianBlur(mask, (0, 0), 4)[:, :, None]
    for i, person in enumerate(people):
        left = 110 + i * (1600 - 2 * 110 - size) // (len(people) - 1)
        top = 190 + 60 * (i % 2)
        face = np.float32(cv2.resize(person[40:-40, 40:-40], (size, size), interpolation=cv2.INTER_AREA))
        place = picture[top:top + size, left:left + size]
        place[:] = mask * face + (1 - mask) * place
    return np.uint8(picture)


def write(path: Path, picture: np.ndarray) -> None:
    cv2.imwrite(str(path), picture, [cv2.IMWRITE_JPEG_QUALITY, 90])
    print(path)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    portraits = aligned(YuNet(320))
    women, men = portraits["female"], portraits["male"]
    print(f"{len(women)} women and {len(men)} men")
    sets = [women[::2], men[::2], women[1::2], men[1::2]]
    composites = [mean(people[:40]) for people in sets]
    for number, picture in enumerate(composites, 1):
        write(folder / f"composite-{number}.jpg", picture)
    write(folder / "group.jpg", group(composites[:3]))
    write(folder / "landscape.jpg", scene(1200, 800))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
