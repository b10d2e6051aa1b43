"""The running average of a network's weights, which is what ships: steadier than the weights of any one step."""

import torch


@torch.no_grad()
def follow(average: torch.nn.Module, model: torch.nn.Module, keep: float, step: int) -> None:
    """Moves the average towards the weights of this step; early steps, far from the end, weigh little."""
    keep = min(keep, (1 + step) / (10 + step))
    for mean, value in zip(average.state_dict().values(), model.state_dict().values()):
        if mean.is_floating_point():
            mean.mul_(keep).add_(value, alpha=1 - keep)
        else:
            mean.copy_(value)
