"""All four workers are restarted, one after the other, each behind a drain, under load with and without sessions."""

import itertools
import threading
import time
from dataclasses import dataclass

from ...harness.load import Client
from ...harness.waiting import lasting, wait_until
from .policies import QUICK
from .site import site_of

CLUSTER = "sessions"
SETTINGS = {CLUSTER: "sticky: {cookie: ROUTEID}, " + QUICK}

SESSIONS = 32
PAUSE_SECONDS = 0.1

# A worker ends what is in flight, 40 ms each, in no time.
EMPTY_SECONDS = 10


class Session(threading.Thread):
    """A browser with one cookie, that asks again and again."""

    def __init__(self, port):
        super().__init__()
        self._client = Client(port, is_browser=True)
        self._stopped = threading.Event()
        self.answers = []

    def run(self):
        while not self._stopped.wait(PAUSE_SECONDS):
            self.answers.append(self._client.ask("GET", f"/{CLUSTER}/page"))
        self._client.close()

    def stop(self):
        self._stopped.set()

    def moves(self):
        """Each change of worker: from where to where, and when."""
        return [(a, b) for a, b in itertools.pairwise(self.answers) if a.worker != b.worker]


@dataclass(frozen=True)
class Turn:
    """When a worker was told to drain, and to stop."""

    worker: str
    drained: float
    stopped: float
    ended: float


class Rolling:
    def __init__(self, site, report, drain_seconds):
        self._site = site
        self._report = report
        self._drain_seconds = drain_seconds

    def run(self):
        site = self._site
        site.all_up(CLUSTER)
        sessions = [Session(site.front.port) for _ in range(SESSIONS)]
        for session in sessions:
            session.start()
        load = site.load(CLUSTER).start()
        try:
            lasting(1)
            turns = [self._turn(worker) for worker in site.workers]
            lasting(1)
        finally:
            asked = load.stop()
            for session in sessions:
                session.stop()
            for session in sessions:
                session.join()
        return self._judge(asked, sessions, turns)

    def _turn(self, worker):
        """What an operator does: no new sessions, then no requests, then the restart."""
        self._state(worker, "draining")
        drained = time.time()
        lasting(self._drain_seconds)
        stopped = time.time()
        self._state(worker, "stopped")
        if not wait_until(lambda: self._in_flight(worker) == 0, EMPTY_SECONDS):
            raise RuntimeError(f"{worker.name} still has requests after {EMPTY_SECONDS} s")
        worker.restart()
        self._state(worker, "enabled")
        lasting(self._drain_seconds)
        return Turn(worker.name, drained, stopped, time.time())

    def _state(self, worker, state):
        self._site.front.edit(CLUSTER, worker.name, state=state)

    def _in_flight(self, worker):
        return next(m["inFlight"] for m in self._site.front.members(CLUSTER) if m["id"] == worker.name)

    def _judge(self, asked, sessions, turns):
        answers = [a for s in sessions for a in s.answers]
        bad = [a.fault for a in [*asked, *answers] if a.fault]
        moves = [move for s in sessions for move in s.moves()]
        needless = [(a.worker, b.worker) for a, b in moves if not any(
            a.worker == t.worker and a.begun <= t.ended and b.ended >= t.stopped for t in turns)]
        new = [a for a in asked for t in turns if a.worker == t.worker and t.drained < a.begun < t.stopped]
        kept = sum(1 for a in answers for t in turns if a.worker == t.worker and t.drained < a.begun < t.stopped)
        name = f"rolling restart of {len(turns)} workers"
        self._report.check(not bad, f"{name}: of {len(asked) + len(answers)} GETs none fails", bad[:3] or "")
        self._report.check(not new, f"{name}: no new session on a worker that drains", len(new) or "")
        self._report.check(kept, f"{name}: sessions of a worker that drains stay", f"{kept} answers")
        self._report.check(moves and not needless, f"{name}: sessions move only when their worker stops",
                           f"{len(moves)} moves" + (f", {len(needless)} without need: {needless[:3]}" if needless else ""))
        return (f"| {len(turns)} of {len(turns)} | {len(asked) + len(answers):,} | {len(bad)} | {SESSIONS} "
                f"| {kept:,} | {len(moves)} | {len(needless)} |")


HEAD = """\
| restarted | requests | failed | sessions | their answers from a worker that drains \
| moves, as their worker stopped | moves without need |
|---|---:|---:|---:|---:|---:|---:|"""


def run(home, options, report):
    with site_of(home, options.jar, SETTINGS) as site:
        return [Rolling(site, report, 3 if options.full else 0.7).run()]
