"""`labels.py PAIRS SEED FILE`: samples of the labels 0 to 7 in turn against the eight Gaussians of labels.yaml."""
import sys

import numpy as np
import scipy.optimize
import scipy.spatial.distance

pairs, seed, file = sys.argv[1:]
RADIUS, DEVIATION, LABELS = 2.0, 0.2, 8
angles = np.arange(LABELS) * np.pi / 4
centres = RADIUS * np.stack([np.cos(angles), np.sin(angles)], 1)
drawn = np.load(file).reshape(-1, 2).astype(float)
random = np.random.default_rng(1)
own, off, spread, distance = [], [], [], []
for label in range(LABELS):
    samples = drawn[label::LABELS]
    data = centres[label] + DEVIATION * random.standard_normal(samples.shape)
    own.append((scipy.spatial.distance.cdist(samples, centres).argmin(1) == label).mean())
    off.append(np.linalg.norm(samples.mean(0) - centres[label]))
    spread.append(np.sqrt(samples.var(0).mean()) / DEVIATION)
    cost = scipy.spatial.distance.cdist(samples, data, "sqeuclidean")
    distance.append(np.sqrt(cost[scipy.optimize.linear_sum_assignment(cost)].mean()))
print(f"| `{pairs}` | {seed} | {np.mean(own):.3f} | {np.mean(off):.3f} ({max(off):.3f}) | {np.mean(spread):.2f}"
      f" | {np.mean(distance):.3f} |")
