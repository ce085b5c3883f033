"""Sends mutations of the requests in ../shared/conformance/corpus to the packaged balancer, 5,000 of them or --count
(100,000 if full), for --minutes at most: a million are `--count 1000000 --minutes 120`.

Each goes over a connection of its own, from an address of its own out of 127.0.0.0/8, to a balancer with a heap of
64 MiB and Netty's leak detector at paranoid; a strict origin is behind it. What must hold: whatever reaches the origin
is a valid request that the client that the balancer names has sent; no answer is a 5xx of the balancer's own or another
client's; every connection ends; nothing is leaked or logged as an error; heap, direct memory and descriptors are
afterwards what they were before. The same --seed makes the same mutations.
The corpus stands beside the checkout and is not part of it; where it is missing this is left out. Needs a JDK.
"""

import asyncio
import random
import re
import time

from ...harness import black_box
from ...harness.balancer import Balancer
from ...harness.sockets import open_connections
from ...harness.waiting import until
from .attack import Attack
from .corpus import load
from .origin import Origin
from .standing import Standing, kinds

JVM = ["-Dio.netty.leakDetection.level=paranoid", "-XX:NativeMemoryTracking=summary"]

# Before the first measurement, so that what is loaded and pooled once is there.
WARM_UP = 2_000

# The balancer's deadline of a connection that nothing comes on is 2 s; a busy machine has its time.
AT_REST_SECONDS = 30

# What the collector leaves, and the pools' one chunk more or less.
HEAP_MIB_MORE = 3
DIRECT_MIB_MORE = 8

WRONG_LINE = re.compile(r"LEAK|ERROR|Exception|\bat [\w.]+\(")

CONFIGURATION = """\
listen: 127.0.0.1:0
timeouts: {{head: 2s, body: 2s, idle: 2s}}
limits: {{connections: 200}}
clusters:
  origin:
    strategy: byrequests
    members: ["http://127.0.0.1:{port}"]
    timeouts: {{connect: 5m, firstByte: 5m, idle: 5m}}  # the origin may stand still with its machine
routes:
  - {{path: /, cluster: origin, preserveHost: true}}
"""


def add_options(parser):
    black_box.add_option(parser)
    parser.add_argument("--count", type=int)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="begins no more after that")
    parser.add_argument("--seed", type=int, default=1)


def run(options, report):
    cases = load(black_box.required(options.suite))
    count = options.count or (100_000 if options.full else 5_000)
    balancer = Balancer(options.jar, options.home, jvm=JVM)
    try:
        asyncio.run(Mutation(balancer, cases, options.seed, report).run(count, options.minutes * 60))
    finally:
        balancer.kill()


class Mutation:
    def __init__(self, balancer, cases, seed, report):
        self._balancer = balancer
        self._report = report
        self._attack = Attack(cases, seed)
        self._origin = Origin(self._attack.senders, random.Random(seed))

    async def run(self, count, seconds):
        watch = asyncio.create_task(self._attack.watch_itself())
        await self._origin.start()
        await asyncio.to_thread(self._balancer.start, CONFIGURATION.format(port=self._origin.port))
        await self._compared(count, seconds)
        watch.cancel()
        self._balancer.terminate()
        status = await asyncio.to_thread(self._balancer.status)
        self._report.check(status == 0, "it stops", f"status {status}")

    async def _compared(self, count, seconds_most):
        """What the balancer holds before the attack and after it."""
        await self._attack.run(self._balancer.port, WARM_UP)
        before = await self._at_rest()
        began = time.monotonic()
        sent = await self._attack.run(self._balancer.port, count, seconds_most)
        seconds = time.monotonic() - began
        after = await self._at_rest()
        origin = self._origin
        self._report.check(origin.requests > sent / 10, f"of {sent} mutated requests in {seconds:.0f} s some are right",
                           f"{sent / seconds:.0f} a second, {origin.requests} reached the origin, {origin.abandoned} broke off in their bodies")
        self._judge()
        self._judge_standing(before, after)

    async def _at_rest(self):
        """When the pooled connections are gone as well; the event loop has to go on meanwhile."""
        await until(lambda: open_connections(self._balancer.port) == 0, AT_REST_SECONDS)
        self._origin.drop_connections()
        await until(lambda: open_connections(self._origin.port) == 0, AT_REST_SECONDS)
        return await asyncio.to_thread(Standing, self._balancer)

    def _judge(self):
        attack, origin = self._attack, self._origin
        self._report.check(not attack.faults, "every connection ends, and no answer is wrong", attack.told())
        self._report.check(not origin.wrong, "what reaches the origin is valid, and was sent", "\n".join(origin.wrong[:10]))
        bad = [line for line in self._balancer.output().splitlines() if WRONG_LINE.search(line)]
        self._report.check(not bad, "no leak and no error is logged", "\n".join(bad[:20]))

    def _judge_standing(self, before, after):
        for what, name, more in (("heap after a collection", "heap_kib", HEAP_MIB_MORE),
                                 ("direct memory", "direct_kib", DIRECT_MIB_MORE)):
            was, now = getattr(before, name), getattr(after, name)
            self._report.check(now < was + more * 1024, what, f"{was} KiB before, {now} KiB after")
        self._report.check(len(after.descriptors) <= len(before.descriptors), "descriptors",
                           f"{len(before.descriptors)} before, {len(after.descriptors)} after: {kinds(after) - kinds(before)}")
