"""What came of one fault, counted from every answer, the workers' logs, and the wire."""

import calendar
import json
import re
import time
from collections import Counter
from dataclasses import dataclass

from ...harness.waiting import wait_until

DOWN = r"^(\S+)\.(\d+)Z WARN +cluster {cluster}: {member} is down"

HEAD = """\
| fault | requests | GETs failed | POSTs failed | POSTs sent twice | GETs sent again | slowest | out after |
|---|---|---|---|---|---|---|---|"""


@dataclass(frozen=True)
class Allowed:
    """What may come of a fault: GETs never fail but of a `silent` one, and so many POSTs at most."""

    post_max: int = 0
    silent: bool = False
    until_fault: bool = False
    must_out: bool = False


@dataclass(frozen=True)
class Row:
    """A line of the table of results."""

    name: str
    asked: int
    gets_lost: int
    posts_lost: int
    posts_twice: int
    again: int
    slowest: float
    out: str

    def __str__(self):
        return (f"| {self.name} | {self.asked} | {self.gets_lost} | {self.posts_lost} | {self.posts_twice} "
                f"| {self.again} | {self.slowest:.2f} s | {self.out} |")


class Judge:
    """`members` and `wire` know how often each request arrived; the balancer's logs know the rest."""

    def __init__(self, report, balancer, members, wire, clients):
        self._report = report
        self._balancer = balancer
        self._members = members
        self._wire = wire
        self._clients = clients

    def row(self, name, victim, asked, fault, allowed):
        """Judges what was asked under a fault; `victim` is a cluster and its worker that must go, if one must."""
        if allowed.until_fault:
            asked = [a for a in asked if a.begun < fault]
        heads = sum((m.heads() for m in self._members), Counter())
        more = [a for a in asked if max(heads[a.id], self._wire.times(a.id)) > 1]
        twice = [a for a in more if a.method == "POST"]
        outs = self._outs(*victim, fault) if victim else []
        lost = self._losses(name, asked, len(outs), allowed)
        self._check(any(a.method == "POST" for a in asked) and not twice, f"{name}: no POST is sent twice", twice)
        self._answers(name, asked, heads)
        out = f"{max(0.0, outs[0]):.2f} s" if outs else ""
        if allowed.must_out:
            self._report.check(out, f"{name}: the worker is taken out", out)
        self._packets(name, asked)
        slowest = max(a.ended - a.begun for a in asked)
        return Row(name, len(asked), *lost, len(twice), len(more) - len(twice), slowest, out)

    def _losses(self, name, asked, outs, allowed):
        """How many GETs and POSTs failed, each held to its bound."""
        # Those in flight until the first timeouts, and of those that try it whether it is back one each.
        silent_max = self._clients + outs
        lost = []
        for method, most in (("GET", 0), ("POST", allowed.post_max)):
            failed = [a for a in asked if a.fault and a.method == method]
            count = sum(1 for a in asked if a.method == method)
            most = silent_max if allowed.silent else most
            self._check(len(failed) <= most, f"{name}: of {count} {method}s at most {most} fail", failed)
            lost.append(len(failed))
        return lost

    def _answers(self, name, asked, heads):
        unseen = [a for a in asked if not a.fault and not heads[a.id]]
        mixed = [a for a in asked if "answer to" in a.fault]
        self._check(not unseen and not mixed, f"{name}: every answer is to that request", unseen + mixed)

    def _packets(self, name, asked):
        if self._wire.is_read:
            hidden = [a for a in asked if not a.fault and not self._wire.times(a.id)]
            self._check(not hidden and not self._wire.lost(), f"{name}: every packet was seen", hidden)

    def _check(self, good, what, bad):
        shown = [(a.method, a.id, a.worker, a.fault, self._logged(a)) for a in bad[:3]]
        self._report.check(good, what, f"{len(bad)}: {shown}" if bad else "")

    def _logged(self, asked):
        """What the access log says of a request: its member, tries and end."""
        mark = f'?id={asked.id}"'
        wait_until(lambda: any(mark in line for line in self._balancer.log_lines()), 2)
        for line in self._balancer.log_lines():
            if mark in line:
                said = json.loads(line)
                return [said[k] for k in ("time", "member", "attempts", "connectMs", "totalMs", "end", "reason")]
        return "not logged"

    def _outs(self, cluster, member, fault):
        """After how many seconds the log says that the worker is down, each time that it does."""
        pattern = DOWN.format(cluster=cluster, member=member.name)
        said = re.findall(pattern, self._balancer.output(), re.MULTILINE)
        times = [calendar.timegm(time.strptime(at, "%Y-%m-%dT%H:%M:%S")) + int(ms) / 1000 for at, ms in said]
        return [t - fault for t in times if t > fault - 0.01]
