"""Faces of nobody, and views of aligned crops as a phone, a hurried detector and a bad lens would give them; whole batches at once.

What is drawn at random is drawn on the CPU and sent to where the crops are, so that a GPU never waits for an answer.
"""

import math

import torch
from torch.nn import functional as F

from alignment import CROP, MARGIN, SIDE


def inner(crops: torch.Tensor) -> torch.Tensor:
    """(n, 128, 128, 3) BGR bytes to (n, 3, 112, 112) RGB floats, 0..255: the crops as they are, without their margin."""
    return crops[:, MARGIN:-MARGIN, MARGIN:-MARGIN].flip(3).permute(0, 3, 1, 2).float()


def nobody(crops: torch.Tensor, random: torch.Generator) -> torch.Tensor:
    """(n, 128, 128, 3) bytes to as many faces of people who do not exist: about half are bent, as rubber would be, and
    those of the second half are mixed with those of the first, more of one here and more of the other there."""
    count, half = len(crops), len(crops) // 2

    def normal(*shape):
        return torch.randn(*shape, generator=random).to(crops.device)

    def smooth(coarse):
        return F.interpolate(coarse, (CROP, CROP), mode="bicubic", align_corners=False)

    x = crops.permute(0, 3, 1, 2).float()
    contrast = 6 * torch.rand(half, 1, 1, 1, generator=random).to(crops.device)
    share = torch.sigmoid(contrast * smooth(normal(half, 1, 4, 4)) + normal(half, 1, 1, 1))
    x[-half:] = share * x[-half:] + (1 - share) * x[:half]

    bent = (torch.rand(count, 1, 1, generator=random) < 0.5).to(crops.device)
    matrix = torch.diag_embed(torch.exp(0.04 * bent[:, 0] * normal(count, 2)))
    grid = F.affine_grid(torch.cat([matrix, torch.zeros_like(matrix[:, :, :1])], 2), list(x.shape), align_corners=False)
    grid = grid + smooth(0.03 * bent[..., None] * normal(count, 2, 4, 4)).permute(0, 2, 3, 1)
    x = F.grid_sample(x, grid, padding_mode="border", align_corners=False)
    return x.clamp_(0, 255).round_().byte().permute(0, 2, 3, 1)


def views(crops: torch.Tensor, size: int, random: torch.Generator, strength: float = 1) -> torch.Tensor:
    """(n, 128, 128, 3) BGR bytes to (n, 3, size, size) RGB floats, 0..255; the weaker, the nearer to the crops as they are."""
    count, device = len(crops), crops.device

    def normal(*shape):
        return torch.randn(count, *shape, generator=random).to(device)

    def uniform(low, high, *shape):
        middle = (low + high) / 2
        return (middle + strength * (torch.rand(count, *shape, generator=random) * (high - low) + low - middle)).to(device)

    def some(share):
        return (torch.rand(count, generator=random) < share * strength).nonzero()[:, 0]

    x = crops.flip(3).permute(0, 3, 1, 2).float()

    # What the detector's landmarks get wrong, and a mirror.
    angle = normal() * math.radians(4) * strength
    scale = torch.exp(normal() * 0.05 * strength) * SIDE / CROP
    mirror = torch.where(torch.rand(count, generator=random) < 0.5, -1.0, 1.0).to(device)
    shift = normal(2) * 0.03 * strength
    cos, sin = torch.cos(angle) * scale, torch.sin(angle) * scale
    matrix = torch.stack([
        torch.stack([cos * mirror, -sin, shift[:, 0]], 1), torch.stack([sin * mirror, cos, shift[:, 1]], 1)], 1)
    grid = F.affine_grid(matrix, [count, 3, size, size], align_corners=False)
    x = F.grid_sample(x, grid, padding_mode="border", align_corners=False)

    # Small and blurred faces: down and up again, in a few groups because a group shares its size.
    for rows in some(0.3).chunk(4):
        if len(rows):
            rows, small = rows.to(device), int(torch.randint(size // 4, size, (1,), generator=random))
            x[rows] = F.interpolate(F.interpolate(x[rows], small, mode="area"), size, mode="bilinear", align_corners=False)

    # Light, colour, black and white, noise.
    gain = uniform(0.6, 1.35, 1, 1, 1) * uniform(0.9, 1.1, 3, 1, 1)
    mean = x.mean((1, 2, 3), keepdim=True)
    x = (x - mean) * uniform(0.6, 1.3, 1, 1, 1) + mean * gain + uniform(-12, 12, 1, 1, 1)
    grey = some(0.12).to(device)
    x[grey] = x[grey].mean(1, keepdim=True).expand(-1, 3, -1, -1)
    noisy = some(0.2).to(device)
    x[noisy] += torch.randn(len(noisy), 3, size, size, device=device, generator=random if random.device == device else None) * 10

    # A hand, a mask, a strand of hair.
    covered = some(0.12)
    along = torch.arange(size)
    length = torch.randint(size // 6, size // 2, (2, len(covered), 1), generator=random)
    start = (torch.rand(2, len(covered), 1, generator=random) * (size - length)).long()
    down, across = (along >= start) & (along < start + length)
    cover = (down[:, None, :, None] & across[:, None, None, :]).to(device)
    colour = torch.rand(len(covered), 3, 1, 1, generator=random).to(device) * 255
    covered = covered.to(device)
    x[covered] = torch.where(cover, colour, x[covered])
    return x.clamp_(0, 255)
