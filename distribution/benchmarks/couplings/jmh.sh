#!/usr/bin/env bash
# Our side by JMH, milliseconds of the clock: jmh.sh [ARGUMENTS OF JMH], for instance jmh.sh exact -p size=2x256.
# Needs `mvn -DskipTests package`, and Maven Central once, for JMH. With RHEO_VECTOR_API=1 by the Vector API. WITH="flock -x FILE"
# goes before the measurement.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rheo=$here/../../target/rheo
mvn -q -ntp ${MAVEN_ARGUMENTS:-} -f "$here/jmh/pom.xml" process-classes
plugin=$(echo "$rheo"/plugins/rheo-couplings-*)
path=$here/jmh/target/classes:$here/jmh/target/lib/*:$plugin/plugin.jar:$plugin/lib/*:$rheo/lib/*
${WITH:-} "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC ${RHEO_VECTOR_API:+--add-modules jdk.incubator.vector} \
  -cp "$path" org.openjdk.jmh.Main "$@"
