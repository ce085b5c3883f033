"""One strategy and number of members: how many requests reach the one that fails, when it is back, what clients get."""

import asyncio
import time
from dataclasses import dataclass

from ...harness.waiting import until
from .traffic import Clients, Member

CLIENTS = 64

WARM_SECONDS = 3
ALL_FAIL_SECONDS = 5

# Each time out is twice as long as the one before, up to this.
RETRY_MAX_SECONDS = 60

MOST = 10 / 10_000
# In flight when it begins, and the five errors: no strategy can know before.
BEFORE_IT_IS_KNOWN = CLIENTS + 5
SHORT_SECONDS = 30

CONFIGURATION = """\
listen: 127.0.0.1:0
clusters: {{c: {{strategy: {strategy}, members: [{members}]}}}}
routes: [{{path: /, cluster: c}}]
"""

HEAD = """\
| strategy | members | requests | reached it | of them trials | of 10,000 | back after | all fail: other than 500 |
|---|---:|---:|---:|---:|---:|---:|---:|"""


@dataclass(frozen=True)
class Row:
    strategy: str
    members: int
    seconds: float
    requests: int
    reached: int
    trials: int
    back: float | None
    others: int
    last: int

    @property
    def share(self):
        return (self.reached - self.trials) / max(1, self.requests)

    def __str__(self):
        return (f"| {self.strategy} | {self.members} | {self.requests:,} | {self.reached} | {self.trials} "
                f"| {self.share * 10000:.1f} | {self._back()} | {self.others} of {self.last:,} |")

    def _back(self):
        return "never" if self.back is None else f"{self.back:.1f} s"

    def judge(self, report):
        name = f"{self.strategy}, {self.members} members"
        # In a short run those that nothing can spare are most of all.
        few = self.seconds < SHORT_SECONDS and self.reached - self.trials <= BEFORE_IT_IS_KNOWN
        report.check(self.share <= MOST or few, f"{name}: few reach the one that fails",
                     f"{self.reached} of {self.requests:,}, {self.trials} trials")
        report.check(self.back is not None, f"{name}: it is back", self._back())
        report.check(not self.others, f"{name}: where all fail clients get that", f"{self.others} of {self.last:,}")


class Measurement:
    def __init__(self, balancer, strategy, count):
        self._balancer = balancer
        self._strategy = strategy
        self._members = [Member() for _ in range(count)]

    async def run(self, seconds):
        ports = [await member.start() for member in self._members]
        members = ", ".join(f"http://127.0.0.1:{port}" for port in ports)
        configuration = CONFIGURATION.format(strategy=self._strategy, members=members)
        await asyncio.to_thread(self._balancer.start, configuration)
        clients = Clients(self._balancer.port, CLIENTS)
        try:
            await asyncio.sleep(WARM_SECONDS)
            return await self._measure(clients.answers, seconds)
        finally:
            clients.stop()

    async def _measure(self, answers, seconds):
        # The one that has most: with `first` and `rendezvous` others have nothing to lose.
        failing = max(self._members, key=lambda member: len(member.times))
        began, before = time.monotonic(), self._asked()
        failing.failing = True
        await asyncio.sleep(seconds)
        reached = [at for at in failing.times if at > began]
        requests = self._asked() - before
        # A trial comes alone, seconds after what was before it.
        trials = sum(1 for a, b in zip(reached, reached[1:]) if b - a > 1)
        back = await self._healed(failing)
        others, last = await self._all_fail(answers)
        return Row(self._strategy, len(self._members), seconds, requests, len(reached), trials, back, others, last)

    def _asked(self):
        return sum(len(member.times) for member in self._members)

    @staticmethod
    async def _healed(failing):
        """After how many seconds it is asked again, or None."""
        failing.failing = False
        failing.times.clear()
        healed = time.monotonic()
        is_back = await until(lambda: failing.times, RETRY_MAX_SECONDS + 10)
        return failing.times[0] - healed if is_back else None

    async def _all_fail(self, answers):
        """Of the answers how many are not 500, and how many there are, once those before are through."""
        for member in self._members:
            member.failing = True
        await asyncio.sleep(ALL_FAIL_SECONDS)
        answers.clear()
        await asyncio.sleep(ALL_FAIL_SECONDS)
        return sum(1 for answer in answers if answer != 500), len(answers)
