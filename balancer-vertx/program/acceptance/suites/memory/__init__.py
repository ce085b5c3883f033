"""Clients that want memory, before the packaged balancer with a heap of 64 MiB, one attack after the other.

Each attack stays until its connections have been looked at; meanwhile a client of another cluster asks over new
connections, and over one that it keeps, and each time must be answered. How long the slowest answer took is measured
and printed, with a mark above a second; it fails nothing, as it is the machine's as well. What is in use of the heap
after a collection must stay below what the start has printed, and come back when the clients have left; SIGTERM must
end it.

A tenth to a fifth of each crowd unless --full is given, as in docs/conformance.md. --without-budget switches the account off
(a switch for this test alone): then it fails. Needs openssl and a JDK (jcmd).
"""

from ...harness.descriptors import raise_limit
from . import attacks
from .attacked import Attacked
from .watch import Watch


def add_options(parser):
    parser.add_argument("--without-budget", action="store_true")
    parser.add_argument("--only", default="", metavar="NAME[,NAME]", help="some of the attacks")


def run(options, report):
    raise_limit()
    chosen = [each for each in attacks.ALL if not options.only or each.__name__ in options.only.split(",")]
    attacked = Attacked(options)
    try:
        attacked.start()
        Watch(report, attacked, 10 if options.full else 2).run(chosen)
    finally:
        attacked.kill()
