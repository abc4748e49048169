"""The lines of several rounds as a table: medians over rounds, and ratios of peer to Rheo, round by round."""
import statistics
import sys

rounds, times = 0, {}
for line in sys.stdin:
    fields = line.strip().split(";")
    if len(fields) != 6:
        continue
    who, what, d, n, least, median = fields
    times.setdefault((what, int(d), int(n)), {}).setdefault(who, []).append((float(least), float(median)))

print("| problem | Rheo, least (median) ms | peer | least (median) ms | ratio of the least | of the medians |")
print("|---|---|---|---|---|---|")
for (what, d, n), by in times.items():
    ours = by.get("rheo")
    for who, theirs in by.items():
        if who == "rheo" or not ours:
            continue
        middle = lambda series, k: statistics.median(pair[k] for pair in series)
        ratio = lambda k: statistics.median(t[k] / o[k] for t, o in zip(theirs, ours))
        print(f"| {what}, {d}-D, n = {n} | {middle(ours, 0):.2f} ({middle(ours, 1):.2f}) | {who} "
              f"| {middle(theirs, 0):.2f} ({middle(theirs, 1):.2f}) | {ratio(0):.1f}x | {ratio(1):.1f}x |")
