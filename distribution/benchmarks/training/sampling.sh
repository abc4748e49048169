#!/usr/bin/env bash
# Points per second of `rheo sample` against PyTorch, alternating: solves of 10 000 points through the network of the i-cfm case
# by Euler's method with 100 steps, and by dopri5 at 1e-5. Ours are processes that draw a million points in batches of 10 000 and
# say their own rate, the virtual machine's first batches included. Usage: sampling.sh [ROUNDS]; WITH as for compare.sh.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rheo=$here/../../target/rheo/bin/rheo
python=${PYTHON:-python3}
rounds=${1:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$rheo" train "$here/i-cfm.yaml" train.steps=5000 --runs "$work/runs" >/dev/null 2>&1
"$rheo" export latest --runs "$work/runs" --format npz --out "$work/weights.npz" >/dev/null

declare -A options=([euler]="solver.type=euler solver.steps=100" [dopri5]="solver.type=dopri5 solver.rtol=1e-5 solver.atol=1e-5")
ours() { # method
  # shellcheck disable=SC2086
  ${WITH:-} "$rheo" sample latest --runs "$work/runs" --count 1000000 --batch 10000 --out "$work/x.npy" ${options[$1]} 2>&1 \
    | tee "$work/log" | sed -n 's/.*(\([0-9]*\) samples\/s).*/\1/p'
  grep " samples in " "$work/log" >&2
}

for method in euler dopri5; do
  for round in $(seq "$rounds"); do
    echo "$round rheo all $(ours $method)"
    for threads in 1 2; do
      echo "$round pytorch $threads $(${WITH:-} "$python" "$here/sampling.py" $method $threads "$work/weights.npz")"
    done
  done | tee "$work/rows" >&2
  "$python" "$here/rows.py" table "$method" points/s "$work/rows"
done
