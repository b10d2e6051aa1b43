"""What a picture looks like to a network: the teacher of the effects, VGG-19 distilled to a sixteenth.

Wang et al., Collaborative Distillation for Ultra-Resolution Universal Style Transfer (CVPR 2020); weights under MIT.
"""

import io

import torch
from torch import nn
from torch.nn import functional as F

from sources import PhotoSet

# The encoder down to relu5_1.
WEIGHTS = PhotoSet("vgg19-16x", "MingSun-Tse/Collaborative-Distillation", "4a269dc9",
                   r"^trained_models/wct_se_16x_new/20191109-211322_E20\.pth$", "MIT")

# Convolutions between two poolings; the first of each is looked at.
STAGES = ((("11", 3, 16), ("12", 16, 16)),
          (("21", 16, 32), ("22", 32, 32)),
          (("31", 32, 64), ("32", 64, 64), ("33", 64, 64), ("34", 64, 64)),
          (("41", 64, 128), ("42", 128, 128), ("43", 128, 128), ("44", 128, 128)),
          (("51", 128, 128),))


class Perceptual(nn.Module):
    """Maps of relu1_1, 2_1, 3_1, 4_1 and 5_1 for pictures (n, 3, h, w) of 0..255 RGB."""

    def __init__(self):
        super().__init__()
        self.conv0 = nn.Conv2d(3, 3, 1)
        for stage in STAGES:
            for name, inputs, outputs in stage:
                self.add_module(f"conv{name}", nn.Conv2d(inputs, outputs, 3))
        state = torch.load(io.BytesIO(next(WEIGHTS.photos())[1]), map_location="cpu")["model"]
        self.load_state_dict({key: value for key, value in state.items() if "_aux" not in key})
        self.requires_grad_(False)

    def forward(self, x: torch.Tensor, stages: int = len(STAGES)) -> list[torch.Tensor]:
        x = self.conv0(x / 255)
        maps = []
        for i, stage in enumerate(STAGES[:stages]):
            x = F.max_pool2d(x, 2) if i else x
            for name, _, _ in stage:
                x = F.relu(getattr(self, f"conv{name}")(F.pad(x, (1, 1, 1, 1), mode="reflect")))
                if name.endswith("1"):
                    maps.append(x)
                    if i + 1 == stages:
                        return maps
        return maps


def texture(features: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean (n, c) and covariance (n, c, c) of a map over its places: together its Gram matrix, each to be weighed by itself."""
    flat = features.float().flatten(2)
    mean = flat.mean(2)
    flat = flat - mean[..., None]
    return mean, flat @ flat.transpose(1, 2) / flat.shape[2]
