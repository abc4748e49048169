#!/usr/bin/env bash
# measure.sh RUN TARGET [reference] < OPTIONS: a row for each line of options, see Measure.java.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=$here/../../target/rheo
plugin=$here/../../target/benchmarks/plugin
[ -d "$plugin" ] || "$here/../plugin/build.sh" >/dev/null
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Dai.djl.offline=true -Drheo.home="$home" -Drheo.plugin="$plugin" -cp "$home/lib/*" "$here/Measure.java" "$@" 2> >(grep -v -e SLF4J -e WARNING >&2)
