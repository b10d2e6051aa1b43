"""Makes shards of faces of nobody out of crops.py's: what `embedder.py --ask` does for each view, once and kept.

    CELEB_MIRROR=… python3 nobodies.py SHARDS OUT --faces 30000 [--seed 2]     several at once, by different seeds

For few people and no GPU: on two cores to ask the teacher about each view costs as much as to learn from it. Each face is
bent, or mixed of two people, or both, and the teacher says what it is.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from augmentation import inner, nobody
from crops import BATCH, SHARD, save
from teacher import frozen_teacher, targets_of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shards", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--faces", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(1)
    args.out.mkdir(parents=True, exist_ok=True)
    crops = torch.from_numpy(np.concatenate([np.load(path)["crops"] for path in sorted(args.shards.glob("*.npz"))]))
    random, teacher = torch.Generator().manual_seed(args.seed), frozen_teacher(BATCH)
    print(f"{len(crops):,} faces of somebody", flush=True)
    for first in range(0, args.faces, SHARD):
        made = nobody(crops[torch.randint(len(crops), (min(SHARD, args.faces - first),), generator=random)], random)
        path = args.out / f"nobodies-{args.seed}-{first:06d}.npz"
        save(path, made.numpy(), targets_of(teacher, inner(made), BATCH).numpy().astype(np.float16))
        print(path.name, flush=True)


if __name__ == "__main__":
    main()
