"""Many clients at one time, some of them slow on purpose, before the packaged balancer with a heap of 64 MiB.

Two runs, each before a new balancer. In the first every tenth client asks for 10 MB and reads nothing of it, every tenth
sends a byte of its head each second, and all others must be served meanwhile. In the second nearly all read nothing. After
each the slow ones must have been cut, no memory above the printed bound been taken, and every descriptor be given back.

500 connections, or 2000 with --full as in docs/conformance.md. Needs a JDK.
"""

from ...harness.descriptors import raise_limit
from .crowd import Crowd
from .member import start_member


def run(options, report):
    many, seconds = (2000, 20) if options.full else (500, 8)
    raise_limit()
    member = start_member()
    tenth = many // 10
    for name, fast, readers, heads in (("a tenth each", many - 2 * tenth, tenth, tenth),
                                       ("none reads", 20, many - 40, 0)):
        home = options.home / name.replace(" ", "-")
        home.mkdir()
        Crowd(report, options.jar, home, member, name).run(fast, readers, heads, seconds)
