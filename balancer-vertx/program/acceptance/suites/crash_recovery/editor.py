"""Clients that edit, and one that asks members, until the balancer is gone."""

import http.client
import itertools
import random
import threading
import time

from .manager import API, MEMBERS, Call

PAUSE_SECONDS = 0.005


class Editor(threading.Thread):
    """Edits one member, or another thing; things of its own, so that its order is the order."""

    numbers = itertools.count(1)

    def __init__(self, port, known, member):
        super().__init__(daemon=True)
        self._port = port
        self._known = known
        self._member = member
        self._added = []
        self.odd = []
        self.start()

    def run(self):
        try:
            call = Call(self._port)
            while True:
                self._next(call)
        except (OSError, http.client.HTTPException):
            pass  # It is gone.

    def _next(self, call):
        edit = random.random()
        if edit < 0.8:
            self._change(call)
        elif self._member == MEMBERS[0]:
            self._edit(call, API, "strategy", "strategy", random.choice(("byrequests", "bybusyness", "random")))
        elif edit < 0.9 or not self._added:
            self._add(call)
        else:
            self._remove(call)

    def _change(self, call):
        key, value = random.choice((("weight", random.randint(1, 100)), ("maxInFlight", random.randint(1, 1000)),
                                    ("state", random.choice(("enabled", "draining", "disabled", "stopped")))))
        self._edit(call, f"{API}/members/{self._member}", (self._member, key), key, value)

    def _edit(self, call, path, what, key, value):
        self._known.asked(what, value)
        self._acknowledged(what, value, *call("PATCH", path, {key: value}))

    def _add(self, call):
        member = f"extra{next(self.numbers)}"
        self._known.asked(member, "there")
        added = call("POST", f"{API}/members", {"id": member, "url": "http://127.0.0.1:9"})
        if self._acknowledged(member, "there", *added):
            self._added.append(member)

    def _remove(self, call):
        member = self._added.pop()
        self._known.asked(member, None)
        self._acknowledged(member, None, *call("DELETE", f"{API}/members/{member}"))

    def _acknowledged(self, what, value, status, body):
        if 200 <= status < 300:
            self._known.is_so(what, value)
            return True
        self.odd.append(f"{what} {value}: {status} {body[:200]}")
        return False


def ask_members(port, stop):
    """A few requests to the members, so that there is something to count."""
    try:
        call = Call(port)
        while not stop.is_set():
            call("GET", "/")
            time.sleep(PAUSE_SECONDS)
    except (OSError, http.client.HTTPException):
        pass
