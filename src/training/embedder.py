"""Trains the embedder on the shards that crops.py makes; goes on where it was stopped.

    python3 embedder.py SHARDS OUT --minutes 90 [--lfw LFW.npz]
    python3 embedder.py SHARDS OUT --minutes 90 --rate 2e-3 --small 0    to go on from a trained network
    python3 embedder.py SHARDS OUT --minutes 9 --rate 3e-3 --small 0 --batch 1536 --ask    the same on a GPU

With --ask the faces are of nobody, bent and mixed anew for every two views, and the teacher is asked about each: CELEB_MIRROR
names where it is, and it costs more than the student. Else the targets are those of the shards.

The learning rate is a function of the clock, so that it has run down when the time is up; a stop costs the time since
the last checkpoint, no more. Small pictures first: the last part is spent at full size, with the region heads.
OUT/threads and OUT/minutes, a number each, are read as it runs.
"""

import argparse
import copy
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from alignment import CROP
from augmentation import inner, nobody, views
from averaging import follow
from muon import Stepper
from network import DIMENSIONS, SIDE, Embedder
from teacher import Teacher, target
from verification import accuracy

SMALL = 80
GENTLE = 0.5  # how strong a gentle batch is: as photos are, mostly
BATCH = 128
KEEP = 0.999  # of the average of weights, a step


class Shards:
    """Crops in memory, a GPU's where there is one; takes in shards that appear while training runs."""

    def __init__(self, folder: Path, device: torch.device):
        self.folder, self.known = folder, set()
        self.crops = torch.empty(0, CROP, CROP, 3, dtype=torch.uint8, device=device)
        self.targets = torch.empty(0, DIMENSIONS, device=device)

    def refresh(self):
        new = [path for path in sorted(self.folder.glob("*.npz")) if path not in self.known]
        if new:
            self.known.update(new)
            shards = [np.load(path) for path in new]
            self.crops = torch.cat([self.crops, *(torch.from_numpy(shard["crops"]).to(self.crops.device) for shard in shards)])
            self.targets = torch.cat([self.targets, *(torch.from_numpy(shard["targets"]).to(self.targets) for shard in shards)])

    def batch(self, size: int, random: torch.Generator):
        rows = torch.randint(0, len(self.crops), (size,), generator=random).to(self.crops.device)
        return self.crops[rows], self.targets[rows]


class Asked:
    """The teacher, asked about faces that no shard holds; on a GPU in half precision (cosine to single precision at least 0.9997)."""

    def __init__(self, device: torch.device, run):
        teacher = Teacher().to(device, torch.float16 if device.type == "cuda" else torch.float32, memory_format=torch.channels_last)
        self.precision, self.teacher = teacher.mean.dtype, run(teacher)

    def __call__(self, crops: torch.Tensor) -> torch.Tensor:
        return target(self.teacher, inner(crops).to(self.precision, memory_format=torch.channels_last)).float()


