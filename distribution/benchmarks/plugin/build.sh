#!/usr/bin/env bash
# Compiles the benchmarks' plugin against the assembled distribution, and prints the folder for --dev-plugin.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
lib=$here/../../target/rheo/lib
out=$here/../../target/benchmarks/plugin
rm -rf "$out"
mkdir -p "$out"
find "$here/src" -name '*.java' -print0 | xargs -0 "${JAVA_HOME:+$JAVA_HOME/bin/}javac" --release 17 -nowarn \
  -cp "$lib/*" -processor org.pf4j.processor.ExtensionAnnotationProcessor -d "$out" >&2
cp "$here/plugin.properties" "$out/"
cd "$out" && pwd
