"""Writes a model's variants for phones beside its fp32 network, and lists them in its manifest.

    python3 variants.py ../models/face-embedder/1.9.0 SHARDS      crops that crops.py made
    python3 variants.py ../models/face-detector/1.3.0 PHOTOS      a set of sources.py, or a folder of photos

fp16: weights in half precision, each cast when the network is loaded; it computes in fp32 and half the bytes travel.
int8: QDQ. Weights symmetric, a scale for each output channel; activations unsigned, one range a tensor, the one with
the least squared error over a few hundred pictures, after the leaky ReLU where one follows. The ranges are kept in
ranges.json beside them with the SHA-256 of the network that they were measured on. The first convolutions (EARLY), which
pass their error on to all others, and the last, which gives numbers instead of features, compute in fp32;
what weights are left so travel in half precision.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from exporting import describe, tidy
from graphs import run

PICTURES = 384
BATCH = 16
SAMPLES = 4096  # values of a tensor that are looked at, a batch
DETECTOR_SIDE = 320
EARLY = {"detector": 1, "embedder": 2}  # of face-embedder 1.9.0 the second costs 12 KB and takes away a sixth of the error
FLOATS = 512  # a tensor with fewer weights stays fp32, as do biases and scales


# Calibration

def crops(folder: Path):
    """Aligned faces of all shards, evenly."""
    from alignment import MARGIN, SIDE
    paths = sorted(folder.glob("*.npz"))
    each = -(-PICTURES // len(paths))
    for path in paths:
        stack = np.load(path)["crops"]
        for crop in stack[::max(1, len(stack) // each)][:each]:
            yield crop[MARGIN:MARGIN + SIDE, MARGIN:MARGIN + SIDE, ::-1]


def canvases(name: str):
    """Photos as the detector sees them: longest side 320, the rest black."""
    from sources import photo_set
    photos = photo_set(name)
    for _, data in photos.photos(slice(0, None, max(1, len(photos.paths()) // PICTURES))):
        image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
        if image is not None:
            scale = DETECTOR_SIDE / max(image.shape[:2])
            small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
            canvas = np.zeros((DETECTOR_SIDE, DETECTOR_SIDE, 3), np.uint8)
            part = small[:DETECTOR_SIDE, :DETECTOR_SIDE]
            canvas[:part.shape[0], :part.shape[1]] = part
            yield canvas[..., ::-1]


def batches(pictures):
    stack = []
    for _, picture in zip(range(PICTURES), pictures):
        stack.append(torch.from_numpy(picture.copy()).permute(2, 0, 1).float())
        if len(stack) == BATCH:
            yield torch.stack(stack)
            stack = []
    if stack:
        yield torch.stack(stack)


def measure(graph: onnx.GraphProto, names: list[str], inputs) -> dict[str, list[float]]:
    """For each tensor the range whose 256 steps lose least."""
    users = users_of(graph)
    # Before a leaky ReLU an error below zero shrinks by its slope.
    slopes = {name: max(user.attribute[0].f if user.op_type == "LeakyRelu" else 1 for user in users[name]) for name in names}
    random = torch.Generator().manual_seed(1)
    seen = {name: [] for name in names}
    for x in inputs:
        values = run(graph, x)
        for name in names:
            flat = values[name].flatten()
            seen[name].append(flat[torch.randint(0, len(flat), (SAMPLES,), generator=random)])
            seen[name].append(torch.stack([flat.min(), flat.max()]))
    return {name: best_range(torch.cat(parts), slopes[name]) for name, parts in seen.items()}


def users_of(graph: onnx.GraphProto) -> dict[str, list[onnx.NodeProto]]:
    users: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    return users


def best_range(x: torch.Tensor, slope: float) -> list[float]:
    low, high = min(float(x.min()), 0.0), max(float(x.max()), 1e-6)
    best = (np.inf, low, high)
    for share_low in np.linspace(1, 0.05, 20) if low < 0 else [1]:
        for share_high in np.linspace(1, 0.3, 15):
            scale, zero = steps(low * share_low, high * share_high)
            error = ((x / scale).round() + zero).clamp(0, 255).sub(zero).mul(scale) - x
            error = float(torch.where(x < 0, error * slope, error).square().mean())
            best = min(best, (error, low * share_low, high * share_high))
    return [round(best[1], 6), round(best[2], 6)]


def steps(low: float, high: float) -> tuple[float, int]:
    scale = (high - low) / 255
    return scale, int(np.clip(round(-low / scale), 0, 255))


# Variants

def quantized_tensors(graph: onnx.GraphProto, early: int) -> tuple[list[onnx.NodeProto], list[str]]:
    """The nodes that compute in int8, and the tensors between them that are kept in 8 bits."""
    users = users_of(graph)
    first = [node for node in graph.node if node.op_type == "Conv"][:early]
    inner = {"Conv", "Add", "LeakyRelu", "Relu", "Resize"}
    nodes, tensors = [], []
    for node in graph.node:
        if node in first:
            continue
        if node.op_type == "Conv" and any(user.op_type in inner for user in users[node.output[0]]) or node.op_type == "Gemm":
            nodes.append(node)
            tensors.append(node.input[0])
        if node.op_type in inner and any(user.op_type in inner | {"Gemm"} for user in users.get(node.output[0], [])):
            # What a ReLU cuts off needs no step: the range after it says so, and it melts into the node before.
            if not all(user.op_type == "Relu" for user in users[node.output[0]]):
                tensors.append(node.output[0])
    read = {name for name in tensors if any(user not in first for user in users[name])}
    return nodes, [name for name in dict.fromkeys(tensors) if name in read]


def int8(model: onnx.ModelProto, ranges: dict[str, list[float]], early: int) -> onnx.ModelProto:
    result = onnx.ModelProto()
    result.CopyFrom(model)
    graph = result.graph
    weights = {value.name: numpy_helper.to_array(value) for value in graph.initializer}
    nodes, _ = quantized_tensors(graph, early)
    whole = {node.output[0] for node in nodes}
    added: list[onnx.TensorProto] = []

    def constant(name: str, value: np.ndarray) -> str:
        added.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def scaled(name: str, value: np.ndarray, scale: np.ndarray) -> onnx.NodeProto:
        zero = constant(name + ".zero", np.zeros(scale.shape, value.dtype))
        return helper.make_node("DequantizeLinear", [constant(name + ".q", value), constant(name + ".scale", scale), zero],
                                [name + ".dq"], axis=0)

    output, replaced = [], {}

    def pair(name: str) -> list[onnx.NodeProto]:
        scale, zero = steps(*ranges[name])
        parts = [constant(name + ".scale", np.float32(scale)), constant(name + ".zero", np.uint8(zero))]
        replaced[name] = name + ".dq"
        return [helper.make_node("QuantizeLinear", [name, *parts], [name + ".q"]),
                helper.make_node("DequantizeLinear", [name + ".q", *parts], [name + ".dq"])]

    for node in graph.node:
        if node.output[0] in whole:
            activation, weight, bias = node.input
            values = weights[weight]
            scale = np.maximum(np.abs(values).reshape(len(values), -1).max(1) / 127, 1e-9).astype(np.float32)
            rounded = np.round(values / scale.reshape(-1, *[1] * (values.ndim - 1))).clip(-127, 127).astype(np.int8)
            output.append(scaled(weight, rounded, scale))
            step = (scale * steps(*ranges[activation])[0]).astype(np.float32)
            output.append(scaled(bias, np.round(weights[bias] / step).astype(np.int32), step))
            node.input[1], node.input[2] = weight + ".dq", bias + ".dq"
        for i, name in enumerate(node.input):
            node.input[i] = replaced.get(name, name)
        output.append(node)
        if node.output[0] in ranges:
            output.extend(pair(node.output[0]))
    output = list(output)
    del graph.node[:]
    graph.node.extend(output)
    used = {name for node in output for name in node.input}
    keep = [value for value in list(graph.initializer) + added if value.name in used]
    del graph.initializer[:]
    graph.initializer.extend(keep)
    return result


def halved(model: onnx.ModelProto) -> onnx.ModelProto:
    result = onnx.ModelProto()
    result.CopyFrom(model)
    graph, casts = result.graph, []
    for value in graph.initializer:
        if value.data_type == TensorProto.FLOAT and len(value.dims) > 1 and np.prod(value.dims) >= FLOATS:
            half = numpy_helper.from_array(numpy_helper.to_array(value).astype(np.float16), value.name + ".half")
            casts.append(helper.make_node("Cast", [half.name], [value.name], to=TensorProto.FLOAT))
            value.CopyFrom(half)
    nodes = casts + list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes)
    return result


def compare(first: onnx.ModelProto, second: onnx.ModelProto, inputs) -> str:
    """How alike the outputs are, as PyTorch computes them; what counts is `celeb evaluate --variant`."""
    cosines: dict[str, list[float]] = {}
    for x in inputs:
        a, b = run(first.graph, x), run(second.graph, x)
        for output in first.graph.output:
            rows = a[output.name].shape[-1]
            cosine = torch.cosine_similarity(a[output.name].reshape(-1, rows), b[output.name].reshape(-1, rows))
            cosines.setdefault(output.name, []).extend(cosine.tolist())
    return ", ".join(f"{name} cosine mean {np.mean(c):.4f} least {min(c):.4f}" for name, c in cosines.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="of the model: …/NAME/VERSION")
    parser.add_argument("pictures", nargs="?", help="what to measure the ranges on; without it those on record are taken")
    args = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    name = args.folder.parent.name
    path = args.folder / f"{name}.onnx"
    model = onnx.load(str(path))
    manifest = json.loads((args.folder / "manifest.json").read_text())
    early = EARLY[manifest["kind"]]
    record = args.folder / "ranges.json"
    network = describe(path)
    if args.pictures:
        source = crops(Path(args.pictures)) if manifest["kind"] == "embedder" else canvases(args.pictures)
        ranges = measure(model.graph, quantized_tensors(model.graph, early)[1], batches(source))
        record.write_text(json.dumps({"network": network["sha256"], "pictures": f"{PICTURES} of {Path(args.pictures).name}",
                                      "ranges": ranges}, indent=1) + "\n")
    kept = json.loads(record.read_text())
    if kept["network"] != network["sha256"]:
        raise SystemExit(f"The ranges in {record.name} were measured on another network: name pictures to measure them anew.")
    manifest["files"] = [network]
    for precision, variant in ("fp16", halved(model)), ("int8", halved(int8(model, kept["ranges"], early))):
        file = path.with_name(f"{name}.{precision}.onnx")
        tidy(variant)
        onnx.save(variant, str(file))
        manifest["files"].append(describe(file, precision))
        print(f"{file.name}: {file.stat().st_size:,} bytes", flush=True)
        if args.pictures:
            source = crops(Path(args.pictures)) if manifest["kind"] == "embedder" else canvases(args.pictures)
            print(" ", compare(model, variant, [next(batches(source))]), flush=True)
    (args.folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
