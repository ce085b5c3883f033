"""What goes wrong, and what may come of it: `site` has the workers, the load and the balancer."""

import signal
import time

from ...harness.load import bursts
from ...harness.waiting import lasting
from .balancer_faults import reloaded, terminated

# A load of its own for each; a GET may be lost only where it says so.


def killed(site, victim):
    """S17: SIGKILL of all its processes, and a new start; in a long run again and again."""
    times = max(1, int(site.seconds / 4))

    def act(fault):
        fault()
        for _ in range(times):
            victim.kill()
            lasting(site.seconds / times / 2)
            victim.start()
            lasting(site.seconds / times / 2)
    site.under_load(f"{victim.name} killed, {times}×", "workers", victim, act, post_max=times * site.clients, must_out=True)


def stopped(site, victim):
    """SIGSTOP and later SIGCONT: connections stand, nothing is said, until `firstByte` is over."""
    def act(fault):
        fault()
        victim.signal_all(signal.SIGSTOP)
        lasting(site.seconds / 2)
        victim.signal_all(signal.SIGCONT)
    site.under_load(f"{victim.name} stopped, firstByte 1s", "stopped", victim, act, silent=True, must_out=True)


def restarted_gracefully(site, victim):
    def act(fault):
        fault()
        for _ in range(3):
            victim.signal_main(victim.GRACEFUL)
            lasting(site.seconds / 5)
        victim.signal_main(victim.GRACEFUL_STOP)
        victim.ends()
        lasting(site.seconds / 20)
        victim.start()
    site.under_load(f"{victim.name} restarted gracefully, 4×", "workers", victim, act, post_max=4 * site.clients)


def restarted_hard(site, victim):
    """In place if it can be, and stopped and started, three times."""
    def act(fault):
        fault()
        for _ in range(3):
            if victim.HARD:
                victim.signal_main(victim.HARD)
                lasting(site.seconds / 8)
            victim.signal_main(signal.SIGTERM)
            victim.ends()
            lasting(site.seconds / 20)
            victim.start()
            lasting(site.seconds / 8)
    site.under_load(f"{victim.name} restarted hard, 3×", "workers", victim, act, post_max=6 * site.clients)


def refusing(site):
    """S14: nothing was sent, so that not even a POST is lost."""
    site.under_load("connections refused", "refusing", None, lambda fault: fault())


def breaking(site):
    """S15: garbage, half a head, a reset, a close; it stays in use whatever it does."""
    def act(fault):
        fault()
        site.broken.mood = site.broken.by_turns
    site.broken.ways.clear()
    asked = site.under_load("every second answer broken, none taken out", "patient", None, act, post_max=10**6)
    site.broken.mood = site.broken.right
    broken = sum(count for way, count in site.broken.ways.items() if way != "right")
    site.report.check(broken > len(asked) / 20, "a member that breaks every second answer was asked all the while",
                      f"{broken} wrong answers to {len(asked)} requests: {dict(site.broken.ways)}")


def broken(site):
    """From now on no answer is right: three in a row are enough."""
    def act(fault):
        fault()
        site.broken.mood = site.broken.wrong
    site.under_load("every answer broken", "broken", site.broken, act, post_max=site.clients, must_out=True)


def idle_closes(site):
    """S16: asked again just when the workers close connections that have rested for a second."""
    rested(site, "idle", 1.0, int(site.seconds * 1.5))


def idle_closes_soon(site):
    """A rest that is shorter than the shortest that a POST allows for: it may fail, and is not sent twice."""
    rested(site, "soon", 0.3, int(site.seconds * 4), post_max=10**6)


def rested(site, path, seconds, turns, **judged):
    pauses = [seconds - 0.015 + 0.03 * ((i * 7) % turns) / turns for i in range(turns)]
    asked = bursts(site.port, f"/{path}/page", 3 * site.clients, pauses)
    site.judge(f"connections closed after {seconds} s of rest", None, asked, time.time(), **judged)


def few_requests(site):
    """S16: every connection is good for one to three requests, and is closed after a second of rest."""
    site.under_load("connections closed after 1 to 3 requests", "few", None, lambda fault: fault())


def all_of(site):
    refusing(site)
    for victim in (site.workers[0], site.workers[2]):
        killed(site, victim)
        stopped(site, victim)
        restarted_gracefully(site, victim)
        restarted_hard(site, victim)
    breaking(site)
    broken(site)
    few_requests(site)
    idle_closes(site)
    idle_closes_soon(site)
    reloaded(site)
    terminated(site)
