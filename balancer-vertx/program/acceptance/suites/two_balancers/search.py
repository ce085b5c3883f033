"""Balancers that look for each other in the network, and machines that say that they are some."""

import contextlib
import socket
from threading import Event, Thread

from ...harness.waiting import wait_until
from ..failover.lan import BRIDGE, ip
from .machines import CONFIGURATION, PORT, Machine, same
from .strangers import dripping

MEMBER = "{id: w1, url: 'http://127.0.0.1:9'}"

STRANGERS = [f"10.99.0.{i}" for i in range(150, 170)]


def run(site, options, report):
    home = site.home / "search"
    home.mkdir()
    both = [Machine(name, home / name, options.jar, site.lan.machine()) for name in ("seeker1", "seeker2")]
    try:
        for machine in both:
            text = CONFIGURATION.format(
                port=PORT, home=machine.home, log=machine.balancer.log, host=machine.host, members="", secret=site.secret,
                name=machine.name, address="10.99.0.101", workers=MEMBER)
            machine.configuration = text.replace("members: []", "members: auto", 1)
            machine.start()
        report.check(wait_until(lambda: meet(both), 60), "search: two that name no address find each other", [m.sees() for m in both])
        both[0].edit("w1", weight=4)
        report.check(wait_until(lambda: same(*both) and both[1].settings()["w1"][1] == 4.0, 60),
                     "search: what one edits, the other does")
        alone = set(site.first.sees()) == {"balancer1", "balancer2"}
        report.check(alone, "search: those with a list of their own stay among themselves", site.first.sees())
        besieged(both, report)
    finally:
        for machine in both:
            machine.stop()
    return []


def meet(both):
    return all(set(m.sees()) == {"seeker1", "seeker2"} for m in both)


def besieged(both, report):
    """Twenty machines hold all of the strangers' places, while the cable of one is out and in again."""
    for address in STRANGERS:
        ip("address", "add", f"{address}/24", "dev", BRIDGE)
    over = Event()
    threads = [Thread(target=besiege, args=(address, machine.host, over)) for address in STRANGERS for machine in both]
    for thread in threads:
        thread.start()
    try:
        full = "too many connections at a time that do not show the secret"
        report.check(wait_until(lambda: all(full in m.log() for m in both), 60), "search: strangers hold their places of both")
        both[0].lan.unplug()
        parted = wait_until(lambda: all(len(m.sees()) == 1 for m in both), 60)
        both[0].lan.plug()
        report.check(parted and wait_until(lambda: meet(both), 60),
                     "search: two that had met find each other among them", [m.sees() for m in both])
    finally:
        over.set()
        for thread in threads:
            thread.join()


def besiege(address, host, over):
    """A handshake that does not end, begun again as soon as it is cut off."""
    while not over.is_set():
        with contextlib.suppress(OSError), dripping(host, address) as stranger:
            stranger.settimeout(0.5)
            while not over.is_set():
                with contextlib.suppress(socket.timeout):
                    if not stranger.recv(1):
                        break
        over.wait(0.05)
