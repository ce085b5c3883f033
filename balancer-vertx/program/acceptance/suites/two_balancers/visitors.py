"""Clients of the shared address: a journal of each request, and what it says afterwards."""

import random
import socket
import threading
import time
from dataclasses import dataclass

from .machines import ADDRESS, PORT

VISITORS = 12
PAUSE_SECONDS = 0.05
# Longer than any answer takes here, and shorter than what is to be seen.
PATIENCE_SECONDS = 0.4


@dataclass(frozen=True)
class Visit:
    """One request: `worker` is empty if it was not answered."""

    visitor: int
    began: float
    ended: float
    worker: str


class Visitors:
    """Each has a session, asks over a new connection each time, and goes on until it is told to stop."""

    def __init__(self):
        self.journal = []
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._visit, args=(i,), daemon=True) for i in range(VISITORS)]
        for thread in self._threads:
            thread.start()

    def _visit(self, visitor):
        """Those that were lost at once do not all come back at once: so some answer is seen soon after it is there."""
        cookie = ""
        chance = random.Random(visitor)
        while not self._stopping.is_set():
            began = time.monotonic()
            worker, given = ask(cookie)
            cookie = cookie or given
            self.journal.append(Visit(visitor, began, time.monotonic(), worker))
            self._stopping.wait(PAUSE_SECONDS if worker else chance.uniform(0, PATIENCE_SECONDS))

    def stop(self):
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def answered(self, since):
        return sum(1 for visit in list(self.journal) if visit.worker and visit.began > since)

    def between(self, begin, end):
        return [visit for visit in list(self.journal) if begin <= visit.ended <= end]


def ask(cookie):
    """The worker that has answered, and the cookie that it gave."""
    head = f"GET /page?id=1 HTTP/1.1\r\nHost: site\r\nConnection: close\r\n{cookie and 'Cookie: ' + cookie + chr(13) + chr(10)}\r\n"
    try:
        with socket.create_connection((ADDRESS, PORT), PATIENCE_SECONDS) as s:
            s.settimeout(PATIENCE_SECONDS)
            s.sendall(head.encode())
            answer = b""
            while piece := s.recv(1 << 16):
                answer += piece
    except OSError:
        return "", ""
    lines = answer.decode(errors="replace").split("\r\n\r\n")[0].split("\r\n")
    fields = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
    fields = {name.lower(): value for name, value in fields.items()}
    whole = lines[0].startswith("HTTP/1.1 200")
    return fields.get("x-worker", "") if whole else "", fields.get("set-cookie", "").split(";")[0]


def longest_silence(visits):
    """Seconds from the end of one answer to the end of the next, at most."""
    ends = sorted(visit.ended for visit in visits if visit.worker)
    return max((later - end for end, later in zip(ends, ends[1:])), default=float("inf"))


def lost(visits):
    return sum(1 for visit in visits if not visit.worker)


def moved(visits):
    """How many sessions were served by another worker than before."""
    first = {}
    others = set()
    for visit in sorted(visits, key=lambda v: v.ended):
        if visit.worker and first.setdefault(visit.visitor, visit.worker) != visit.worker:
            others.add(visit.visitor)
    return len(others)
