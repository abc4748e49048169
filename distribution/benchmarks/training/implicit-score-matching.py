"""The peer of implicit-score-matching.yaml in PyTorch: Hyvärinen's loss with the exact trace, one derivative per
dimension by torch.autograd.grad with create_graph."""
import torch

from peer import Mlp, Training, draw, moons, report

BATCH, LEAST = 256, 0.1
data = moons(50_000)
network = Mlp(64, 3, torch.nn.SiLU)
training = Training(network)


def step():
    x1, noise, t = draw(data, BATCH), torch.randn(BATCH, 2), torch.rand(BATCH, 1)
    xt = (t * x1 + (1 - (1 - LEAST) * t) * noise).requires_grad_()
    score = network(xt, t)
    trace = sum(torch.autograd.grad(score[:, i].sum(), xt, create_graph=True)[0][:, i] for i in range(2))
    training.step(torch.mean(0.5 * torch.sum(score**2, 1) + trace))


report(step, 100)
