"""One run: a new balancer before the member, and a crowd of clients at it."""

import asyncio
import re
import time

from ...harness.sockets import open_connections
from ...harness.waiting import until, wait_until
from .clients import Fast, Slow

# What a silent client has, and how long it may take until the last one is cut.
SILENCE_SECONDS = 5
CUT_SECONDS = 60

KEPT_SECONDS = 2
GIVEN_BACK_SECONDS = 30

BIG = b"GET /big HTTP/1.1\r\nHost: a.test\r\n\r\n"
HALF_A_HEAD = b"GET / HTTP/1.1\r\nHost: a.test\r\nX-"

CONFIGURATION = """\
listen: 127.0.0.1:0
timeouts: {{head: {silence}s, body: {silence}s, idle: 30s}}
accessLog: {{file: {log}, format: json}}
clusters:
  origin:
    members: [http://127.0.0.1:{member}]
    timeouts: {{connect: 10s}}  # the member is one thread of Python
    connections: {{max: 4096, idle: {kept}s}}
routes:
  - {{path: /, cluster: origin}}
"""


class Crowd:
    def __init__(self, report, balancer, member, name):
        self._report = report
        self._member = member
        self._name = name
        self._balancer = balancer

    def run(self, fast, readers, heads, seconds):
        balancer = self._balancer
        try:
            balancer.start(CONFIGURATION.format(
                silence=SILENCE_SECONDS, kept=KEPT_SECONDS, member=self._member, log=balancer.log))
            asyncio.run(self._warm_up())
            asyncio.run(self._crowd(fast, readers, heads, seconds))
        finally:
            balancer.kill()

    async def _warm_up(self):
        """The first requests load classes and open what stays open; what does not is closed then."""
        port = self._balancer.port
        await asyncio.gather(*(Fast(port).run(time.monotonic() + 2) for _ in range(50)))
        await until(lambda: open_connections(port, self._member) == 0, GIVEN_BACK_SECONDS)

    async def _crowd(self, fast, readers, heads, seconds):
        port = self._balancer.port
        before = len(self._balancer.descriptors())
        others = [Fast(port) for _ in range(fast + 1)]
        ends = time.monotonic() + seconds
        tasks = [asyncio.create_task(each.run(ends, fresh=each is others[-1])) for each in others]
        await until(lambda: any(each.seconds for each in others))
        reading = [Slow(port, BIG) for _ in range(readers)]
        asking = [Slow(port, HALF_A_HEAD, b"a") for _ in range(heads)]
        await self._dribble(asking, ends)
        await asyncio.gather(*tasks)
        self._judge(others, reading, asking)
        for each in reading + asking:
            each.close()
        self._given_back(before)

    @staticmethod
    async def _dribble(clients, ends):
        while time.monotonic() < ends:
            await asyncio.sleep(1)
            for each in clients:
                each.dribble()

    def _judge(self, others, reading, asking):
        self._served(others)
        self._cut("that do not read", reading)
        self._cut("with slow heads", asking)
        self._within_memory()

    def _check(self, good, what, detail=""):
        self._report.check(good, f"{self._name}: {what}", detail)

    def _served(self, clients):
        faults = [fault for each in clients for fault in each.faults]
        times = sorted(second * 1000 for each in clients for second in each.seconds)
        detail = f"{len(times)} answers"
        if times:
            detail += f", p50 {times[len(times) // 2]:.0f} ms, p99 {times[len(times) * 99 // 100]:.0f} ms"
        if faults:
            detail += f", {len(faults)} faults, such as {faults[0]}"
        self._check(not faults and times, f"{len(clients)} others are served", detail)

    def _cut(self, which, clients):
        if clients:
            wait_until(lambda: all(each.is_cut() for each in clients), CUT_SECONDS)
            cut = sum(each.is_cut() for each in clients)
            self._check(cut == len(clients), f"{len(clients)} {which} are cut", f"{cut} are")

    def _within_memory(self):
        output = self._balancer.output()
        bound = re.search(r"memory: .*?in all (\d+) MiB", output)
        _, most = self._balancer.memory()
        bound = int(bound.group(1)) if bound else 0
        self._check(most <= bound, "memory", f"at most {most} MiB resident, {bound} printed")
        wrong = [line for line in output.splitlines() if "OutOf" in line or "ERROR" in line]
        self._check(not wrong, "the log knows of nothing wrong", wrong[0] if wrong else "")

    def _given_back(self, before):
        back = wait_until(lambda: len(self._balancer.descriptors()) <= before, GIVEN_BACK_SECONDS)
        self._check(back, "descriptors", f"{before} before, {len(self._balancer.descriptors())} afterwards")
