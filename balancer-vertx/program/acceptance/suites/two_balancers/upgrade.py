"""A new process takes over from the one that has the address: for a moment there are two of one balancer."""

import time

from ...harness.waiting import wait_until
from .machines import wait_same
from .visitors import longest_silence, lost, moved


def run(site, _, report):
    first, second = site.both
    site.wait_well()
    member = site.workers[1].name
    second.edit(member, weight=5)
    began = time.monotonic()
    before = first.balancer.pid
    status, said = first.upgrade()
    report.check(status == 0, "upgrade: a new process takes over", said)
    report.check(wait_until(lambda: first.balancer.pid != before and site.is_well(), 60),
                 "upgrade: its peer sees one balancer of that name", second.sees())
    report.check(first.settings().get(member, ("", 0))[1] == 5.0, "upgrade: it knows what was edited before")
    first.edit(member, weight=1)
    report.check(wait_same(first, second) and second.settings()[member][1] == 1.0, "upgrade: what is edited then is shared")
    visits = site.visitors.between(began - 1, time.monotonic())
    report.check(moved(visits) == 0, "upgrade: no session has moved", moved(visits))
    return [f"| {site.advert} | upgrade | {longest_silence(visits):.1f} s without an answer, "
            f"{lost(visits)} of {len(visits)} requests lost |"]
