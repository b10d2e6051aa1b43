"""The paintings that the effects learn from, each in the public domain: its artist died eighty years ago or more."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from sources import PhotoSet


@dataclass(frozen=True)
class Painting:
    """One picture of one painting in a public repository."""

    artist: str
    died: int  # the year: public domain where terms run for seventy years from it
    title: str
    year: str
    scan: PhotoSet
    side: int  # pixels of its shorter side while it is learned from: the larger, the broader the strokes


def _scan(name: str, repository: str, commit: str, path: str) -> PhotoSet:
    return PhotoSet(name, repository, commit, "^" + path.replace(".", r"\.") + "$", "public domain by the artist's dates")


FAST, SLOW = ("jcjohnson/fast-neural-style", "813c834"), ("jcjohnson/neural-style", "07c4b82")

PAINTINGS = {
    "starry-night": Painting("Vincent van Gogh", 1890, "The Starry Night", "1889",
                             _scan("starry-night", *SLOW, "examples/inputs/starry_night_google.jpg"), 720),
    "great-wave": Painting("Katsushika Hokusai", 1849, "The Great Wave off Kanagawa", "about 1831",
                           _scan("great-wave", *FAST, "images/styles/wave.jpg"), 514),
    "the-scream": Painting("Edvard Munch", 1944, "The Scream", "1893",
                           _scan("the-scream", *FAST, "images/styles/the_scream.jpg"), 800),
    "composition-vii": Painting("Wassily Kandinsky", 1944, "Composition VII", "1913",
                                _scan("composition-vii", *FAST, "images/styles/composition_vii.jpg"), 640),
}


def painting(named: str) -> tuple[np.ndarray, str, str]:
    """Pixels (height, width, RGB) of a painting, by its name above or by the path of a picture of your own; its title, and whose it is."""
    if named in PAINTINGS:
        known = PAINTINGS[named]
        data, side = next(known.scan.photos())[1], known.side
        title, whose = known.title, f"{known.artist} (died {known.died}), {known.title}, {known.year}"
    elif Path(named).is_file():
        data, side = Path(named).read_bytes(), 720
        title, whose = Path(named).stem.replace("-", " ").capitalize(), None
    else:
        raise SystemExit(f"'{named}' is neither a picture nor a painting known here. The paintings: {', '.join(PAINTINGS)}.")
    pixels = cv2.cvtColor(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    scale = side / min(pixels.shape[:2])
    if scale < 1:
        pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return pixels, title, whose
