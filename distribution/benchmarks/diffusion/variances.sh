#!/usr/bin/env bash
# The variational bound of ddpm on digits, bits for each pixel of held-out rows, by variance and weights: one network, the same
# steps. Prints a row each. Usage: variances.sh [VARIANCE/WEIGHTS …]; TRAIN has further overrides of the training.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rheo=$here/../../target/rheo/bin/rheo
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ $# -gt 0 ] || set -- fixed-small/simple fixed-large/simple learned/simple learned/elbo

echo '| variance | weights | bound, bits/dim | prior | steps | decoder | standard error | recognised as asked |'
echo '|---|---|---|---|---|---|---|---|'
for case in "$@"; do
  name=${case/\//-}
  # shellcheck disable=SC2086
  "$rheo" run ddpm-digits objective.variance="${case%/*}" objective.weighting="${case#*/}" ${TRAIN:-train.steps=2500} \
    --runs "$work/$name" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  python3 - "$case" "$work/$name"/*/*-*/evaluation.json <<'PY'
import json, sys
case, path = sys.argv[1:]
e = json.load(open(path))
b = e["bound-bits-per-dim"]
cells = [b["value"], b["prior"], b["steps"], b["decoder"], b["standard-error"], e["classifier-accuracy"]["value"]]
print("| %s | %s |" % (case.replace("/", " | "), " | ".join("%.3f" % c for c in cells)))
PY
done
