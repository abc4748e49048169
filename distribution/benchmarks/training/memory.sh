#!/usr/bin/env bash
# Resident memory of a 20 000-step training with a fixed heap, at step 2 000 and at the end.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export RHEO_JAVA_OPTS="-Xms256m -Xmx256m -XX:+AlwaysPreTouch"
"$here/../../target/rheo/bin/rheo" train "$here/i-cfm.yaml" train.steps=20000 train.logEvery=10 --runs "$work" >/dev/null 2>&1 &
launcher=$!
metrics=
at=0
early=
late=
while kill -0 $launcher 2>/dev/null; do
  metrics=$(ls "$work"/benchmark-i-cfm/*/metrics.jsonl 2>/dev/null || true)
  if [ -n "$metrics" ]; then
    at=$( { grep -o '"step":[0-9]*' "$metrics" || true; } | tail -n 1 | cut -d: -f2)
    at=${at:-0}
    resident=$(sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\).*/\1/p' /proc/$launcher/status 2>/dev/null || true)
    if [ -n "$resident" ] && [ "$at" -ge 2000 ]; then
      [ -n "$early" ] || { early=$resident; earlyAt=$at; }
      late=$resident
      lateAt=$at
    fi
  fi
  sleep 0.02
done
wait $launcher
awk -v a="$early" -v b="$late" -v s="$earlyAt" -v e="$lateAt" \
  'BEGIN { printf "resident memory: %.0f MB near step %d, %.0f MB near step %d (%+.1f %%)\n", a/1024, s, b/1024, e, 100*(b-a)/a }'
