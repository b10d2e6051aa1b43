"""The detector: a small dense network with a feature pyramid, three levels of cells.

Input (n, 3, h, w) of 0..255 RGB, both sides multiples of 32. Each cell of each level gives a score, the distances
from its centre to the sides of the box and the offsets of five landmarks, in units of the level's stride.
"""

import torch
from torch import nn
from torch.nn import functional as F

STRIDES = (8, 16, 32)
WIDTH = 48
HEADS = (48, 32, 32)  # channels of each level's head: small faces, at stride 8, are the most and the hardest
OUTPUTS = 1 + 4 + 10


def block(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class Residual(nn.Module):
    def __init__(self, channels: int, inner: int):
        super().__init__()
        self.first = block(channels, inner)
        self.second = nn.Sequential(nn.Conv2d(inner, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x):
        return F.relu(x + self.second(self.first(x)))


class Detector(nn.Module):
    def __init__(self):
        super().__init__()
        self.to8 = nn.Sequential(block(3, 16, 2), block(16, 32, 2), block(32, WIDTH, 2), Residual(WIDTH, 32))
        self.to16 = nn.Sequential(block(WIDTH, 64, 2), Residual(64, 32))
        self.to32 = nn.Sequential(block(64, 64, 2), Residual(64, 32))
        self.side16 = nn.Conv2d(64, WIDTH, 1)
        self.side32 = nn.Conv2d(64, WIDTH, 1)
        self.heads = nn.ModuleList(nn.Sequential(block(WIDTH, width), nn.Conv2d(width, OUTPUTS, 1)) for width in HEADS)
        for head in self.heads:
            nn.init.normal_(head[1].weight, std=0.01)
            nn.init.zeros_(head[1].bias)
            head[1].bias.data[0] = -4.6  # a face in one cell of a hundred, to begin with (Lin et al. 2017)

    def forward(self, x):
        """Scores as logits (n, cells), boxes (n, cells, 4), landmarks (n, cells, 10)."""
        at8 = self.to8((x - 127.5) / 128)
        at16 = self.to16(at8)
        top = self.side32(self.to32(at16))
        middle = self.side16(at16) + F.interpolate(top, scale_factor=2.0, mode="nearest")
        bottom = at8 + F.interpolate(middle, scale_factor=2.0, mode="nearest")
        rows = torch.cat([head(level).flatten(2) for head, level in zip(self.heads, (bottom, middle, top))], 2).transpose(1, 2)
        return rows[..., 0], torch.exp(rows[..., 1:5].clamp(max=4)), rows[..., 5:] * 2


def cells(height: int, width: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Centres in pixels (cells, 2) and strides (cells) in the order of the outputs."""
    centres, strides = [], []
    for stride in STRIDES:
        y, x = torch.meshgrid(torch.arange(height // stride), torch.arange(width // stride), indexing="ij")
        centres.append((torch.stack([x, y], 2).reshape(-1, 2) + 0.5) * stride)
        strides.append(torch.full((len(centres[-1]),), float(stride)))
    return torch.cat(centres), torch.cat(strides)
