"""Four real workers on machines of their own, and the packaged balancer before them, once for each policy."""

import calendar
import json
import re
import time
import urllib.request
from collections import namedtuple

from realsite.balancer import Balancer
from realsite.report import wait_until
from workerfaults.load import Client, Load
from workerfaults.members import App
from workerfaults.workers import Apache, Nginx

from .lan import Lan

CLIENTS = 16
PER_SECOND = 240

# How long the site may take until all workers are up again.
UP_SECONDS = 90

CONFIGURATION = """\
listen: 127.0.0.1:0
accessLog: {{file: {log}, format: json}}
clusters:
{clusters}
routes:
  - {{path: /manager, manager: {{}}}}
{routes}
"""

CLUSTER = "  {name}: {{members: [{members}], {settings}}}"
MEMBER = "{{id: {w.name}, url: 'http://{w.host}:{w.port}', state: {state}}}"
ROUTE = "  - {{path: /{name}, to: /app, cluster: {name}}}"

EVENT = re.compile(r"^(\S+)\.(\d+)Z \S+ +cluster (\S+): (\S+) is (\w+): (.*)$", re.MULTILINE)

Event = namedtuple("Event", "time cluster worker state reason")


class Site:
    def __init__(self, home, jar, policies):
        self.lan = Lan()
        self._home = home
        self._policies = policies
        self._states = {}
        self.balancer = Balancer(jar, home)
        self._app = App(self.lan.host)
        self.workers = [self._worker(kind, i) for kind in (Apache, Nginx) for i in (1, 2)]

    def _worker(self, kind, number):
        machine = self.lan.machine()
        return kind(f"{kind.__name__.lower()}{number}", self._home, self._app, machine=machine)

    @property
    def port(self):
        return self.balancer.port

    def start(self):
        for worker in self.workers:
            worker.start()
        self.balancer.start(self._configuration())

    def stop(self):
        for process in [self.balancer, *self.workers]:
            process.kill()
        self.lan.close()

    def _configuration(self):
        clusters = [CLUSTER.format(name=name, settings=settings, members=", ".join(
            MEMBER.format(w=w, state=self._states.get(w.name, "enabled")) for w in self.workers))
            for name, settings in self._policies.items()]
        return CONFIGURATION.format(
            log=self.balancer.log, clusters="\n".join(clusters),
            routes="\n".join(ROUTE.format(name=name) for name in self._policies))

    def load(self, cluster, clients=CLIENTS, per_second=PER_SECOND):
        """GETs of 40 ms each."""
        return Load(self.port, f"/{cluster}/page", clients, per_second, methods=("GET",))

    def all_up(self, cluster):
        """Requests bring back who is out, and slowly to its whole weight."""
        client = Client(self.port)

        def is_up():
            client.ask("GET", f"/{cluster}/page")
            return {m["health"] for m in self.members(cluster)} == {"up"}
        if not wait_until(is_up, UP_SECONDS):
            raise RuntimeError(f"{cluster}: not all up after {UP_SECONDS} s")
        client.close()

    def members(self, cluster):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/manager/api/clusters/{cluster}") as answer:
            return json.load(answer)["members"]

    def state(self, cluster, worker, state):
        """The operator's wish, through the file."""
        self._states[worker.name] = state
        said = self.balancer.output().count("read again")
        (self._home / "rpicluster.yaml").write_text(self._configuration())
        self.balancer.hangup()
        if not wait_until(lambda: self.balancer.output().count("read again") > said):
            raise RuntimeError("was not read again")

    def events(self, cluster, since):
        """What the balancer's log says of its members' health."""
        found = (Event(calendar.timegm(time.strptime(at, "%Y-%m-%dT%H:%M:%S")) + int(ms) / 1000, *rest)
                 for at, ms, *rest in EVENT.findall(self.balancer.output()))
        return [e for e in found if e.cluster == cluster and e.time > since - 0.01]
