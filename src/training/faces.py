"""Fits the plane that parts faces from what only looks like one to the detector, and writes it into the embedder's manifest.

    python3 faces.py ../models/face-embedder/1.9.0 EMBEDDER.pt DETECTOR.pt DETECTOR_SHARDS SHARDS

What the detector finds on pictures without a face is aligned and embedded like a face; its vectors lie apart from those
of faces, so that a plane in the space of face vectors is enough (logistic regression with a ridge, both kinds weighing the
same). Faces are those of the embedder's shards, as they are and as augmentation.py blurs, darkens and covers them, and what
the detector finds of the labelled faces of its own shards: masks, profiles and crowds, aligned as they come. The plane is
then shifted so that it costs one augmented face in 1,000; that is where it lies for what the detector finds with a score of
EVEN. What is surer may lie lower, what is less sure must lie
higher, by SCORE for each unit of the score's log-odds. `clear` is how far above it 95 % of faces lie as they are.
Pictures that the detector's trainer kept aside are not looked at, nor are crops that were aligned wrongly, which the
detector tells: it finds the points elsewhere.
"""

import argparse
import json
import pickle
from pathlib import Path

import cv2
import numpy as np
import torch
from torch.nn import functional as F

from alignment import CROP, MARGIN, SIDE, TEMPLATE, crop
from augmentation import inner, views
from detection import Trained, find
from network import Embedder
from teachers import overlaps

EACH = 75  # faces of each shard
KEPT_ASIDE, KEPT_ASIDE_FACES = 25, 10  # last pictures of each faceless shard, of each other one
OVERLAP = 0.4  # of a labelled face and what is found of it
UNSURE = 0.25  # the detector's score from which on something counts
FILL = 0.6  # of the picture that a crop takes when the detector is asked about it
PARTS = 8  # looks at a picture without a face: the whole, and random parts
RIDGE = 10.0
HARD = 4  # views of each face: LOST is a tail, and one view would leave it to a dozen of them
LOST = 0.001  # chosen on every second one of kept_aside.py's places: no alarm in 1,184, as with 0.002; two in the others
ASTRAY = 8.0  # pixels that a face's points may lie from the template on average; half of the faces stay within 4
SCORE = 2.0  # as a logistic regression over both has it: 1.96, on 2,294 faces and 10,448 false alarms
EVEN = 0.75  # chosen on BSDS500, as the detector's thresholds are: one alarm in 322 pictures
LEAST = 0.3  # of the score: less is never a face
UNCLEAR = 0.05  # of faces as they are: of their photos it is worth another look


@torch.no_grad()
def embed(model: Embedder, faces: torch.Tensor) -> np.ndarray:
    """Vectors as a match makes them: the mean of the face and its mirror image, of length 1."""
    parts = [F.normalize(model(part, regions=False) + model(part.flip(3), regions=False), dim=2)[:, 0] for part in faces.split(64)]
    return torch.cat(parts).numpy()


def aligned(detector: Trained, crops: np.ndarray) -> np.ndarray:
    """The crops on which the detector finds the points about where an aligned face has them."""
    around = round(CROP / FILL - CROP) // 2
    kept = []
    for face in crops:
        found = find(detector, cv2.copyMakeBorder(face, around, around, around, around, cv2.BORDER_CONSTANT))
        points = found[:, 5:].reshape(-1, 5, 2) - around - MARGIN
        kept.append((np.linalg.norm(points - TEMPLATE, axis=2).mean(1) <= ASTRAY).any())
    return crops[kept]


