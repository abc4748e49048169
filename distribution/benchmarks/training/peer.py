"""What the peers' scripts share: arguments, the toy's data as tensors in memory, one average of the parameters, and the
timing of steps. A peer is called as `CASE.py THREADS [SECONDS]` and prints steps per second, the median of blocks."""
import math
import statistics
import sys
import time

import torch

threads = int(sys.argv[1])
seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 8.0
torch.set_num_threads(threads)
torch.manual_seed(42)


def eight_gaussians(rows):
    angle = torch.randint(8, (rows,)) * (math.pi / 4)
    return 5 * (torch.stack([angle.cos(), angle.sin()], 1) + 0.1125 * torch.randn(rows, 2))


def moons(rows):
    turn, upper = math.pi * torch.rand(rows), torch.rand(rows) < 0.5
    shape = torch.stack([torch.where(upper, turn.cos(), 1 - turn.cos()), torch.where(upper, turn.sin(), 0.5 - turn.sin())], 1)
    return 3 * (shape + 0.2 * torch.randn(rows, 2)) - 1


def draw(data, batch):
    return data[torch.randint(len(data), (batch,))]


class Mlp(torch.nn.Module):
    """[x, t] through fully connected layers."""

    def __init__(self, width, depth, activation, inputs=2, outputs=2):
        super().__init__()
        layers, size = [], inputs + 1
        for _ in range(depth):
            layers += [torch.nn.Linear(size, width), activation()]
            size = width
        self.layers = torch.nn.Sequential(*layers, torch.nn.Linear(size, outputs))

    def forward(self, x, t):
        return self.layers(torch.cat([x, t], 1))


class Training:
    """One optimizer step on a loss, and one exponential moving average by in-place interpolation."""

    def __init__(self, network, decay=0.999, learning_rate=1e-3):
        self.parameters = list(network.parameters())
        self.optimizer = torch.optim.Adam(self.parameters, lr=learning_rate)
        self.average = [p.detach().clone() for p in self.parameters]
        self.rate = 1 - decay

    def step(self, loss):
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()
        with torch.no_grad():
            for mean, parameter in zip(self.average, self.parameters):
                mean.lerp_(parameter, self.rate)


def report(step, block):
    """Prints steps per second: the median over blocks of `block` steps, after one that warms up."""
    for _ in range(block):
        step()
    rates, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end or len(rates) < 3:
        began = time.perf_counter()
        for _ in range(block):
            step()
        rates.append(block / (time.perf_counter() - began))
    print(round(statistics.median(rates), 3))
