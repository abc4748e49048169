#!/usr/bin/env bash
# Conditional generation: transport over the whole batch ties the source to the label, transport within labels does not. Samples of
# each label against the data of that label: on eight Gaussians (labels.yaml) the share that falls nearest to the label's own
# Gaussian, the distance of the mean, the spread and W2; on the shipped digits the accuracy of a classifier. Usage: labels.sh [SEEDS]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rheo=${RHEO_HOME:-$here/../../../target/rheo}/bin/rheo
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

train() { # place, command, manifest, overrides
  "$rheo" "${@:2}" train.threads=1 --runs "$work/$1" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
}

echo "| pairs | seed | nearest to its own | mean off by, mean (largest) over labels | deviation / that of the data | W2 within labels |"
echo "|---|---|---|---|---|---|"
for seed in $(seq 42 $((41 + ${1:-1}))); do
  for coupling in independent minibatch-ot class-conditional-ot; do
    place=$coupling-$seed
    train "$place" train "$here/labels.yaml" coupling=$coupling seed="$seed"
    "$rheo" sample "$work/$place"/*/* --label 0,1,2,3,4,5,6,7 --count 4000 --out "$work/$place.npy" >"$work/log" 2>&1 \
      || { cat "$work/log" >&2; exit 1; }
    "${PYTHON:-python3}" "$here/labels.py" $coupling "$seed" "$work/$place.npy"
  done
done

echo
echo "| digits, pairs | classifier accuracy | W2 (floor) |"
echo "|---|---|---|"
for coupling in independent minibatch-ot class-conditional-ot; do
  train "digits-$coupling" run digits-guided coupling=$coupling guidance.weight=1 train.steps=1000 sample.batch=1000
  "${PYTHON:-python3}" - $coupling "$work/digits-$coupling"/*/*/evaluation.json <<'PY'
import json, sys
e = json.load(open(sys.argv[2]))
w = e["wasserstein"]
print(f"| `{sys.argv[1]}` | {e['classifier-accuracy']['value']:.3f} | {w['value']:.3f} ({w['floor']:.3f}) |")
PY
done
