"""Views of aligned crops as a phone, a hurried detector and a bad lens would give them; whole batches at once."""

import math

import torch
from torch.nn import functional as F

from alignment import CROP, SIDE


def views(crops: torch.Tensor, size: int, random: torch.Generator, strength: float = 1) -> torch.Tensor:
    """(n, 128, 128, 3) BGR bytes to (n, 3, size, size) RGB floats, 0..255; the weaker, the nearer to the crops as they are."""
    count = len(crops)

    def uniform(low, high, *shape):
        middle = (low + high) / 2
        return middle + strength * (torch.rand(count, *shape, generator=random) * (high - low) + low - middle)

    def some(share):
        return torch.rand(count, generator=random) < share * strength

    x = crops.flip(3).permute(0, 3, 1, 2).float()

    # What the detector's landmarks get wrong, and a mirror.
    angle = torch.randn(count, generator=random) * math.radians(4) * strength
    scale = torch.exp(torch.randn(count, generator=random) * 0.05 * strength) * SIDE / CROP
    mirror = torch.where(torch.rand(count, generator=random) < 0.5, -1.0, 1.0)
    shift = torch.randn(count, 2, generator=random) * 0.03 * strength
    cos, sin = torch.cos(angle) * scale, torch.sin(angle) * scale
    matrix = torch.stack([
        torch.stack([cos * mirror, -sin, shift[:, 0]], 1), torch.stack([sin * mirror, cos, shift[:, 1]], 1)], 1)
    grid = F.affine_grid(matrix, [count, 3, size, size], align_corners=False)
    x = F.grid_sample(x, grid, padding_mode="border", align_corners=False)

    # Small and blurred faces: down and up again, in a few groups because a group shares its size.
    for rows in some(0.3).nonzero()[:, 0].chunk(4):
        if len(rows):
            small = int(torch.randint(size // 4, size, (1,), generator=random))
            x[rows] = F.interpolate(F.interpolate(x[rows], small, mode="area"), size, mode="bilinear", align_corners=False)

    # Light, colour, black and white, noise.
    gain = uniform(0.6, 1.35, 1, 1, 1) * uniform(0.9, 1.1, 3, 1, 1)
    mean = x.mean((1, 2, 3), keepdim=True)
    x = (x - mean) * uniform(0.6, 1.3, 1, 1, 1) + mean * gain + uniform(-12, 12, 1, 1, 1)
    grey = some(0.12)
    x[grey] = x[grey].mean(1, keepdim=True).expand(-1, 3, -1, -1)
    noisy = some(0.2)
    x[noisy] += torch.randn(x[noisy].shape, generator=random) * 10

    # A hand, a mask, a strand of hair.
    for row in some(0.12).nonzero()[:, 0].tolist():
        height, width = (int(v) for v in torch.randint(size // 6, size // 2, (2,), generator=random))
        top, left = (int(torch.randint(0, size - v, (1,), generator=random)) for v in (height, width))
        x[row, :, top:top + height, left:left + width] = torch.rand(3, 1, 1, generator=random) * 255
    return x.clamp_(0, 255)
