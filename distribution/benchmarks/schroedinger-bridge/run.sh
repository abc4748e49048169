#!/usr/bin/env bash
# Gaussian Schrödinger bridges against their closed form, see bridge.py. Usage: run.sh [--dimensions 2,5,20,50] [--seeds 3]; what is
# finished is kept in target/benchmarks/schroedinger-bridge.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rheo=$here/../../target/rheo/bin/rheo
work=$here/../../target/benchmarks/schroedinger-bridge
mkdir -p "$work"
plugin=$("$here/../plugin/build.sh")
exec "${PYTHON:-python3}" "$here/bridge.py" "$rheo" "$plugin" "$work" "$@"
