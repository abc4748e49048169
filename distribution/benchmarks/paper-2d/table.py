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


def best_step(run):
    """The step of the smallest validation loss."""
    losses = {}
    for line in (run / "metrics.jsonl").read_text().splitlines():
        values = json.loads(line)
        if values["phase"] == "evaluate" and "wasserstein" not in values:
            losses[values["step"]] = values["held-out-loss"]
    return min(losses, key=losses.get)


def spread(values):
    mean = f"{statistics.mean(values):.3f}"
    return f"{mean} ± {statistics.stdev(values):.3f}" if len(values) > 1 else mean


def beside(values, published):
    """Our mean and deviation, and how far the mean lies from the published one in the published deviations."""
    if not values:
        return "–"
    if published is None:
        return spread(values)
    mean, deviation = published
    return f"{spread(values)} ({(statistics.mean(values) - mean) / deviation:+.1f} σ)"


def text(published):
    return "–" if published is None else f"{published[0]:.3f} ± {published[1]:.3f}"


def values(evaluations, name, key="value"):
    return [numbers[name][key] for numbers in evaluations]


def main():
    root = Path(sys.argv[1])
    found = {}
    for evaluation in sorted(root.glob("*/*/*/*/*/evaluation.json")):
        task, method, seed = evaluation.relative_to(root).parts[:3]
        found.setdefault((task, method), {})[int(seed)] = evaluation.parent
    columns = [
        *["task", "method", "seeds", "W2, last step", "W2, best checkpoint", "published", "floor"],
        *["NPE, last step", "NPE, best checkpoint", "published", "best step", "training, s"],
    ]
    print("| " + " | ".join(columns) + " |")
    print("|---" * len(columns) + "|")
    order = {method: place for place, method in enumerate(METHODS)}
    for task, method in sorted(found, key=lambda key: (key[0], order.get(key[1], 9), key[1])):
        runs = list(found[task, method].values())
        last = [json.loads((run / "evaluation.json").read_text()) for run in runs]
        chosen = [run.parent.parent / "best.json" for run in runs]
        best = [json.loads(file.read_text()) for file in chosen if file.exists()]
        w2, npe = PUBLISHED.get((task, method), (None, None))
        cells = [
            task,
            method,
            str(len(runs)),
            beside(values(last, "wasserstein"), w2),
            beside(values(best, "wasserstein"), w2),
            text(w2),
            f"{statistics.mean(values(last, 'wasserstein', 'floor')):.3f}",
            beside(values(last, "normalised-path-energy"), npe),
            beside(values(best, "normalised-path-energy"), npe),
            text(npe),
            " ".join(f"{best_step(run) / 1000:.0f}k" for run in runs),
            f"{statistics.median(seconds(run) for run in runs):.0f}",
        ]
        print("| " + " | ".join(cells) + " |")


main()
