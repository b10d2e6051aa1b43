"""Trains the detector on the shards that labels.py makes; goes on where it was stopped.

    python3 detector.py SHARDS OUT --minutes 60

The learning rate is a function of the clock, so that it has run down when the time is up; a stop costs the time since
the last checkpoint, no more.
"""

import argparse
import copy
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from torch.nn import functional as F

from averaging import follow
from detector_network import Detector, cells
from detector_views import SIZE, Photos, view
from muon import Stepper

BATCH = 16
LEARNING_RATE = 3e-3
KEEP = 0.998  # of the average of weights, a step
# Face sizes of each level in pixels (square root of the area); the next size up or down is ignored, not punished.
RANGES = {8.0: (0, 56), 16.0: (56, 120), 32.0: (120, 1e9)}
SLACK = 1.3


def assign(centres, strides, boxes, points, ignored):
    """For each cell: score target (1, 0, or -1 to ignore), box and points of its face."""
    score = torch.zeros(len(centres))
    chosen = torch.zeros(len(centres), dtype=torch.long)
    for box in ignored:
        inside = ((centres > box[:2]) & (centres < box[2:])).all(1)
        score[inside] = -1
    for i in np.argsort(-(boxes[:, 2:] - boxes[:, :2]).prod(1).numpy()):  # smaller faces last: they win a cell
        box = boxes[i]
        size = float((box[2:] - box[:2]).prod().sqrt())
        middle = ((box[:2] + box[2:]) / 2).clamp(0, SIZE - 1)
        offset = (centres - middle).abs().max(1).values
        for stride, (low, high) in RANGES.items():
            near = (strides == stride) & (offset < max(1.2 * stride, size * 0.12))
            if low <= size < high:
                own = (strides == stride) & (offset <= stride * 0.5 + 1e-3)
                hit = (strides == stride) & (offset < max(stride * 0.75, size * 0.1))
                score[near] = -1
                score[own | hit] = 1
                chosen[own | hit] = int(i)
            elif low / SLACK <= size < high * SLACK:
                score[near & (score == 0)] = -1
    return score, chosen


def loss_of(outputs, targets, centres, strides):
    logits, boxes, landmarks = outputs
    scores = torch.stack([target[0] for target in targets])
    found = scores == 1
    count = max(1, int(found.sum()))
    probability = logits.sigmoid()
    focal = F.binary_cross_entropy_with_logits(logits, found.float(), reduction="none")
    focal = focal * torch.where(found, 1 - probability, probability).detach() ** 2 * (scores >= 0)
    total = focal.sum() / count

    rows, columns = found.nonzero(as_tuple=True)
    if not len(rows):
        return total, 0.0
    true_box = torch.stack([targets[r][2][targets[r][1][c]] for r, c in zip(rows.tolist(), columns.tolist())])
    true_points = torch.stack([targets[r][3][targets[r][1][c]] for r, c in zip(rows.tolist(), columns.tolist())])
    centre, stride = centres[columns], strides[columns, None]
    distance = boxes[rows, columns] * stride
    true_distance = torch.cat([centre - true_box[:, :2], true_box[:, 2:] - centre], 1).clamp(min=0.1)
    shared = (torch.minimum(distance[:, :2], true_distance[:, :2]) + torch.minimum(distance[:, 2:], true_distance[:, 2:])).prod(1)
    areas = (distance[:, :2] + distance[:, 2:]).prod(1) + (true_distance[:, :2] + true_distance[:, 2:]).prod(1)
    total = total - torch.log(shared / (areas - shared) + 1e-6).mean()

    size = (true_distance[:, :2] + true_distance[:, 2:]).prod(1).sqrt()[:, None, None]
    error = (landmarks[rows, columns].reshape(-1, 5, 2) * stride[..., None] + centre[:, None] - true_points) / size
    return total + F.smooth_l1_loss(error, torch.zeros_like(error), beta=0.02) * 12, float(error.detach().norm(dim=2).mean())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("shards", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, required=True, help="to spend in all, over all its stops")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    budget = args.minutes * 60

    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    random = np.random.default_rng(1)
    torch.manual_seed(1)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = Detector().to(device, memory_format=torch.channels_last)
    average = copy.deepcopy(model).eval()
    stepper = Stepper(model, LEARNING_RATE, 0.01)
    spent, step = 0.0, 0
    checkpoint = args.out / "detector.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        step = state["step"]
        if "optimizer" in state:  # the shipped checkpoint has none: the clock starts anew
            stepper.load_state_dict(state["optimizer"])
            spent = state.get("spent", 0.0)

    photos = Photos(args.shards)
    photos.refresh()
    centres, strides = cells(SIZE, SIZE)
    running, points_error, saved, reported, ticked = 0.0, 0.0, time.time(), time.time(), time.time()
    while spent < budget:
        spent, ticked = spent + time.time() - ticked, time.time()
        if step % 100 == 0:
            photos.refresh()
        progress = spent / budget
        pictures, targets = [], []
        for _ in range(BATCH):
            picture, boxes, points, ignored = view(photos, random)
            boxes, points, ignored = map(torch.from_numpy, (boxes, points, ignored))
            pictures.append(torch.from_numpy(np.ascontiguousarray(picture)))
            targets.append((*assign(centres, strides, boxes, points, ignored), boxes, points))
        x = torch.stack(pictures).to(device).permute(0, 3, 1, 2).float()
        with torch.autocast(device.type, dtype=torch.bfloat16):
            outputs = model(x)
        loss, error = loss_of([output.float().cpu() for output in outputs], targets, centres, strides)
        model.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 10)
        rate = stepper.step(progress)
        step += 1
        running += float(loss.detach())
        points_error += error
        follow(average, model, KEEP, step)
        if step % 100 == 0:
            print(f"{step} photos={len(photos)} loss={running / 100:.3f} points={points_error:.2f}% rate={rate:.5f} "
                  f"views/s={100 * BATCH / (time.time() - reported):.0f}", flush=True)
            running, points_error, reported = 0.0, 0.0, time.time()
        if time.time() - saved > 300 or spent >= budget:
            torch.save({"model": model.state_dict(), "average": average.state_dict(),
                        "optimizer": stepper.state_dict(),
                        "spent": spent, "step": step}, checkpoint)
            saved = time.time()


if __name__ == "__main__":
    main()
