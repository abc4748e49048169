"""`step.py metrics FILE`: milliseconds of a training's step, of its coupling and of waiting for minibatches, medians of its reports
but for the first three tenths, in which the virtual machine compiles. `step.py table FILE`: the table, from rows `round batch pairs
step coupling wait`."""
import collections
import json
import statistics
import sys


def late(values):
    return statistics.median(values[len(values) * 3 // 10 :]) if values else 0.0


def metrics(path):
    lines = [json.loads(line) for line in open(path)]
    steps = [1e3 / line["stepsPerSecond"] for line in lines if "stepsPerSecond" in line]
    coupling = [line for line in lines if line.get("phase") == "coupling"]
    print(f"{late(steps):.4f} {late([c['milliseconds'] for c in coupling]):.4f}"
          f" {late([c['waitMilliseconds'] for c in coupling]):.4f}")


def table(path):
    rows = collections.defaultdict(list)
    for line in open(path):
        _, batch, pairs, *numbers = line.split()
        rows[int(batch), pairs].append([float(number) for number in numbers])
    print("\n| batch | scan | S | C | T | waiting in T | T / max(S, (S + C) / 2) | rounds |\n|---|---|---|---|---|---|---|---|")
    for (batch, pairs), ours in rows.items():
        if pairs == "independent":
            continue
        base = rows[batch, "independent"]
        ratios = [t / max(s[0], (s[0] + c) / 2) for s, (t, c, _) in zip(base, ours)]
        s, (t, c, wait) = statistics.median(b[0] for b in base), (statistics.median(column) for column in zip(*ours))
        print(f"| {batch} | {pairs} | {s:.3f} | {c:.3f} | {t:.3f} | {wait:.3f} | {statistics.median(ratios):.2f}"
              f" | {', '.join(f'{ratio:.2f}' for ratio in ratios)} |")


{"metrics": metrics, "table": table}[sys.argv[1]](sys.argv[2])
