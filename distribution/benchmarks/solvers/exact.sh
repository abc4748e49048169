#!/usr/bin/env bash
# Every solver on the exact field of a Gaussian mixture along one path: distance to the target and to the exact flow against
# evaluations. Usage: exact.sh [PATH …], for example exact.sh cond-ot vp ve.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rheo=$here/../../target/rheo/bin/rheo
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
plugin=$("$here/../plugin/build.sh")
[ $# -gt 0 ] || set -- cond-ot vp ve
for path in "$@"; do
  "$rheo" train "$here/exact.yaml" path="$path" --dev-plugin "$plugin" --runs "$work/$path" >/dev/null 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
  echo
  echo "### Exact field, path \`$path\`"
  echo
  "$here/measure.sh" "$work/$path"/*/*-*/ hexagon reference <"${OPTIONS:-$here/solvers.txt}" | "$here/table.sh"
done
