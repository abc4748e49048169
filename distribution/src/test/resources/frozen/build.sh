#!/bin/sh
# How frozen-1.0.0.jar was made, once and for all, with the distribution of 1.0.0 in $RHEO and JDK 17. Do not build it again: it
# is here because it was compiled then.
set -e
cd "$(dirname "$0")"
build=$(mktemp -d)
javac --release 17 -parameters -d "$build" -cp "$RHEO/lib/*" \
  -processor org.pf4j.processor.ExtensionAnnotationProcessor src/frozen/*.java
cp src/plugin.properties "$build"
jar --create --file frozen-1.0.0.jar --date 2026-11-26T00:00:00Z -C "$build" .
sha256sum frozen-1.0.0.jar
