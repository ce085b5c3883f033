#!/bin/sh
# Builds and runs the benchmarks: benchmarks/run.sh smoke|short|publication [--only REGEX] [--into DIR]
# PEERS=no leaves the other libraries out, and does not download them.
set -eu
cd "$(dirname "$0")/.."

if [ "${PEERS:-yes}" = yes ]; then
  mvn -q -B -DskipTests -Ppeers package -pl benchmarks/peers -am
  classpath='benchmarks/peers/target/lib/*'
else
  mvn -q -B -DskipTests package -pl benchmarks -am
  classpath='benchmarks/target/benchmarks.jar'
fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$classpath" \
  org.rpicluster.balancer.benchmarks.report.Race "$@"
