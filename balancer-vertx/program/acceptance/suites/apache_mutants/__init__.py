"""Runs `check` on mutations of Apache configurations: 400 of them in one process, and 20 others in a process of their own each;
10,000 and 300 if full, or --count and --processes.

One to three lines of a file are left out, given twice, exchanged, or have a character or a word of another file. Each must end
with exit status 0 or 2 and without a stack trace, and say why if it is 2; in the one process within two seconds of a processor.
How long processes took is said, and two seconds of the clock are asked of each if full: nothing else should run then.
What is said is read as a user reads it; Checks.source calls the same command line in the one process. The same --seed makes the
same mutations. They are made of the configurations in ../shared/apache-configurations, beside the checkout, and where those are
missing of the examples. Needs a JDK.
"""

import base64
import random
import re
import statistics
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ...harness.paths import REPOSITORY, SHARED
from ...harness.program import JAVA

CORPUS = SHARED / "apache-configurations/corpus"
EXAMPLES = REPOSITORY / "examples"
FIRST = EXAMPLES / "rpicluster.conf"
CHECKS = Path(__file__).with_name("Checks.source")

# The bar of the command line, from its start to its end.
MOST_SECONDS = 2

# A check takes less than a second; a busy machine has its time.
ENDS_SECONDS = 120

AT_ONCE = 2

WRONG = re.compile(rb"^\s+at [\w.$/]+\(|Exception(:|$)|internal error", re.MULTILINE)

ALPHABET = "<>\"'\\$%{}()[]|!=,:/.# aZ0-\tä"


def add_options(parser):
    parser.add_argument("--count", type=int, help="mutants in the one process")
    parser.add_argument("--processes", type=int, help="mutants that have a process each")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="a folder to keep those in that are not as they should be")


def run(options, report):
    count = options.count if options.count is not None else 10_000 if options.full else 400
    processes = options.processes if options.processes is not None else 300 if options.full else 20
    seeds = list(read())
    chosen = list(mutants(seeds, count + processes, options.seed))
    with OneProcess(options.jar, options.home) as one:
        judge(options, report, "in one process", map(one.check, chosen[:count]), count, MOST_SECONDS)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        judge(options, report, "in a process each", pool.map(Process(options.jar, options.home).check, chosen[count:]), processes,
              MOST_SECONDS if options.full else ENDS_SECONDS)


def judge(options, report, where, checked, count, most):
    """Of each: its number, its text, the exit status, what was said, and the seconds that it took."""
    slowest, took, statuses, times = "", 0.0, {0: 0, 2: 0}, []
    for number, text, status, said, seconds in checked:
        why = wrong(status, said) or ("" if seconds <= most else f"{seconds:.1f} s")
        if why:
            report.check(False, f"mutant {number} {where}", f"{why}:\n{said.decode(errors='replace')[:2000]}")
            keep(options.keep, number, text)
        else:
            statuses[status] += 1
        times.append(seconds)
        if seconds > took:
            slowest, took = number, seconds
    median = statistics.median(times) if times else 0
    report.check(sum(statuses.values()) == count, f"{count} mutants {where}, --seed {options.seed}",
                 f"{statuses[0]} are carried out, {statuses[2]} are refused; {1000 * median:.0f} ms in the middle, the slowest is "
                 f"{slowest}: {1000 * took:.0f} ms")


def read():
    files = sorted(CORPUS.glob("*.conf")) or sorted(EXAMPLES.glob("*.conf"))
    for file in files:
        text = file.read_bytes().decode("latin1")
        text = text.replace("@DIR@", "/srv/site").replace("@ROOT@", "/etc/apache2")
        yield re.sub(r"@[A-Z]+([0-9]?)@", r"808\1", text)


def wrong(status, said):
    """What is not as it should be; nothing if all is."""
    if status not in (0, 2):
        return f"exit status {status}"
    if WRONG.search(said):
        return "a stack trace"
    return "no reason" if status == 2 and not said.strip() else ""


def keep(folder, number, text):
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        with open(f"{folder}/mutant-{number}.conf", "wb") as file:
            file.write(text)


class Process:
    """A process for each file, as a user has."""

    def __init__(self, jar, home):
        self._command = [*JAVA, "-jar", str(jar), "check"]
        self._home = home

    def check(self, numbered):
        number, text = numbered
        file = written(self._home, number, text)
        began = time.monotonic()
        done = subprocess.run([*self._command, str(file)], capture_output=True, timeout=ENDS_SECONDS, check=False)
        seconds = time.monotonic() - began
        file.unlink()
        return number, text, done.returncode, done.stdout + done.stderr, seconds


class OneProcess:
    """One process for all files: ten thousand would take hours otherwise."""

    def __init__(self, jar, home):
        self._home = home
        self._process = subprocess.Popen([*JAVA, "--source", "17", "-cp", str(jar), str(CHECKS)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __enter__(self):
        self.check(("first", FIRST.read_bytes()))  # classes are loaded with the first
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait(ENDS_SECONDS)

    def check(self, numbered):
        number, text = numbered
        file = written(self._home, number, text)
        self._process.stdin.write(f"{file}\n".encode())
        self._process.stdin.flush()
        status, micros, said = self._process.stdout.readline().split(b" ")
        file.unlink()
        return number, text, int(status), base64.b64decode(said), int(micros) / 1e6


def written(home, number, text):
    file = home / f"mutant-{number}.conf"
    file.write_bytes(text)
    return file


def mutants(seeds, count, seed):
    chance = random.Random(seed)
    for number in range(count):
        lines = seeds[number % len(seeds)].split("\n")
        for _ in range(chance.randint(1, 3)):
            slip(lines, seeds, chance)
        yield number, "\n".join(lines).encode("latin1")


def slip(lines, seeds, chance):
    at = chance.randrange(len(lines))
    other = chance.choice(chance.choice(seeds).split("\n"))
    word = chance.choice(other.split() or [""])
    kind = chance.randrange(8)
    if kind == 0 and len(lines) > 1:
        del lines[at]
    elif kind == 1:
        lines.insert(at, lines[at])
    elif kind == 2:
        to = chance.randrange(len(lines))
        lines[at], lines[to] = lines[to], lines[at]
    elif kind == 3:
        lines[at] = changed(lines[at], chance)
    elif kind == 4:
        lines[at] = lines[at].replace('"', "")
    elif kind == 5:
        lines[at] += " " + word
    elif kind == 6:
        lines[at] = re.sub(r"\S+\s*$", lambda _: word, lines[at])
    else:
        lines.insert(at, other)


def changed(line, chance):
    at = chance.randrange(len(line) + 1)
    return line[:at] + chance.choice(ALPHABET) + line[at + chance.randrange(2):]
