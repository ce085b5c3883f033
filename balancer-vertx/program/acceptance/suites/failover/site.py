"""Four real workers on machines of their own, and the balancer before them, once for each policy."""

from contextlib import contextmanager

from ...harness.load import Client, Load
from ...harness.members.sockets import App
from ...harness.waiting import wait_until
from ...harness.workers import four_workers

from .front import Cluster, Front
from .lan import Lan

CLIENTS = 16
PER_SECOND = 240

# How long the site may take until all workers are up again.
UP_SECONDS = 90


class Site:
    def __init__(self, home, jar, policies):
        self.lan = Lan()
        self._policies = policies
        self.front = Front(home, jar)
        self.workers = four_workers(home, App(self.lan.host), self.lan.machine)

    def start(self):
        for worker in self.workers:
            worker.start()
        self.front.start([Cluster(n, self.workers, settings) for n, settings in self._policies.items()])

    def stop(self):
        for process in [self.front, *self.workers]:
            process.kill()
        self.lan.close()

    def load(self, cluster, clients=CLIENTS, per_second=PER_SECOND):
        """GETs of 40 ms each."""
        return Load(self.front.port, f"/{cluster}/page", clients, per_second, methods=("GET",))

    def all_up(self, cluster):
        """Requests bring back a worker that is out, and slowly to its whole weight."""
        client = Client(self.front.port)

        def is_up():
            client.ask("GET", f"/{cluster}/page")
            return {m["health"] for m in self.front.members(cluster)} == {"up"}
        if not wait_until(is_up, UP_SECONDS):
            raise RuntimeError(f"{cluster}: not all up after {UP_SECONDS} s")
        client.close()


@contextmanager
def site_of(home, jar, policies):
    """A site that stands as long as it is wanted."""
    site = Site(home, jar, policies)
    try:
        site.start()
        yield site
    finally:
        site.stop()
