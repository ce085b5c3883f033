"""Runs the black-box cases of HTTP/1.1 in ../shared/conformance against the packaged balancer.

That folder stands beside the checkout and is not part of it; where it is missing this is left out.
Every `must` has to pass, and of `should` and `harden` at least as many as of the best peer. `--mounted` asks the handler
in a Vert.x server of examples instead: what has to fail there is in the table of docs/embedding.md, and nothing else may.
`--embedded` asks `BalancingServer` in an example, with the settings of the program: each case has to end as it does there.
Needs Debian's varnish (for varnishtest) and a JDK.
"""

from ...harness import black_box
from ...harness.balancer import Balancer
from ...harness.server import free_port
from . import mounted
from .corpus import run_corpus
from .embedded import Embedded

# What the best of HAProxy, nginx and Apache passes: docs/conformance.md.
BEST_PEER = {"should": 13, "harden": 4}

# It starts a proxy by itself, which is HAProxy.
VTC_LEFT_OUT = "10-"

CONFIGURATION = """\
listen:
  - address: 127.0.0.1:0
  - {{address: "127.0.0.1:0", h2c: true}}
timeouts: {{head: 4s, body: 4s, idle: 8s}}
clusters:
  origin:
    strategy: byrequests
    members: [{members}]
    failure: {{retry: 1s}}
    timeouts: {{firstByte: 8s}}
routes:
  - {{path: /, cluster: origin, preserveHost: true}}
"""


def add_options(parser):
    black_box.add_option(parser)
    parser.add_argument("--embedded", action="store_true", help="listeners of the library in an example, not the program")
    parser.add_argument("--mounted", action="store_true", help="the handler in a server of examples, not the program")


def run(options, report):
    folder = black_box.required(options.suite)
    if options.mounted:
        mounted.run(folder, options, report)
        return
    suite = Suite(folder, options, report)
    suite.corpus()
    suite.scripts()


class Suite:
    def __init__(self, folder, options, report):
        self._folder = folder
        self._jar = options.jar
        self._home = options.home
        self._embedded = options.embedded
        self._report = report

    def before(self, ports, run_through):
        """Starts a balancer before these members, and runs something through it."""
        balancer = Embedded(self._jar, self._home, ports) if self._embedded else Balancer(self._jar, self._home)
        members = ", ".join(f"http://127.0.0.1:{port}" for port in ports)
        try:
            balancer.start(CONFIGURATION.format(members=members), listeners=2)
            run_through(balancer)
        finally:
            balancer.kill()

    def corpus(self):
        """On both listeners: HTTP/1.1 has the same rules where HTTP/2 may come as well."""
        for listener, options in enumerate((["--slow"], [])):
            self._corpus(listener, options)

    def _corpus(self, listener, options):
        origin = free_port()
        results = self._home / f"rawhttp-{listener}.json"
        cases = []
        self.before([origin], lambda balancer: cases.extend(
            run_corpus(self._folder, balancer.ports[listener], origin, results, options)))
        self._report.check(len(cases) > 0, f"{len(cases)} cases were run")
        for level in ("must", "should", "harden"):
            self._judge(level, [case for case in cases if case["level"] == level])

    def _judge(self, level, cases):
        failed = [case for case in cases if not case["pass"]]
        if level in BEST_PEER:
            passed = len(cases) - len(failed)
            self._report.check(passed >= BEST_PEER[level], f"{level}: {passed} of {len(cases)}, the "
                               f"best peer {BEST_PEER[level]}", names(failed))
            return
        for case in cases:
            detail = "" if case["pass"] else " | ".join(case["fails"])
            self._report.check(case["pass"], f"{level}: {case['name']}", detail)

    def scripts(self):
        """Each before a balancer of its own: counters begin anew, and no member is marked down."""
        for script in sorted((self._folder / "vtc").glob("[0-9]*.vtc")):
            if not script.name.startswith(VTC_LEFT_OUT):
                self.before(black_box.VTC_MEMBERS, lambda balancer: black_box.varnishtest(
                    self._report, script, proxy=balancer.ports[0], proxyh2=balancer.ports[1]))


def names(cases):
    return "without " + ", ".join(case["name"] for case in cases) if cases else ""
