"""Trains the embedder on the shards that crops.py makes; goes on where it was stopped.

    python3 embedder.py SHARDS OUT --minutes 90 [--lfw LFW.npz]
    python3 embedder.py SHARDS OUT --minutes 90 --rate 2e-3 --small 0    to go on from a trained network

The learning rate is a function of the clock, so that it has run down when the time is up; a stop costs the time since
the last checkpoint, no more. Small pictures first: the last part is spent at full size, with the region heads.
OUT/threads, a number, is read as it runs.
"""

import argparse
import copy
import math
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from augmentation import views
from averaging import follow
from muon import optimizers
from network import SIDE, Embedder
from verification import accuracy

SMALL = 80
GENTLE = 0.5  # how strong half of the batches of full size are: as photos are, mostly
BATCH = 128
KEEP = 0.999  # of the average of weights, a step


class Shards:
    """Crops in memory; takes in shards that appear while training runs."""

    def __init__(self, folder: Path):
        self.folder, self.known, self.crops, self.targets = folder, set(), [], []

    def refresh(self):
        for path in sorted(self.folder.glob("*.npz")):
            if path not in self.known:
                shard = np.load(path)
                self.known.add(path)
                self.crops.append(torch.from_numpy(shard["crops"]))
                self.targets.append(torch.from_numpy(shard["targets"].astype(np.float32)))
        self.ends = np.cumsum([len(crops) for crops in self.crops])

    def batch(self, random: torch.Generator):
        rows = torch.randint(0, int(self.ends[-1]), (BATCH,), generator=random).tolist()
        shards = np.searchsorted(self.ends, rows, side="right")
        places = [(s, row - (self.ends[s - 1] if s else 0)) for s, row in zip(shards, rows)]
        return (torch.stack([self.crops[s][i] for s, i in places]),
                torch.stack([self.targets[s][i] for s, i in places]))


def loss_of(vectors: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Each vector near its target, and the distances among the batch as the teacher has them."""
    face = vectors[:, 0]
    near = (1 - (face * targets).sum(1)).mean()
    among = (face @ face.T - targets @ targets.T).square().mean() * 8
    regions = (1 - (vectors[:, 1:] * targets[:, None]).sum(2)).mean() * 0.3 if vectors.shape[1] > 1 else 0
    return near + among + regions


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("shards", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, required=True, help="to spend in all, over all its stops")
    parser.add_argument("--rate", type=float, default=3e-3, help="peak of the learning rate; less to go on from a trained network")
    parser.add_argument("--small", type=float, default=0.6, help="share of the time spent at small size; 0 to go on from a trained network")
    parser.add_argument("--lfw", type=Path, help="aligned LFW pairs to report on, never trained on")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    budget = args.minutes * 60

    random = torch.Generator().manual_seed(1)
    torch.manual_seed(1)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = Embedder().to(device, memory_format=torch.channels_last)
    average = copy.deepcopy(model).eval()
    steppers = optimizers(model, args.rate, 0.02)
    spent, step, seen = 0.0, 0, 0
    checkpoint = args.out / "embedder.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        seen = state["seen"]
        if "optimizer" in state:  # the shipped checkpoint has none: the clock starts anew
            for stepper, kept in zip(steppers, state["optimizer"]):
                stepper.load_state_dict(kept)
            spent, step = state["spent"], state["step"]

    shards = Shards(args.shards)
    shards.refresh()

    def next_batch(size: int):
        crops, targets = shards.batch(random)
        gentle = size == SIDE and torch.rand(1, generator=random) < 0.5
        return views(crops, size, random, GENTLE if gentle else 1).to(memory_format=torch.channels_last), targets

    ahead = ThreadPoolExecutor(1)
    coming = ahead.submit(next_batch, SIDE if spent >= args.small * budget else SMALL)
    running, saved, reported, ticked = 0.0, time.time(), time.time(), time.time()
    while spent < budget:
        if step % 200 == 0:
            threads = args.out / "threads"
            torch.set_num_threads(int(threads.read_text()) if threads.exists() else 1)
        spent, ticked = spent + time.time() - ticked, time.time()
        progress = spent / budget
        rate = args.rate * min(1, progress / 0.02 + 0.01) * (0.5 + 0.5 * math.cos(math.pi * min(1, progress)))
        for stepper in steppers:
            for group in stepper.param_groups:
                group["lr"] = rate
        x, targets = (part.to(device) for part in coming.result())
        full = x.shape[-1] == SIDE
        if step % 200 == 0:
            shards.refresh()
        coming = ahead.submit(next_batch, SIDE if progress >= args.small else SMALL)
        with torch.autocast(device.type, dtype=torch.bfloat16):
            vectors = model(x, regions=full)
        loss = loss_of(vectors.float(), targets)
        model.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5)
        for stepper in steppers:
            stepper.step()
        step, seen = step + 1, seen + BATCH
        running += float(loss.detach())
        follow(average, model, KEEP, step)
        if step % 200 == 0:
            print(f"{step} views={seen} crops={shards.ends[-1]} loss={running / 200:.4f} rate={rate:.5f} "
                  f"size={SIDE if full else SMALL} views/s={200 * BATCH / (time.time() - reported):.0f}", flush=True)
            running, reported = 0.0, time.time()
        if time.time() - saved > 600 or spent >= budget:
            torch.save({"model": model.state_dict(), "average": average.state_dict(),
                        "optimizer": [stepper.state_dict() for stepper in steppers],
                        "spent": spent, "step": step, "seen": seen}, checkpoint)
            if args.lfw:
                print(f"{step} lfw={accuracy(average, args.lfw, SIDE if full else SMALL)}", flush=True)
            saved, reported = time.time(), time.time()


if __name__ == "__main__":
    main()