def false_alarms(detector: Trained, folder: Path, random: np.random.Generator) -> np.ndarray:
    """What the detector finds on pictures without a face, aligned by the points that it tells."""
    crops = []
    for shard in sorted(folder.glob("*faceless.pkl")):
        for picture, *_ in pickle.loads(shard.read_bytes())[:-KEPT_ASIDE]:
            height, width = picture.shape[:2]
            for part in range(PARTS):
                share = 1 if part == 0 else random.uniform(0.3, 1)
                rows, columns = int(height * share), int(width * share)
                top, left = random.integers(0, height - rows + 1), random.integers(0, width - columns + 1)
                seen = picture[top:top + rows, left:left + columns]
                seen = np.ascontiguousarray(np.rot90(seen, random.integers(0, 4)) if part % 2 else seen)
                found = find(detector, seen)
                crops += [crop(seen, face[5:].reshape(5, 2).astype(np.float32)) for face in found[found[:, 0] >= UNSURE][:3]]
    return np.stack(crops)


def found_faces(detector: Trained, folder: Path) -> np.ndarray:
    """The surest find of each labelled face, aligned by the points that it tells."""
    crops = []
    for shard in sorted(folder.glob("*.pkl")):
        if shard.stem.endswith("faceless"):
            continue
        for picture, boxes, *_ in pickle.loads(shard.read_bytes())[:-KEPT_ASIDE_FACES]:
            found = find(detector, picture)
            found = found[found[:, 0] >= UNSURE]
            for box in boxes:
                near = found[overlaps(box, found[:, 1:5]) >= OVERLAP]
                if len(near):
                    crops.append(crop(picture, near[near[:, 0].argmax(), 5:].reshape(5, 2).astype(np.float32)))
    return np.stack(crops)


def fit(faces: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Weights and bias of a logistic regression, by Newton's method; the others weigh as much as the faces, who are many more."""
    x = np.vstack([faces, others])
    x = np.hstack([x, np.ones((len(x), 1))])
    y = np.repeat([1.0, 0.0], [len(faces), len(others)])
    share = np.repeat([1.0, len(faces) / len(others)], [len(faces), len(others)])
    ridge = np.diag([RIDGE] * (x.shape[1] - 1) + [1e-6])
    weights = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ weights))
        weights -= np.linalg.solve((x * (share * p * (1 - p))[:, None]).T @ x + ridge, x.T @ (share * (p - y)) + ridge @ weights)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in "model", "embedder", "detector", "detector_shards", "shards":
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    random, generator = np.random.default_rng(1), torch.Generator().manual_seed(1)
    model = Embedder()
    model.load_state_dict({key: value.float() for key, value in torch.load(args.embedder, map_location="cpu")["average"].items()})
    model.eval()

    detector = Trained(str(args.detector))
    crops = np.concatenate([stack[random.integers(0, len(stack), EACH)] for stack in
                            (np.load(path)["crops"] for path in sorted(args.shards.glob("*.npz")))])
    drawn, crops = len(crops), aligned(detector, crops)
    plain = embed(model, inner(torch.from_numpy(crops)))
    hard = np.concatenate([embed(model, views(torch.from_numpy(part), SIDE, generator))
                           for _ in range(HARD) for part in np.array_split(crops, len(crops) // 256)])
    others = embed(model, inner(torch.from_numpy(false_alarms(detector, args.detector_shards, random))))

    found = embed(model, inner(torch.from_numpy(found_faces(detector, args.detector_shards))))

    weights = fit(np.vstack([plain, hard, found]), others)
    margin = np.quantile(hard @ weights[:-1], LOST)
    below = (others @ weights[:-1] < margin).mean()
    lost = (plain @ weights[:-1] < margin).mean()
    print(f"{len(plain):,} faces of {drawn:,}, {100 * lost:.2f} % of them below as they are; {len(found):,} found; {len(others):,} false alarms, {100 * below:.1f} % below")
    path = args.model / "manifest.json"
    manifest = json.loads(path.read_text())
    zero = margin + SCORE * np.log(EVEN / (1 - EVEN))
    manifest["output"]["faces"] = {"weights": [round(float(w), 5) for w in weights[:-1]], "bias": round(float(-zero), 5),
                                   "clear": round(float(np.quantile(plain @ weights[:-1], UNCLEAR) - zero), 3),
                                   "score": SCORE, "least": LEAST}
    path.write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
