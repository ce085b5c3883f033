"""What befalls the balancer that has the address, and what visitors and operators see of it."""

import itertools
import signal
import time
from dataclasses import dataclass

from ...harness.waiting import lasting, wait_until
from .machines import wait_same
from .visitors import longest_silence, lost, moved

WEIGHTS = itertools.count(2)

# So long a fault stays after the other has taken over.
STAYS_SECONDS = 3


@dataclass(frozen=True)
class Fault:
    """What is done to the first machine, and how it is undone."""

    name: str
    begin: object
    end: object


def start_again(machine):
    machine.balancer.kill()
    machine.start()


FAULTS = (
    Fault("cable pulled", lambda m: m.lan.unplug(), lambda m: m.lan.plug()),
    Fault("hears nothing", lambda m: m.deaf(), lambda m: m.hears()),
    Fault("is not heard", lambda m: m.mute(), lambda m: m.speaks()),
    Fault("killed", lambda m: m.balancer.kill(), start_again),
    Fault("stopped by SIGSTOP", lambda m: m.balancer.signal(signal.SIGSTOP), lambda m: m.balancer.signal(signal.SIGCONT)),
    Fault("power cut", lambda m: m.power_cut(), lambda m: m.power_on()),
)


KILLED = "keepalived killed"

PAUSES = "pauses"

PAUSE_SECONDS = 0.5

# What VRRP and the scripts promise on a machine that does nothing else.
SILENCE_SECONDS_MAX = {"1s": 3.5, "200ms": 1.0}

# What is tried unless it is the long form, or another one is asked for.
SHORT = ("cable pulled", KILLED)


def run(site, options, report):
    names = [name for name in (*(fault.name for fault in FAULTS), PAUSES, KILLED)
             if (options.fault in name if options.fault else options.full or name in SHORT)]
    rows = [row for fault in FAULTS if fault.name in names for row in one(site, fault, options, report)]
    rows += pauses(site, report) if PAUSES in names and options.quiet else []
    return rows + (keepalived_killed(site, report) if KILLED in names else [])


def one(site, fault, options, report):
    """The other takes over, an edit is made there, and all is as before when the fault is over."""
    first, second = site.both
    site.wait_well()
    member = site.workers[0].name
    began = time.monotonic()
    fault.begin(first)
    report.check(wait_until(second.has_address, 60) and site.wait_answers(), f"{site.advert}: {fault.name}: the other serves")
    weight = next(WEIGHTS)
    second.edit(member, weight=weight)
    lasting(STAYS_SECONDS)
    over = time.monotonic()
    fault.end(first)
    good = wait_until(site.is_well, 90) and site.wait_answers()
    report.check(good, f"{site.advert}: {fault.name}: over, and the first has the address again",
                 "" if good else [m.sees() for m in site.both])
    report.check(wait_same(first, second) and first.settings()[member][1] == weight,
                 f"{site.advert}: {fault.name}: the edit is not lost")
    end = time.monotonic()
    during, after = site.visitors.between(began - 1, over), site.visitors.between(over, end)
    report.check(moved(during + after) == 0, f"{site.advert}: {fault.name}: no session has moved", moved(during + after))
    if options.quiet:
        silences = [round(longest_silence(visits), 2) for visits in (during, after)]
        report.check(max(silences) <= SILENCE_SECONDS_MAX[site.advert], f"{site.advert}: {fault.name}: the silence is short",
                     silences)
    return [row(site, fault.name, during), row(site, f"{fault.name}, over", after)]


def row(site, name, visits):
    return (f"| {site.advert} | {name} | {longest_silence(visits):.2f} s without an answer, "
            f"{lost(visits)} of {len(visits)} requests lost |")


def pauses(site, report):
    """Such as for garbage: the address stays."""
    first, second = site.both
    site.wait_well()
    began = time.monotonic()
    moved_at = []
    for _ in range(10):
        first.balancer.signal(signal.SIGSTOP)
        lasting(PAUSE_SECONDS)
        first.balancer.signal(signal.SIGCONT)
        if wait_until(second.has_address, 1.3):
            moved_at.append(round(time.monotonic() - began, 1))
    report.check(moved_at == [], f"{site.advert}: {PAUSES} of {PAUSE_SECONDS} s: the address stays where it is", moved_at)
    return [row(site, f"ten pauses of {PAUSE_SECONDS} s", site.visitors.between(began, time.monotonic()))]


def keepalived_killed(site, report):
    """By SIGKILL, which leaves the address on two machines: the pages show it, and the drop-in of systemd ends it."""
    first, second = site.both
    site.wait_well()
    began = time.monotonic()
    first.kill_keepalived()
    name = f"{site.advert}: {KILLED}"
    trap = wait_until(lambda: first.has_address() and second.has_address(), 30)
    report.check(trap, f"{name}: the address is on both")
    shown = wait_until(lambda: first.sees() == second.sees() == {"balancer1": True, "balancer2": True}, 30)
    report.check(shown, f"{name}: each of them shows that both have it", first.sees())
    first.as_systemd_does()
    report.check(wait_until(site.is_well, 60), f"{name}: after the drop-in one has it", [m.sees() for m in site.both])
    report.check(site.wait_answers(), f"{name}: visitors are answered")
    visits = site.visitors.between(began - 1, time.monotonic())
    report.check(moved(visits) == 0, f"{name}: no session has moved", moved(visits))
    return [row(site, KILLED, visits)]
