"""The photos that effects learn to paint over: pictures of things, and portraits of people who do not exist."""

import cv2
import numpy as np

from sources import FACELESS, TRAINING

SIDE = 256
SHOWN = 4  # photos kept aside for the preview
FAR, NEAR = 0.6, 2.4  # scales at which a photo is shown: large photos are smooth from pixel to pixel, small ones are not
DARK, LIGHT = 2.2, 0.7  # exponents of brightness: nights and snow are rare


class Photos:
    def __init__(self, limit: int = 1000):
        things, people = self.read(FACELESS, limit), self.read(TRAINING["portraits"], limit // 5)
        self.shown = [square(photo, SIDE) for photo in things[-SHOWN // 2:] + people[-SHOWN // 2:]]
        self.photos = things[:-SHOWN // 2] + people[:-SHOWN // 2]

    @staticmethod
    def read(photos, limit: int) -> list[np.ndarray]:
        """JPEG again, at a size that a view needs: a thousand photos as pixels would fill the memory."""
        found = []
        for _, data in photos.photos(slice(limit)):
            pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
            if pixels is not None and min(pixels.shape[:2]) >= SIDE // 2:
                found.append(cv2.imencode(".jpg", smaller(pixels, 512), [cv2.IMWRITE_JPEG_QUALITY, 95])[1])
        return found

    def __len__(self) -> int:
        return len(self.photos)

    def view(self, random: np.random.Generator) -> np.ndarray:
        """(SIDE, SIDE, RGB) of a part of one of the photos."""
        pixels = decode(self.photos[random.integers(len(self.photos))])
        least = SIDE / min(pixels.shape[:2])
        scale = max(least, np.exp(random.uniform(np.log(FAR), np.log(NEAR))))
        height, width = min(pixels.shape[0], int(np.ceil(SIDE / scale))), min(pixels.shape[1], int(np.ceil(SIDE / scale)))
        top, left = random.integers(pixels.shape[0] - height + 1), random.integers(pixels.shape[1] - width + 1)
        part = cv2.resize(pixels[top:top + height, left:left + width], (SIDE, SIDE),
                          interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
        if random.random() < 0.5:
            part = part[:, ::-1]
        if random.random() < 0.4:
            exponent = np.exp(random.uniform(np.log(LIGHT), np.log(DARK)))
            part = cv2.LUT(np.ascontiguousarray(part), (255 * (np.arange(256) / 255) ** exponent).round().astype(np.uint8))
        return np.ascontiguousarray(part)


def decode(jpeg: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(cv2.imdecode(jpeg, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)


def smaller(pixels: np.ndarray, side: int) -> np.ndarray:
    scale = side / min(pixels.shape[:2])
    return cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else pixels


def square(jpeg: np.ndarray, side: int) -> np.ndarray:
    """The middle of a photo."""
    pixels = decode(jpeg)
    scale = side / min(pixels.shape[:2])
    size = [max(side, round(length * scale)) for length in pixels.shape[1::-1]]
    pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    top, left = (pixels.shape[0] - side) // 2, (pixels.shape[1] - side) // 2
    return np.ascontiguousarray(pixels[top:top + side, left:left + side])
