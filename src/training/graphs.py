"""Runs an ONNX graph in PyTorch, tensor by tensor: what activations range over, and what a variant does to the numbers.

Only the operators that our own exports and their variants hold.
"""

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch.nn import functional as F


def conv(x, w, b=None, pads=(0, 0, 0, 0), strides=(1, 1), group=1, **_):
    return F.conv2d(F.pad(x, (pads[1], pads[3], pads[0], pads[2])), w, b, tuple(strides), groups=group)


def cut(x, starts, ends, axes, steps=None):
    for start, end, axis in zip(starts.tolist(), ends.tolist(), axes.tolist()):
        x = x.narrow(axis, start, min(end, x.shape[axis]) - start)
    return x


def along(x, value, axis):
    """A value for each channel in a shape that broadcasts."""
    return value if value.dim() == 0 else value.reshape([-1 if i == axis else 1 for i in range(x.dim())])


def quantize(x, scale, zero, axis=1):
    low, high = (0, 255) if zero.dtype == torch.uint8 else (-128, 127)
    return (torch.round(x / along(x, scale, axis)) + along(x, zero.float(), axis)).clamp(low, high)


def dequantize(x, scale, zero=None, axis=1):
    return (x.float() - (0 if zero is None else along(x, zero.float(), axis))) * along(x, scale, axis)


def gemm(x, w, b, transB=0, **_):
    return x @ (w.T if transB else w) + b


RUN = {
    "Conv": conv, "Gemm": gemm, "Slice": cut, "QuantizeLinear": quantize, "DequantizeLinear": dequantize,
    "Add": lambda a, b: a + b, "Sub": lambda a, b: a - b, "Mul": lambda a, b: a * b, "Div": lambda a, b: a / b,
    "Relu": F.relu, "LeakyRelu": lambda x, alpha: F.leaky_relu(x, alpha), "Sigmoid": torch.sigmoid, "Exp": torch.exp,
    "Clip": lambda x, low=None, high=None: x.clamp(low, high),
    "Cast": lambda x, to: x.float(),
    "Resize": lambda x, roi, scales, **_: F.interpolate(x, scale_factor=scales[2:].tolist(), mode="nearest"),
    "ReduceSum": lambda x, axes, keepdims=1: x.sum(axes.tolist(), keepdim=bool(keepdims)),
    "ReduceL2": lambda x, axes, keepdims=1: x.norm(dim=axes, keepdim=bool(keepdims)),
    "Unsqueeze": lambda x, axes: x.unsqueeze(int(axes)),
    "Concat": lambda *parts, axis: torch.cat(parts, axis),
    "Shape": lambda x: torch.tensor(x.shape),
    "Expand": lambda x, shape: x.expand(shape.tolist()),
    "Reshape": lambda x, shape: x.reshape(shape.tolist()),
    "Transpose": lambda x, perm: x.permute(perm),
    "Gather": lambda x, index, axis: x.select(axis, int(index)),
}


def tensor(value: onnx.TensorProto) -> torch.Tensor:
    return torch.from_numpy(np.array(numpy_helper.to_array(value)))


@torch.no_grad()
def run(graph: onnx.GraphProto, x: torch.Tensor) -> dict[str, torch.Tensor]:
    """Every tensor of the graph for one input."""
    values = {"": None, graph.input[0].name: x} | {value.name: tensor(value) for value in graph.initializer}
    for node in graph.node:
        attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        if node.op_type == "Constant":
            values[node.output[0]] = tensor(attributes["value"])
        else:
            values[node.output[0]] = RUN[node.op_type](*(values[name] for name in node.input), **attributes)
    return values
