"""Lays out what `celeb evaluate` takes beside LFW and the celebrities, all of it kept aside from training.

    CELEB_MIRROR=SNAPSHOTS python3 src/training/kept_aside.py FOLDER

makes FOLDER/bias (the photos of UTKFace that no model sees: age_sex_origin in the name), FOLDER/faceless (BSDS500 without
the pictures that show people, sorted out by eye: bsds_with_people.txt), FOLDER/places (rooms, buildings and landscapes; on
every second one, from the first, the LOST of faces.py was chosen) and FOLDER/hand (the test part of the photos with five points set by hand, without LFW's, and
points.csv). Photos stay out of the repository.
"""

import sys
from pathlib import Path
from typing import Iterable

from sources import BSDS, HAND_POINTS, PLACES, TRAINING, kept_aside

# x of the five points, then y; in the photos' order: left eye, right eye, nose, left and right corner of the mouth.
POINTS = 5

# What embedders 1.8.0 and 1.8.1 found there and were right about: a portrait, a poster, and somebody in a doorway.
SHOW_FACES = {"bedroom-image_0088.jpg", "bedroom-image_0115.jpg", "kitchen-image_0089.jpg"}


def write(folder: Path, pictures: Iterable[tuple[str, bytes]]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, data in pictures:
        (folder / name).write_bytes(data)
        count += 1
    return count


def lay_out_bias(folder: Path) -> int:
    return write(folder, ((Path(path).name, data) for path, data in TRAINING["utkface"].photos() if kept_aside(path)))


def lay_out_faceless(folder: Path) -> int:
    people = set((Path(__file__).parent / "bsds_with_people.txt").read_text().split())
    return write(folder, ((Path(path).name, data) for path, data in BSDS.photos() if Path(path).stem not in people))


def lay_out_places(folder: Path) -> int:
    pictures = (("-".join(Path(path).parts[-2:]), data) for path, data in PLACES.photos())
    return write(folder, ((name, data) for name, data in pictures if name not in SHOW_FACES))


def lay_out_hand(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    photos = dict(HAND_POINTS.photos())
    rows = []
    for line in photos["new_testing.txt"].decode().splitlines():
        name, *numbers = line.split()
        if "lfw_" in name or name not in photos or len(numbers) != 2 * POINTS:
            continue
        xs, ys = [float(x) for x in numbers[:POINTS]], [float(y) for y in numbers[POINTS:]]
        file = name.replace("/", "-")
        (folder / file).write_bytes(photos[name])
        box = [min(xs), min(ys), max(xs), max(ys)]
        rows.append(",".join([file, "1", *(f"{value:.2f}" for value in box), *(f"{value:.2f}" for point in zip(xs, ys) for value in point)]))
    header = "name,score,x1,y1,x2,y2," + ",".join(f"{axis}_{i}" for i in range(POINTS) for axis in "xy")
    (folder / "points.csv").write_text("\n".join([header, *rows]) + "\n")
    return len(rows)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    print(f"bias: {lay_out_bias(folder / 'bias')} photos")
    print(f"faceless: {lay_out_faceless(folder / 'faceless')} pictures")
    print(f"places: {lay_out_places(folder / 'places')} pictures")
    print(f"hand: {lay_out_hand(folder / 'hand')} photos with points")


if __name__ == "__main__":
    main()
