"""The whole: two balancers, two workers, and the address; set up once for each frequency of adverts."""

import os
import time
from contextlib import contextmanager

from ...harness.members.sockets import App
from ...harness.program import Program
from ...harness.waiting import wait_until
from ...harness.workers import ApacheWorker, NginxWorker
from ..failover.lan import GATEWAY, Lan
from .machines import ADDRESS, CONFIGURATION, PORT, Machine, wait_same
from .visitors import Visitors

SECONDS = 90


class Site:
    def __init__(self, home, jar, advert):
        home.mkdir()
        self.advert = advert
        self.home = home
        self.lan = Lan()
        self.program = Program(jar)
        self.secret = home / "peers.key"
        self.secret.write_bytes(os.urandom(32))
        self.workers = [kind(kind.__name__.lower(), home, App(self.lan.host), machine=self.lan.machine())
                        for kind in (ApacheWorker, NginxWorker)]
        self.first = Machine("balancer1", home / "balancer1", jar, self.lan.machine())
        self.second = Machine("balancer2", home / "balancer2", jar, self.lan.machine())
        self.both = (self.first, self.second)
        self.visitors = None

    def start(self):
        for worker in self.workers:
            worker.start()
        members = ", ".join(f"'{m.host}:7800'" for m in self.both)
        workers = ", ".join(f"{{id: {w.name}, url: 'http://{w.host}:{w.port}'}}" for w in self.workers)
        for machine in self.both:
            machine.configuration = CONFIGURATION.format(
                port=PORT, home=machine.home, log=machine.balancer.log, host=machine.host, members=members,
                secret=self.secret, name=machine.name, address=ADDRESS, workers=workers)
            machine.start()
        for machine, other, priority in ((*self.both, 250), (*reversed(self.both), 200)):
            machine.watch(*self.vip(machine, other, priority))
        self.wait_well()
        self.visitors = Visitors()

    def vip(self, machine, other, priority):
        status, conf, said = self.program.run(
            "vip", "--address", f"{ADDRESS}/24", "--interface", "eth0", "--own", machine.host, "--peer", other.host,
            "--priority", priority, "--advert", self.advert, "--gateway", GATEWAY,
            "--health", f"http://127.0.0.1:{PORT}/m/health")
        if status != 0:
            raise AssertionError(f"vip: {said}")
        return conf, said

    def is_well(self):
        return (self.first.has_address() and not self.second.has_address()
                and all(m.sees() == {"balancer1": True, "balancer2": False} for m in self.both))

    def wait_well(self):
        """The first has the address, both see each other and know the same."""
        if not wait_until(self.is_well, SECONDS) or not wait_same(*self.both):
            raise AssertionError(f"not well after {SECONDS} s: {[m.sees() for m in self.both]}, "
                                 f"{[m.settings() for m in self.both]}, {[m.has_address() for m in self.both]}")

    def wait_answers(self, seconds=SECONDS):
        """Whether visitors are answered from some moment on."""
        began = time.monotonic()
        return wait_until(lambda: self.visitors.answered(began) > 20, seconds)

    def stop(self):
        if self.visitors is not None:
            self.visitors.stop()
        for machine in self.both:
            machine.stop()
        for worker in self.workers:
            worker.kill()
        self.lan.close()


@contextmanager
def site_of(home, jar, advert):
    site = Site(home, jar, advert)
    try:
        site.start()
        yield site
    finally:
        site.stop()