def loss_of(vectors: torch.Tensor, targets: torch.Tensor, whole: int) -> torch.Tensor:
    """Each vector near its target, and the distances among the batch as the teacher has them; of the features, those of
    the first `whole` faces, which are one person's."""
    face = vectors[:, 0]
    near = (1 - (face * targets).sum(1)).mean()
    among = (face @ face.T - targets @ targets.T).square().mean() * 8
    regions = (1 - (vectors[:whole, 1:] * targets[:whole, None]).sum(2)).mean() * 0.3 if vectors.shape[1] > 1 else 0
    return near + among + regions


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("shards", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, required=True, help="to spend in all, over all its stops")
    parser.add_argument("--rate", type=float, default=3e-3, help="peak of the learning rate; less to go on from a trained network")
    parser.add_argument("--small", type=float, default=0.6, help="share of the time spent at small size; 0 to go on from a trained network")
    parser.add_argument("--gentle", type=float, default=0.5, help="share of the batches of full size that are augmented half as much")
    parser.add_argument("--batch", type=int, default=BATCH, help="views a step")
    parser.add_argument("--ask", action="store_true", help="bend and mix the faces anew for each view, and ask the teacher about them")
    parser.add_argument("--compile", action="store_true", help="by torch.compile, of PyTorch 2: a minute to wait, then half as fast again on a GPU")
    parser.add_argument("--trunk", type=Path, help="another network's checkpoint, to begin with those of its layers that fit")
    parser.add_argument("--lfw", type=Path, help="aligned LFW pairs to report on, never trained on")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)

    def number(name: str, usual: float) -> float:
        path = args.out / name
        return float(path.read_text()) if path.exists() else usual

    budget = number("minutes", args.minutes) * 60

    random = torch.Generator().manual_seed(1)
    torch.manual_seed(1)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.backends.cudnn.benchmark = True
    model = Embedder().to(device, memory_format=torch.channels_last)
    if args.trunk:
        own, trunk = model.state_dict(), torch.load(args.trunk, map_location=device)["average"]
        model.load_state_dict(own | {name: value for name, value in trunk.items() if name in own and own[name].shape == value.shape})
    run = torch.compile if args.compile else lambda network: network
    student = run(model)
    average = copy.deepcopy(model).eval()
    stepper = Stepper(model, args.rate, 0.02)
    spent, step, seen = 0.0, 0, 0
    checkpoint = args.out / "embedder.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        seen = state["seen"]
        if "optimizer" in state:  # the shipped checkpoint has none: the clock starts anew
            stepper.load_state_dict(state["optimizer"])
            spent, step = state["spent"], state["step"]

    shards = Shards(args.shards, device)
    teacher = Asked(device, run) if args.ask else None
    whole = args.batch // 2 if args.ask else args.batch
    shards.refresh()

    def next_batch(size: int):
        crops, targets = shards.batch(args.batch // 2 if teacher else args.batch, random)
        if teacher:  # which costs more than the student: two views of each face
            crops = nobody(crops, random)
            crops, targets = crops.repeat_interleave(2, 0), teacher(crops).repeat_interleave(2, 0)
        gentle = size == SIDE and torch.rand(1, generator=random) < args.gentle
        return views(crops, size, random, GENTLE if gentle else 1).to(memory_format=torch.channels_last), targets

    ahead = ThreadPoolExecutor(1)
    coming = ahead.submit(next_batch, SIDE if spent >= args.small * budget else SMALL)
    running, saved, reported, ticked = 0.0, time.time(), time.time(), time.time()
    while spent < budget:
        if step % 200 == 0:
            torch.set_num_threads(int(number("threads", 1)))
            budget = number("minutes", args.minutes) * 60
        spent, ticked = spent + time.time() - ticked, time.time()
        progress = spent / budget
        x, targets = coming.result()
        full = x.shape[-1] == SIDE
        if step % 200 == 0:
            shards.refresh()
        coming = ahead.submit(next_batch, SIDE if progress >= args.small else SMALL)
        with torch.autocast(device.type, dtype=torch.bfloat16):
            vectors = student(x, regions=full)
        loss = loss_of(vectors.float(), targets, whole)
        model.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5)
        rate = stepper.step(progress)
        step, seen = step + 1, seen + args.batch
        running += loss.detach()  # as a float, a GPU would be waited for at each step
        follow(average, model, KEEP, step)
        if step % 200 == 0:
            print(f"{step} views={seen} crops={len(shards.crops)} loss={running / 200:.4f} rate={rate:.5f} "
                  f"size={SIDE if full else SMALL} views/s={200 * args.batch / (time.time() - reported):.0f}", flush=True)
            running, reported = 0.0, time.time()
        if time.time() - saved > 300 or spent >= budget:
            torch.save({"model": model.state_dict(), "average": average.state_dict(),
                        "optimizer": stepper.state_dict(),
                        "spent": spent, "step": step, "seen": seen}, checkpoint)
            if args.lfw:
                print(f"{step} lfw={accuracy(average, args.lfw, SIDE if full else SMALL)}", flush=True)
            saved, reported = time.time(), time.time()


if __name__ == "__main__":
    main()
