"""The lines of several rounds as a table: medians over rounds, and ratios of peer to Rheo, round by round."""
import statistics
import sys

times, remarks = {}, {}
for line in sys.stdin:
    fields = line.strip().split(";")
    if len(fields) != 7:
        continue
    who, what, d, n, least, median, remark = fields
    problem = (what, int(d), int(n))
    times.setdefault(problem, {}).setdefault(who, []).append((float(least), float(median)))
    remarks[problem, who] = f", {remark}" if remark else ""


def middle(series, k):
    return statistics.median(pair[k] for pair in series)


def shown(problem, who):
    series = times[problem][who]
    return f"{middle(series, 0):.2f} ({middle(series, 1):.2f}){remarks[problem, who]}"


print("| problem | Rheo | least (median) ms | peer | least (median) ms | ratio of the least | of the medians |")
print("|---|---|---|---|---|---|---|")
for problem, by in times.items():
    what, d, n = problem
    for us in ("rheo", "rheo-vectors"):
        for who in by:
            if who.startswith("rheo") or us not in by:
                continue
            ratio = [statistics.median(t[k] / o[k] for t, o in zip(by[who], by[us])) for k in (0, 1)]
            print(f"| {what}, {d}-D, n = {n} | {'Vector API' if us != 'rheo' else 'plain'} | {shown(problem, us)} | {who} "
                  f"| {shown(problem, who)} | {ratio[0]:.1f}x | {ratio[1]:.1f}x |")
