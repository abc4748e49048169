"""The peer of toy.yaml in PyTorch: the published I-CFM step (Tong et al. 2024, algorithm 1), data drawn from tensors in
memory, one EMA by in-place interpolation. Usage: toy.py THREADS STEPS; prints steps per second, the median of blocks."""
import math
import statistics
import sys
import time

import torch

threads, steps = int(sys.argv[1]), int(sys.argv[2])
torch.set_num_threads(threads)
torch.manual_seed(42)
BATCH, WIDTH, ROWS, BLOCK = 256, 64, 50_000, 1_000

angle = torch.randint(8, (ROWS,)) * (math.pi / 4)
source = 5 * (torch.stack([angle.cos(), angle.sin()], 1) + 0.1125 * torch.randn(ROWS, 2))
turn, upper = math.pi * torch.rand(ROWS), torch.rand(ROWS) < 0.5
shape = torch.stack([torch.where(upper, turn.cos(), 1 - turn.cos()), torch.where(upper, turn.sin(), 0.5 - turn.sin())], 1)
data = 3 * (shape + 0.2 * torch.randn(ROWS, 2)) - 1

layers = [torch.nn.Linear(3, WIDTH), torch.nn.SELU(), torch.nn.Linear(WIDTH, WIDTH), torch.nn.SELU(),
          torch.nn.Linear(WIDTH, WIDTH), torch.nn.SELU(), torch.nn.Linear(WIDTH, 2)]
network = torch.nn.Sequential(*layers)
optimizer = torch.optim.Adam(network.parameters(), lr=1e-3)
average = [p.detach().clone() for p in network.parameters()]


def step():
    optimizer.zero_grad()
    x0, x1 = source[torch.randint(ROWS, (BATCH,))], data[torch.randint(ROWS, (BATCH,))]
    t = torch.rand(BATCH, 1)
    xt = t * x1 + (1 - t) * x0 + 0.1 * torch.randn_like(x0)
    loss = torch.mean((network(torch.cat([xt, t], 1)) - (x1 - x0)) ** 2)
    loss.backward()
    optimizer.step()
    with torch.no_grad():
        for mean, parameter in zip(average, network.parameters()):
            mean.lerp_(parameter, 1e-3)
    return loss


for _ in range(BLOCK):
    step()
rates = []
for _ in range(max(1, steps // BLOCK)):
    began = time.perf_counter()
    for _ in range(BLOCK):
        step()
    rates.append(BLOCK / (time.perf_counter() - began))
print(round(statistics.median(rates), 1))
