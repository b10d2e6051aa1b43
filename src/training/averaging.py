"""The running average of a network's weights, which is what ships: steadier than the weights of any one step."""

import torch


@torch.no_grad()
def follow(average: torch.nn.Module, model: torch.nn.Module, keep: float, step: int) -> None:
    """Moves the average towards the weights of this step; early steps, far from the end, weigh little."""
    keep = min(keep, (1 + step) / (10 + step))
    pairs = zip(average.state_dict().values(), model.state_dict().values())
    means, values = zip(*(pair for pair in pairs if pair[0].is_floating_point()))  # the others count batches: nobody asks
    torch._foreach_mul_(means, keep)
    torch._foreach_add_(means, values, alpha=1 - keep)
