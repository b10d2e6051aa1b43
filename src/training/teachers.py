"""The teachers of the detector: YuNet-n (Apache-2.0) and RetinaFace with mobilenet0.25 (MIT).

Each is noisy about landmarks; `label` runs both over mirrored, scaled and shifted views and averages what they agree on.
A face is a row of 15 numbers: score, left, top, right, bottom, then x, y of left eye, right eye, nose and mouth corners,
in pixels of the photo, left meaning left in the picture.
"""

import io
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from sources import PhotoSet

YUNET = PhotoSet("yunet", "ShiqiYu/libfacedetection.train", "0047ac24", r"^onnx/yunet_n_(320_320|640_640)\.onnx$", "Apache-2.0")
RETINA = PhotoSet("retinaface", "biubug6/Face-Detector-1MB-with-landmark", "2b075657", r"^weights/mobilenet0\.25_Final\.pth$", "MIT")

STRIDES = (8, 16, 32)
SWAP = [1, 0, 2, 4, 3]  # the five points in a mirror


class Yunet:
    def __init__(self):
        self.nets = {}
        for path, data in YUNET.photos():
            self.nets[320 if "320" in path else 640] = cv2.dnn.readNetFromONNX(np.frombuffer(data, np.uint8))
        self.outputs = [f"{kind}_{stride}" for kind in ("cls", "obj", "bbox", "kps") for stride in STRIDES]

    def __call__(self, canvas: np.ndarray) -> np.ndarray:
        net = self.nets[canvas.shape[0]]
        net.setInput(cv2.dnn.blobFromImage(canvas))
        values = [v.reshape(-1, v.shape[-1]) for v in net.forward(self.outputs)]
        faces = []
        for i, stride in enumerate(STRIDES):
            score, presence, box, points = values[i], values[i + 3], values[i + 6], values[i + 9]
            side = canvas.shape[0] // stride
            y, x = np.divmod(np.arange(side * side), side)
            corner = np.stack([x, y], 1)
            centre, half = (corner + box[:, :2]) * stride, np.exp(box[:, 2:]) * stride / 2
            points = (points.reshape(-1, 5, 2) + corner[:, None]) * stride
            faces.append(np.concatenate([np.sqrt(np.clip(score * presence, 0, 1)), centre - half, centre + half,
                                         points.reshape(-1, 10)], 1))
        return suppress(np.concatenate(faces))


