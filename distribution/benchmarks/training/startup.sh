#!/usr/bin/env bash
# Wall seconds, warm, of `rheo validate digits` and of a whole `rheo run` of one training step. Usage: startup.sh [ROUNDS]; WITH as
# for compare.sh.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rheo=$here/../../target/rheo/bin/rheo
python=${PYTHON:-python3}
rounds=${1:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/one.yaml" <<'YAML'
rheo: 1
name: one
data: moons
path: linear
network: mlp
train: {steps: 1}
evaluate: sliced-wasserstein
YAML

seconds() { # command …
  local began ended
  began=$(date +%s.%N)
  "$@" >/dev/null 2>&1
  ended=$(date +%s.%N)
  echo "$ended $began" | awk '{ printf "%.2f\n", $1 - $2 }'
}

echo "| command | median | smallest | largest |"
echo "|---|---|---|---|"
for what in "validate digits" "run one.yaml"; do
  case $what in
    validate*) command=("$rheo" validate digits) ;;
    *) command=("$rheo" run "$work/one.yaml" --runs "$work/runs") ;;
  esac
  for _ in $(seq $((rounds + 1))); do
    seconds ${WITH:-} "${command[@]}"
  done | tail -n "$rounds" | sort -n | awk -v what="$what" \
    '{ t[NR] = $1 } END { printf "| `rheo %s` | %.2f s | %.2f s | %.2f s |\n", what, t[int((NR + 1) / 2)], t[1], t[NR] }'
done
