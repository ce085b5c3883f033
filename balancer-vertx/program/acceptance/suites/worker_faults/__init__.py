"""Runs the packaged balancer before real Apache and nginx workers that are killed, stopped and restarted, that break
HTTP and close idle connections, under a steady load; and reloads and ends it under that load.

GETs lose nothing, and no POST is sent twice: each request has a number, the workers write down the heads that they see,
and where raw packets may be read (as root) it is looked up in them how often each was sent. `--full` has 20 seconds
of load for each fault and the failure policy that is the default. Needs Debian's apache2 and nginx (not running) and a JDK.
"""

from . import scenarios
from .judge import HEAD
from .site import Site

SHORT = (3, "{retry: 1s, retryMax: 1s, slowStart: 1s}")
LONG = (20, "{}")


def add_options(parser):
    parser.add_argument("--seconds", type=float, help=f"of load for each fault, about ({SHORT[0]}, {LONG[0]} if full)")
    parser.add_argument("--failure", help="the failure policy, in YAML")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--rate", type=int, default=240, help="requests a second, of all clients")


def run(options, report):
    seconds, failure = LONG if options.full else SHORT
    options.seconds = options.seconds or seconds
    options.failure = options.failure or failure
    site = Site(options, report)
    try:
        site.start()
        scenarios.all_of(site)
    finally:
        site.stop()
        print("\n".join([HEAD, *map(str, site.rows)]))
