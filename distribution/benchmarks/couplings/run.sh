#!/usr/bin/env bash
# Couplings: ours, then the peers on the same arrays, in turn; a table with ratios at the end. One thread each.
# Needs `mvn -DskipTests package` (which compiles the plugin's tests). run.sh [SECTION …]; ROUNDS=3; WITH="flock -x FILE" goes before
# each process.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
plugin=$root/plugins/couplings/target
path=$plugin/classes:$plugin/test-classes:$root/distribution/target/rheo/lib/*
path=$path:$(echo "$root"/distribution/target/rheo/plugins/rheo-couplings-*/lib/*.jar)
path=$path:$root/plugins/testkit/target/classes
arrays=$(mktemp -d)
trap 'rm -rf "$arrays"' EXIT

ours() { # section, arguments of the virtual machine
  ${WITH:-} "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC "${@:2}" -cp "$path" \
    dev.rheo.plugins.couplings.CouplingSpeed "$arrays" "$1"
}

for round in $(seq "${ROUNDS:-3}"); do
  for section in "${@:-exact}" $([ $# -gt 0 ] || echo large weighted sinkhorn penalised costs); do
    ours "$section"
    case $section in exact | large) ours "$section" --add-modules jdk.incubator.vector ;; esac
    ${WITH:-} "${PYTHON:-python3}" "$root/distribution/benchmarks/couplings/peers.py" "$arrays" "$section"
  done
done | tee >(cat >&2) | python3 "$root/distribution/benchmarks/couplings/table.py"
