"""Muon, an optimizer for matrices: a step is the momentum made orthogonal, so that no direction drowns the others.

After K. Jordan, "Muon: an optimizer for hidden layers in neural networks" (2024), whence the coefficients of the
iteration; the scale that lets it share AdamW's rate and decay is that of J. Liu et al., "Muon is scalable for LLM
training" (2025). PyTorch has one of its own since 2.9, for flat matrices alone.
"""

import math

import torch

MOMENTUM = 0.95
LIKE_ADAMW = 0.2  # root mean square of a step at a rate of one


def orthogonal(matrices: torch.Tensor) -> torch.Tensor:
    """(k, m, n) to nearly the closest matrices whose singular values are one (0.7 to 1.2), by five Newton-Schulz steps."""
    tall = matrices.shape[1] > matrices.shape[2]
    x = matrices.mT if tall else matrices
    x = (x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)).bfloat16()
    for _ in range(5):
        square = x @ x.mT
        x = 3.4445 * x + (-4.7750 * square + 2.0315 * square @ square) @ x
    return (x.mT if tall else x).float()


class Muon(torch.optim.Optimizer):
    """For weights of two or more dimensions, the first of which are the outputs."""

    def __init__(self, weights, lr: float, weight_decay: float):
        super().__init__(weights, {"lr": lr, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            alike = {}  # those of one shape step as one: a GPU waits for each small step that it is sent
            for weight in group["params"]:
                if weight.grad is not None:
                    alike.setdefault(weight.shape, []).append(weight)
            for shape, weights in alike.items():
                grads = [weight.grad for weight in weights]
                momenta = [self.state[weight].setdefault("momentum", torch.zeros_like(weight)) for weight in weights]
                torch._foreach_mul_(momenta, MOMENTUM)
                torch._foreach_add_(momenta, grads, alpha=1 - MOMENTUM)
                ahead = torch.stack(grads).lerp(torch.stack(momenta), MOMENTUM).flatten(2)
                steps = orthogonal(ahead).reshape(len(weights), *shape)
                torch._foreach_mul_(weights, 1 - group["lr"] * group["weight_decay"])
                torch._foreach_add_(weights, list(steps), alpha=-group["lr"] * LIKE_ADAMW * max(ahead.shape[1:]) ** 0.5)


class Stepper:
    """Muon for convolutions that a norm follows, which have no bias; AdamW for the first one, which sees three colours, for heads, norms
    and convolutions of a channel each, which are no matrices."""

    def __init__(self, model: torch.nn.Module, rate: float, decay: float):
        hidden = [layer.weight for layer in model.modules()
                  if isinstance(layer, torch.nn.Conv2d) and layer.bias is None and layer.in_channels > 3 and layer.groups == 1]
        others = [weight for weight in model.parameters() if not any(weight is one for one in hidden)]
        self.peak = rate
        self.parts = Muon(hidden, lr=rate, weight_decay=decay), torch.optim.AdamW(others, lr=rate, weight_decay=decay)

    def step(self, progress: float) -> float:
        """Steps at the rate for this share of a run, 0 to 1, and tells it: up in the first fiftieth, then down by a cosine."""
        rate = self.peak * min(1, progress / 0.02 + 0.01) * (0.5 + 0.5 * math.cos(math.pi * min(1, progress)))
        for part in self.parts:
            for group in part.param_groups:
                group["lr"] = rate
            part.step()
        return rate

    def state_dict(self) -> list[dict]:
        return [part.state_dict() for part in self.parts]

    def load_state_dict(self, state: list[dict]) -> None:
        for part, kept in zip(self.parts, state):
            part.load_state_dict(kept)
