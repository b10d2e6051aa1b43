"""Networks that had no part in training: one that measures, SqueezeNet, and public effects to be measured beside ours."""

import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from sources import PhotoSet

# Iandola et al. 2016, trained on ImageNet; weights in half precision as OpenVINO keeps them.
SQUEEZENET = PhotoSet("squeezenet", "intel/inference-engine-node", "52194d07",
                      r"^models/squeezenet1\.1/FP16/squeezenet1\.1\.(bin|xml)$", "Apache-2.0")

# Six effects after Johnson et al. 2016, instance normalisation, 1.68 M parameters each.
PUBLIC = PhotoSet("public-effects", "reiinakano/fast-style-transfer-deeplearnjs", "bd3a0486", r"^src/ckpts/[^/]+/", "MIT")
PUBLIC_NAMES = {"the-scream": "scream", "great-wave": "wave"}  # ours, and theirs from the same painting


class Squeezenet:
    """Maps of pictures (n, 3, h, w) of 0..255 RGB: the first, and the eight that its fire modules give."""

    def __init__(self):
        files = dict(SQUEEZENET.photos())
        weights = next(data for path, data in files.items() if path.endswith(".bin"))
        root = ElementTree.fromstring(next(data for path, data in files.items() if path.endswith(".xml")))
        constants = {}
        for layer in root.iter("layer"):
            if layer.get("type") == "Const" and layer.find("data").get("element_type") == "f16":
                data = layer.find("data")
                shape = [int(side) for side in data.get("shape").split(",") if side]
                values = np.frombuffer(weights, np.float16, int(data.get("size")) // 2, int(data.get("offset")))
                constants[layer.get("id")] = torch.from_numpy(values.astype(np.float32)).reshape(shape)
        edges = {(edge.get("to-layer"), edge.get("to-port")): edge.get("from-layer") for edge in root.iter("edge")}
        self.layers = {layer.get("name"): constants[edges[layer.get("id"), "1"]] for layer in root.iter("layer")
                       if layer.get("type") in ("Convolution", "Add") and edges.get((layer.get("id"), "1")) in constants}

    def convolve(self, x: torch.Tensor, name: str, stride: int = 1, padding: int = 0) -> torch.Tensor:
        return F.relu(F.conv2d(x, self.layers[f"{name}/WithoutBiases"], self.layers[name].flatten(), stride, padding))

    @torch.no_grad()
    def __call__(self, pictures: torch.Tensor) -> list[torch.Tensor]:
        x = self.convolve(pictures.flip(1) + self.layers["Add_"], "conv1", 2)  # it was made for BGR
        maps = [x]
        for fire in range(2, 10):
            if fire in (2, 4, 6):
                x = F.max_pool2d(x, 3, 2, ceil_mode=True)
            squeezed = self.convolve(x, f"fire{fire}/squeeze1x1")
            x = torch.cat([self.convolve(squeezed, f"fire{fire}/expand1x1"),
                           self.convolve(squeezed, f"fire{fire}/expand3x3", padding=1)], 1)
            maps.append(x)
        return maps


class PublicEffect(nn.Module):
    """One of the public effects, for pictures (1, 3, h, w) of 0..255 RGB with sides that are multiples of 4."""

    def __init__(self, name: str):
        super().__init__()
        files = {Path(path).name: data for path, data in PUBLIC.photos() if re.search(f"^src/ckpts/{name}/", path)}
        if not files:
            raise SystemExit(f"There is no public effect '{name}'.")
        shapes = json.loads(files["manifest.json"])
        values = [torch.from_numpy(np.frombuffer(files[f"Variable_{i}" if i else "Variable"], np.float32).copy())
                  .reshape(shapes[f"Variable_{i}" if i else "Variable"]["shape"]) for i in range(48)]
        for i, value in enumerate(values):
            self.register_buffer(f"v{i}", value.permute(3, 2, 0, 1).contiguous() if value.dim() == 4 else value.reshape(1, -1, 1, 1))

    def normalise(self, x, i: int):
        mean = x.mean((2, 3), keepdim=True)
        variance = ((x - mean) ** 2).mean((2, 3), keepdim=True)
        return getattr(self, f"v{i + 2}") * (x - mean) / torch.sqrt(variance + 1e-3) + getattr(self, f"v{i + 1}")

    def convolve(self, x, i: int, stride: int = 1):
        weights = getattr(self, f"v{i}")
        half = weights.shape[2] // 2
        # TensorFlow's SAME: where it strides over an even side, all padding lies behind.
        x = F.pad(x, (half,) * 4 if stride == 1 else (0, 1, 0, 1))
        return self.normalise(F.conv2d(x, weights, stride=stride), i)

    def grow(self, x, i: int):
        return self.normalise(F.conv_transpose2d(x, getattr(self, f"v{i}"), stride=2)[..., :-1, :-1], i)

    def forward(self, x):
        x = F.relu(self.convolve(x, 0))
        x = F.relu(self.convolve(x, 3, 2))
        x = F.relu(self.convolve(x, 6, 2))
        for i in range(9, 39, 6):
            x = x + self.convolve(F.relu(self.convolve(x, i)), i + 3)
        x = F.relu(self.grow(x, 39))
        x = F.relu(self.grow(x, 42))
        return torch.tanh(self.convolve(x, 45)) * 150 + 127.5
