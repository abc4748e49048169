"""Exact coupling of a minibatch by the peers: POT's network simplex and SciPy's assignment, one thread, processor
milliseconds, cost matrix apart, least and median of many runs. Data as in CouplingSpeed: 8-Gaussians to moons in 2-D,
standard normals above."""
import math
import os
import statistics
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np
import ot
import scipy.optimize


def batches(n, d, seed):
    random = np.random.default_rng(seed)
    if d > 2:
        return random.standard_normal((n, d)), random.standard_normal((n, d))
    angle = random.integers(8, size=n) * (math.pi / 4)
    source = 5 * np.stack([np.cos(angle), np.sin(angle)], 1) + 0.5 * random.standard_normal((n, 2))
    turn, upper = math.pi * random.random(n), random.random(n) < 0.5
    shape = np.stack([np.where(upper, np.cos(turn), 1 - np.cos(turn)), np.where(upper, np.sin(turn), 0.5 - np.sin(turn))], 1)
    return source, 3 * (shape + 0.2 * random.standard_normal((n, 2))) - 1


def spent(solve, runs, n, d):
    times = []
    for seed in range(runs):
        x, y = batches(n, d, seed)
        cost = ((x[:, None] - y[None]) ** 2).sum(-1) if d == 2 else np.maximum(
            (x * x).sum(1)[:, None] + (y * y).sum(1)[None] - 2 * x @ y.T, 0)
        began = time.process_time()
        solve(cost)
        times.append(1e3 * (time.process_time() - began))
    return min(times), statistics.median(times)


for n, d in ((64, 2), (256, 2), (256, 64), (256, 784), (1024, 2)):
    weights = np.full(n, 1 / n)
    runs = 31 if n < 1024 else 7
    for name, solve in (("ot.emd", lambda c: ot.emd(weights, weights, c, numItermax=10_000_000)),
                        ("scipy", scipy.optimize.linear_sum_assignment)):
        least, median = spent(solve, runs, n, d)
        print(f"{name:8s} n = {n}, {d}-D: least {least:.2f} ms, median {median:.2f} ms")
