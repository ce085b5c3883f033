"""Two balancers that are peers, and an address that moves between them: real keepalived, with the configuration that `vip`
writes, two Apache or nginx workers, clients that ask all the time. Each machine is a network namespace on a bridge.

  faults     the one that has the address loses its cable, a direction of it, its process (SIGKILL, SIGSTOP), its power, or
             its keepalived (SIGKILL, which leaves the address on both): until when there is no answer, requests lost, sessions
             that moved (none), edits lost (none)
  split      the cable is out for 12 s, or a minute if full, with edits on both sides: then both say the same, and drains hold
  strangers  datagrams, connections and handshakes without the secret, 1,000 of each, or 100,000 if full
  search     two with `members: auto` find each other by multicast DNS, and again while strangers hold their places
  alone      one without peers has no thread, port or class of theirs; if full, what a start costs with peers and without
  upgrade    a new process takes over from the one that has the address, with edits before and after
  many       two, five and ten of them: memory, idle processor time, packets, how soon one has joined, edits a second
  store      the same of fifty by way of Redis, which is killed in the middle
  soak       one of three dies ten times, or sixty if full: nothing is left in the others

Unless full or asked for, of the faults the cable and keepalived, and no more than split, strangers and alone; and VRRP's
adverts come each second, if full also five times a second. It prints a table of what was measured, and holds what must never
be: how long something took depends on what else the machine does. Needs root, Debian's keepalived, curl, iputils-ping, apache2,
nginx and iproute2, and a JDK. With --quiet, on a machine that does nothing else, it also holds that there is no answer for 3.5 s
at most with adverts each second, for 1 s with five, and that pauses of half a second move nothing.
"""

import os
import shutil

from ...harness import namespaces
from ...harness.report import LeftOut
from ..failover.lan import enter
from . import alone, faults, many, search, split, strangers, upgrade
from .site import site_of

NEEDS = ("keepalived", "curl", "ping", "tc", "ip", "nsenter", "unshare")

SHORT = ("faults", "split", "strangers", "alone")

PARTS = {"faults": faults.run, "split": split.run, "strangers": strangers.run, "search": search.run, "alone": alone.run,
         "upgrade": upgrade.run, "many": many.run, "store": many.store, "soak": many.soak}


def add_options(parser):
    parser.add_argument("--part", choices=PARTS, action="append", help="one of these, or several")
    parser.add_argument("--advert", choices=("1s", "200ms"), action="append", help="how often VRRP says who has the address")
    parser.add_argument("--fault", default="", help="of faults: a part of a fault's name")
    parser.add_argument("--quiet", action="store_true", help="this machine does nothing else: hold how long there is no answer")


def prepare():
    enter()


def run(options, report):
    missing = [name for name in NEEDS if not shutil.which(name)]
    if os.geteuid() != 0 or missing or not namespaces.is_own():
        raise LeftOut(f"needs root and {', '.join(missing or NEEDS)}")
    adverts = options.advert or (["1s", "200ms"] if options.full else ["1s"])
    rows = []
    for advert in adverts:
        with site_of(options.home / advert, options.jar, advert) as site:
            for name in options.part or (PARTS if options.full else SHORT):
                if advert == adverts[0] or name == "faults":
                    rows += PARTS[name](site, options, report)
    print("\n" + "\n".join(["| adverts | what | |", "|---|---|---|", *rows]) + "\n", flush=True)
