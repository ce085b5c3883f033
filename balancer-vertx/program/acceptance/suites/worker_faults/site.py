"""The workers, the balancer before them, and the load."""

import json
import time
import urllib.request

from ...harness.balancer import Balancer
from ...harness.load import Client, Load
from ...harness.members.sockets import App, Refusing
from ...harness.waiting import lasting, wait_until
from ...harness.wire import Wire
from ...harness.workers import ApacheWorker, NginxWorker, four_workers
from .broken import Broken
from .configuration import configuration
from .judge import Allowed, Judge

UP_SECONDS = 120


class Site:
    def __init__(self, options, report):
        self.report = report
        self.seconds = options.seconds
        self.clients = options.clients
        self.failure = options.failure
        self.rows = []
        self._per_second = options.rate
        self.balancer = Balancer(options.jar, options.home)
        self.app = App()
        self.broken = Broken()
        self.refusing = Refusing()
        self._make_workers(options.home)
        self._servers = self.workers + self.idle + self.soon + self.few
        members = self._servers + [self.broken, self.refusing]
        self._wire = Wire(m.port for m in members)
        self._judge = Judge(report, self.balancer, members, self._wire, self.clients)

    def _make_workers(self, home):
        """Four that keep connections, and others that close them after a rest or some requests."""
        app = self.app
        self.workers = four_workers(home, app)
        self.idle = [ApacheWorker("apache-1s", home, app, keep="1s"), NginxWorker("nginx-1s", home, app, keep="1s")]
        self.soon = [NginxWorker("nginx-300ms", home, app, keep="300ms")]
        self.few = [ApacheWorker("apache-3", home, app, keep="1s", keep_requests=3)]
        self.few += [NginxWorker(f"nginx-{n}", home, app, keep="1s", keep_requests=n) for n in (1, 2, 3)]

    def start(self):
        for server in self._servers:
            server.start()
        self.balancer.start(configuration(self))
        self.port = self.balancer.port

    def stop(self):
        for process in [self.balancer, *self._servers]:
            process.kill()

    def reload(self, turn):
        said = self.balancer.output().count("read again")
        self.balancer.configure(configuration(self, turn))
        self.balancer.hangup()
        if not wait_until(lambda: self.balancer.output().count("read again") > said, 60):
            raise RuntimeError("was not read again")

    def under_load(self, name, path, victim, act, **allowed):
        """Lets `act` break something under load; it calls what it is given at that moment."""
        faults = []
        self._all_up(path)
        load = Load(self.port, f"/{path}/page", self.clients, self._per_second).start()
        try:
            lasting(self.seconds / 5)
            began = time.time()
            act(lambda: faults.append(time.time()))
            lasting(max(0.5, self.seconds - (time.time() - began)))
        finally:
            asked = load.stop()
        self.judge(name, victim and (path, victim), asked, faults[0], **allowed)
        return asked

    def judge(self, name, victim, asked, fault, **allowed):
        self.rows.append(self._judge.row(name, victim, asked, fault, Allowed(**allowed)))

    def _all_up(self, cluster):
        """Requests bring back a worker that is out from the fault before, and slowly to its whole weight."""
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
