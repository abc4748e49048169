#!/usr/bin/env bash
# Quality against evaluations on the checkerboard: cond-ot, vp and ve with the same network and budget, solved as ODE and as
# SDE with 2 … 64 evaluations. Usage: checkerboard.sh [PATH …]; TRAIN has further overrides of the training.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rheo=$here/../../target/rheo/bin/rheo
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ $# -gt 0 ] || set -- cond-ot vp ve
for path in "$@"; do
  # shellcheck disable=SC2086
  "$rheo" train "$here/checkerboard.yaml" path="$path" ${TRAIN:-} --runs "$work/$path" >/dev/null 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
  echo
  echo "### Checkerboard, path \`$path\`"
  echo
  "$here/measure.sh" "$work/$path"/*/*-*/ checkerboard <"${OPTIONS:-$here/budgets.txt}" | "$here/table.sh"
done
