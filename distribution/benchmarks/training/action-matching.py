"""The peer of action-matching.yaml in PyTorch: the published loss (Neklyudov et al. 2023), one call of
torch.autograd.grad with create_graph for the derivatives in x and t."""
import torch

from peer import Mlp, Training, draw, eight_gaussians, moons, report

BATCH = 256
source, data = eight_gaussians(50_000), moons(50_000)
network = Mlp(64, 3, torch.nn.SiLU, outputs=1)
training = Training(network)
first, last = torch.zeros(BATCH, 1), torch.ones(BATCH, 1)


def step():
    x0, x1 = draw(source, BATCH), draw(data, BATCH)
    t = torch.rand(BATCH, 1, requires_grad=True)
    with torch.no_grad():
        xt = t * x1 + (1 - t) * x0
    xt.requires_grad_()
    in_x, in_t = torch.autograd.grad(network(xt, t).sum(), (xt, t), create_graph=True)
    inside = 0.5 * torch.sum(in_x**2, 1, keepdim=True) + in_t
    training.step(torch.mean(network(x0, first) - network(x1, last) + inside))


report(step, 100)
