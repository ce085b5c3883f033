"""Every member fails, in one of three ways, and requests may be tried on all of them as far as the budget goes."""

from dataclasses import dataclass

from ...harness.load import Load
from ...harness.members.sockets import Member, Refusing, reset_at_close
from ...harness.waiting import lasting, wait_until

from .front import Cluster, Front

MEMBERS = 4
CLIENTS = 16
PER_SECOND = 160

BUDGET = 0.2
# What may be repeated in any ten seconds, however few requests there are.
REPEATS_MIN = 3

ATTEMPTS = f"attempts: {{max: {MEMBERS}, on: [connect, reset, 503], budget: {BUDGET:.0%}}}"

HEAD = f"""\
| every one of {MEMBERS} members | requests | answered otherwise than 502 or 503 | attempts | for each request |
|---|---:|---:|---:|---:|"""


class Failing(Member):
    """Counts what it is asked, and answers 503, or resets the connection."""

    def __init__(self, name, resets):
        self.name = name
        self._resets = resets
        super().__init__()

    def answer(self, s, path, query):
        if self._resets:
            reset_at_close(s)
            return False
        s.sendall(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 2\r\n\r\nno")
        return True


@dataclass(frozen=True)
class Row:
    how: str
    asked: int
    strange: int
    attempts: int

    def __str__(self):
        return f"| {self.how} | {self.asked:,} | {self.strange} | {self.attempts:,} | {self.attempts / self.asked:.2f} |"


def clusters():
    refusing = [Refusing(f"refusing{i}") for i in range(MEMBERS)]
    return [Cluster("refuse", refusing, ATTEMPTS),
            Cluster("answer-503", [Failing(f"no{i}", False) for i in range(MEMBERS)], ATTEMPTS),
            Cluster("reset", [Failing(f"reset{i}", True) for i in range(MEMBERS)], ATTEMPTS)]


def run(home, options, report):
    failing = clusters()
    front = Front(home, options.jar)
    try:
        front.start(failing)
        loads = [Load(front.port, f"/{c.name}/page", CLIENTS, PER_SECOND, methods=("GET",)).start() for c in failing]
        lasting(30 if options.full else 4)
        asked = [load.stop() for load in loads]
        return [_row(front, report, *each) for each in zip(failing, asked)]
    finally:
        front.kill()


def _row(front, report, cluster, asked):
    log = {}

    def is_logged():
        log.update((line["target"], line["attempts"]) for line in front.log() if line["cluster"] == cluster.name)
        return len(log) >= len(asked)
    wait_until(is_logged)
    # Connections that are refused are counted only on the side that asked for them.
    attempts = (sum(log.values()) if cluster.name == "refuse"
                else sum(sum(m.heads().values()) for m in cluster.members))
    strange = [a for a in asked if a.fault not in ("status 502", "status 503")]
    row = Row(cluster.name.replace("-", " "), len(asked), len(strange), attempts)
    # Before a member is known to refuse, asking another one is not charged to the budget.
    free = CLIENTS if cluster.name == "refuse" else 0
    most = (1 + BUDGET) * len(asked) + REPEATS_MIN + free
    report.check(len(log) == len(asked) and len(asked) <= attempts <= most,
                 f"all {row.how}: {len(asked)} requests cause at most {most:.0f} attempts", attempts)
    report.check(not strange, f"all {row.how}: every request is answered 502 or 503",
                 [a.fault for a in strange[:3]] or "")
    return row
