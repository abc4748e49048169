"""`rows.py metrics FILE`: steps per second of a training, the median of its reports but for the first three tenths, in
which the virtual machine compiles. `rows.py table CASE UNIT FILE`: the table of a comparison, from rows `round side threads
rate` with sides rheo and pytorch, and the ratio of each side's best thread count round by round."""
import collections
import json
import statistics
import sys


def metrics(path):
    with open(path) as lines:
        rates = [json.loads(line)["stepsPerSecond"] for line in lines if "stepsPerSecond" in line]
    return statistics.median(rates[len(rates) * 3 // 10 :])


def table(case, unit, path):
    rows = collections.defaultdict(dict)
    with open(path) as lines:
        for line in lines:
            number, side, threads, rate = line.split()
            rows[side, threads][number] = float(rate)
    print(f"\n{case}\n\n| side | threads | {unit}, median | smallest | largest |\n|---|---|---|---|---|")
    medians = {key: statistics.median(rates.values()) for key, rates in rows.items()}
    for (side, threads), rates in sorted(rows.items()):
        median = medians[side, threads]
        print(f"| {side} | {threads} | {median:.4g} | {min(rates.values()):.4g} | {max(rates.values()):.4g} |")
    ours, peer = (max((k for k in rows if k[0] == side), key=medians.get) for side in ("rheo", "pytorch"))
    ratios = [rows[ours][number] / rows[peer][number] for number in rows[ours]]
    print(f"\nbest against best, rheo on {ours[1]} and pytorch on {peer[1]}: {statistics.median(ratios):.2f}x"
          f" (rounds {', '.join(f'{r:.2f}' for r in ratios)})")


if sys.argv[1] == "metrics":
    print(round(metrics(sys.argv[2]), 3))
else:
    table(*sys.argv[2:])
