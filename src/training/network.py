"""The embedder: a small residual network, 112 x 112 RGB to six unit vectors.

Its early layers, at large maps, are dense 3x3 convolutions: they learn several times faster on a CPU than depthwise
ones, and run no slower in ONNX Runtime. Its late layers are inverted bottlenecks (Sandler et al., "MobileNetV2", 2018):
for as many weights they know more.
Leaky ReLU rather than PReLU: the backward pass of the latter took a third of a step, and the former fuses into the
convolution before it when served.
"""

import torch
from torch import nn
from torch.nn import functional as F

SIDE = 112
DIMENSIONS = 128
SLOPE = 0.1  # of the leaky ReLU
REGIONS = ["face", "eyes", "eyebrows", "nose", "mouth", "jaw"]
# Windows of the 14 x 14 map, each cell 8 pixels of the template: (first row, end row, first column, end column).
WINDOWS = [(5, 8, 2, 12), (3, 6, 2, 12), (6, 10, 5, 9), (10, 13, 4, 10), (9, 14, 0, 14)]


def block(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.LeakyReLU(SLOPE))


class Residual(nn.Module):
    def __init__(self, channels: int):
        super().__init__()
        self.first = block(channels, channels)
        self.second = nn.Sequential(
            nn.Conv2d(channels, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels))
        self.out = nn.LeakyReLU(SLOPE)
        nn.init.zeros_(self.second[1].weight)

    def forward(self, x):
        return self.out(x + self.second(self.first(x)))


class Bottleneck(nn.Module):
    """Widened, filtered channel by channel, narrowed again: a 3x3 convolution in three cheap parts."""

    def __init__(self, inputs: int, wide: int, outputs: int, stride: int = 1):
        super().__init__()
        self.residual = stride == 1 and inputs == outputs
        self.body = nn.Sequential(
            nn.Conv2d(inputs, wide, 1, bias=False), nn.BatchNorm2d(wide), nn.LeakyReLU(SLOPE),
            nn.Conv2d(wide, wide, 3, stride, 1, groups=wide, bias=False), nn.BatchNorm2d(wide), nn.LeakyReLU(SLOPE),
            nn.Conv2d(wide, outputs, 1, bias=False), nn.BatchNorm2d(outputs))
        if self.residual:
            nn.init.zeros_(self.body[-1].weight)

    def forward(self, x):
        return x + self.body(x) if self.residual else self.body(x)


class PositionPool(nn.Module):
    """A weighted mean over positions, with weights of its own for each channel; resizable for smaller pictures."""

    def __init__(self, channels: int, height: int, width: int):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels, height, width) / (height * width))

    def forward(self, x):
        weight = self.weight
        if x.shape[-2:] != weight.shape[-2:]:
            cells = weight.shape[-1] * weight.shape[-2]
            weight = F.interpolate(weight[None], x.shape[-2:], mode="bilinear", align_corners=False)[0]
            weight = weight * (cells / (x.shape[-1] * x.shape[-2]))
        return (x * weight).sum((2, 3))


class Embedder(nn.Module):
    def __init__(self):
        super().__init__()
        self.early = nn.Sequential(  # one cell of its 14 x 14 map sees 31 pixels: a feature, not the face
            block(3, 32, 2), block(32, 48, 2), Residual(48), block(48, 96, 2))
        self.late = nn.Sequential(
            *(Bottleneck(96, 256, 96) for _ in range(6)), Bottleneck(96, 512, 128, 2),
            *(Bottleneck(128, 384, 128) for _ in range(3)),
            nn.Conv2d(128, 256, 1, bias=False), nn.BatchNorm2d(256), nn.LeakyReLU(SLOPE))
        self.pool = PositionPool(256, 7, 7)
        self.face = nn.Linear(256, DIMENSIONS)
        self.feature = nn.Sequential(nn.Conv2d(96, 96, 1, bias=False), nn.BatchNorm2d(96), nn.LeakyReLU(SLOPE))
        self.windows = nn.ModuleList(PositionPool(96, b - a, d - c) for a, b, c, d in WINDOWS)
        self.regions = nn.ModuleList(nn.Linear(96, DIMENSIONS) for _ in WINDOWS)

    def forward(self, x, regions: bool = True):
        """(n, 3, h, w) of 0..255 to (n, 6, 128) unit vectors; without regions (n, 1, 128), and then of any size."""
        early = self.early((x - 127.5) / 128)
        vectors = [self.face(self.pool(self.late(early)))]
        if regions:
            feature = self.feature(early)
            for (a, b, c, d), pool, linear in zip(WINDOWS, self.windows, self.regions):
                vectors.append(linear(pool(feature[:, :, a:b, c:d])))
        return F.normalize(torch.stack(vectors, 1), dim=2)
