"""Lays out the photos that the default gallery is made from, and those that it is evaluated with: a folder a person.

    CELEB_MIRROR=SNAPSHOTS python3 src/training/public_figures.py FOLDER

makes FOLDER/lfw (everybody in LFW) and FOLDER/celebrities. `celeb gallery build` takes from both the people with three
or more photos. The photos stay out of the repository: only vectors, names and provenance go in.
"""

import re
import sys
import unicodedata
from pathlib import Path

from sources import PhotoSet

PEOPLE = {
    "lfw": PhotoSet(
        "lfw", "braun-steven/dfi-tensorflow", "0a86d9a0", r"^data/lfw-deepfunneled/[^/]+/[^/]+\.jpg$",
        "Labeled Faces in the Wild: press photos, published for research"),
    "celebrities": PhotoSet(
        "celebrities", "matthewaltenburg/DoppelGanger-Find-your-Celebrity-Look-Alike", "70d1b554",
        r"^celeb_minicpp/[^/]+/[^/]+\.JPEG$", "none"),
}

FEWEST_PHOTOS = 3  # one to match with and two to match against: who has fewer stays out of the gallery


def folder_of(path: str) -> str:
    """The folder that `celeb gallery build` reads a person's name from."""
    name = unicodedata.normalize("NFC", Path(path).parent.name)
    return re.sub(r"[\s_]+", "_", name.strip())


def lay_out(people: PhotoSet, folder: Path) -> dict[str, int]:
    """Writes each photo to its person's folder; what is there already stays. How many photos each person has."""
    found: dict[str, int] = {}
    for path, photo in people.photos():
        person = folder / folder_of(path)
        person.mkdir(parents=True, exist_ok=True)
        file = person / (Path(path).stem.replace(" ", "_") + ".jpg")
        if not file.exists():
            file.write_bytes(photo)
        found[person.name] = found.get(person.name, 0) + 1
    return found


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    everybody: dict[str, str] = {}
    for name, people in PEOPLE.items():
        found = lay_out(people, Path(sys.argv[1]) / name)
        enough = [person for person, photos in found.items() if photos >= FEWEST_PHOTOS]
        print(f"{name}: {sum(found.values())} photos of {len(found)} people, {len(enough)} with {FEWEST_PHOTOS} or more")
        for person in enough:
            if person in everybody:
                print(f"{person} is in {everybody[person]} and in {name}: one person with the photos of both")
            everybody[person] = name
    print(f"{len(everybody)} people for the gallery")


if __name__ == "__main__":
    main()
