"""Trains the network of an effect from one painting; goes on where it was stopped.

    python3 effects.py starry-night OUT --minutes 20
    python3 effects.py my-painting.jpg OUT --minutes 12 --start OUT/starry-night.pt

What the painting looks like to the teacher (perceptual.py), at two sizes, is what the output shall look like; where
things are, the photo says. OUT gets the checkpoint NAME.pt, the losses NAME.log, and every few minutes the picture
NAME.png: photos that are not learned from, each with what has become of it so far.
"""

import argparse
import copy
import math
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from torch.nn import functional as F

from averaging import follow
from effects_network import EffectNetwork, with_grain
from effects_photos import SIDE, Photos
from paintings import painting
from perceptual import Perceptual, texture

BATCH = 2
LEARNING_RATE = 2e-3
KEEP = 0.99  # of the average of weights, a step
SETTLED = 0.7  # of the time is over: from here on the statistics of the normalisation stand still, as in use
STYLE = (1.0, 1.0, 1.0, 1.0, 1.0)  # weight of each stage
CONTENT = {2: 0.5, 3: 1.0}  # weight by stage; the others do not say where things are, or say it too exactly
SMOOTH = 0.1
SHIFT = 8  # pixels: the teacher's grid of poolings is laid anew at each step, or its traces would be painted
MOST_GRAIN = 0.6  # of a view, 0 to this: with much of it always there, all paint would come of it and none of the photo
PREVIEW_SECONDS = 120


class Style:
    """How far pictures are from the painting's texture, 1 being as far as grey."""

    def __init__(self, teacher: Perceptual, pixels: np.ndarray):
        whole = torch.from_numpy(pixels).permute(2, 0, 1)[None].float()
        self.wanted = []
        for picture in (whole, half(whole)):
            with torch.no_grad():
                self.wanted.append([texture(features) for features in teacher(picture)])

    def distance(self, maps: list[torch.Tensor], size: int) -> torch.Tensor:
        total = 0.0
        for weight, features, (mean, covariance) in zip(STYLE, maps, self.wanted[size]):
            its_mean, its_covariance = texture(features)
            total = total + weight * (((its_mean - mean) ** 2).sum(1) / (mean ** 2).sum()
                                      + ((its_covariance - covariance) ** 2).sum((1, 2)) / (covariance ** 2).sum()).mean()
        return total / sum(STYLE)


def half(pictures: torch.Tensor) -> torch.Tensor:
    return F.avg_pool2d(pictures, 2)


