"""The workers, the balancer before them, the load, and the judgement on what came of it."""

import calendar
import json
import re
import time
import urllib.request
from collections import Counter
from dataclasses import dataclass

from realsite.balancer import Balancer
from realsite.report import wait_until

from .load import Client, Load
from .members import App, Broken, Refusing
from .wire import Wire
from .workers import Apache, Nginx

CONFIGURATION = """\
listen: 127.0.0.1:0
accessLog: {{file: {log}, format: json}}
shutdown: 20s
clusters:
  workers: {{strategy: {strategy}, members: {workers}, failure: {failure}}}
  stopped: {{members: {all}, failure: {failure}, timeouts: {{firstByte: 1s}}}}
  refusing: {{members: {refusing}, failure: {failure}}}
  broken: {{members: {broken}, failure: {failure}}}
  patient: {{members: {broken}, failure: {{failures: 1000000}}}}
  idle: {{members: {idle}}}
  soon: {{members: {soon}}}
  few: {{members: {few}}}
routes:
  - {{path: /manager, manager: {{}}}}
  - {{path: /workers, to: /app, cluster: workers}}
  - {{path: /stopped, to: /app, cluster: stopped}}
  - {{path: /refusing, to: /, cluster: refusing}}
  - {{path: /broken, to: /, cluster: broken}}
  - {{path: /patient, to: /, cluster: patient}}
  - {{path: /idle, to: /, cluster: idle}}
  - {{path: /soon, to: /, cluster: soon}}
  - {{path: /few, to: /, cluster: few}}
  - {{path: /long, to: /app/long, cluster: workers}}
"""

UP_SECONDS = 120

DOWN = r"^(\S+)\.(\d+)Z WARN +cluster {cluster}: {member} is down"


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


def members(workers, weights=None):
    return "[" + ", ".join(
        f"{{id: {w.name}, url: 'http://127.0.0.1:{w.port}', weight: {(weights or {}).get(w.name, 1)}}}"
        for w in workers) + "]"


