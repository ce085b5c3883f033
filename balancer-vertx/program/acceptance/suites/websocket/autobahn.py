"""Autobahn's test suite, which runs in Jython out of the jar of a Maven plugin (wstest.py)."""

import json
import subprocess

from .member import HERE

FETCH = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0"
JYTHON = "org.python:jython-standalone:2.7.3"
SUITE = "me.normanmaurer.maven.autobahntestsuite:autobahntestsuite-maven-plugin:0.1.5"
CASES = ["1.*", "2.*", "3.*", "4.*", "5.*", "7.*", "10.*"]

SUITE_SECONDS = 600

GOOD = {"OK", "INFORMATIONAL"}


def autobahn(home, url, name, report):
    reports = home / f"autobahn-{name}"
    run(home, url, reports)
    cases = json.loads((reports / "index.json").read_text())["balancer"]
    bad = [f"{case} {seen['behavior']}" for case, seen in sorted(cases.items())
           if not {seen["behavior"], seen["behaviorClose"]} <= GOOD]
    report.check(len(cases) > 100 and not bad, f"{name}: Autobahn, groups 1 to 5, 7, 10",
                 "; ".join([f"{len(cases) - len(bad)} of {len(cases)}", *bad]))


def run(home, url, reports):
    jython, suite = fetched(JYTHON, home), fetched(SUITE, home)
    specification = home / "autobahn.json"
    specification.write_text(json.dumps({
        "outdir": str(reports), "options": {"failByDrop": False},
        "servers": [{"agent": "balancer", "url": url, "options": {"version": 18}}],
        "cases": CASES, "exclude-cases": [], "exclude-agent-cases": {}}))
    subprocess.run(
        ["java", "-Dpython.cachedir.skip=true", "-cp", f"{jython}:{suite}", "org.python.util.jython",
         HERE / "wstest.py", suite, specification],
        check=True, cwd=home, stdout=subprocess.DEVNULL, timeout=SUITE_SECONDS)


def fetched(coordinates, home):
    """A jar of a Maven repository."""
    _, name, version = coordinates.split(":")
    jar = home / f"{name}-{version}.jar"
    if jar.exists():
        return jar
    subprocess.run(["mvn", "-q", "-B", f"{FETCH}:copy", f"-Dartifact={coordinates}", f"-DoutputDirectory={home}"],
                   check=True, cwd=home)
    return jar
