"""The network of an effect: most of its work on an eighth of each side, so that a large photo takes a second.

Input (n, 4, h, w) of 0..255, both sides multiples of 8: RGB, and grain, which is noise of the place alone: without it an
even sky could only get a pattern that repeats. Output (n, 3, h, w), 0..255. No layer looks at the whole
picture (batch normalisation, folded into the convolutions when it is exported): a part of a picture comes out as it does
within the whole, as long as its surroundings within MARGIN pixels are there.
"""

import torch
from torch import nn
from torch.nn import functional as F

MULTIPLE = 8
MARGIN = 96  # pixels: eight convolutions on an eighth reach 64 far, the others 25 in all; rounded up
GRAIN = 4  # pixels of a side that share one value of the grain
USUAL_GRAIN = 0.07  # how much of it there is in use, 1 being black to white
NARROW, WIDE, BLOCKS = 32, 64, 4


class Convolution(nn.Module):
    """At the border with the picture mirrored: zeros would draw a frame."""

    def __init__(self, inputs: int, outputs: int, size: int = 3, stride: int = 1):
        super().__init__()
        self.weights = nn.Conv2d(inputs, outputs, size, stride, bias=False)
        self.normalised = nn.BatchNorm2d(outputs)
        self.border = (size - stride + 1) // 2 if stride > 1 else size // 2

    def forward(self, x):
        return self.normalised(self.weights(F.pad(x, (self.border,) * 4, mode="reflect")))


class Residual(nn.Module):
    def __init__(self, channels: int):
        super().__init__()
        self.first, self.second = Convolution(channels, channels), Convolution(channels, channels)
        nn.init.constant_(self.second.normalised.weight, 0.3)

    def forward(self, x):
        return x + self.second(F.relu(self.first(x)))


def with_grain(photos: torch.Tensor, strength: "torch.Tensor | float" = USUAL_GRAIN) -> torch.Tensor:
    """
    Photos (n, 3, h, w) with grain of some strength as a fourth plane: in each block of four by four values the lower half is the upper one turned
    about and negated. So a block is grey on the whole, and grain makes strokes but no patches of colour.
    """
    n, _, height, width = photos.shape
    down, right = -(-height // (4 * GRAIN)), -(-width // (4 * GRAIN))
    upper = torch.rand(n, down, 2, right, 4, device=photos.device) * 255
    grain = torch.cat([upper, 255 - upper.flip(2, 4)], 2).reshape(n, 1, 4 * down, 4 * right)
    grain = F.interpolate(grain, scale_factor=float(GRAIN), mode="nearest")[..., :height, :width]
    return torch.cat([photos, 127.5 + strength * (grain - 127.5)], 1)


class EffectNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.to4 = Convolution(4, NARROW, 8, 4)
        self.to8 = Convolution(NARROW, WIDE, 4, 2)
        self.blocks = nn.Sequential(*[Residual(WIDE) for _ in range(BLOCKS)])
        self.from8 = Convolution(WIDE, NARROW)
        self.from4 = Convolution(NARROW, NARROW)
        self.from2 = Convolution(NARROW, 12)
        # Four like starts for the four pixels of a place: no chequerboard to unlearn (Aitken et al. 2017).
        weights = self.from2.weights.weight.data
        weights.copy_(weights[::4].repeat_interleave(4, 0))
        nn.init.constant_(self.from2.normalised.weight, 0.2)
        # The photo itself, so that the rest begins with what to change.
        self.photo = nn.Conv2d(3, 3, 1)
        self.photo.weight.data.copy_(0.8 * torch.eye(3)[..., None, None])
        nn.init.zeros_(self.photo.bias)

    def forward(self, x):
        x = x / 127.5 - 1
        at4 = F.relu(self.to4(x))
        at8 = self.blocks(F.relu(self.to8(at4)))
        at4 = at4 + F.relu(self.from8(F.interpolate(at8, scale_factor=2.0, mode="nearest")))
        at2 = F.interpolate(F.relu(self.from4(at4)), scale_factor=2.0, mode="nearest")
        colours = F.pixel_shuffle(self.from2(at2), 2)
        return 127.5 * (1 + 1.1 * torch.tanh(self.photo(x[:, :3]) + colours))
