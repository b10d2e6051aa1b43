"""Faces aligned by their five landmarks, and YuNet-n, a teacher that finds them."""

import cv2
import numpy as np

from sources import PhotoSet

# The template published with ArcFace (Deng et al. 2019), for 112 x 112 pixels.
TEMPLATE = np.float32([
    [38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]])
SIDE = 112
# Crops are stored with a margin so that augmentation can turn and shift them without black corners.
CROP = 128
MARGIN = (CROP - SIDE) // 2

YUNET = PhotoSet("yunet", "ShiqiYu/libfacedetection.train", "0047ac24", r"^onnx/yunet_n_(320_320|640_640)\.onnx$", "Apache-2.0")


class YuNet:
    """YuNet-n (Apache-2.0) at 320 or 640 pixels a side, through OpenCV."""

    def __init__(self, side: int = 320):
        network = next(data for path, data in YUNET.photos() if f"_{side}_" in path)
        self.side = side
        self.network = cv2.dnn.readNetFromONNX(np.frombuffer(network, np.uint8))
        self.names = [f"{kind}_{stride}" for kind in ("cls", "obj", "bbox", "kps") for stride in (8, 16, 32)]

    def faces(self, image: np.ndarray, threshold: float, fill: float = 1.0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Scores (n), boxes (n, 4: left, top, right, bottom) and points (n, 5, 2) of a BGR picture's faces, best first.

        `fill` is the share of the network's input that the picture takes: a face that fills its photo is found
        when the photo does not fill the input.
        """
        scale = self.side * fill / max(image.shape[:2])
        small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
        height, width = small.shape[:2]
        offset = np.float32([(self.side - width) // 2, (self.side - height) // 2])
        left, top = offset.astype(int)
        canvas = np.zeros((self.side, self.side, 3), np.uint8)
        canvas[top:top + height, left:left + width] = small
        self.network.setInput(cv2.dnn.blobFromImage(canvas))
        outputs = dict(zip(self.names, self.network.forward(self.names)))
        scores, boxes, points = [], [], []
        for stride in (8, 16, 32):
            score = np.sqrt(np.clip(outputs[f"cls_{stride}"], 0, 1) * np.clip(outputs[f"obj_{stride}"], 0, 1)).reshape(-1)
            cells = np.nonzero(score >= threshold)[0]
            origin = np.stack([cells % (self.side // stride), cells // (self.side // stride)], 1).astype(np.float32)
            box = outputs[f"bbox_{stride}"].reshape(-1, 4)[cells]
            centre, half = (origin + box[:, :2]) * stride, np.exp(box[:, 2:]) * stride / 2
            scores.append(score[cells])
            boxes.append(np.concatenate([centre - half - offset, centre + half - offset], 1) / scale)
            points.append(((outputs[f"kps_{stride}"].reshape(-1, 5, 2)[cells] + origin[:, None]) * stride - offset) / scale)
        scores, boxes, points = map(np.concatenate, (scores, boxes, points))
        kept: list[int] = []
        for i in np.argsort(-scores):
            if all(overlap(boxes[i], boxes[k]) < 0.4 for k in kept):
                kept.append(i)
        return scores[kept], boxes[kept], points[kept]


def overlap(a: np.ndarray, b: np.ndarray) -> float:
    """Intersection over union of two boxes."""
    shared = np.clip(np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2]), 0, None).prod()
    return float(shared / ((a[2:] - a[:2]).prod() + (b[2:] - b[:2]).prod() - shared))


def similarity(points: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """The 2 x 3 similarity transform that fits best in the least-squares sense (Umeyama 1991)."""
    source, target = points - points.mean(0), targets - targets.mean(0)
    spread = (source ** 2).sum()
    a = (source * target).sum() / spread
    b = (source[:, 0] * target[:, 1] - source[:, 1] * target[:, 0]).sum() / spread
    turn = np.float32([[a, -b], [b, a]])
    return np.hstack([turn, (targets.mean(0) - turn @ points.mean(0))[:, None]]).astype(np.float32)


def crop(image: np.ndarray, points: np.ndarray) -> np.ndarray:
    """The aligned face with its margin, 128 x 128 BGR; its points count from the photo's corner."""
    matrix = similarity(points - 0.5, TEMPLATE + MARGIN)  # OpenCV counts from the middle of the first pixel
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if scale < 0.5:  # shrink first, so that fine patterns do not alias
        shrink = scale * 1.5
        image = cv2.resize(image, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        matrix = matrix.copy()
        matrix[:, :2] /= shrink
        matrix[:, 2] += matrix[:, :2].sum(1) * (1 - shrink) / 2  # a pixel's middle is half a pixel from its corner, shrunk or not
    return cv2.warpAffine(image, matrix, (CROP, CROP), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
