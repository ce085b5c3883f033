"""The balancer that is attacked, what it says of its memory, and what is seen of it."""

import re
import subprocess

from ...harness.balancer import Balancer
from ...harness.certificates import make_certificate
from ...harness.members import protocols
from ...harness.sockets import open_connections
from ...harness.waiting import wait_until
from .member import Member

# Five for requests in flight, two for what is cut, ten for closing, and a busy machine.
END_SECONDS = 60

# What classes, compiled code's tables and caches add when something happens for the first time.
BACK_MIB = 3
BACK_SECONDS = 120  # of a busy machine

LISTENERS = ("plain", "h2c", "tls")

# What a balancer does that is out of memory: it resets, refuses, or has no JVM left to ask.
DEAD = (OSError, subprocess.SubprocessError, ValueError)

CONFIGURATION = """\
listen:
  - 127.0.0.1:0
  - {{address: 127.0.0.1:0, h2c: true}}
  - {{address: 127.0.0.1:0, tls: {{certificate: {home}/site.pem, key: {home}/site.key}}}}
shutdown: 5s
accessLog: {{file: {log}, format: combined}}
timeouts: {{handshake: 5m, head: 5m, body: 5m, idle: 5m}}
clusters:
  held:
    members: [http://127.0.0.1:{member}]
    failure: {{timeouts: false}}
    connections: {{max: 4096, idle: 1s}}
    timeouts: {{firstByte: 5m, connect: 10s, acquire: 5m}}
  full:
    members: [{{url: "http://127.0.0.1:{member}", maxInFlight: 1}}]
    queue: {{max: 10000, timeout: 5m}}
    timeouts: {{firstByte: 5m}}
  other:
    members: [http://127.0.0.1:{other}]
routes:
  - {{path: /other, cluster: other}}
  - {{path: /queue, cluster: full}}
  - {{path: /, cluster: held}}
"""


class Attacked:
    def __init__(self, options):
        jvm = ["-Dbalancer.memory.unbounded=true"] if options.without_budget else []
        self._home = options.home
        self._balancer = Balancer(options.jar, options.home, jvm=jvm)

    def start(self):
        make_certificate(self._home)
        member, other = protocols.start(Member), protocols.start(Member)
        self._balancer.start(CONFIGURATION.format(
            home=self._home, log=self._balancer.log, member=member, other=other), listeners=len(LISTENERS))

    def ports(self):
        return dict(zip(LISTENERS, self._balancer.ports))

    def printed(self):
        """What the start prints: MiB of the heap in use at most, and MiB of it."""
        found = re.search(r"memory: heap at most (\d+) MiB of (\d+) MiB", self._balancer.output())
        return tuple(map(int, found.groups())) if found else None

    def used(self):
        """MiB of the heap that are reached: of what is in use, some were made since the collection."""
        return self._balancer.reached_kib() / 1024

    def used_again(self, before):
        """MiB in use when the clients have left, as soon as it is as much as before."""
        seen = []

        def is_back():
            seen.append(self.used())
            return seen[-1] <= before + BACK_MIB
        wait_until(is_back, BACK_SECONDS)
        return seen[-1]

    def wait_until_left(self):
        return wait_until(lambda: open_connections(*self._balancer.ports) == 0, BACK_SECONDS)

    def end(self):
        """Its exit status after SIGTERM, and its output."""
        self._balancer.terminate()
        return self._balancer.status(END_SECONDS), self._balancer.output().splitlines()

    def kill(self):
        self._balancer.kill()
