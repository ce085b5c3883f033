"""One member begins to answer 500 to everything, at once: how many requests still reach it, by strategy and members.

64 connections, defaults, counted at the members. At most 10 of 10,000 requests may reach it after it began, but for trials
(one a retry); it must be back within the retry time when it is well again; and where all answer 500, clients must get just
that. Prints the rows of the table of docs/failover.md. All of it takes 30 minutes, and wants a quiet machine. Needs a JDK.
"""

import asyncio

from ...harness.balancer import Balancer
from .measured import HEAD, Measurement

STRATEGIES = ("byrequests", "bytraffic", "bybusyness", "shortest-expected-delay", "two-choices", "peak-ewma",
              "rendezvous", "random", "first")

HEAP_MIB = 256


def add_options(parser):
    parser.add_argument("--seconds", type=float, default=30, help="how long it answers 500")
    parser.add_argument("--members", default="2,4,8", metavar="N[,N]")
    parser.add_argument("--strategies", default=",".join(STRATEGIES), metavar="NAME[,NAME]")


def run(options, report):
    rows = []
    for strategy in options.strategies.split(","):
        for count in map(int, options.members.split(",")):
            rows.append(one(options, strategy, count))
            rows[-1].judge(report)
    print("\n".join([HEAD, *map(str, rows)]))


def one(options, strategy, count):
    home = options.home / f"{strategy}-{count}"
    home.mkdir()
    balancer = Balancer(options.jar, home, HEAP_MIB)
    try:
        return asyncio.run(Measurement(balancer, strategy, count).run(options.seconds))
    finally:
        balancer.kill()
