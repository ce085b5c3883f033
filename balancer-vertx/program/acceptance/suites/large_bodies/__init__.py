"""Large answers and uploads through the packaged balancer, over and over: none may stand still.

The worker is Debian's apache2 with two programs behind it, one that sends 30 MB in chunks and one that takes a body and says
its checksum; it speaks HTTP/1.1 at one port and HTTP/2 without TLS at another. Apache hands a program all of a body before
it reads a byte of it, so what sends back what it gets while it comes is a server of our own. Clients are h2load and curl, over
TLS and without, over HTTP/1.1 and HTTP/2, fast and slow. Every second round a process keeps the second core busy. A command
that moves no byte for two minutes stands still.

50 rounds of what once stood still in a third of them, and some of all else; 1000 with --full, which take an hour and a half.
Needs apache2 (not running), nghttp2-client, curl, openssl and a JDK.
"""

import subprocess
import sys

from ...harness.balancer import Balancer
from ...harness.certificates import make_certificate
from ...harness.members.http import HttpMember
from .transfers import Transfers
from .worker import Echo, ProgramWorker

ROUNDS = {False: 50, True: 1000}

CONFIGURATION = """\
listen:
  - {{address: 127.0.0.1:0, tls: {{certificate: {home}/site.pem, key: {home}/site.key}}}}
  - {{address: 127.0.0.1:0, h2c: true}}
clusters:
  http1: {{members: ["http://127.0.0.1:{http1}"]}}
  http2: {{members: ["h2c://127.0.0.1:{http2}"]}}
  echo: {{members: ["http://127.0.0.1:{echo}"]}}
routes:
  - {{path: /http1, to: /, cluster: http1}}
  - {{path: /http2, to: /, cluster: http2}}
  - {{path: /echo, cluster: echo}}
"""


def add_options(parser):
    parser.add_argument("--rounds", type=int)


def run(options, report):
    worker = ProgramWorker(options.home)
    balancer = Balancer(options.jar, options.home)
    try:
        make_certificate(options.home)
        worker.start()
        balancer.start(CONFIGURATION.format(
            home=options.home, http1=worker.port, http2=worker.http2_port, echo=HttpMember(Echo).port), listeners=2)
        all_rounds(Transfers(options.home, balancer), report, options.rounds or ROUNDS[options.full])
    finally:
        balancer.kill()
        worker.kill()


def all_rounds(transfers, report, count):
    few = max(2, count // 25)
    rounds(report, "TLS, HTTP/2 to http1, eight at once", count, transfers.once_stood_still)
    for what, pair in transfers.pairs().items():
        rounds(report, what, few, pair)
    for member in ("http1", "http2"):
        rounds(report, f"slow clients, {member}", few, lambda member=member: transfers.slow(member))
        for protocol in ("--http1.1", "--http2"):
            rounds(report, f"uploads, {protocol} to {member}", few,
                   lambda member=member, protocol=protocol: transfers.uploads(member, protocol))
    for protocol in ("--http1.1", "--http2"):
        rounds(report, f"both ways at once, {protocol}", few, lambda protocol=protocol: transfers.both_ways(protocol))


def rounds(report, what, count, transfer):
    """So many times, every second time beside a busy core; the first that is not done is one too many."""
    for i in range(count):
        busy = subprocess.Popen([sys.executable, "-c", "while True: pass"]) if i % 2 else None
        try:
            good = transfer()
        finally:
            if busy is not None:
                busy.kill()
                busy.wait()
        if not good:
            report.check(False, what, f"not done in round {i + 1} of {count}")
            return
    report.check(True, f"{what}: {count} rounds")
