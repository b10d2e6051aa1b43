"""Measures effects with a network that did not train them, beside public ones from the same painting.

    python3 effects_evaluation.py OUT/starry-night.pt OUT/great-wave.pt …
    python3 effects_evaluation.py --public wave public-wave.onnx      # writes a public effect as ONNX, to be timed

Style: how much of the way from the photo to the painting the output went, in the texture of SqueezeNet's maps.
Content: how alike the maps of output and photo are, place by place, above what two unrelated photos have in common.
Grid: how much stronger the output's spectrum is at periods of 2, 4 and 8 pixels than beside them; 1 is no chequerboard.
Means over the photos with 95 % intervals of the bootstrap.
"""

import argparse
import warnings
from pathlib import Path

import numpy as np
import torch

from effects_network import EffectNetwork, with_grain
from effects_photos import square
from onlookers import PUBLIC_NAMES, PublicEffect, Squeezenet
from paintings import painting
from perceptual import texture
from sources import BSDS, TRAINING

SIDE = 480
PHOTOS = 40  # things and people in turn; none of them was learned from
CONTENT_MAPS, STYLE_MAPS = (4, 6, 8), (0, 1, 2, 4)


def photos() -> torch.Tensor:
    found = []
    for source, part in ((BSDS, slice(0, None, 12)), (TRAINING["real-and-made"], slice(0, None, 12))):
        for _, data in list(source.photos(part))[:PHOTOS // 2]:
            found.append(square(np.frombuffer(data, np.uint8), SIDE))
    return torch.from_numpy(np.stack(found)).permute(0, 3, 1, 2).float()


def textures(onlooker: Squeezenet, picture: torch.Tensor) -> list:
    maps = onlooker(picture)
    return [texture(maps[i]) for i in STYLE_MAPS]


def apart(first: list, second: list) -> float:
    """Distance of textures, each part relative to the second's."""
    return float(np.mean([float(((a - b) ** 2).sum() / (b ** 2).sum()) ** 0.5 for one, other in zip(first, second) for a, b in zip(one, other)]))


def alike(first: torch.Tensor, second: torch.Tensor) -> float:
    """Correlation of two maps over places and channels, each channel about its own mean."""
    first, second = first - first.mean((2, 3), keepdim=True), second - second.mean((2, 3), keepdim=True)
    return float((first * second).sum() / (first.norm() * second.norm() + 1e-9))


def grid(picture: torch.Tensor) -> float:
    """The strongest of the lines that a grid would draw into the spectrum, over what lies beside them."""
    grey = picture.mean(1)[0].numpy()
    worst = 1.0
    for spectrum in (np.abs(np.fft.rfft(np.diff(grey, axis=axis), axis=axis)).mean(1 - axis) for axis in (0, 1)):
        for period in (8, 4, 2):
            at = min(round((len(spectrum) - 1) * 2 / period), len(spectrum) - 2)
            beside = np.median(np.concatenate([spectrum[max(0, at - 6):at - 1], spectrum[at + 2:at + 7]]))
            worst = max(worst, float(spectrum[at - 1:at + 2].max() / beside))
    return worst


def interval(values: list[float]) -> str:
    random = np.random.default_rng(1)
    means = np.sort([np.mean(random.choice(values, len(values))) for _ in range(2000)])
    return f"{np.mean(values):.3f} ({means[50]:.3f} – {means[1949]:.3f})"


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoints", type=Path, nargs="*")
    parser.add_argument("--public", nargs=2, metavar=("NAME", "FILE"))
    args = parser.parse_args()
    warnings.filterwarnings("ignore")
    torch.set_num_threads(1)
    if args.public:
        sides = {2: "height", 3: "width"}
        torch.onnx.export(PublicEffect(args.public[0]).eval(), torch.zeros(1, 3, 64, 72), args.public[1], opset_version=13,
                          input_names=["input"], output_names=["picture"], dynamic_axes={"input": sides, "picture": sides})
        return

    onlooker, shown = Squeezenet(), photos()
    seen = [onlooker(photo[None]) for photo in shown]
    print("| effect | style | content | grid |\n|---|---|---|---|")
    print(f"| the photos themselves | 0 | 1 | {interval([grid(photo[None]) for photo in shown])} |", flush=True)
    for checkpoint in args.checkpoints:
        name = checkpoint.stem
        wanted = textures(onlooker, torch.from_numpy(painting(name)[0]).permute(2, 0, 1)[None].float())
        model = EffectNetwork().eval()
        model.load_state_dict({key: value.float() for key, value in torch.load(checkpoint, map_location="cpu")["average"].items()})
        torch.manual_seed(1)
        networks = {name: lambda photo: model(with_grain(photo))}
        if name in PUBLIC_NAMES:
            networks[f"public {PUBLIC_NAMES[name]}"] = PublicEffect(PUBLIC_NAMES[name]).eval()
        for title, network in networks.items():
            style, content, lines = [], [], []
            for i, photo in enumerate(shown):
                made = network(photo[None]).clamp(0, 255).round()
                style.append(1 - apart(textures(onlooker, made), wanted) / apart(textures(onlooker, photo[None]), wanted))
                maps, other = onlooker(made), seen[(i + 1) % len(seen)]
                by_chance = np.mean([alike(seen[i][m], other[m]) for m in CONTENT_MAPS])
                kept = np.mean([alike(maps[m], seen[i][m]) for m in CONTENT_MAPS])
                content.append((kept - by_chance) / (1 - by_chance))
                lines.append(grid(made))
            print(f"| {title} | {interval(style)} | {interval(content)} | {interval(lines)} |", flush=True)


if __name__ == "__main__":
    main()