def convolution(inputs: int, outputs: int, size: int = 3, stride: int = 1, groups: int = 1, active: bool = True):
    layers = [nn.Conv2d(inputs, outputs, size, stride, size // 2, groups=groups, bias=False), nn.BatchNorm2d(outputs)]
    return nn.Sequential(*layers, nn.ReLU()) if active else nn.Sequential(*layers)


def separable(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(*convolution(inputs, inputs, 3, stride, inputs), *convolution(inputs, outputs, 1))


class Context(nn.Module):
    """Three receptive fields side by side; named as in the published weights, like all below."""

    def __init__(self):
        super().__init__()
        self.conv3X3 = convolution(64, 32, active=False)
        self.conv5X5_1, self.conv5X5_2 = convolution(64, 16), convolution(16, 16, active=False)
        self.conv7X7_2, self.conv7x7_3 = convolution(16, 16), convolution(16, 16, active=False)

    def forward(self, x):
        inner = self.conv5X5_1(x)
        return F.relu(torch.cat([self.conv3X3(x), self.conv5X5_2(inner), self.conv7x7_3(self.conv7X7_2(inner))], 1))


class Retina(nn.Module):
    ANCHORS = ((10, 20), (32, 64), (128, 256))

    def __init__(self):
        super().__init__()
        self.body = nn.ModuleDict({
            "stage1": nn.Sequential(convolution(3, 8, stride=2), separable(8, 16), separable(16, 32, 2), separable(32, 32),
                                    separable(32, 64, 2), separable(64, 64)),
            "stage2": nn.Sequential(separable(64, 128, 2), *[separable(128, 128) for _ in range(5)]),
            "stage3": nn.Sequential(separable(128, 256, 2), separable(256, 256))})
        self.fpn = nn.ModuleDict({
            "output1": convolution(64, 64, 1), "output2": convolution(128, 64, 1), "output3": convolution(256, 64, 1),
            "merge1": convolution(64, 64), "merge2": convolution(64, 64)})
        self.ssh1, self.ssh2, self.ssh3 = Context(), Context(), Context()
        for name, size in (("ClassHead", 2), ("BboxHead", 4), ("LandmarkHead", 10)):
            self.add_module(name, nn.ModuleList([nn.ModuleDict({"conv1x1": nn.Conv2d(64, 2 * size, 1)}) for _ in STRIDES]))
        state = torch.load(io.BytesIO(next(RETINA.photos())[1]), map_location="cpu")
        self.load_state_dict({key.replace("module.", "", 1): value for key, value in state.items()}, strict=True)
        self.eval()

    def forward(self, x):
        one = self.body["stage1"](x)
        two = self.body["stage2"](one)
        three = self.fpn["output3"](self.body["stage3"](two))
        two = self.fpn["output2"](two)
        two = self.fpn["merge2"](two + F.interpolate(three, scale_factor=2.0))
        one = self.fpn["output1"](one)
        one = self.fpn["merge1"](one + F.interpolate(two, scale_factor=2.0))
        features = [self.ssh1(one), self.ssh2(two), self.ssh3(three)]
        return [torch.cat([head["conv1x1"](f).permute(0, 2, 3, 1).reshape(f.shape[0], -1, size)
                           for head, f in zip(heads, features)], 1)
                for heads, size in ((self.ClassHead, 2), (self.BboxHead, 4), (self.LandmarkHead, 10))]


class Retinaface:
    def __init__(self):
        with torch.no_grad():
            traced = torch.jit.trace(Retina(), torch.zeros(1, 3, 320, 320))
            self.net = torch.jit.optimize_for_inference(torch.jit.freeze(traced))
        self.priors = {}

    def anchors(self, side: int) -> tuple[np.ndarray, np.ndarray]:
        if side not in self.priors:
            centres, sizes = [], []
            for stride, pair in zip(STRIDES, Retina.ANCHORS):
                n = side // stride
                y, x = np.divmod(np.repeat(np.arange(n * n), 2), n)
                centres.append((np.stack([x, y], 1) + 0.5) * stride)
                sizes.append(np.tile(pair, n * n))
            self.priors[side] = np.concatenate(centres), np.concatenate(sizes)[:, None]
        return self.priors[side]

    @torch.no_grad()
    def __call__(self, canvas: np.ndarray) -> np.ndarray:
        x = torch.from_numpy(canvas).permute(2, 0, 1)[None].float() - torch.tensor([104.0, 117, 123]).view(1, 3, 1, 1)
        score, box, points = [v[0].numpy() for v in self.net(x)]
        priors, sizes = self.anchors(canvas.shape[0])
        centre, half = priors + box[:, :2] * 0.1 * sizes, np.exp(box[:, 2:] * 0.2) * sizes / 2
        points = priors[:, None] + points.reshape(-1, 5, 2) * 0.1 * sizes[:, None]
        score = 1 / (1 + np.exp(score[:, 0] - score[:, 1]))
        return suppress(np.concatenate([score[:, None], centre - half, centre + half, points.reshape(-1, 10)], 1))


def overlaps(box: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Intersection over union of one box and many."""
    low, high = np.maximum(box[:2], boxes[:, :2]), np.minimum(box[2:], boxes[:, 2:])
    shared = np.prod(np.clip(high - low, 0, None), 1)
    return shared / (np.prod(box[2:] - box[:2]) + np.prod(boxes[:, 2:] - boxes[:, :2], 1) - shared + 1e-9)


def suppress(faces: np.ndarray, threshold: float = 0.2, limit: float = 0.4) -> np.ndarray:
    faces = faces[faces[:, 0] > threshold]
    faces = faces[np.argsort(-faces[:, 0])]
    kept = []
    while len(faces):
        kept.append(faces[0])
        faces = faces[1:][overlaps(faces[0, 1:5], faces[1:, 1:5]) < limit]
    return np.array(kept).reshape(-1, 15)


@dataclass(frozen=True)
class View:
    """Where the photo lies on the square canvas: its longest side as a share of it, its corner, mirrored or not."""

    share: float
    x: float = 0.0
    y: float = 0.0
    mirrored: bool = False


FAST = (View(0.72, 0.14, 0.14), View(0.6, 0.2, 0.21, True))
SCENE = (View(1.0), View(0.9, 0.05, 0.06, True))
THOROUGH = (View(0.9, 0.05, 0.04), View(0.8, 0.1, 0.11, True), View(0.65, 0.15, 0.17), View(0.6, 0.2, 0.17, True),
            View(0.5, 0.25, 0.27), View(0.5, 0.24, 0.22, True))


class Teachers:
    def __init__(self):
        cv2.setNumThreads(1)
        self.teachers = (Yunet(), Retinaface())

    def label(self, image: np.ndarray, views: tuple[View, ...] = THOROUGH, side: int = 320) -> np.ndarray:
        """Faces of a BGR photo; the score is the mean over all passes, a pass that misses the face counting as 0."""
        groups: list[list[np.ndarray]] = []
        for view in views:
            scale = view.share * side / max(image.shape[:2])
            size = round(image.shape[1] * scale), round(image.shape[0] * scale)
            small = cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
            if view.mirrored:
                small = small[:, ::-1]
            canvas = np.zeros((side, side, 3), np.uint8)
            x, y = round(view.x * side), round(view.y * side)
            part = small[: side - y, : side - x]
            canvas[y : y + part.shape[0], x : x + part.shape[1]] = part
            for teacher in self.teachers:
                found = teacher(canvas)
                found[:, 1::2] -= x
                found[:, 2::2] -= y
                if view.mirrored:
                    found[:, 1::2] = size[0] - found[:, 1::2]
                    found[:, [1, 3]] = found[:, [3, 1]]
                    found[:, 5:] = found[:, 5:].reshape(-1, 5, 2)[:, SWAP].reshape(-1, 10)
                found[:, 1::2] *= image.shape[1] / size[0]
                found[:, 2::2] *= image.shape[0] / size[1]
                gather(groups, found)
        passes = len(views) * len(self.teachers)
        faces = [average(group, passes) for group in groups]
        return suppress(np.array(faces).reshape(-1, 15), 0.1)


def gather(groups: list[list[np.ndarray]], found: np.ndarray) -> None:
    for face in found:
        for group in groups:
            if overlaps(face[1:5], group[0][None, 1:5])[0] > 0.45:
                group.append(face)
                break
        else:
            groups.append([face])


def average(group: list[np.ndarray], passes: int) -> np.ndarray:
    rows = np.array(group)
    face = np.average(rows, axis=0, weights=rows[:, 0])
    face[0] = rows[:, 0].sum() / passes
    return face
