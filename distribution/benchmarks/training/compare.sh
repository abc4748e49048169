#!/usr/bin/env bash
# Steps per second of one case, Rheo against PyTorch, alternating. Usage: compare.sh CASE [ROUNDS]
# A case is CASE.yaml (ours) and CASE.py (the peer). THREADS="1 2" says which thread counts to try, ours above one both ways: as
# threads of each operation, and as shards of a minibatch, of one thread each. WITH="flock -x FILE" puts a command before every
# measurement, for machines that do other work too.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rheo=$here/../../target/rheo/bin/rheo
python=${PYTHON:-python3}
case=$1
rounds=${2:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
plugin=$("$here/../plugin/build.sh")
images=$here/../../target/benchmarks/images.npy
[ -f "$images" ] || "$python" "$here/images.py" "$images"

ours() { # threads, shards
  ${WITH:-} "$rheo" train "$here/$case.yaml" train.threads="$1" train.shards="$2" --dev-plugin "$plugin" --runs "$work/runs" >"$work/log" 2>&1 \
    || { cat "$work/log" >&2; exit 1; }
  "$python" "$here/rows.py" metrics "$work"/runs/*/*/metrics.jsonl
  rm -rf "$work/runs"
}

for round in $(seq "$rounds"); do
  for threads in ${THREADS:-1 2}; do
    echo "$round rheo $threads $(ours "$threads" 1)"
    [ "$threads" = 1 ] || echo "$round rheo $threads-shards $(ours 1 "$threads")"
    echo "$round pytorch $threads $(${WITH:-} "$python" "$here/$case.py" "$threads")"
  done
done | tee "$work/rows" >&2
"$python" "$here/rows.py" table "$case" steps/s "$work/rows"
