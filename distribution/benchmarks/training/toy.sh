#!/usr/bin/env bash
# Steps per second of the toy, Rheo against PyTorch, one and two threads each, alternating. Usage: toy.sh [ROUNDS]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rheo=$here/../../target/rheo/bin/rheo
python=${PYTHON:-python3}
rounds=${1:-5}
steps=20000
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ours() { # threads
  "$rheo" train "$here/toy.yaml" train.threads="$1" train.steps=$steps --runs "$work" >/dev/null 2>&1
  local run
  run=$(ls -d "$work"/benchmark-toy/* | tail -n 1)
  "$python" - "$run/metrics.jsonl" <<'PY'
import json, statistics, sys
rates = [json.loads(line)["stepsPerSecond"] for line in open(sys.argv[1])]
print(round(statistics.median(rates[2:]), 1))
PY
  rm -rf "$run"
}

for round in $(seq "$rounds"); do
  for threads in 1 2; do
    echo "rheo $threads $(ours $threads)"
    echo "pytorch $threads $("$python" "$here/toy.py" $threads 5000)"
  done
done | tee "$work/rows"

"$python" - "$work/rows" <<'PY'
import collections, statistics, sys
rows = collections.defaultdict(list)
for line in open(sys.argv[1]):
    side, threads, rate = line.split()
    rows[side, threads].append(float(rate))
print("\n| side | threads | steps/s, median | smallest | largest |\n|---|---|---|---|---|")
medians = {}
for (side, threads), rates in sorted(rows.items()):
    medians[side, threads] = statistics.median(rates)
    print(f"| {side} | {threads} | {medians[side, threads]:.0f} | {min(rates):.0f} | {max(rates):.0f} |")
best = {side: max(rate for (s, _), rate in medians.items() if s == side) for side in ("rheo", "pytorch")}
print(f"\nbest against best: {best['rheo'] / best['pytorch']:.2f}x")
PY
