"""Balancers that look for each other in the network, and machines that say that they are some."""

from ...harness.waiting import wait_until
from .machines import CONFIGURATION, PORT, Machine, same

MEMBER = "{id: w1, url: 'http://127.0.0.1:9'}"


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
        found = wait_until(lambda: all(set(m.sees()) == {"seeker1", "seeker2"} for m in both), 60)
        report.check(found, "search: two that name no address find each other", [m.sees() for m in both])
        both[0].edit("w1", weight=4)
        report.check(wait_until(lambda: same(*both) and both[1].settings()["w1"][1] == 4.0, 60),
                     "search: what one edits, the other does")
        alone = set(site.first.sees()) == {"balancer1", "balancer2"}
        report.check(alone, "search: those with a list of their own stay among themselves", site.first.sees())
    finally:
        for machine in both:
            machine.stop()
    return []
