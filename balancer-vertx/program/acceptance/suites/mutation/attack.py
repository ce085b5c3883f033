"""Mutated requests, each over a connection of its own, some at a time."""

import asyncio
import collections
import random
import time

from .client import Connection
from .mutate import mutated

AT_ONCE = 48

# The balancer's deadlines, one after another for forty requests in line, and a busy machine's time.
SECONDS_MAX = 300

# In one of a hundred the client does not close its side, and the balancer's deadlines do.
LEFT_OPEN = 0.01


class Attack:
    """`senders` knows for each client's address what it sends; `faults` is what went wrong."""

    def __init__(self, cases, seed):
        self.statuses = collections.Counter()
        self.faults = []
        self.sent = 0
        self.senders = {}
        self._slowest = (0.0, b"")
        self._stood_still = 0.0
        self._cases = cases
        self._chance = random.Random(seed)

    async def run(self, port, count, seconds=float("inf")):
        """So many connections, some at once, or as many as begin within so many seconds; how many it were."""
        before, until = self.sent, time.monotonic() + seconds
        left = iter(range(count))
        await asyncio.gather(*(self._some(port, left, until) for _ in range(AT_ONCE)))
        return self.sent - before

    async def watch_itself(self):
        """Notes how long this program, or the machine, stood still."""
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.1)
            self._stood_still = max(self._stood_still, time.monotonic() - before - 0.1)

    def told(self):
        """The statuses, and of the faults some."""
        statuses = ", ".join(f"{status}: {count}" for status, count in sorted(self.statuses.items(), key=str))
        seconds, case = self._slowest
        return "\n".join([
            f"{statuses}; {len(self.faults)} wrong",
            f"the longest took {seconds:.1f} s: {case!r}; this program stood still for at most {self._stood_still:.1f} s",
            *self.faults[:10]])

    async def _some(self, port, left, until):
        for _ in left:
            if time.monotonic() > until:
                return
            await self._one(port)

    async def _one(self, port):
        self.sent += 1
        address = f"127.{1 + (self.sent >> 16)}.{self.sent >> 8 & 255}.{self.sent & 255}"
        case = mutated(self._chance, self._cases)
        parts = self._chance.choice([1, 1, 1, 2, 3])
        half_close = self._chance.random() >= LEFT_OPEN
        connection = Connection(address, port)
        self.senders[address] = case
        began = time.monotonic()
        faults = await end_of(connection.run(case, parts, half_close))
        self._slowest = max(self._slowest, (time.monotonic() - began, case[:300]))
        self._count(connection, faults, f"{case[:1000]!r}, parts {parts}, half-closed {half_close}")
        # The origin may see the end of an exchange after its client has.
        asyncio.get_running_loop().call_later(SECONDS_MAX, self.senders.pop, address)

    def _count(self, connection, faults, sent):
        statuses, wrong = connection.faults()
        self.statuses.update(statuses or ["none"])
        if faults + wrong:
            self.faults.append(f"{faults + wrong} after {sent}: {connection.data[:300]!r}")


async def end_of(connection):
    """Waits second by second, so that a time in which the whole machine stands still counts as one."""
    running = asyncio.create_task(connection)
    for _ in range(SECONDS_MAX):
        done, _ = await asyncio.wait({running}, timeout=1)
        if done:
            return [f"no connection: {running.exception()}"] if running.exception() else []
    running.cancel()
    await asyncio.wait({running})
    return [f"no end after {SECONDS_MAX} s"]
