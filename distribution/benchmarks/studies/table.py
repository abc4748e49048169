"""Table of one study: means and standard deviations over seeds. Usage: table.py DIR"""

import json
import statistics
import sys
from pathlib import Path


def spread(values, digits=3):
    mean = f"{statistics.mean(values):.{digits}f}"
    return f"{mean} ± {statistics.stdev(values):.{digits}f}" if len(values) > 1 else mean


def main():
    root = Path(sys.argv[1])
    found = {}
    for file in sorted(root.rglob("*.json")):
        inside = file.relative_to(root).parts
        if file.name in ("run.json",) or not inside[-2].isdigit():
            continue
        row, sampling = "/".join(inside[:-2]), file.stem
        found.setdefault((row, sampling), []).append(json.loads(file.read_text()))
    metrics = []
    for evaluations in found.values():
        for name in evaluations[0]:
            if name not in metrics and name not in ("formatVersion", "sampling"):
                metrics.append(name)
    print("| | sampled by | seeds | evaluations | " + " | ".join(metrics) + " |")
    print("|---|---|---|---|" + "---|" * len(metrics))
    for (row, sampling), evaluations in found.items():
        calls = [one["sampling"]["evaluations"] for one in evaluations]
        cells = [row, sampling, str(len(evaluations)), f"{statistics.mean(calls):.0f}"]
        for metric in metrics:
            scores = [one[metric] for one in evaluations if metric in one]
            values = [score["value"] for score in scores if isinstance(score["value"], float | int)]
            if len(values) < len(evaluations):
                cells.append("–")
                continue
            text = spread(values)
            if "floor" in scores[0]:
                text += f" ({statistics.mean(score['floor'] for score in scores):.3f})"
            cells.append(text)
        print("| " + " | ".join(cells) + " |")
    print("\nMean ± standard deviation over seeds; in brackets the floor, the same between two sets of real rows.")


main()
