"""Couplings of the batches that CouplingSpeed wrote, by the peers: POT's network simplex, Sinkhorn, partial and unbalanced plans,
SciPy's assignment and distances. Called as `peers.py FOLDER SECTION`. One thread, processor milliseconds, least and median, as
lines who;what;dimension;n;least;median;remark."""
import os
import statistics
import sys
import time
import warnings

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np
import ot
import ot.partial
import scipy.optimize
import scipy.spatial.distance

warnings.simplefilter("ignore")
directory, section = sys.argv[1:]
TOLERANCE = 1e-6  # of the marginals, in L1
ITERATIONS = 10_000_000


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


def uniform(n):
    return np.full(n, 1 / n)


def report(who, what, d, n, solve, most=15, part=1, remark=lambda c, plan: ""):
    """Every batch is solved twice, and the second time counts, as on the other side; once where there is one batch only."""
    spent, said = [], ""
    for run in range(min(most, 5 if n > 512 else 15)):
        x, y = points("x", d, n, run), points("y", d, n, run)[: n // part]
        given = (x, y) if what == "costs" else (squared_distances(x, y),)
        for _ in range(1 if most == 1 else 2):
            began = time.process_time()
            plan = solve(*given)
            took = time.process_time() - began
        spent.append(1e3 * took)
        said = remark(given[0], plan)
    print(f"{who};{what};{d};{n};{min(spent):.3f};{statistics.median(spent):.3f};{said}", flush=True)


def emd(c):
    return ot.emd(uniform(len(c)), uniform(len(c[0])), c, numItermax=ITERATIONS)


def error(c, plan):
    return f"error {np.abs(plan.sum(1) - 1 / len(plan)).sum() + np.abs(plan.sum(0) - 1 / len(plan)).sum():.1e}"


def moved(c, plan):
    return f"mass {plan.sum():.5f} cost {(plan * c).sum():.5f}"


def sinkhorn(reg):
    # POT stops at an L2 error; this one means that L1 is within the tolerance.
    return lambda c: ot.sinkhorn(uniform(len(c)), uniform(len(c)), c, reg, stopThr=TOLERANCE / len(c) ** 0.5, numItermax=20_000)


def unbalanced(reg, penalty):
    # POT 0.8 has the entropy of the plan alone; its divergence from a ⊗ b is the same with costs shifted.
    return lambda c: ot.unbalanced.sinkhorn_unbalanced(
        uniform(len(c)), uniform(len(c)), c + 2 * reg * np.log(len(c)), reg, penalty, stopThr=TOLERANCE, numItermax=20_000)


if section == "exact":
    for n, d in ((64, 2), (256, 2), (1024, 2), (256, 784), (1024, 784)):
        report("emd", "exact", d, n, emd)
        report("scipy", "exact", d, n, scipy.optimize.linear_sum_assignment, 3 if n > 512 else 15)
elif section == "large":
    for n, d in ((2048, 2), (4096, 2), (2048, 784), (4096, 784)):
        report("emd", "exact", d, n, emd, 1)
        report("scipy", "exact", d, n, scipy.optimize.linear_sum_assignment, 1)
elif section == "weighted":
    for n, d in ((256, 2), (1024, 2), (256, 784), (1024, 784)):
        report("emd", "weighted", d, n, lambda c: ot.emd(*weights(n), c, numItermax=ITERATIONS))
    for n, d in ((512, 2), (2048, 2), (512, 784)):
        report("emd", "two to one", d, n, emd, 5, 2)
elif section == "sinkhorn":
    for reg in (2.0, 0.5, 0.05, 0.02):
        report("sinkhorn", f"sinkhorn {reg}", 2, 256, sinkhorn(reg), 3, 1, error)
    report("sinkhorn", "sinkhorn 0.05", 2, 1024, sinkhorn(0.05), 1, 1, error)
    report("sinkhorn", "sinkhorn 0.05", 784, 256, sinkhorn(0.05), 3, 1, error)
elif section == "penalised":
    for n in (256, 1024):
        report("partial", "partial 0.8", 2, n,
               lambda c: ot.partial.partial_wasserstein(uniform(n), uniform(n), c, 0.8, numItermax=ITERATIONS), 5, 1, moved)
    for reg in (1.0, 0.1):
        report("unbalanced", f"unbalanced {reg}", 2, 256, unbalanced(reg, 10.0), 5, 1, moved)
elif section == "costs":
    for n in (256, 1024):
        report("cdist", "costs", 784, n, squared_distances)
        report("numpy", "costs", 784, n, by_product)
else:
    sys.exit(f"no section {section}")
