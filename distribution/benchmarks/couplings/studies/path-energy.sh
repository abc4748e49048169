#!/usr/bin/env bash
# Path energy and distance to the data against the size of the transport problem, on the shipped example eight-gaussians-to-moons.
# Every step takes 256 rows, in sixteen parts of 16, so that the plan alone differs. Usage: path-energy.sh [SEEDS] [STEPS]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rheo=${RHEO_HOME:-$here/../../../target/rheo}/bin/rheo
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "| pairs | seed | mean cost / independent | path energy | normalised path energy | W2 | floor |"
echo "|---|---|---|---|---|---|---|"
for seed in $(seq 42 $((41 + ${1:-1}))); do
  for size in 0 16 64 256 1024; do
    coupling=independent
    [ "$size" = 0 ] || coupling="{type: minibatch-ot, otBatch: $size}"
    "$rheo" run eight-gaussians-to-moons "coupling=$coupling" seed="$seed" train.batch=16 train.accumulate=16 \
      train.steps="${2:-2000}" train.threads=1 train.logEvery=100 --runs "$work/$size-$seed" >"$work/log" 2>&1 \
      || { cat "$work/log" >&2; exit 1; }
    "${PYTHON:-python3}" - "$size" "$seed" "$work/$size-$seed"/*/* <<'PY'
import json, statistics, sys
size, seed, run = sys.argv[1:]
e = json.load(open(f"{run}/evaluation.json"))
lines = [line for line in map(json.loads, open(f"{run}/metrics.jsonl")) if line.get("phase") == "coupling"]
cost = statistics.mean(c["meanCost"] / c["independentCost"] for c in lines) if lines else 1.0
w = e["wasserstein"]
print(f"| {'OT of ' + size if size != '0' else 'independent'} | {seed} | {cost:.3f} | {e['path-energy']['value']:.3f}"
      f" | {e['normalised-path-energy']['value']:.3f} | {w['value']:.4f} | {w['floor']:.4f} |")
PY
  done
done
