"""A bounded, steady load: so many clients, each with a connection of its own and one request at a time."""

import http.client
import itertools
import random
import threading
import time
from dataclasses import dataclass

from .waiting import lasting

IDS = itertools.count(1)

# Every third request is a POST with a body that fits into one packet, head and all.
METHODS = ("GET", "GET", "POST")
BODY = b"x" * 100

SECONDS_MAX = 30


@dataclass(frozen=True)
class Asked:
    """A request and what came of it: `fault` is empty if it was answered right."""

    id: int
    method: str
    begun: float
    ended: float
    worker: str
    fault: str


class Client:
    """Sends each request once, whatever happens, and takes only an answer that is to this request.

    As a browser it sends the cookie back that it was given last.
    """

    def __init__(self, port, is_browser=False):
        self._is_browser = is_browser
        self._cookie = {}
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS_MAX)

    def ask(self, method, path):
        number = next(IDS)
        begun = time.time()
        worker, fault = self._try(method, f"{path}?id={number}", f"id={number}")
        return Asked(number, method, begun, time.time(), worker, fault)

    def _try(self, method, target, wanted):
        try:
            self._connection.request(method, target, BODY if method == "POST" else None, self._cookie)
            response = self._connection.getresponse()
            response.read()
        except (OSError, http.client.HTTPException) as e:
            self._connection.close()
            return "", repr(e)
        if self._is_browser and (cookie := response.getheader("Set-Cookie")):
            self._cookie = {"Cookie": cookie.split(";")[0]}
        worker = response.getheader("X-Worker", "")
        if response.status != 200:
            return worker, f"status {response.status}"
        seen = response.getheader("X-Id")
        return worker, "" if seen == wanted else f"the answer to {seen}"

    def close(self):
        self._connection.close()


class Load:
    """Runs from `start` to `stop`, which returns all that was asked."""

    def __init__(self, port, path, clients, per_second, methods=METHODS):
        self._interval = clients / per_second
        self._methods = methods
        self._stopped = threading.Event()
        self.asked = []
        self._threads = [
            threading.Thread(target=self._run, args=(port, path, i)) for i in range(clients)]

    def start(self):
        for thread in self._threads:
            thread.start()
        return self

    def _run(self, port, path, index):
        client = Client(port)
        methods = itertools.islice(itertools.cycle(self._methods), index, None)
        self._stopped.wait(self._interval * random.random())
        while not self._stopped.is_set():
            asked = client.ask(next(methods), path)
            self.asked.append(asked)
            self._stopped.wait(max(0.0, asked.begun + self._interval - time.time()))
        client.close()

    def stop(self):
        self._stopped.set()
        for thread in self._threads:
            thread.join()
        return self.asked


def bursts(port, path, clients, pauses):
    """All clients ask at once, rest, and ask again: so every connection rests for just that long."""
    barrier = threading.Barrier(clients)
    asked = []

    def run(index):
        client = Client(port)
        for turn, pause in enumerate(pauses):
            asked.append(client.ask(METHODS[(index + turn) % len(METHODS)], path))
            lasting(pause)
            barrier.wait()
        client.close()

    threads = [threading.Thread(target=run, args=(i,)) for i in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return asked
