"""The command line: all that CI runs, or the suites that are named."""

import argparse
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

from . import catalog
from .harness.frame import run_suite
from .harness.paths import COMMAND
from .harness.report import END

DESCRIPTION = """\
Acceptance suites: the packaged program (balancer-vertx/program/target/balancer.jar) between real clients and real servers.

  run                        what CI runs, in order, with the seconds of each and a sum at the end
  run --full                 the same suites, in the long form where they have one
  run SUITE... [OPTION...]   the suites named, each with these options
  run SUITE --help           what a suite tries, needs, and can be told
  run --list                 the suites

Build the jar first: mvn -q -DskipTests package. On Debian .ci/run installs what the suites need.
Exit status: 0 if all passed, 1 if one failed, 2 if the command line is wrong."""


TERMINATED = 128 + signal.SIGTERM


@dataclass(frozen=True)
class Ran:
    """One run of a suite: how its last line ended, and how long it took."""

    title: str
    end: str
    seconds: float
    status: int

    def __str__(self):
        return f"{self.title:32} {self.end:24} {self.seconds:5.0f} s"


def main(words):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))  # servers are ended as well
    names, options = split(words)
    if not names:
        return without_suite(options)
    suites = [catalog.named(name) for name in names]
    if None in suites:
        print(f"{names[suites.index(None)]}: no such suite; run --list names them", file=sys.stderr)
        return 2
    if len(suites) == 1:
        return run_suite(suites[0], options)
    return run_all([(suite, tuple(options)) for suite in suites])


def split(words):
    """The names of suites before the first option, and the rest."""
    first = next((i for i, word in enumerate(words) if word.startswith("-")), len(words))
    return words[:first], words[first:]


def without_suite(words):
    parser = argparse.ArgumentParser(
        prog="run", usage="run [--full | --list | SUITE... [OPTION...]]", description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="print the suites, in CI's order")
    parser.add_argument("--full", action="store_true", help="the long form of each suite")
    options = parser.parse_args(words)
    if options.list:
        return print_list()
    long = ("--full",) if options.full else ()
    return run_all([(suite, run + long) for suite in catalog.SUITES for run in suite.runs])


def print_list():
    for suite in catalog.SUITES:
        print(f"{suite.name:16} {suite.what}" + ("" if suite.runs else " (by hand)"))
    return 0


def run_all(runs):
    """Each in a process of its own, so that none leaves anything to the next; the sum at the end."""
    ran = [run_one(suite, words) for suite, words in runs]
    failed = [each for each in ran if each.status != 0]
    print("=== all", *ran, sep="\n")
    print(f"{len(ran) - len(failed)} of {len(ran)} passed, {sum(each.seconds for each in ran):.0f} s", flush=True)
    return 1 if failed else 0


def run_one(suite, words):
    title = " ".join((suite.name, *words))
    print(f"=== {title}", flush=True)
    began = time.monotonic()
    end, status = echoed([sys.executable, "-B", str(COMMAND), suite.name, *words])
    ran = Ran(title, end if status == 0 else f"FAILED: {end}", time.monotonic() - began, status)
    print(f"=== {title}: {ran.seconds:.0f} s", flush=True)
    return ran


def echoed(command):
    """Runs a command and shows what it prints; the last line that counts, and the exit status."""
    end = "nothing counted"
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, errors="replace") as process:
        try:
            for line in process.stdout:
                print(line, end="", flush=True)
                end = line.strip() if END.fullmatch(line) else end
        except SystemExit:
            process.terminate()
            raise
    return end, process.returncode
