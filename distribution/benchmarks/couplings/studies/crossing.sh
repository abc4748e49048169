#!/usr/bin/env bash
# How much straight paths cross, independent pairs against optimal transport, and where the loss of training ends: the least loss that
# is possible is the mean variance of the velocity given x_t. Usage: crossing.sh [STEPS]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=${RHEO_HOME:-$here/../../../target/rheo}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
plugin=$(echo "$home"/plugins/rheo-couplings-*)

echo "| pairs | t = 0.05 | 0.25 | 0.45 | 0.65 | 0.85 | mean over t |"
echo "|---|---|---|---|---|---|---|"
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$home/lib/*:$plugin/plugin.jar:$plugin/lib/*" "$here/Crossing.java" 0 64 256 1024 \
  2> >(grep -v SLF4J >&2)

echo
echo "| pairs | loss, steps 1 to a tenth | second half |"
echo "|---|---|---|"
for case in i-cfm ot-cfm; do
  "$home/bin/rheo" train "$here/../../training/$case.yaml" path.sigma=0 train.steps="${1:-20000}" train.logEvery=100 \
    train.threads=1 --runs "$work/$case" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  "${PYTHON:-python3}" - "$case" "$work/$case"/*/*/metrics.jsonl <<'PY'
import json, statistics, sys
losses = [line["loss"] for line in map(json.loads, open(sys.argv[2])) if "loss" in line]
print(f"| `{sys.argv[1]}` | {statistics.mean(losses[: len(losses) // 10]):.3f} | {statistics.mean(losses[len(losses) // 2 :]):.3f} |")
PY
done
