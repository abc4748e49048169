"""Table of the runs under a directory: ours beside what was published. Usage: table.py RUNS"""

import json
import statistics
import sys
from datetime import datetime
from pathlib import Path

# W2 and normalised path energy, mean and standard deviation of five seeds (Tong et al. 2023, arXiv 2307.03672).
PUBLISHED = {
    ("gaussian-8gaussians", "ot-cfm"): ((0.303, 0.043), (0.031, 0.027)),
    ("gaussian-8gaussians", "i-cfm"): ((0.373, 0.103), (0.202, 0.055)),
    ("gaussian-8gaussians", "sf2m"): ((0.275, 0.058), (0.016, 0.012)),
    ("gaussian-8gaussians", "fm"): ((0.343, 0.058), (0.190, 0.054)),
    ("gaussian-moons", "ot-cfm"): ((0.130, 0.016), (0.083, 0.009)),
    ("gaussian-moons", "i-cfm"): ((0.178, 0.014), (0.891, 0.120)),
    ("gaussian-moons", "sf2m"): ((0.124, 0.023), (0.053, 0.038)),
    ("gaussian-moons", "fm"): ((0.209, 0.055), (0.762, 0.099)),
}
METHODS = ["ot-cfm", "i-cfm", "fm", "sf2m"]


def seconds(run):
    facts = json.loads((run / "run.json").read_text())
    begin, end = (datetime.fromisoformat(facts[key][:19]) for key in ("started", "ended"))
    return (end - begin).total_seconds()


def spread(values):
    mean = f"{statistics.mean(values):.3f}"
    return f"{mean} ± {statistics.stdev(values):.3f}" if len(values) > 1 else mean


def verdict(values, published):
    """Where our mean lies from the published one, in the published standard deviations."""
    if published is None:
        return "–", "–"
    mean, deviation = published
    away = (statistics.mean(values) - mean) / deviation
    return f"{mean:.3f} ± {deviation:.3f}", f"{away:+.1f} σ" + (" (worse)" if away > 1 else "")


def main():
    root = Path(sys.argv[1])
    found = {}
    for evaluation in sorted(root.glob("*/*/*/*/*/evaluation.json")):
        task, method, seed = evaluation.relative_to(root).parts[:3]
        numbers = json.loads(evaluation.read_text())
        found.setdefault((task, method), {})[int(seed)] = (numbers, seconds(evaluation.parent))
    print("| task | method | seeds | W2 | published | | floor | NPE | published | | training, s |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    order = {method: place for place, method in enumerate(METHODS)}
    for task, method in sorted(found, key=lambda key: (key[0], order.get(key[1], 9), key[1])):
        runs = found[task, method].values()
        w2 = [numbers["wasserstein"]["value"] for numbers, _ in runs]
        floor = [numbers["wasserstein"]["floor"] for numbers, _ in runs]
        npe = [numbers["normalised-path-energy"]["value"] for numbers, _ in runs]
        published = PUBLISHED.get((task, method), (None, None))
        w2_text, w2_away = verdict(w2, published[0])
        npe_text, npe_away = verdict(npe, published[1])
        print(
            f"| {task} | {method} | {len(w2)} | {spread(w2)} | {w2_text} | {w2_away} | {statistics.mean(floor):.3f}"
            f" | {spread(npe)} | {npe_text} | {npe_away} | {statistics.median(t for _, t in runs):.0f} |"
        )


main()
