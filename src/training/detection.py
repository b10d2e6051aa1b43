"""A trained detector and one look at a photo, as the scripts after its training use them."""

import cv2
import numpy as np
import torch

from detector_network import Detector, cells
from teachers import suppress

SIDE = 320


class Trained:
    """A checkpoint's averaged weights; takes a BGR canvas, gives rows of score, box, points."""

    def __init__(self, path: str):
        detector = Detector()
        detector.load_state_dict(torch.load(path)["average"])
        with torch.no_grad():
            traced = torch.jit.trace(detector.eval(), torch.zeros(1, 3, SIDE, SIDE))
            self.net = torch.jit.optimize_for_inference(torch.jit.freeze(traced))

    @torch.no_grad()
    def __call__(self, canvas: np.ndarray) -> np.ndarray:
        rgb = torch.from_numpy(canvas[..., ::-1].copy()).permute(2, 0, 1)[None].float()
        logits, boxes, points = [output[0] for output in self.net(rgb)]
        centres, strides = cells(*canvas.shape[:2])
        strides = strides[:, None]
        points = points.reshape(-1, 5, 2) * strides[:, None] + centres[:, None]
        return suppress(torch.cat([logits.sigmoid()[:, None], centres - boxes[:, :2] * strides, centres + boxes[:, 2:] * strides,
                                   points.flatten(1)], 1).numpy(), 0.05)


def decode(data: bytes) -> np.ndarray | None:
    """BGR pixels; None where they are no picture."""
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None


def find(detector, image: np.ndarray, side: int = SIDE) -> np.ndarray:
    """Faces in pixels of the photo, which is scaled to `side` and put top left on black."""
    scale = side / max(image.shape[:2])
    size = round(image.shape[1] * scale), round(image.shape[0] * scale)
    canvas = np.zeros((side, side, 3), np.uint8)
    canvas[:size[1], :size[0]] = cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    faces = detector(canvas)
    faces[:, 1:] /= scale
    return faces
