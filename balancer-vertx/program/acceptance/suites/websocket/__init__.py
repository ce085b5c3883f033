"""WebSockets through the packaged balancer: a real client and member (npm's ws), a page in Chromium, Autobahn's test suite.

Over HTTP/1.1, with TLS and without, and by a bridge over HTTP/2 (RFC 8441); Autobahn over HTTP/2 in the long form only.
Needs node with npm, openssl, maven and a JDK; for the page Debian's chromium and chromium-driver.
"""

import collections
import json
import re
import shutil
import subprocess
from pathlib import Path

from ...harness.balancer import Balancer
from ...harness.certificates import make_certificate
from .autobahn import autobahn
from .bridge import bridge
from .exercises import Exercises
from .member import Member
from .page import page

HERE = Path(__file__).resolve().parent

IDLE = 1_000

# 64 would be for fewer connections than that.
HEAP_MIB = 128

# What 1,000 idle WebSockets may add to the resident memory of the balancer.
IDLE_MIB_MAX = 40

# Method, version and status in a line of the access log.
KIND = re.compile(r'"(\w+) \S+ HTTP/(\S+)" (\d+) ')

CONFIGURATION = """\
listen:
  - 127.0.0.1:0
  - {{address: 127.0.0.1:0, tls: {{certificate: {home}/site.pem, key: {home}/site.key}}}}
  - {{address: 127.0.0.1:0, h2c: true}}
accessLog: {{file: {home}/access.log, format: combined}}
clusters:
  echo:
    members: [http://127.0.0.1:{member}]
    connections: {{max: 2000}}
routes:
  - {{path: /, cluster: echo}}
"""


def add_options(parser):
    parser.add_argument("--without-autobahn", action="store_true")


def run(options, report):
    home = options.home
    install_ws(home)
    make_certificate(home)
    balancer = Balancer(options.jar, home, HEAP_MIB)
    member = Member(home / "node_modules")
    try:
        balancer.start(CONFIGURATION.format(home=home, member=member.port), listeners=3)
        exercise(options, balancer, member, report)
        check_log(balancer, report)
        balancer.terminate()
        report.check(balancer.status() == 0, "SIGTERM ends it")
    finally:
        balancer.kill()
        member.kill()


def install_ws(home):
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, home)
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--silent"], cwd=home, check=True)


def exercise(options, balancer, member, report):
    plain, tls, h2c = (f"{scheme}://127.0.0.1:{port}" for scheme, port in zip(("ws", "wss", "http"), balancer.ports))
    modules = options.home / "node_modules"
    exercises = Exercises(modules, plain, "plain", member, report)
    exercises.all()
    Exercises(modules, tls, "TLS", member, report).all()
    idle(exercises, balancer, member, report)
    if not options.without_autobahn:
        autobahn(options.home, plain, "plain", report)
    with bridge(h2c, modules) as over_http2:
        Exercises(modules, over_http2, "HTTP/2", member, report).all()
        if options.full and not options.without_autobahn:
            autobahn(options.home, over_http2, "HTTP2", report)
    page(options.home, balancer.ports[1], balancer, report)


def idle(exercises, balancer, member, report):
    before = balancer.memory()[0]
    client = exercises.process("idle", IDLE, stdin=subprocess.PIPE)
    opened = json.loads(client.stdout.readline() or "{}").get("open", 0)
    more = balancer.memory()[0] - before
    report.check(opened == IDLE and member.state()["open"] == IDLE and more <= IDLE_MIB_MAX,
                 f"{IDLE} idle WebSockets answer pings", f"{more} MiB more")
    client.kill()
    client.wait()
    report.check(member.is_left_alone(), "all are closed when their client dies")


def check_log(balancer, report):
    lines = [line for line in balancer.log_lines() if " /page" not in line]
    kinds = collections.Counter(KIND.search(line).groups() for line in lines)
    good = len(lines) > IDLE and set(kinds) == {("GET", "1.1", "101"), ("CONNECT", "2.0", "200")}
    report.check(good, "each has its line in the access log",
                 ", ".join(f"{count} times {' '.join(kind)}" for kind, count in kinds.items()))
