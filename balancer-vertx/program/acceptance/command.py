"""The command line: all that CI runs, or the suites that are named."""

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from . import catalog
from .harness.frame import run_suite
from .harness.paths import COMMAND
from .harness.report import END, FAILED

DESCRIPTION = """\
Acceptance suites: the packaged program (balancer-vertx/program/target/balancer.jar) between real clients and real servers.

  run                        what CI runs, in order, with the seconds of each and a sum at the end
  run --at-once 2            the same, two suites at a time; what each prints is shown when it is over
  run --full                 the same suites, in the long form where they have one
  run SUITE... [OPTION...]   the suites named, each with these options
  run SUITE --help           what a suite tries, needs, and can be told
  run --list                 the suites

Build the jar first: mvn -q -DskipTests package. On Debian .ci/run installs what the suites need.
Exit status: 0 if all passed, 1 if one failed, 2 if the command line is wrong."""


TERMINATED = 128 + signal.SIGTERM

RUNNING = []
"""The suites that run now, each in a process of its own."""

STOPPING = threading.Event()

SHOWN_AGAIN = 10
"""Of the checks of a suite that failed; the sum at the end is what is read of a long log."""

HELD = defaultdict(threading.Lock)
"""What suites hold while they run, by its name."""


@dataclass(frozen=True)
class Ran:
    """One run of a suite: how its last line ended, how long it took, and the lines of what failed."""

    title: str
    end: str
    seconds: float
    status: int
    failures: tuple = ()

    def __str__(self):
        row = f"{self.title:32} {self.end:24} {self.seconds:5.0f} s"
        return "\n".join((row, *(f"    {line}" for line in self.failures[:SHOWN_AGAIN])))


def main(words):
    signal.signal(signal.SIGTERM, terminated)
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
        prog="run", usage="run [--full] [--at-once N] | --list | SUITE... [OPTION...]", description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="print the suites, in CI's order")
    parser.add_argument("--full", action="store_true", help="the long form of each suite")
    parser.add_argument("--at-once", type=int, default=1, metavar="N", help="so many suites at a time; 1 unless it is said")
    options = parser.parse_args(words)
    if options.list:
        return print_list()
    long = ("--full",) if options.full else ()
    return run_all([(suite, run + long) for suite in catalog.SUITES for run in suite.runs], options.at_once)


def print_list():
    for suite in catalog.SUITES:
        print(f"{suite.name:16} {suite.what}" + ("" if suite.runs else " (by hand)"))
    return 0


def run_all(runs, at_once=1):
    """Each in a process of its own, so that none leaves anything to the next; the sum at the end."""
    began = time.monotonic()
    with ThreadPoolExecutor(max(1, at_once)) as lanes:
        ran = list(lanes.map(lambda run: run_one(*run, shown_live=at_once < 2), runs))
    failed = [each for each in ran if each.status != 0]
    print("=== all", *ran, sep="\n")
    print(f"{len(ran) - len(failed)} of {len(ran)} passed, {time.monotonic() - began:.0f} s", flush=True)
    return 1 if failed else 0


def run_one(suite, words, shown_live):
    title = " ".join((suite.name, *words))
    lines = [f"=== {title}\n"]
    show = print_now if shown_live else lines.append
    show(lines.pop())
    with HELD[suite.holds or title]:
        if STOPPING.is_set():
            return Ran(title, "not begun", 0, TERMINATED)
        began = time.monotonic()
        end, failures, status = echoed([sys.executable, "-B", str(COMMAND), suite.name, *words], show)
    end = end if status == 0 else f"FAILED: {end}"
    ran = Ran(title, end, time.monotonic() - began, status, failures)
    print_now("".join(lines) + f"=== {title}: {ran.seconds:.0f} s\n")
    return ran


def print_now(text):
    """In one piece: suites that run at the same time print as well."""
    sys.stdout.write(text)
    sys.stdout.flush()


def echoed(command, show):
    """Runs a command and shows what it prints; the last line that counts, those of failures, and the exit status."""
    end, failures = "nothing counted", []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, errors="replace") as process:
        RUNNING.append(process)
        if STOPPING.is_set():
            process.terminate()
        for line in process.stdout:
            show(line)
            end = line.strip() if END.fullmatch(line) else end
            if FAILED.match(line):
                failures.append(line.strip())
        RUNNING.remove(process)
    return end, tuple(failures), process.returncode


def terminated(*_):
    """Servers of suites are ended as well; suites that have not begun do not begin."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the first is enough: a second would wait for this one
    STOPPING.set()
    running = list(RUNNING)
    for process in running:
        process.terminate()
    for process in running:
        process.wait()
    if running:
        os._exit(TERMINATED)
    sys.exit(TERMINATED)
