"""The packaged balancer before clusters, what its manager and its log say, and which member got what."""

import calendar
import json
import re
import time
import urllib.request
from collections import namedtuple
from dataclasses import dataclass

from ...harness.balancer import Balancer

CONFIGURATION = """\
listen: 127.0.0.1:0
accessLog: {{file: {log}, format: json}}
clusters:
{clusters}
routes:
  - {{path: /manager, manager: {{}}}}
{routes}
"""

EVENT = re.compile(r"^(\S+)\.(\d+)Z \S+ +cluster (\S+): (\S+) is (\w+)[^:]*: (.*)$", re.MULTILINE)

Event = namedtuple("Event", "time cluster worker state reason")


@dataclass(frozen=True)
class Cluster:
    """Below the path of its name; `settings`, and those of each member, are YAML."""

    name: str
    members: list
    settings: str
    of_each: str = "weight: 1"

    def yaml(self):
        members = ", ".join(
            f"{{id: {m.name}, url: 'http://{m.host}:{m.port}', {self.of_each}}}"
            for m in self.members)
        return f"  {self.name}: {{members: [{members}], {self.settings}}}"

    def route(self):
        return f"  - {{path: /{self.name}, to: /app, cluster: {self.name}}}"


class Front:
    def __init__(self, home, jar):
        self._home = home
        self._balancer = Balancer(jar, home)

    @property
    def port(self):
        return self._balancer.port

    def start(self, clusters):
        self._balancer.start(self._configuration(clusters))

    def kill(self):
        self._balancer.kill()

    def _configuration(self, clusters):
        return CONFIGURATION.format(
            log=self._balancer.log, clusters="\n".join(c.yaml() for c in clusters),
            routes="\n".join(c.route() for c in clusters))

    def edit(self, cluster, member, **settings):
        """As an operator does, over the manager."""
        edit = urllib.request.Request(
            f"{self._api(cluster)}/members/{member}", json.dumps(settings).encode(),
            {"Content-Type": "application/json"}, method="PATCH")
        urllib.request.urlopen(edit).close()

    def _api(self, cluster):
        return f"http://127.0.0.1:{self.port}/manager/api/clusters/{cluster}"

    def members(self, cluster):
        with urllib.request.urlopen(self._api(cluster)) as answer:
            return json.load(answer)["members"]

    def log(self):
        """The access log, a line for each request."""
        return [json.loads(line) for line in self._balancer.log_lines()]

    def events(self, cluster, since):
        """What the log says of the members' health."""
        found = (Event(calendar.timegm(time.strptime(at, "%Y-%m-%dT%H:%M:%S")) + int(ms) / 1000, *rest)
                 for at, ms, *rest in EVENT.findall(self._balancer.output()))
        return [e for e in found if e.cluster == cluster and e.time > since - 0.01]
