#!/usr/bin/env bash
# Our side by JMH, milliseconds of the clock: jmh.sh [ARGUMENTS OF JMH], for instance jmh.sh exact -p size=2x256.
# Needs `mvn -DskipTests package`, and Maven Central once, for JMH. With RHEO_VECTOR_API=1 by the Vector API. WITH="flock -x FILE"
# goes before the measurement.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rheo=$here/../../target/rheo
plugin=$(echo "$rheo"/plugins/rheo-couplings-*)
assembled=$(printf '%s:' "$plugin"/plugin.jar "$plugin"/lib/*.jar "$rheo"/lib/*.jar)
mvn -q -ntp ${MAVEN_ARGUMENTS:-} -f "$here/jmh/pom.xml" -Drheo.classpath="$assembled" process-classes
path=$here/jmh/target/classes:$here/jmh/target/lib/*:$assembled
${WITH:-} "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC ${RHEO_VECTOR_API:+--add-modules jdk.incubator.vector} \
  -cp "$path" org.openjdk.jmh.Main "$@"
