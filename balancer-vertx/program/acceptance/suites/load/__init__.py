"""Many clients at one time, some of them slow on purpose, before the packaged balancer with a heap of 64 MiB.

Two runs, each before a new balancer. In the first every tenth client asks for 10 MB and reads nothing of it, every tenth
sends a byte of its head each second, and all others must be served meanwhile. In the second nearly all read nothing. After
each the slow ones must have been cut, no memory above the printed bound been taken, and every descriptor be given back.

500 connections; with --full 1200, and 2000 with the package's heap of 128 MiB, as in docs/conformance.md. Needs a JDK.
"""

from ...harness.balancer import Balancer
from ...harness.descriptors import raise_limit
from .crowd import Crowd
from .member import start_member


def run(options, report):
    raise_limit()
    member = start_member()
    for heap_mib, many in ((64, 1200), (128, 2000)) if options.full else ((64, 500),):
        tenth = many // 10
        for name, fast, readers, heads in ((f"{many}, a tenth each", many - 2 * tenth, tenth, tenth),
                                           (f"{many}, none reads", 20, many - 40, 0)):
            home = options.home / name.replace(", ", "-").replace(" ", "-")
            home.mkdir()
            Crowd(report, Balancer(options.jar, home, heap_mib=heap_mib), member, name).run(
                fast, readers, heads, 20 if options.full else 8)
