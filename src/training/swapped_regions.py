"""Whether the vector of a feature follows that feature: two people's aligned faces, one feature exchanged.

    python3 src/training/swapped_regions.py CHECKPOINT LFW.npz

LFW.npz is made by verification.py. For each feature that is taken from person B and put into the face of A: how often
each vector of the result is nearer to B's than to A's. On the diagonal it should be always, elsewhere never; eyes and
eyebrows overlap, as do mouth and jaw.
"""

import sys

import cv2
import numpy as np
import torch

from network import Embedder, REGIONS, WINDOWS

PAIRS = 500
CELL = 8  # pixels of an aligned face to a cell of the windows
FEATHER = 2.0  # of the seam, in pixels


def exchanged(face: np.ndarray, other: np.ndarray, window: tuple[int, int, int, int]) -> np.ndarray:
    top, bottom, left, right = (CELL * edge for edge in window)
    mask = np.zeros(face.shape[:2], np.float32)
    mask[top:bottom, left:right] = 1
    mask = cv2.GaussianBlur(mask, (0, 0), FEATHER)[..., None]
    return face * (1 - mask) + other * mask


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    model = Embedder()
    model.load_state_dict({name: value.float() if value.is_floating_point() else value
                           for name, value in torch.load(sys.argv[1], map_location="cpu")["average"].items()})
    model.eval()
    lfw = np.load(sys.argv[2])
    different = np.flatnonzero(~lfw["same"])[:: max(1, int((~lfw["same"]).sum()) // PAIRS)][:PAIRS]
    first, second = (lfw["crops"][lfw[side][different]].astype(np.float32) for side in ("first", "second"))

    @torch.no_grad()
    def vectors(faces: np.ndarray) -> np.ndarray:
        # The crops are OpenCV's: blue first.
        return model(torch.from_numpy(np.ascontiguousarray(faces[..., ::-1])).permute(0, 3, 1, 2)).numpy()

    of_first, of_second = vectors(first), vectors(second)
    print(f"{len(different)} pairs; share of vectors nearer to the person whose feature was put in\n")
    print("| exchanged | " + " | ".join(REGIONS) + " |\n|---|" + "---|" * len(REGIONS))
    for window, name in zip(WINDOWS, REGIONS[1:]):
        mixed = vectors(np.stack([exchanged(a, b, window) for a, b in zip(first, second)]))
        followed = (mixed * of_second).sum(2) > (mixed * of_first).sum(2)
        print(f"| {name} | " + " | ".join(f"{share:.1%}" for share in followed.mean(0)) + " |")


if __name__ == "__main__":
    main()
