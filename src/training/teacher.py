"""The teacher of the embedder: MobileFaceNet of foamliu/MobileFaceNet (Apache-2.0), 112 x 112 RGB to 128 numbers."""

import io

import torch
from torch import nn
from torch.nn import functional as F

from sources import PhotoSet

WEIGHTS = PhotoSet("mobilefacenet", "foamliu/MobileFaceNet", "a6cc9032", r"^weights/mobilefacenet\.pt$", "Apache-2.0")

# (expansion, channels, blocks, stride) of each stage, read off the shapes of the published weights.
STAGES = [(2, 64, 5, 2), (4, 128, 1, 2), (2, 128, 6, 1), (4, 128, 1, 2), (2, 128, 2, 1)]


def convolution(inputs: int, outputs: int, size: int = 1, stride: int = 1, groups: int = 1, bias: bool = False) -> nn.Conv2d:
    return nn.Conv2d(inputs, outputs, size, stride, size // 2, groups=groups, bias=bias)


class Bottleneck(nn.Module):
    def __init__(self, inputs: int, outputs: int, stride: int, expansion: int):
        super().__init__()
        inner = inputs * expansion
        self.shortcut = stride == 1 and inputs == outputs
        self.conv = nn.Sequential(
            nn.Sequential(convolution(inputs, inner), nn.BatchNorm2d(inner), nn.ReLU6()),
            nn.Sequential(convolution(inner, inner, 3, stride, inner), nn.BatchNorm2d(inner), nn.ReLU6()),
            convolution(inner, outputs),
            nn.BatchNorm2d(outputs))

    def forward(self, x):
        return x + self.conv(x) if self.shortcut else self.conv(x)


class Teacher(nn.Module):
    """Takes RGB batches of 0..255, gives unit vectors; the layers are named as in the published weights."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Sequential(convolution(3, 64, 3, 2), nn.BatchNorm2d(64), nn.ReLU6())
        self.dw_conv = nn.ModuleDict({
            "depthwise": convolution(64, 64, 3, 1, 64), "bn1": nn.BatchNorm2d(64),
            "pointwise": convolution(64, 64), "bn2": nn.BatchNorm2d(64)})
        blocks, channels = [], 64
        for expansion, outputs, count, stride in STAGES:
            for i in range(count):
                blocks.append(Bottleneck(channels, outputs, stride if i == 0 else 1, expansion))
                channels = outputs
        self.features = nn.Sequential(*blocks)
        self.conv2 = nn.Sequential(convolution(128, 512), nn.BatchNorm2d(512), nn.ReLU6())
        self.gdconv = nn.ModuleDict({"depthwise": nn.Conv2d(512, 512, 7, groups=512, bias=False), "bn": nn.BatchNorm2d(512)})
        self.conv3 = nn.Conv2d(512, 128, 1)
        self.bn = nn.BatchNorm2d(128)
        self.register_buffer("mean", torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1) * 255, persistent=False)
        self.register_buffer("deviation", torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1) * 255, persistent=False)
        state = torch.load(io.BytesIO(next(WEIGHTS.photos())[1]), map_location="cpu")
        self.load_state_dict(state)
        self.eval()

    @torch.no_grad()
    def forward(self, x):
        x = self.conv1((x - self.mean) / self.deviation)
        x = F.relu(self.dw_conv["bn1"](self.dw_conv["depthwise"](x)))
        x = F.relu(self.dw_conv["bn2"](self.dw_conv["pointwise"](x)))
        x = self.conv2(self.features(x))
        x = self.gdconv["bn"](self.gdconv["depthwise"](x))
        return F.normalize(self.bn(self.conv3(x)).flatten(1))


def frozen_teacher(batch: int):
    """The teacher as a function of batches of exactly this size, four times as fast on a CPU."""
    with torch.no_grad():
        traced = torch.jit.trace(Teacher(), torch.zeros(batch, 3, 112, 112))
        return torch.jit.optimize_for_inference(torch.jit.freeze(traced))


def targets_of(teacher, faces: torch.Tensor, batch: int) -> torch.Tensor:
    """The targets (n, 128) of any number of faces by a teacher frozen to this batch."""
    targets = []
    for part in faces.split(batch):
        padded = torch.zeros(batch, *part.shape[1:])
        padded[:len(part)] = part
        targets.append(target(teacher, padded)[:len(part)])
    return torch.cat(targets)


def target(teacher, faces: torch.Tensor) -> torch.Tensor:
    """The mean of each face's vector and its mirror image's: truer than either."""
    with torch.no_grad():
        return F.normalize(teacher(faces) + teacher(faces.flip(3)))
