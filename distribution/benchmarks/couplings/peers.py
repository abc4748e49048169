"""Couplings of the batches that CouplingSpeed wrote, by the peers: POT's network simplex and Sinkhorn, SciPy's assignment and
distances. One thread, processor milliseconds, least and median, as lines who;what;dimension;n;least;median."""
import os
import statistics
import sys
import time
import warnings

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np
import ot
import scipy.optimize
import scipy.spatial.distance

warnings.simplefilter("ignore")
directory = sys.argv[1]


def points(side, d, n, run):
    return np.fromfile(f"{directory}/{side}-{d}-{n}-{run}.f32", "<f4").reshape(n, d).astype(float)


def squared_distances(x, y):
    return scipy.spatial.distance.cdist(x, y, "sqeuclidean")


def by_product(x, y):
    return (x * x).sum(1)[:, None] + (y * y).sum(1)[None] - 2 * x @ y.T


def weights(n):
    supply, demand = 1.0 + np.arange(n) % 3, 1.0 + np.arange(n) % 2
    demand[-1] += supply.sum() - demand.sum()
    return supply / supply.sum(), demand / demand.sum()


def report(who, what, d, n, solve, runs=None):
    runs = runs or (5 if n > 256 else 15)
    spent = []
    for run in range(runs):
        given = (points("x", d, n, run), points("y", d, n, run))
        if what != "costs":
            given = (squared_distances(*given),)
        solve(*given)
        began = time.process_time()
        solve(*given)
        spent.append(1e3 * (time.process_time() - began))
    print(f"{who};{what};{d};{n};{min(spent):.3f};{statistics.median(spent):.3f}", flush=True)


def uniform(n):
    return np.full(n, 1 / n)


for n, d in ((64, 2), (256, 2), (1024, 2), (256, 784), (1024, 784)):
    report("emd", "exact", d, n, lambda c: ot.emd(uniform(n), uniform(n), c, numItermax=10_000_000))
    report("scipy", "exact", d, n, scipy.optimize.linear_sum_assignment, runs=3 if n > 256 else None)
for n, d in ((256, 2), (1024, 2), (256, 784)):
    report("emd", "weighted", d, n, lambda c: ot.emd(*weights(n), c, numItermax=10_000_000))
for reg in (2.0, 0.5, 0.05):
    report("sinkhorn", f"sinkhorn {reg:g}".replace("sinkhorn 2", "sinkhorn 2.0"), 2, 256,
           lambda c: ot.sinkhorn(uniform(256), uniform(256), c, reg), runs=5)
for n in (256, 1024):
    report("cdist", "costs", 784, n, squared_distances)
    report("numpy", "costs", 784, n, by_product)
