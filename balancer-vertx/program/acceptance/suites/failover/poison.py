"""One of five members takes two seconds for every answer, or for every tenth, and does not fail."""

import itertools
import time
from collections import Counter
from dataclasses import dataclass

from ...harness.load import Load
from ...harness.members.sockets import Member
from ...harness.waiting import lasting

from .front import Cluster, Front

MEMBERS = 5
CLIENTS = 64
PER_SECOND = 320
FAIR = PER_SECOND / MEMBERS

WELL_SECONDS = 0.01
POISONED_SECONDS = 2

# A healthy member has less than one at a time here; so much that there is room for all clients at once.
LIMIT = -(-CLIENTS // MEMBERS)

WINDOW_SECONDS = 5


@dataclass(frozen=True)
class Way:
    """A strategy; `holds` says whether it keeps the others at work, however few clients there are."""

    name: str
    settings: str
    of_each: str = "weight: 1"
    holds: bool = True

    def cluster(self, members):
        return Cluster(self.name.replace(" ", "-"), members, self.settings, of_each=self.of_each)


WAYS = (
    Way("byrequests", "strategy: byrequests", holds=False),
    Way(f"byrequests maxInFlight {LIMIT}", "strategy: byrequests", f"maxInFlight: {LIMIT}"),
    Way("bybusyness", "strategy: bybusyness"),
    Way("shortest-expected-delay", "strategy: shortest-expected-delay"),
    Way("two-choices", "strategy: two-choices"),
    Way("peak-ewma", "strategy: peak-ewma"),
)

ALL = "every answer 2 s"

HEAD = f"""\
| strategy | poisoned | requests/s of {PER_SECOND} | failed | answers of the poisoned one \
| of the healthy ones, % of {FAIR:.0f}/s: the mean | the least of {WINDOW_SECONDS} s |
|---|---|---:|---:|---:|---:|---:|"""


@dataclass(frozen=True)
class Row:
    way: str
    how: str
    per_second: float
    failed: int
    poisoned: float
    mean: float
    least: float

    def __str__(self):
        return (f"| {self.way} | {self.how} | {self.per_second:.0f} | {self.failed} | {100 * self.poisoned:.1f} % "
                f"| {100 * self.mean:.0f} | {100 * self.least:.0f} |")


class Timed(Member):
    """Takes as long as `seconds` says for each answer."""

    def __init__(self, name):
        self.name = name
        self.seconds = itertools.repeat(WELL_SECONDS)
        super().__init__()

    def answer(self, s, path, query):
        time.sleep(next(self.seconds))
        s.sendall(b"HTTP/1.1 200 OK\r\nX-Worker: %s\r\nX-Id: %s\r\nContent-Length: 2\r\n\r\nok"
                  % (self.name.encode(), query))
        return True


class Poison:
    def __init__(self, home, jar):
        self._front = Front(home, jar)
        self._members = [Timed(f"m{i}") for i in range(1, MEMBERS + 1)]
        self._poisoned = self._members[2]

    def start(self, ways):
        self._front.start([way.cluster(self._members) for way in ways])

    def kill(self):
        self._front.kill()

    def run(self, way, how, pattern, seconds, warm_seconds):
        path = f"/{way.cluster(()).name}/page"
        load = Load(self._front.port, path, CLIENTS, PER_SECOND, methods=("GET",)).start()
        try:
            lasting(warm_seconds)
            began = time.time()
            self._poisoned.seconds = pattern
            lasting(seconds)
        finally:
            asked = load.stop()
            self._poisoned.seconds = itertools.repeat(WELL_SECONDS)
        return self._row(way, how, [a for a in asked if began <= a.ended < began + seconds], began, seconds)

    def _row(self, way, how, asked, began, seconds):
        good = [a for a in asked if not a.fault]
        by = Counter(a.worker for a in good)
        healthy = [m.name for m in self._members if m is not self._poisoned]
        least = min(sum(1 for a in good if a.worker == m and 0 <= a.ended - began - begin < WINDOW_SECONDS)
                    for m in healthy for begin in range(seconds - WINDOW_SECONDS + 1))
        return Row(way.name, how, len(good) / seconds, len(asked) - len(good),
                   by[self._poisoned.name] / len(good),
                   sum(by[m] for m in healthy) / len(healthy) / seconds / FAIR,
                   least / WINDOW_SECONDS / FAIR)


def run(home, options, report):
    """The short run has a load-aware strategy and a limit, and counts answers, not answers per second."""
    full = options.full
    ways = WAYS if full else WAYS[1:3]
    patterns = {ALL: ([POISONED_SECONDS], 30 if full else WINDOW_SECONDS)}
    if full:
        patterns["every tenth answer 2 s"] = ([WELL_SECONDS] * 9 + [POISONED_SECONDS], 2 * WINDOW_SECONDS)
    poison = Poison(home, options.jar)
    rows = []
    try:
        poison.start(ways)
        for how, (times, seconds) in patterns.items():
            for way in ways:
                row = poison.run(way, how, itertools.cycle(times), seconds, 3 if full else 1)
                rows.append(row)
                _judge(report, way, row, full)
    finally:
        poison.kill()
    return rows


def _judge(report, way, row, full):
    name = f"one of {MEMBERS} poisoned, {row.how}, {row.way}"
    report.check(not row.failed, f"{name}: no GET fails", row.failed or "")
    if way.holds and row.how == ALL:
        # The others have what the poisoned one has not. A tenth of its answers stays below the limit.
        report.check(row.poisoned < 0.5 / MEMBERS, f"{name}: less than half its share goes to it",
                     f"{100 * row.poisoned:.1f} %")
    if full and way.holds:
        report.check(row.least > 0.5, f"{name}: no healthy one falls under half its fair share",
                     f"{100 * row.least:.0f} %")
