"""Golden vectors for ports to phones: each step from a picture to a percent, reckoned by NumPy and PyTorch alone.

    python3 src/training/golden.py

writes docs/on-device/golden.json and the picture that it speaks of, face.png (a composite face, nobody's). Nothing here
shares code with the app; a test replays the same steps in it. docs/on-device.md tells what each number means.
"""

import json
import math
import struct
from pathlib import Path

import cv2
import numpy as np
import torch

from detector_network import Detector, cells
from network import Embedder, REGIONS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "on-device"
SIDE, ALIGNED = 320, 112
TEMPLATE = np.array([(38.7946, 52.1963), (74.0318, 52.0014), (56.5252, 72.2366), (42.0493, 92.8655), (71.2299, 92.7041)])


def weights(name: str) -> dict:
    state = torch.load(Path(__file__).parent / "checkpoints" / f"{name}.pt", map_location="cpu")["average"]
    return {key: value.float() if value.is_floating_point() else value for key, value in state.items()}


def area_weights(source: int, target: int) -> np.ndarray:
    """(target, source): the share of each source pixel in each target pixel."""
    scale = source / target
    table = np.zeros((target, source))
    for i in range(target):
        for j in range(int(i * scale), min(source, math.ceil((i + 1) * scale))):
            table[i, j] = max(0.0, min((i + 1) * scale, j + 1) - max(i * scale, j)) / scale
    return table


