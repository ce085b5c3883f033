"""Runs `check` on mutations of Apache configurations, each in a process of its own: 40 of them, 10,000 if full, or --count.

One to three lines of a file are left out, given twice, exchanged, or have a character or a word of another file. Each must end
with exit status 0 or 2 and without a stack trace, and say why if it is 2. What took longest is said. The same --seed makes the
same mutations. They are made of the configurations in ../shared/apache-configurations, beside the checkout, and where those are
missing of the examples. Needs a JDK.
"""

import random
import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

from ..harness.paths import REPOSITORY, SHARED
from ..harness.program import JAVA

CORPUS = SHARED / "apache-configurations/corpus"
EXAMPLES = REPOSITORY / "examples"

# A check takes less than a second; a busy machine has its time.
ENDS_SECONDS = 120

AT_ONCE = 2

WRONG = re.compile(rb"^\s+at [\w.$/]+\(|Exception(:|$)|internal error", re.MULTILINE)

ALPHABET = "<>\"'\\$%{}()[]|!=,:/.# aZ0-\tä"


def add_options(parser):
    parser.add_argument("--count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="a folder to keep those in that are not as they should be")


def run(options, report):
    count = options.count or (10_000 if options.full else 40)
    seeds = list(read())
    check = Check(options.jar, options.home)
    slowest, took, statuses = "", 0.0, {0: 0, 2: 0}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for number, text, status, said, seconds in pool.map(check, mutants(seeds, count, options.seed)):
            why = wrong(status, said)
            if why:
                report.check(False, f"mutant {number}", f"{why}:\n{said.decode(errors='replace')[:2000]}")
                keep(options.keep, number, text)
            else:
                statuses[status] += 1
            if seconds > took:
                slowest, took = number, seconds
    report.check(sum(statuses.values()) == count, f"{count} mutants, --seed {options.seed}",
                 f"{statuses[0]} are carried out, {statuses[2]} are refused; the slowest is {slowest}: {took:.1f} s")


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
        with open(f"{folder}/mutant-{number}.conf", "wb") as file:
            file.write(text)


class Check:
    def __init__(self, jar, home):
        self._command = [*JAVA, "-jar", str(jar), "check"]
        self._home = home

    def __call__(self, numbered):
        number, text = numbered
        file = self._home / f"mutant-{number}.conf"
        file.write_bytes(text)
        began = time.monotonic()
        done = subprocess.run([*self._command, str(file)], capture_output=True, timeout=ENDS_SECONDS, check=False)
        seconds = time.monotonic() - began
        file.unlink()
        return number, text, done.returncode, done.stdout + done.stderr, seconds


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