def relative(features: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Squared distance of two maps, 1 being as far as nothing at all."""
    features, wanted = features.float(), wanted.float()
    return (((features - wanted) ** 2).sum((1, 2, 3)) / (wanted ** 2).sum((1, 2, 3))).mean()


def roughness(pictures: torch.Tensor) -> torch.Tensor:
    down, right = pictures.diff(dim=2), pictures.diff(dim=3)
    return ((down ** 2).mean() + (right ** 2).mean()) / 255


def losses(teacher: Perceptual, style: Style, photos: torch.Tensor, pictures: torch.Tensor, random: np.random.Generator):
    """Distance from the painting, distance from the photos, roughness."""
    top, left = random.integers(SHIFT, size=2)
    side = SIDE - SHIFT
    photos, pictures = (each[..., top:top + side, left:left + side] for each in (photos, pictures))
    maps = teacher(pictures)
    smaller = teacher(half(pictures))
    with torch.no_grad():
        wanted = teacher(photos, max(CONTENT) + 1)
    content = sum(weight * relative(maps[stage], wanted[stage]) for stage, weight in CONTENT.items()) / sum(CONTENT.values())
    return style.distance(maps, 0) + style.distance(smaller, 1), content, roughness(pictures)


@torch.no_grad()
def preview(model: EffectNetwork, photos: list[np.ndarray], path: Path) -> None:
    """Photos above, the effect below."""
    model.eval()
    rows = [np.hstack(photos), np.hstack([
        model(with_grain(torch.from_numpy(photo).permute(2, 0, 1)[None].float()))[0].clamp(0, 255).permute(1, 2, 0).byte().numpy() for photo in photos])]
    cv2.imwrite(str(path), cv2.cvtColor(np.vstack(rows), cv2.COLOR_RGB2BGR))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("painting", help="a name of paintings.py, or a picture of your own")
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, required=True, help="to spend in all, over all its stops")
    parser.add_argument("--start", type=Path, help="the checkpoint of another effect to begin with: half the time is enough then")
    parser.add_argument("--content", type=float, default=1.0, help="more keeps more of the photo, less lets the painting through")
    parser.add_argument("--name", help="of the effect; the painting's, if not given")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    name = args.name or Path(args.painting).stem
    checkpoint, log = args.out / f"{name}.pt", (args.out / f"{name}.log").open("a")
    budget = args.minutes * 60

    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    torch.manual_seed(1)
    random = np.random.default_rng(1)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    pixels, title, whose = painting(args.painting)
    teacher = Perceptual()
    style = Style(teacher, pixels)
    if device.type == "cuda":
        teacher, style.wanted = teacher.to(device), [[(mean.to(device), covariance.to(device)) for mean, covariance in size] for size in style.wanted]
    model = EffectNetwork().to(device)
    spent, step = 0.0, 0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device)
        model.load_state_dict(state["model"])
        step, spent = state["step"], state.get("spent", 0.0)
    elif args.start:
        model.load_state_dict(torch.load(args.start, map_location=device)["average"])
    average = copy.deepcopy(model)
    optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE, betas=(0.9, 0.99))
    if checkpoint.exists():
        average.load_state_dict(state["average"])
        if "optimizer" in state:  # the shipped checkpoint has none
            optimizer.load_state_dict(state["optimizer"])

    photos = Photos()
    print(f"# {name}: {whose or title}; {len(photos)} photos, {sum(p.numel() for p in model.parameters()):,} weights", file=log, flush=True)
    running, looked, reported, ticked = np.zeros(3), time.time(), time.time(), time.time()
    while spent < budget:
        now = time.time()
        spent, ticked = spent + now - ticked, now
        progress = spent / budget
        rate = LEARNING_RATE * min(1, (step + 1) / 30) * (0.02 + 0.98 * (0.5 + 0.5 * math.cos(math.pi * min(1, progress))))
        for group in optimizer.param_groups:
            group["lr"] = rate
        model.train(progress < SETTLED)
        batch = torch.from_numpy(np.stack([photos.view(random) for _ in range(BATCH)])).to(device).permute(0, 3, 1, 2).float()
        with torch.autocast(device.type, dtype=torch.bfloat16):
            style_loss, content_loss, rough = losses(teacher, style, batch, model(with_grain(batch, torch.rand(BATCH, 1, 1, 1, device=device) * MOST_GRAIN)).float(), random)
        loss = style_loss + args.content * content_loss + SMOOTH * rough
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step += 1
        running += [float(value.detach()) for value in (style_loss, content_loss, rough)]
        follow(average, model, KEEP, step)
        if step % 25 == 0:
            print("{} style={:.4f} content={:.4f} rough={:.3f}".format(step, *running / 25),
                  f"rate={rate:.5f} views/s={25 * BATCH / (time.time() - reported):.1f}", file=log, flush=True)
            running, reported = np.zeros(3), time.time()
        if time.time() - looked > PREVIEW_SECONDS or spent >= budget:
            torch.save({"model": model.state_dict(), "average": average.state_dict(), "optimizer": optimizer.state_dict(),
                        "spent": spent, "step": step, "title": title, "painting": whose}, checkpoint)
            preview(copy.deepcopy(average).cpu(), photos.shown, args.out / f"{name}.png")
            looked = time.time()


if __name__ == "__main__":
    main()
