#!/usr/bin/env bash
# Exact couplings: ours, then the peers, twice in turn. Needs `mvn -DskipTests package` (which compiles the plugin's tests).
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
plugin=$root/plugins/couplings/target
path=$plugin/classes:$plugin/test-classes:$root/distribution/target/rheo/lib/*
path=$path:$(echo "$root"/distribution/target/rheo/plugins/rheo-couplings-*/lib/*.jar)
path=$path:$root/plugins/testkit/target/classes
for round in 1 2; do
  echo "== rheo, round $round"
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$path" dev.rheo.plugins.couplings.CouplingSpeed
  echo "== peers, round $round"
  "${PYTHON:-python3}" "$root/distribution/benchmarks/couplings/peers.py"
done
