#!/usr/bin/env bash
# OT-CFM and I-CFM on the shipped example eight-gaussians-to-moons, several seeds. Usage: quality.sh [SEEDS]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rheo=$here/../../target/rheo/bin/rheo
python=${PYTHON:-python3}
seeds=${1:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "| coupling | seed | W2 | floor | W2 / floor | normalised path energy |"
echo "|---|---|---|---|---|---|"
for seed in $(seq 42 $((41 + seeds))); do
  for coupling in minibatch-ot independent; do
    "$rheo" run eight-gaussians-to-moons coupling=$coupling seed="$seed" --runs "$work/$coupling-$seed" >/dev/null 2>&1
    "$python" - "$coupling" "$seed" "$work/$coupling-$seed"/*/*/evaluation.json <<'PY'
import json, sys
e = json.load(open(sys.argv[3]))
w, n = e["wasserstein"], e["normalised-path-energy"]
print(f"| {sys.argv[1]} | {sys.argv[2]} | {w['value']:.4f} | {w['floor']:.4f} | {w['value'] / w['floor']:.2f} | {n['value']:.3f} |")
PY
  done
done
