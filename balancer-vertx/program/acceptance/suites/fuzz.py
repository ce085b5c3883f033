"""Fuzzes: every fuzz test, or those that are named, each for 55 seconds unless --seconds says otherwise.

What breaks one is kept among its inputs in src/test/resources, which every `mvn verify` runs; what merely covers more code stays
in the module's .cifuzz-corpus, where the next run begins. Needs maven and a JDK.
"""

import os
import re
import subprocess

from ..harness.paths import REPOSITORY

MODULES = ("balancer-vertx", "balancer-vertx/program")

SAID = re.compile(r"^(Done|Caused by)|stat::")
SAID_LINES = 400


def add_options(parser):
    parser.add_argument("--seconds", type=int, default=55)
    parser.add_argument("--only", default="", metavar="CLASS[,CLASS]", help="some of the fuzz tests")


def run(options, report):
    for name in options.only.split(",") if options.only else fuzz_tests():
        log = REPOSITORY / "balancer-vertx/target" / f"{name}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        status = fuzz(name, options.seconds, log)
        lines = log.read_text(errors="replace").splitlines()[-SAID_LINES:]
        report.check(status == 0, f"{name}, {options.seconds} s",
                     "; ".join(line for line in lines if SAID.search(line)) + ("" if status == 0 else f", see {log}"))


def fuzz_tests():
    return sorted(file.stem for module in MODULES for file in (REPOSITORY / module / "src/test").rglob("*FuzzTest.java"))


def fuzz(name, seconds, log):
    with open(log, "wb") as output:
        return subprocess.run(
            ["mvn", "-q", "-B", "-pl", ",".join(MODULES), "-am", f"-Dtest={name}", "-Dsurefire.failIfNoSpecifiedTests=false",
             f"-Djazzer.max_duration={seconds}s", "test"],
            cwd=REPOSITORY, env={**os.environ, "JAZZER_FUZZ": "1"}, stdout=output, stderr=subprocess.STDOUT,
            check=False).returncode