def letterbox(picture: np.ndarray) -> np.ndarray:
    height, width = picture.shape[:2]
    scale = SIDE / max(width, height)
    rows, columns = round(height * scale), round(width * scale)
    canvas = np.zeros((-(-rows // 32) * 32, -(-columns // 32) * 32, 3))
    lines = np.tensordot(area_weights(height, rows), picture.astype(float), (1, 0))
    canvas[:rows, :columns] = np.tensordot(lines, area_weights(width, columns), (1, 1)).transpose(0, 2, 1)
    return canvas


@torch.no_grad()
def detect(canvas: np.ndarray, picture: np.ndarray) -> dict:
    model = Detector()
    model.load_state_dict(weights("detector"))
    logits, boxes, offsets = model.eval()(torch.from_numpy(canvas).permute(2, 0, 1)[None].float())
    centres, strides = cells(*canvas.shape[:2])
    best = int(logits[0].argmax())  # the picture shows one face: the best cell survives suppression
    centre, stride = centres[best].numpy(), float(strides[best])
    scale = max(picture.shape[:2]) / SIDE
    left, top, right, bottom = boxes[0, best].numpy() * stride
    box = np.array([centre[0] - left, centre[1] - top, left + right, top + bottom]) * scale
    landmarks = (centre + offsets[0, best].numpy().reshape(5, 2) * stride) * scale
    return {"cell": best, "score": float(logits[0, best].sigmoid()), "box": box.tolist(), "landmarks": landmarks.tolist()}


def transform(landmarks: np.ndarray) -> tuple[float, float, float, float]:
    """a, b, x, y of x' = a x - b y + x, y' = b x + a y + y, to the template (Umeyama 1991)."""
    source, target = landmarks - landmarks.mean(0), TEMPLATE - TEMPLATE.mean(0)
    factor = (np.conj(source @ [1, 1j]) * (target @ [1, 1j])).sum() / (source ** 2).sum()
    shift = TEMPLATE.mean(0) @ [1, 1j] - factor * (landmarks.mean(0) @ [1, 1j])
    return factor.real, factor.imag, shift.real, shift.imag


def align(picture: np.ndarray, a: float, b: float, x: float, y: float) -> np.ndarray:
    """(112, 112, 3): the mean of n x n samples a pixel, n = ceil(picture pixels a template pixel); black outside."""
    factor, shift = complex(a, b), complex(x, y)
    count = max(1, math.ceil(1 / abs(factor)))
    if count == 1:
        raise ValueError("The golden picture's face shrinks; a face that grows is interpolated.")
    steps = (np.arange(ALIGNED * count) + 0.5) / count
    at = ((steps[None, :] + 1j * steps[:, None]) - shift) / factor
    columns, rows = np.floor(at.real).astype(int), np.floor(at.imag).astype(int)
    height, width = picture.shape[:2]
    inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
    samples = np.where(inside[..., None], picture[rows.clip(0, height - 1), columns.clip(0, width - 1)], 0).astype(float)
    return samples.reshape(ALIGNED, count, ALIGNED, count, 3).mean((1, 3))


@torch.no_grad()
def embed(aligned: np.ndarray) -> np.ndarray:
    """(6, 128): the mean of the face's and its mirror image's vectors, of length 1 again."""
    model = Embedder()
    model.load_state_dict(weights("embedder"))
    both = torch.from_numpy(np.stack([aligned, aligned[:, ::-1]]).copy()).permute(0, 3, 1, 2).float()
    mean = model.eval()(both).numpy().astype(float).mean(0)
    return mean / np.linalg.norm(mean, axis=1, keepdims=True)


def above(face: np.ndarray) -> float:
    """How far above the plane that parts faces from others."""
    newest = max((ROOT / "src/models/face-embedder").iterdir(), key=lambda folder: [int(part) for part in folder.name.split(".")])
    plane = json.loads((newest / "manifest.json").read_text())["output"]["faces"]
    return float(face @ plane["weights"] + plane["bias"])


def search(vectors: np.ndarray) -> list[dict]:
    data = (ROOT / "src/models/galleries/public-figures.safetensors").read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + size])

    def tensor(name: str, kind: str) -> np.ndarray:
        first, end = header[name]["data_offsets"]
        return np.frombuffer(data[8 + size + first:8 + size + end], kind).reshape(header[name]["shape"])

    people = json.loads(header["__metadata__"]["people"])
    curves = json.loads(header["__metadata__"]["curve"])
    stored, norms = tensor("vectors", "<f2").astype(float), tensor("norms", "<f4")
    found = []
    for region, name in enumerate(REGIONS):
        similarity = stored[:, region] @ vectors[region]
        scores = norms[region, :, 0] * similarity + norms[region, :, 1]
        curve = curves[name]
        for person in np.argsort(-scores)[: 5 if name == "face" else 1]:
            percent = np.interp(scores[person], [curve["stranger"], curve["oneInAThousand"], curve["samePerson"], 1], [0, 50, 90, 100])
            found.append({"region": name, "person": people[person]["id"], "similarity": similarity[person], "score": scores[person],
                          "percent": math.floor(percent + 0.5)})
    return found


def main() -> None:
    whole = cv2.imread(str(ROOT / "docs/pictures/composite-1.jpg"))
    FOLDER.mkdir(exist_ok=True)
    cv2.imwrite(str(FOLDER / "face.png"), cv2.resize(whole[64:960, 112:912], (400, 448), interpolation=cv2.INTER_AREA))
    picture = cv2.imread(str(FOLDER / "face.png"))[..., ::-1]

    canvas = letterbox(picture)
    face = detect(canvas, picture)
    matrix = transform(np.array(face["landmarks"]))
    aligned = align(picture, *matrix)
    vectors = embed(aligned)
    spots = [(160, 200), (100, 150), (200, 250), (310, 5), (3, 280)]
    golden = {
        "picture": {"file": "face.png", "width": picture.shape[1], "height": picture.shape[0]},
        "letterbox": {"width": canvas.shape[1], "height": canvas.shape[0],
                      "values": [{"y": y, "x": x, "rgb": canvas[y, x].tolist()} for y, x in spots]},
        "face": face,
        "transform": dict(zip("abxy", matrix)),
        "aligned": {"mean": aligned.mean((0, 1)).tolist(),
                    "values": [{"y": y, "x": x, "rgb": aligned[y, x].tolist()} for y, x in [(52, 38), (52, 74), (72, 56), (0, 0), (111, 111)]]},
        "aboveFaces": above(vectors[0]),
        "vectors": dict(zip(REGIONS, vectors.round(6).tolist())),
        "matches": search(vectors),
    }
    text = json.dumps(golden, indent=1)
    (FOLDER / "golden.json").write_text(text + "\n")
    print(text[:600])


if __name__ == "__main__":
    main()
