"""One of four workers dies in some way under a steady load, and comes back."""

import time

from ...harness.waiting import lasting, wait_until
from . import faults, outcome
from .policies import chosen
from .site import CLIENTS, site_of

HEAD = outcome.HEAD

# How long a worker is away.
DOWN_SECONDS = {True: 4, False: 1.5}

UP_SECONDS = 60


class Deaths:
    def __init__(self, site, report, down_seconds):
        self._site = site
        self._report = report
        self._down_seconds = down_seconds
        self.outcomes = []

    def run(self, policy, fault, worker):
        site = self._site
        site.all_up(policy)
        load = site.load(policy).start()
        try:
            lasting(1)
            struck = time.time()
            fault.strike(worker)
            lasting(self._down_seconds if fault.must_out else 0)
            fault.heal(worker)
            healed = time.time()
            self._settle(policy, fault, worker, struck)
        finally:
            asked = load.stop()
        events = site.front.events(policy, struck)
        came = outcome.measure(
            policy, f"{worker.name} {fault.name}", worker.name, len(site.workers), asked, events, struck, healed)
        self.outcomes.append(came)
        self._judge(came, fault, asked, sum(1 for e in events if e.state == "down"))

    def _settle(self, policy, fault, worker, struck):
        """The load goes on until it is up again and has been for some seconds, if it was ever out."""
        def is_up():
            health = {m["id"]: m["health"] for m in self._site.front.members(policy)}
            return health[worker.name] == "up"
        lasting(1 if fault.must_out else 2)
        if self._site.front.events(policy, struck):
            wait_until(is_up, UP_SECONDS)
        lasting(2.2)

    def _judge(self, came, fault, asked, outs):
        name = f"{came.policy}, {came.fault}"
        bad = [(round(a.begun, 3), a.fault) for a in asked if a.fault]
        if came.policy != "apache" or not fault.silent:
            # Those in flight until the first timeouts, and of those that try whether it is back one each.
            most = CLIENTS + outs if fault.silent else 0
            self._report.check(len(bad) <= most, f"{name}: of {came.asked} GETs at most {most} fail",
                               f"{len(bad)}: {bad[:3]}" if bad else "")
            if fault.must_out:
                self._report.check(came.out is not None, f"{name}: it is taken out", outcome.seconds(came.out))
        self._report.check(came.first is not None or came.out is None, f"{name}: it has requests again",
                           outcome.seconds(came.first))


def run(home, options, report):
    """For every policy the faults whose names have its text; an Apache and an nginx take turns."""
    policies = chosen(options)
    with site_of(home, options.jar, {name: settings for name, (settings, _) in policies.items()}) as site:
        deaths = Deaths(site, report, DOWN_SECONDS[options.full])
        for policy, (_, text) in policies.items():
            for i, fault in enumerate(faults.all_of(site.lan, options.full)):
                if text in fault.name:
                    deaths.run(policy, fault, site.workers[2 * (i % 2)])
        return deaths.outcomes