class Site:
    def __init__(self, home, options, report):
        self.report = report
        self.seconds = options.seconds
        self.clients = options.clients
        self.rows = []
        self._per_second = options.rate
        self._failure = options.failure
        self.balancer = Balancer(options.jar, home)
        app = App()
        self.workers = [kind(f"{kind.__name__.lower()}{i}", home, app) for kind in (Apache, Nginx) for i in (1, 2)]
        self._idle = [kind(f"{kind.__name__.lower()}-1s", home, app, keep="1s") for kind in (Apache, Nginx)]
        self._soon = [Nginx("nginx-300ms", home, app, keep="300ms")]
        self._few = [Apache("apache-3", home, app, keep="1s", keep_requests=3)] + [
            Nginx(f"nginx-{n}", home, app, keep="1s", keep_requests=n) for n in (1, 2, 3)]
        self._servers = self.workers + self._idle + self._soon + self._few
        self.broken = Broken()
        self.refusing = Refusing()
        self._home = home

    def start(self):
        for server in self._servers:
            server.start()
        self._members = self._servers + [self.broken, self.refusing]
        self._wire = Wire(m.port for m in self._members)
        self.balancer.start(self._configuration())
        self.port = self.balancer.port

    def stop(self):
        for process in [self.balancer] + self._servers:
            process.kill()

    def _configuration(self, strategy="byrequests", workers=None, weights=None):
        return CONFIGURATION.format(
            log=self.balancer.log, strategy=strategy, failure=self._failure,
            workers=members(workers or self.workers, weights), all=members(self.workers),
            refusing=members([self.refusing, self.workers[0]]),
            broken=members([self.broken, self.workers[0], self.workers[2]]),
            idle=members(self._idle), soon=members(self._soon), few=members(self._few))

    def reload(self, turn):
        """The first is the configuration of the start; the others lack a worker each, or weigh and choose otherwise."""
        strategy = ("byrequests", "bybusyness", "bytraffic")[turn % 3]
        workers = [w for i, w in enumerate(self.workers) if turn % 2 == 0 or i != turn // 2 % 4]
        weights = {self.workers[turn % 4].name: 1 + turn % 5}
        said = self.balancer.output().count("read again")
        (self._home / "rpicluster.yaml").write_text(self._configuration(strategy, workers, weights))
        self.balancer.hangup()
        if not wait_until(lambda: self.balancer.output().count("read again") > said):
            raise RuntimeError("was not read again")

    def under_load(self, name, path, victim, act, **judged):
        """Lets `act` break something under load; it calls what it is given at that moment."""
        faults = []
        self._all_up(path)
        load = Load(self.port, f"/{path}/page", self.clients, self._per_second).start()
        try:
            time.sleep(self.seconds / 5)
            began = time.time()
            act(lambda: faults.append(time.time()))
            time.sleep(max(0.5, self.seconds - (time.time() - began)))
        finally:
            asked = load.stop()
        self.judge(name, victim and (path, victim), asked, faults[0], **judged)
        return asked

    def _all_up(self, cluster):
        """Requests bring back who is out from the fault before, and slowly to its whole weight."""
        client = Client(self.port)

        def is_up():
            client.ask("GET", f"/{cluster}/page")
            return self._health(cluster) <= {"up", "suspect"}
        if not wait_until(is_up, UP_SECONDS):
            raise RuntimeError(f"{cluster}: {self._health(cluster)} after {UP_SECONDS} s")

    def _health(self, cluster):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/manager/api/clusters/{cluster}") as answer:
            members = json.load(answer)["members"]
        return {m["health"] for m in members if m["id"] != self.refusing.name}

    def judge(self, name, victim, asked, fault, post_max=0, silent=False, until_fault=False, must_out=False):
        if until_fault:
            asked = [a for a in asked if a.begun < fault]
        lost = {m: [a for a in asked if a.fault and a.method == m] for m in ("GET", "POST")}
        posts = [a for a in asked if a.method == "POST"]
        heads = sum((m.heads() for m in self._members), Counter())
        more = [a for a in asked if max(heads[a.id], self._wire.times(a.id)) > 1]
        twice = [a for a in more if a.method == "POST"]
        unseen = [a for a in asked if not a.fault and not heads[a.id]]
        mixed = [a for a in asked if "answer to" in a.fault]
        out, outs = self._out(*victim, fault) if victim else ("", 0)
        # Those in flight until the first timeouts, and of those that try it whether it is back one each.
        get_max = self.clients + outs if silent else 0
        post_max = get_max if silent else post_max
        slowest = max(asked, key=lambda a: a.ended - a.begun)
        self.rows.append(Row(
            name, len(asked), len(lost["GET"]), len(lost["POST"]), len(twice), len(more) - len(twice),
            slowest.ended - slowest.begun, out))
        gets = len(asked) - len(posts)
        self._check(len(lost["GET"]) <= get_max, f"{name}: of {gets} GETs at most {get_max} fail", lost["GET"])
        self._check(len(lost["POST"]) <= post_max, f"{name}: of {len(posts)} POSTs at most {post_max} fail", lost["POST"])
        self._check(posts and not twice, f"{name}: no POST is sent twice", twice)
        self._check(not unseen and not mixed, f"{name}: every answer is to that request", unseen + mixed)
        if must_out:
            self.report.check(out, f"{name}: the worker is taken out", out)
        if self._wire.is_read:
            hidden = [a for a in asked if not a.fault and not self._wire.times(a.id)]
            self._check(not hidden and not self._wire.lost(), f"{name}: every packet was seen", hidden)

    def _check(self, good, what, bad):
        shown = [(a.method, a.id, a.worker, a.fault, self._logged(a)) for a in bad[:3]]
        self.report.check(good, what, f"{len(bad)}: {shown}" if bad else "")

    def _logged(self, asked):
        """What the access log says of a request: its member, tries and end."""
        wait_until(lambda: any(f'?id={asked.id}"' in line for line in self.balancer.log_lines()), 2)
        for line in self.balancer.log_lines():
            if f'?id={asked.id}"' in line:
                said = json.loads(line)
                return [said[k] for k in ("time", "member", "attempts", "connectMs", "totalMs", "end", "reason")]
        return "not logged"

    def _out(self, cluster, member, fault):
        """After how many seconds the log says that the worker is down, and how often it says so."""
        said = re.findall(DOWN.format(cluster=cluster, member=member.name), self.balancer.output(), re.MULTILINE)
        times = [calendar.timegm(time.strptime(at, "%Y-%m-%dT%H:%M:%S")) + int(ms) / 1000 for at, ms in said]
        times = [t - fault for t in times if t > fault - 0.01]
        return (f"{max(0.0, times[0]):.2f} s" if times else "", len(times))
