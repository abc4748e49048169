"""Schroedinger bridges between normal laws against their closed form (Janati et al. 2020; Bunne et al. 2023).

For every dimension and seed two laws with random covariances are drawn, and two objectives are trained on Brownian bridges of
variance sigma^2 t between pairs of the minibatch's entropic plan: SB-CFM (flow-matching) and [SF]2M (sf2m). Each with the right
regularisation, lambda = 2 sigma^2, and with half of it. Errors are those of the covariance of the bridge's ends, C = Cov(x0, x1):

  flow      C + C' as the flow's marginal in the middle tells it, 4 V(1/2) - A - B - sigma^2
  plan      the part of that in the direction of the mistake: 1 is the whole of what lambda = sigma^2 does to C
  sde       Cov(x0, x1) over solutions of dx = (v + sigma^2/2 score) dt + sigma dw, Euler-Maruyama
  back      the same, from the data back to the source

all but plan as Frobenius norms relative to that of the truth. The exact fields are solved with the same starts, noise and steps,
and their deviation from the truth is taken off, so that neither the number of trajectories nor that of steps is seen. The
fields are affine in the state, and so is the network. Usage: bridge.py RHEO PLUGIN WORK [--dimensions 2,5,20,50]
[--objectives flow-matching,sf2m] [--seeds 3] [--steps N]; a finished case is not run again.
"""
import argparse
import json
import math
import os
import pathlib
import shutil
import subprocess
import time

import numpy as np
import torch
from scipy.linalg import sqrtm

TRAJECTORIES = 5_000
STEPS = 100
CUTOFF = 0.01
SQUARED_SIGMA = {2: 1.0, 5: 2.0, 20: 2.0, 50: 3.0}
LARGE = 4


def covariance(random, d):
    """Up to four directions with variances 1.5 ... 2, and 0.25 ... 0.35 in all others."""
    large = min(d, LARGE)
    values = np.concatenate([np.linspace(1.5, 2, large), np.linspace(0.25, 0.35, d - large)])
    turned, _ = np.linalg.qr(random.normal(size=(d, d)))
    return turned @ np.diag(values) @ turned.T


class Bridge:
    def __init__(self, d, seed):
        random = np.random.default_rng(1000 * d + seed)
        self.d, self.s2 = d, SQUARED_SIGMA[d]
        self.a, self.b = covariance(random, d), covariance(random, d)
        self.m0, self.m1 = random.normal(size=(2, d)) / math.sqrt(d)
        self.c = self.cross(2)
        self.mistake = self.cross(1) - self.c

    def cross(self, factor):
        """Cov(x0, x1) of the entropic plan with lambda = factor * sigma^2."""
        noise = factor * self.s2 / 2
        root = np.real(sqrtm(self.a))
        middle = np.real(sqrtm(4 * root @ self.b @ root + noise**2 * np.eye(self.d)))
        return root @ middle @ np.linalg.inv(root) / 2 - noise / 2 * np.eye(self.d)

    def mean(self, t):
        return (1 - t) * self.m0 + t * self.m1

    def marginal(self, t):
        both = self.c + self.c.T + self.s2 * np.eye(self.d)
        return (1 - t) ** 2 * self.a + t**2 * self.b + t * (1 - t) * both

    def drift(self, t):
        towards = ((1 - t) * self.c.T + t * self.b) @ np.linalg.inv(self.marginal(t))
        return (towards - np.eye(self.d)) / (1 - t)

    def score(self, t):
        return -np.linalg.inv(self.marginal(t))

    def velocity(self, t):
        return self.drift(t) - self.s2 / 2 * self.score(t)

    def ends(self, random, n):
        x0 = self.m0 + random.normal(size=(n, self.d)) @ np.linalg.cholesky(self.a).T
        x1 = self.m1 + random.normal(size=(n, self.d)) @ np.linalg.cholesky(self.b).T
        return x0, x1

    def exact(self, x, t):
        """Velocity and score."""
        centred = x - self.mean(t)
        return centred @ self.velocity(t).T + self.m1 - self.m0, centred @ self.score(t).T


def learned(file, bridge, scored):
    model = torch.jit.load(file)

    def fields(x, t):
        with torch.no_grad():
            heads = model.network(torch.tensor(x, dtype=torch.float32), torch.full((len(x),), float(t)))
        heads = [head.double().numpy() for head in (heads if scored else [heads])]
        return heads[0], heads[1] * 2 / bridge.s2 if scored else None

    return fields


