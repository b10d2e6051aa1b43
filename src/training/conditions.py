"""Lays out what `celeb evaluate --conditions` takes: photos under one condition each, kept aside from training.

    CELEB_MIRROR=SNAPSHOTS python3 src/training/conditions.py FOLDER LFW_LANDMARKS.csv

makes FOLDER/lfw (people of LFW: one plain photo as reference, another altered in one way a folder), FOLDER/poses (39
people photographed from all sides) and FOLDER/masks (worn and not, photos that the detector did not learn from). Mask and
glasses are drawn over LFW's landmarks: real ones are rarely labelled with who wears them. Photos stay out of the repository.
"""

import csv
import sys
from pathlib import Path

import cv2
import numpy as np

from points import taught
from sources import LFW, PhotoSet, TRAINING

PEOPLE = 600  # of LFW's 1,680 with two photos

POSES = PhotoSet("poses", "airtlab/face-recognition-from-mugshots-database", "424e4895", r"^frmdb/original/\d+/\d+_Mugshots/.*\.(JPG|jpg)$", "research")

# The names of the files: from the left to the right in steps of 45 degrees, from above to below in steps of 30.
VIEWS = {
    "33": "reference", "23": "turned 45 left", "43": "turned 45 right", "13": "turned 90 left", "53": "turned 90 right",
    "32": "from 30 above", "31": "from 60 above", "34": "from 30 below",
}


def turned(image: np.ndarray, degrees: float) -> np.ndarray:
    height, width = image.shape[:2]
    return cv2.warpAffine(image, cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1), (width, height), flags=cv2.INTER_AREA)


def masked(image: np.ndarray, points: np.ndarray) -> np.ndarray:
    """A surgical mask from the bridge of the nose to below the chin."""
    left, right, nose, mouth_left, mouth_right = points
    mouth, eyes = (mouth_left + mouth_right) / 2, (left + right) / 2
    down, across = mouth - eyes, right - left
    bridge, chin = eyes + 0.4 * down, mouth + 0.75 * down
    polygon = [bridge, eyes + 0.55 * down + 0.85 * across, mouth + 0.1 * down + 0.8 * across, chin + 0.35 * across,
               chin - 0.35 * across, mouth + 0.1 * down - 0.8 * across, eyes + 0.55 * down - 0.85 * across]
    return cv2.fillPoly(image.copy(), [np.int32(polygon)], (214, 196, 160), cv2.LINE_AA)


def dark_glasses(image: np.ndarray, points: np.ndarray) -> np.ndarray:
    left, right = points[:2]
    apart = float(np.linalg.norm(right - left))
    angle = float(np.degrees(np.arctan2(*(right - left)[::-1])))
    drawn = image.copy()
    for eye in (left, right):
        cv2.ellipse(drawn, tuple(map(int, eye)), (int(apart * 0.38), int(apart * 0.28)), angle, 0, 360, (18, 18, 18), -1, cv2.LINE_AA)
    cv2.line(drawn, tuple(map(int, left)), tuple(map(int, right)), (18, 18, 18), max(1, int(apart * 0.06)), cv2.LINE_AA)
    return drawn


ALTERATIONS = {
    "as it is": lambda image, points: image,
    "black and white": lambda image, points: cv2.cvtColor(image, cv2.COLOR_BGR2GRAY),
    "an eighth of the light": lambda image, points: np.uint8(255 * (np.float32(image) / 255 * 0.125 ** (1 / 2.2))),
    "blurred": lambda image, points: cv2.GaussianBlur(image, (0, 0), 2.5),
    "face of 35 pixels": lambda image, points: cv2.resize(image, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA),
    "turned by 30": lambda image, points: turned(image, 30),
    "turned by 90": lambda image, points: np.rot90(image),
    "upside down": lambda image, points: np.rot90(image, 2),
    "mask drawn": masked,
    "dark glasses drawn": dark_glasses,
}


def save(path: Path, image: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), image, [cv2.IMWRITE_JPEG_QUALITY, 95])


def lay_out_lfw(folder: Path, landmarks: Path) -> int:
    with open(landmarks) as file:
        points = {row[0]: np.float32(row[6:16]).reshape(5, 2) for row in csv.reader(file) if row[0].endswith(".jpg")}
    photos = {"/".join(Path(path).parts[-2:]): data for path, data in LFW.photos()}
    people = [name.split("/")[0] for name in photos if name.endswith("_0002.jpg") and name in points]
    people = people[::max(1, len(people) // PEOPLE)][:PEOPLE]
    for person in people:
        (folder / "reference").mkdir(parents=True, exist_ok=True)
        (folder / "reference" / f"{person}.jpg").write_bytes(photos[f"{person}/{person}_0001.jpg"])
        name = f"{person}/{person}_0002.jpg"
        image = cv2.imdecode(np.frombuffer(photos[name], np.uint8), cv2.IMREAD_COLOR)
        for condition, alter in ALTERATIONS.items():
            save(folder / condition / f"{person}.jpg", alter(image, points[name]))
    return len(people)


def lay_out_poses(folder: Path) -> int:
    count = 0
    for path, data in POSES.photos():
        view = VIEWS.get(Path(path).stem[-2:])
        if view is not None:
            (folder / view).mkdir(parents=True, exist_ok=True)
            (folder / view / f"{Path(path).parts[2]}.jpg").write_bytes(data)
            count += 1
    return count


def lay_out_masks(folder: Path) -> int:
    masks = TRAINING["masks"]
    part = taught(masks)
    learned = {data for _, data in masks.photos(part)}
    photos = [(path, data) for path, data in masks.photos(slice(0, None, part.step)) if data not in learned]
    for i, (path, data) in enumerate(photos):
        condition = "worn" if "with_mask" in path else "not worn"
        (folder / condition).mkdir(parents=True, exist_ok=True)
        (folder / condition / f"{i}{Path(path).suffix}").write_bytes(data)
    return len(photos)


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    print(f"lfw: {lay_out_lfw(folder / 'lfw', Path(sys.argv[2]))} people under {len(ALTERATIONS)} conditions")
    print(f"poses: {lay_out_poses(folder / 'poses')} photos")
    print(f"masks: {lay_out_masks(folder / 'masks')} photos")


if __name__ == "__main__":
    main()
