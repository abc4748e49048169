#!/usr/bin/env bash
# Couplings: ours, then the peers on the same arrays, in turn; a table with ratios at the end. One thread each.
# Needs `mvn -DskipTests package` (which compiles the plugin's tests). ROUNDS=3; WITH="flock -x FILE" goes before each process.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
plugin=$root/plugins/couplings/target
path=$plugin/classes:$plugin/test-classes:$root/distribution/target/rheo/lib/*
path=$path:$(echo "$root"/distribution/target/rheo/plugins/rheo-couplings-*/lib/*.jar)
path=$path:$root/plugins/testkit/target/classes
arrays=$(mktemp -d)
trap 'rm -rf "$arrays"' EXIT
for round in $(seq "${ROUNDS:-3}"); do
  ${WITH:-} "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -cp "$path" dev.rheo.plugins.couplings.CouplingSpeed "$arrays"
  ${WITH:-} "${PYTHON:-python3}" "$root/distribution/benchmarks/couplings/peers.py" "$arrays"
done | tee /dev/stderr | python3 "$root/distribution/benchmarks/couplings/table.py"