def middle(fields, x):
    """States in the middle of the flow, by Heun's method."""
    times = np.linspace(CUTOFF, 0.5, STEPS // 2 + 1)
    for t, following in zip(times, times[1:]):
        h = following - t
        slope = fields(x, t)[0]
        x = x + h / 2 * (slope + fields(x + h * slope, following)[0])
    return x


def diffuse(fields, s2, x, noise, back=False):
    times = np.linspace(CUTOFF, 1 - CUTOFF, STEPS + 1)
    times = times[::-1] if back else times
    for k in range(STEPS):
        h = times[k + 1] - times[k]
        velocity, score = fields(x, times[k])
        x = x + h * velocity + abs(h) * s2 / 2 * score + math.sqrt(s2 * abs(h)) * noise[k]
    return x


def cross(x, y):
    return (x - x.mean(0)).T @ (y - y.mean(0)) / len(x)


def relative(difference, truth):
    return float(np.linalg.norm(difference) / np.linalg.norm(truth))


def errors(bridge, fields, scored):
    random = np.random.default_rng(7)
    x0, x1 = bridge.ends(random, TRAJECTORIES)
    reached, true = middle(fields, x0), middle(bridge.exact, x0)
    off = 4 * (cross(reached, reached) - cross(true, true))
    mistake = bridge.mistake + bridge.mistake.T
    result = {
        "flow": relative(off, bridge.c + bridge.c.T),
        "plan": abs(float(np.sum(off * mistake) / np.sum(mistake**2))),
    }
    if scored:
        noise = random.normal(size=(STEPS, TRAJECTORIES, bridge.d))
        for name, start, back in (("sde", x0, False), ("back", x1, True)):
            ours = cross(start, diffuse(fields, bridge.s2, start, noise, back))
            theirs = cross(start, diffuse(bridge.exact, bridge.s2, start, noise, back))
            result[name] = relative(ours - theirs, bridge.c)
    return result


def law(mean, matrix, samples):
    mode = {"mean": mean.tolist(), "covariance": matrix.reshape(-1).tolist()}
    return {"type": "gaussian-mixture", "modes": [mode], "samples": samples, "standardise": "none"}


def train(arguments, bridge, objective, factor, seed, folder):
    manifest = json.loads(pathlib.Path(__file__).with_name("bridge.json").read_text())
    samples = 100_000
    manifest["seed"] = seed + 1
    manifest["data"] = law(bridge.m1, bridge.b, samples)
    manifest["source"] = {"type": "data", "data": law(bridge.m0, bridge.a, samples)}
    manifest["path"]["sigma"] = math.sqrt(bridge.s2)
    manifest["coupling"]["regularization"] = factor * bridge.s2
    manifest["objective"] = objective
    if arguments.steps:
        manifest["train"]["steps"] = arguments.steps
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.yaml").write_text(json.dumps(manifest))
    runs = folder / "runs"
    before = os.environ.get("WITH", "").split()
    call = lambda *words: subprocess.run([*before, arguments.rheo, *words], check=True, cwd=folder, capture_output=True)
    plugin = ["--dev-plugin", arguments.plugin]
    call("train", "manifest.yaml", "--runs", str(runs), *plugin)
    run = next(runs.glob("*/*-*/"))
    call("export", str(run), "--format", "torchscript", "--out", str(folder / "model.pt"), *plugin)


def case(arguments, d, objective, factor, seed):
    folder = pathlib.Path(arguments.work).resolve() / f"{d}-{objective}-{factor}-{seed}"
    done = folder / "errors.json"
    if not done.exists():
        began = time.time()
        bridge = Bridge(d, seed)
        model = folder / "model.pt"
        if not model.exists():
            shutil.rmtree(folder, ignore_errors=True)
            train(arguments, bridge, objective, factor, seed, folder)
        trained = time.time() - began
        scored = objective == "sf2m"
        result = errors(bridge, learned(str(model), bridge, scored), scored)
        done.write_text(json.dumps({**result, "seconds": trained}))
    return json.loads(done.read_text())


def spread(values):
    deviation = np.std(values, ddof=1) if len(values) > 1 else math.nan
    return np.mean(values), deviation


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("rheo")
    parser.add_argument("plugin")
    parser.add_argument("work")
    parser.add_argument("--dimensions", default="2,5,20,50")
    parser.add_argument("--objectives", default="flow-matching,sf2m")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=0)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    print("| d | sigma^2 | objective | error of | lambda = 2 sigma^2 | lambda = sigma^2 | ratio |")
    print("|---|---|---|---|---|---|---|")
    for d in map(int, arguments.dimensions.split(",")):
        for seed in range(arguments.seeds):
            for objective in arguments.objectives.split(","):
                for factor in 2, 1:
                    case(arguments, d, objective, factor, seed)
        for objective in arguments.objectives.split(","):
            kinds = ["plan", "flow"] if objective == "flow-matching" else ["plan", "flow", "sde", "back"]
            right = [case(arguments, d, objective, 2, seed) for seed in range(arguments.seeds)]
            wrong = [case(arguments, d, objective, 1, seed) for seed in range(arguments.seeds)]
            for kind in kinds:
                good, bad = [r[kind] for r in right], [r[kind] for r in wrong]
                ratio = [b / g for b, g in zip(bad, good)]
                cells = ["%.3f ± %.3f" % spread(good), "%.3f ± %.3f" % spread(bad), "%.1f ± %.1f" % spread(ratio)]
                name = "SB-CFM" if objective == "flow-matching" else "[SF]²M"
                print(f"| {d} | {SQUARED_SIGMA[d]:g} | {name} | {kind} | " + " | ".join(cells) + " |", flush=True)


main()
