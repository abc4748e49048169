"""The peer of ot-cfm.yaml in PyTorch and POT: OT-CFM (Tong et al. 2024, algorithm 3). The exact plan of every minibatch
by POT's network simplex, and pairs drawn from the plan with replacement, as torchcfm does."""
import numpy
import ot
import torch

from peer import Mlp, Training, draw, eight_gaussians, moons, report

BATCH, SIGMA = 256, 0.1
source, data = eight_gaussians(50_000), moons(50_000)
network = Mlp(64, 3, torch.nn.SELU)
training = Training(network)
weights = ot.unif(BATCH)


def coupled(x0, x1):
    cost = torch.cdist(x0, x1) ** 2
    plan = ot.emd(weights, weights, cost.numpy())
    chances = plan.flatten()
    chosen = numpy.random.choice(len(chances), p=chances / chances.sum(), size=BATCH, replace=True)
    rows, columns = numpy.divmod(chosen, BATCH)
    return x0[rows], x1[columns]


def step():
    x0, x1 = coupled(draw(source, BATCH), draw(data, BATCH))
    t = torch.rand(BATCH, 1)
    xt = t * x1 + (1 - t) * x0 + SIGMA * torch.randn_like(x0)
    training.step(torch.mean((network(xt, t) - (x1 - x0)) ** 2))


report(step, 50)
