"""Plays the attacks one after the other, and judges what is seen of the balancer meanwhile."""

from ...harness.waiting import lasting
from . import attacks
from .attacked import BACK_MIB, DEAD
from .target import Target
from .victim import Victim

# Above it the table has a mark.
SERVED_SECONDS = 1.0

# How long an attack stands before it is looked at, and its victim asks on when it is over.
STANDS_SECONDS = 1

# So much of each crowd makes classes, caches and what is kept to be used again, and is nowhere near a bound.
WARM_UP = 0.05
WARM_UP_REQUESTS = 50

HEAD = f"{'':8}{'attack':28}{'sent':>9}{'in use':>10}{'afterwards':>12}{'slowest other':>15}"


class Watch:
    def __init__(self, report, attacked, scale):
        self._report = report
        self._attacked = attacked
        self._scale = scale

    def run(self, chosen):
        self._printed()
        try:
            self._warm_up()
            before = self._attacked.used()
        except DEAD as e:
            self._dead("warming up", e)
            chosen = []
        print(HEAD)
        for attack in chosen:
            if not self._stand(attack, before):
                break
        self._end()

    def _printed(self):
        printed = self._attacked.printed()
        self._bound, heap = printed or (38, 64)
        self._report.check(printed and self._bound <= heap * 0.6, "what is printed is at most 60 % of the heap",
                           f"{self._bound} of {heap} MiB")

    def _warm_up(self):
        target = Target(self._attacked.ports())
        for attack in attacks.ALL:
            attack(target, WARM_UP)
            target.leave()
        for _ in range(WARM_UP_REQUESTS):
            target.one("plain", b"GET / HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n")
        target.leave()
        self._attacked.wait_until_left()

    def _stand(self, attack, before):
        """Whether the balancer has outlived the attack."""
        name = attack.__name__.replace("_", " ")
        target = Target(self._attacked.ports())
        victim = Victim(self._attacked.ports()["plain"])
        try:
            used, left = self._played(attack, target, victim, before)
        except DEAD as e:
            self._dead(name, e)
            return False
        slowest = max(victim.seconds, default=float("inf"))
        mark = "  above a second" if slowest > SERVED_SECONDS else ""
        print(f"{'':8}{name:28}{target.sent / 1e6:6.1f} MB{used:6.1f} MiB{left:8.1f} MiB{slowest * 1000:12.0f} ms{mark}")
        self._judge(name, used, left, before, victim, slowest)
        return True

    def _played(self, attack, target, victim, before):
        """MiB in use while the attack stands, and when it is over."""
        victim.start()
        attack(target, self._scale)
        lasting(STANDS_SECONDS)
        used = self._attacked.used()
        target.leave()
        lasting(STANDS_SECONDS)
        victim.end()
        return used, self._attacked.used_again(before)

    def _judge(self, name, used, left, before, victim, slowest):
        fault = f", {len(victim.faults)} faults, such as {victim.faults[0]}" if victim.faults else ""
        self._report.check(used <= self._bound, f"{name}: below what is printed", f"{used:.1f} of {self._bound} MiB")
        self._report.check(victim.seconds and not victim.faults, f"{name}: others are served",
                           f"{len(victim.seconds)} answers, the slowest after {slowest * 1000:.0f} ms{fault}")
        self._report.check(left <= before + BACK_MIB, f"{name}: given back", f"{before:.1f}, now {left:.1f} MiB")

    def _dead(self, what, error):
        self._report.check(False, what, f"the balancer is dead: {error!r:.100}")

    def _end(self):
        status, lines = self._attacked.end()
        self._report.check(status == 0, "SIGTERM ends it",
                           "" if status == 0 else f"exit status {status}, last line {lines[-1][:200]}")
        for line in lines:
            if "turned away" in line:
                print(8 * " " + line[:150])
        wrong = [line for line in lines if "OutOf" in line or " ERROR " in line]
        self._report.check(not wrong, "the log knows of nothing wrong", wrong[0] if wrong else "")
