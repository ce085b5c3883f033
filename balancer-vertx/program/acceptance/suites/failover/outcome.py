"""What came of one fault: counted from every answer that the clients got, and from the balancer's log."""

from dataclasses import dataclass

# From this part of its fair share on, a worker has it all: a second has 60 requests for each.
FULL = 0.9

HEAD = """\
| policy | fault | requests | failed | out after | first request | full share \
| share of the fair share in each second since then, % |
|---|---|---:|---:|---:|---:|---:|---|"""


@dataclass(frozen=True)
class Outcome:
    policy: str
    fault: str
    asked: int
    failed: int
    out: float | None
    first: float | None
    full: float | None
    curve: tuple

    def __str__(self):
        curve = " ".join(f"{round(100 * part)}" for part in self.curve)
        return (f"| {self.policy} | {self.fault} | {self.asked:,} | {self.failed} | {seconds(self.out)} "
                f"| {seconds(self.first)} | {seconds(self.full)} | {curve} |")


def seconds(value):
    return "–" if value is None else f"{value:.1f} s"


def measure(policy, fault, worker, workers, asked, events, struck, healed):
    """`struck` and `healed` are when it went and was there again; `events` are of the time since."""
    outs = [e.time for e in events if e.worker == worker and e.state == "down"]
    first = min((a.ended for a in asked if a.worker == worker and not a.fault and a.begun > healed), default=None)
    curve = shares(asked, worker, workers, first) if first and outs else ()
    full = next((i for i, part in enumerate(curve) if part >= FULL), None)
    return Outcome(
        policy, fault, len(asked), sum(1 for a in asked if a.fault),
        max(0.0, outs[0] - struck) if outs else None,
        first - healed if first and outs else None,
        first - healed + full if full is not None else None,
        curve)


def shares(asked, worker, workers, since):
    """The worker's part of the answers in each second, as a part of what is fair; the last one may not be whole."""
    answered = [(int(a.ended - since), a.worker) for a in asked if not a.fault and a.ended >= since]
    whole = max(second for second, _ in answered)
    parts = []
    for second in range(whole):
        by = [w for s, w in answered if s == second]
        parts.append(by.count(worker) * workers / len(by) if by else 0.0)
    return tuple(parts)
