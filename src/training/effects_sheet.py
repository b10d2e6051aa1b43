"""Draws the scenes of the contact sheet, and lays photos and what effects made of them side by side.

    python3 effects_sheet.py draw SCENES                      # then: celeb effect NAME SCENES/*.png --out PAINTED/NAME
    python3 effects_sheet.py lay SCENES PAINTED ../../docs/pictures/effects.jpg

No photo of anybody: composite faces of docs/pictures, the drawn landscape there, and scenes that are drawn here.
"""

import sys
from pathlib import Path

import cv2
import numpy as np

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
SIDE, SHOWN, GAP = 640, 300, 6


def night() -> np.ndarray:
    """A town by the water under stars: dark, with lamps and their reflections, and a camera's noise."""
    random = np.random.default_rng(3)
    y, x = np.mgrid[:SIDE, :SIDE].astype(np.float32)
    picture = np.stack([30 - y / 40, 22 - y / 60, 14 + y / 60], 2)  # blue, green, red
    for _ in range(70):
        cv2.circle(picture, tuple(int(v) for v in random.integers(0, (SIDE, SIDE // 2))), 1, (200, 200, 200), -1, cv2.LINE_AA)
    cv2.circle(picture, (500, 110), 38, (190, 225, 235), -1, cv2.LINE_AA)
    for left in range(0, SIDE, 64):
        top = int(random.integers(250, 370))
        cv2.rectangle(picture, (left, top), (left + 60, 420), (16, 14, 20), -1)
        for window_y in range(top + 14, 405, 26):
            for window_x in range(left + 10, left + 52, 17):
                if random.random() < 0.55:
                    cv2.rectangle(picture, (window_x, window_y), (window_x + 8, window_y + 12), (90, 190, 240), -1)
    water = picture[420 - 220:420][::-1] * 0.55
    shift = (4 * np.sin(y[:220, 0] / 5)).astype(int)
    picture[420:] = np.stack([np.roll(row, by, 0) for row, by in zip(water, shift)])
    return np.clip(picture + random.normal(0, 4, picture.shape), 0, 255).astype(np.uint8)


def text() -> np.ndarray:
    """A printed page."""
    picture = np.full((SIDE, SIDE, 3), (225, 235, 240), np.uint8)
    for line, words in enumerate(["Who do you", "look like?", "ABC 0123456789", "the quick brown fox", "jumps over the lazy dog"]):
        scale = 2.6 if line < 2 else 1.5
        cv2.putText(picture, words, (36, 120 + 105 * line), cv2.FONT_HERSHEY_SIMPLEX, scale * 0.95, (40, 30, 30), 5 if line < 2 else 3, cv2.LINE_AA)
    return picture


def draw(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    scenes = {name: cv2.imread(str(PICTURES / f"{name}.jpg")) for name in ("composite-1", "composite-4", "landscape")}
    for name, picture in {**scenes, "night": night(), "text": text()}.items():
        cv2.imwrite(str(folder / f"{name}.png"), picture)


def tile(path: Path) -> np.ndarray:
    picture = cv2.imread(str(path))
    side = min(picture.shape[:2])
    top, left = (picture.shape[0] - side) // 2, (picture.shape[1] - side) // 2
    return cv2.resize(picture[top:top + side, left:left + side], (SHOWN, SHOWN), interpolation=cv2.INTER_AREA)


def lay(scenes: Path, painted: Path, target: Path) -> None:
    names = ["composite-1", "composite-4", "landscape", "night", "text"]
    rows = [[scenes / f"{name}.png" for name in names]]
    rows += [[effect / f"{name}.jpg" for name in names] for effect in sorted(painted.iterdir())]
    sheet = np.full((len(rows) * (SHOWN + GAP) - GAP, len(names) * (SHOWN + GAP) - GAP, 3), 255, np.uint8)
    for down, row in enumerate(rows):
        for right, path in enumerate(row):
            y, x = down * (SHOWN + GAP), right * (SHOWN + GAP)
            sheet[y:y + SHOWN, x:x + SHOWN] = tile(path)
    cv2.imwrite(str(target), sheet, [cv2.IMWRITE_JPEG_QUALITY, 85])


if __name__ == "__main__":
    if sys.argv[1] == "draw":
        draw(Path(sys.argv[2]))
    else:
        lay(*map(Path, sys.argv[2:5]))
