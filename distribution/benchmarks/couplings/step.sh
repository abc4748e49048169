#!/usr/bin/env bash
# The training step of OT-CFM on the toy of Tong et al. (MLP 3x64) against the same with independent pairs, at batch 256 and 1024,
# with and without the Vector API. Usage: step.sh [ROUNDS]. Milliseconds for a step with independent pairs (S), for the coupling of
# a batch on the threads that make minibatches (C), for a step with exact transport (T), and T over max(S, (S + C) / 2), which is to
# be at most 1.2: two processors can do no better than share both. THREADS=1; WITH="flock -x FILE" goes before each training.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rheo=$here/../../target/rheo/bin/rheo
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

train() { # case, batch, steps; the environment has RHEO_VECTOR_API or not
  ${WITH:-} "$rheo" train "$here/../training/$1.yaml" train.batch="$2" train.steps="$3" train.logEvery=$(($3 / 20)) \
    train.threads="${THREADS:-1}" --runs "$work/runs" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  "${PYTHON:-python3}" "$here/step.py" metrics "$work"/runs/*/*/metrics.jsonl
  rm -rf "$work/runs"
}

for round in $(seq "${1:-3}"); do
  for batch in 256 1024; do
    steps=$((batch == 256 ? 20000 : 2000))
    echo "$round $batch independent $(train i-cfm $batch $steps)"
    echo "$round $batch plain $(RHEO_VECTOR_API='' train ot-cfm $batch $steps)"
    echo "$round $batch vectors $(RHEO_VECTOR_API=1 train ot-cfm $batch $steps)"
  done
done | tee "$work/rows" >&2
"${PYTHON:-python3}" "$here/step.py" table "$work/rows"
