"""LFW view 2 on crops aligned by given landmarks: a quick look while training, never trained on.

    CELEB_MIRROR=… python3 verification.py LANDMARKS.csv PAIRS.txt LFW.npz

writes the crops of all pairs. The figures that count are those of `celeb evaluate`, through the whole pipeline.
"""

import csv
import sys
from pathlib import Path

import cv2
import numpy as np
import torch
from torch.nn import functional as F

from alignment import MARGIN, SIDE, crop
from sources import PhotoSet

LFW = PhotoSet("lfw", "braun-steven/dfi-tensorflow", "0a86d9a0", r"lfw.*/[^/]+_\d{4}\.jpg$", "evaluation only")


def prepare(landmarks: Path, pairs: Path, out: Path) -> None:
    with open(landmarks) as file:
        points = {Path(row[0]).stem: np.float32(row[6:16]).reshape(5, 2) for row in csv.reader(file) if row[1][:1].isdigit()}
    listed = []
    for line in open(pairs):
        part = line.split()
        if len(part) == 3:
            listed.append((f"{part[0]}_{int(part[1]):04d}", f"{part[0]}_{int(part[2]):04d}", True))
        elif len(part) == 4:
            listed.append((f"{part[0]}_{int(part[1]):04d}", f"{part[2]}_{int(part[3]):04d}", False))
    wanted = sorted({name for pair in listed for name in pair[:2]})
    index = {name: i for i, name in enumerate(wanted)}
    crops = np.zeros((len(wanted), SIDE, SIDE, 3), np.uint8)
    for path, data in LFW.photos():
        name = Path(path).stem
        if name in index and name in points:
            whole = crop(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), points[name])
            crops[index[name]] = whole[MARGIN:-MARGIN, MARGIN:-MARGIN]
    np.savez(out, crops=crops, first=[index[a] for a, _, _ in listed], second=[index[b] for _, b, _ in listed],
             same=[same for _, _, same in listed])


@torch.no_grad()
def accuracy(model, lfw: Path, size: int) -> str:
    """Ten folds: the threshold of nine, tried on the tenth; for each row of the embedding."""
    data = np.load(lfw)
    device = next(model.parameters()).device
    vectors = []
    for i in range(0, len(data["crops"]), 100):
        x = torch.from_numpy(data["crops"][i:i + 100, ..., ::-1].copy()).permute(0, 3, 1, 2).float().to(device)
        if size != SIDE:
            x = F.interpolate(x, size, mode="bilinear", align_corners=False, antialias=True)
        vectors.append(model(x, regions=size == SIDE))
    vectors = torch.cat(vectors).cpu().numpy()
    similarity = (vectors[data["first"]] * vectors[data["second"]]).sum(2)
    return " ".join(f"{100 * folds(similarity[:, row], data['same']):.2f}" for row in range(similarity.shape[1]))


def folds(similarity: np.ndarray, same: np.ndarray) -> float:
    fold = np.arange(len(same)) // (len(same) // 10)
    thresholds = np.arange(-0.2, 0.9, 0.005)
    right = (similarity[:, None] > thresholds) == same[:, None]
    return float(np.mean([right[fold == f][:, right[fold != f].mean(0).argmax()].mean() for f in range(10)]))


if __name__ == "__main__":
    prepare(*map(Path, sys.argv[1:4]))
