"""The peer of sampling.sh: 10 000 points through the network of the i-cfm case, by Euler's method with 100 steps and by
dopri5 at rtol = atol = 1e-5 (Hairer, Nørsett, Wanner I, II.4: the error norm is the root mean square over the whole batch, the
first step is guessed from the field, factors 0.9, 0.2 and 10). Usage: sampling.py euler|dopri5 THREADS WEIGHTS; prints points per
second, the median of solves after one that warms up, and on standard error the evaluations of one solve. WEIGHTS is an NPZ
export of our run, so that both sides follow the same field."""
import math
import statistics
import sys
import time

import numpy
import torch

method, threads, weights = sys.argv[1], int(sys.argv[2]), numpy.load(sys.argv[3])
torch.set_num_threads(threads)
torch.manual_seed(7)
POINTS = 10_000
names = [f"hidden{i}" for i in range(3)] + ["out"]
layers = []
for name in names:
    layer = torch.nn.Linear(*reversed(weights[name + ".weight"].shape))
    layer.weight.data = torch.from_numpy(weights[name + ".weight"])
    layer.bias.data = torch.from_numpy(weights[name + ".bias"])
    layers += [layer, torch.nn.SELU()]
network = torch.nn.Sequential(*layers[:-1])
evaluations = 0


def starts():
    angle = torch.randint(8, (POINTS,)) * (math.pi / 4)
    return 5 * (torch.stack([angle.cos(), angle.sin()], 1) + 0.1125 * torch.randn(POINTS, 2))


def velocity(t, x):
    global evaluations
    evaluations += 1
    return network(torch.cat([x, torch.full((len(x), 1), float(t))], 1))


def euler(x, steps=100):
    h = 1 / steps
    for k in range(steps):
        x = x + h * velocity(k * h, x)
    return x


C = [1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1]
A = [[1 / 5], [3 / 40, 9 / 40], [44 / 45, -56 / 15, 32 / 9],
     [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
     [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
     [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84]]
E = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40]


def rms(x):
    return float(torch.sqrt(torch.mean(x * x)))


def combine(k, weights):
    total = None
    for each, weight in zip(k, weights):
        if weight:
            total = each * weight if total is None else total.add_(each, alpha=weight)
    return total


def dopri5(x, rtol=1e-5, atol=1e-5):
    t, first = 0.0, velocity(0.0, x)
    scale = atol + rtol * x.abs()
    size, slope = rms(x / scale), rms(first / scale)
    probe = min(1.0, 0.01 * size / slope)
    bend = rms((velocity(probe, x + probe * first) - first) / scale) / probe
    h = min(100 * probe, (0.01 / max(slope, bend)) ** 0.2, 1.0)
    while t < 1:
        h = min(h, 1 - t)
        k = [first]
        for c, a in zip(C, A):
            stage = combine(k, [h * w for w in a]).add_(x)
            k.append(velocity(t + c * h, stage))
        error = combine(k, [h * w for w in E])
        norm = rms(error / (atol + rtol * torch.maximum(x.abs(), stage.abs())))
        if norm <= 1:
            t, x, first = t + h if h < 1 - t else 1.0, stage, k[-1]
            h *= min(10.0, max(0.2, 0.9 * norm ** -0.2))
        else:
            h *= max(0.2, 0.9 * norm ** -0.2)
    return x


with torch.no_grad():
    rates, end = [], time.perf_counter() + 6
    while time.perf_counter() < end or len(rates) < 4:
        x, evaluations = starts(), 0
        began = time.perf_counter()
        euler(x) if method == "euler" else dopri5(x)
        rates.append(POINTS / (time.perf_counter() - began))
print(f"{evaluations} evaluations", file=sys.stderr)
print(round(statistics.median(rates[1:])))
