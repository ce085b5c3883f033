"""The member, and the balancer before it on three listeners: HTTP/1.1, HTTP/2 without TLS, TLS."""

import threading

from ...harness.balancer import Balancer
from ...harness.members.http import Handler

PAGE = b"x" * 1024

SLOW_SECONDS = 1

CONFIGURATION = """\
listen:
  - address: 127.0.0.1:0
  - {{address: 127.0.0.1:0, h2c: true}}
  - {{address: 127.0.0.1:0, tls: {{certificate: {home}/site.pem, key: {home}/site.key}}}}
shutdown: 10s
clusters:
  origin:
    strategy: byrequests
    members: [{members}]
    failure: {{retry: 1s}}
routes:
  - {{path: /, cluster: origin, preserveHost: true}}
"""


class Member(Handler):
    """Reads a body, whatever its framing, and answers with a KiB; to /slow after a second."""

    slow_begun = threading.Event()

    def answer(self):
        for _ in self.pieces():
            pass
        if self.path == "/slow":
            self.slow_begun.set()
            threading.Event().wait(SLOW_SECONDS)
        self.reply(PAGE)

    do_GET = do_HEAD = do_POST = do_PUT = do_OPTIONS = answer


class Site:
    def __init__(self, jar, home):
        self.home = home
        self._jar = jar

    def before(self, ports, run_through):
        """Starts a balancer before these members, and runs something through it."""
        members = ", ".join(f"http://127.0.0.1:{port}" for port in ports)
        balancer = Balancer(self._jar, self.home)
        try:
            balancer.start(CONFIGURATION.format(home=self.home, members=members), listeners=3)
            run_through(balancer)
        finally:
            balancer.kill()
