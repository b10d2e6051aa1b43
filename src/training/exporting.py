"""Writes a network as ONNX with its manifest."""

import datetime
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

OPSET = 13


def self_test_input(shape: tuple[int, ...]) -> np.ndarray:
    """What a loader can make again without a file: value i is (i * 7919) mod 256."""
    return ((np.arange(np.prod(shape), dtype=np.int64) * 7919) % 256).astype(np.float32).reshape(shape)


def export(model: torch.nn.Module, shape: tuple[int, ...], path: Path, outputs: list[str], dynamic: dict) -> list[np.ndarray]:
    """Exports, checks the file, and gives the outputs for the self-test input."""
    model = model.eval()
    example = torch.from_numpy(self_test_input(shape))
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(model, example, str(path), opset_version=OPSET, input_names=["input"], output_names=outputs,
                      dynamic_axes=dynamic, do_constant_folding=True)
    graph = onnx.load(str(path))
    tidy(graph)
    onnx.save(graph, str(path))
    weights = sum(numpy_helper.to_array(tensor).size for tensor in graph.graph.initializer)
    print(f"{path.name}: {weights:,} weights, {path.stat().st_size:,} bytes")
    with torch.no_grad():
        result = model(example)
    return [tensor.numpy() for tensor in (result if isinstance(result, tuple) else (result,))]


def tidy(model: onnx.ModelProto) -> None:
    """Says who made it, drops what only a debugger reads, and checks it."""
    model.producer_name, model.producer_version, model.doc_string = "celebfunctions", "", ""
    for node in model.graph.node:
        node.doc_string = ""
    onnx.checker.check_model(model)


def describe(path: Path, precision: str = "fp32") -> dict:
    """A file as the manifest lists it."""
    data = path.read_bytes()
    return {"name": path.name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest(), "precision": precision}


def write_manifest(path: Path, kind: str, contract: dict, self_test: dict, training: str) -> None:
    """`path` is …/NAME/VERSION/NAME.onnx."""
    manifest = {
        "name": path.parent.parent.name,
        "version": path.parent.name,
        "kind": kind,
        "files": [describe(path)],
        **contract,
        "selfTest": self_test,
        "training": training,
        "licence": "MIT for the weights as far as they are ours to license; see README.md for the terms of the photos and teachers they learned from",
        "created": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    (path.parent / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
