"""The peer of mlp-512.yaml in PyTorch: the published I-CFM step (Tong et al. 2024, algorithm 1)."""
import torch

from peer import Mlp, Training, draw, eight_gaussians, moons, report

BATCH, SIGMA = 4096, 0.1
source, data = eight_gaussians(50_000), moons(50_000)
network = Mlp(512, 3, torch.nn.SELU)
training = Training(network)


def step():
    x0, x1 = draw(source, BATCH), draw(data, BATCH)
    t = torch.rand(BATCH, 1)
    xt = t * x1 + (1 - t) * x0 + SIGMA * torch.randn_like(x0)
    training.step(torch.mean((network(xt, t) - (x1 - x0)) ** 2))


report(step, 10)
