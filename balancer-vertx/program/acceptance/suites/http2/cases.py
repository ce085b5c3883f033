"""The HTTP/2 cases of the suite beside the checkout."""

import json
import subprocess
import sys

from ...harness.black_box import VTC_MEMBERS, WARM_UP, varnishtest, warm_up
from ...harness.server import free_port

CASES_SECONDS = 600

# What is decided otherwise: docs/decisions.md, "WebSocket is the only upgrade".
DIFFERENT = ("h2-extended-connect",)

# The heap has 64 MiB; the rest is Java itself, its code and its buffers.
RESIDENT_MIB_MAX = 400


class Cases:
    def __init__(self, folder, site, report):
        self._folder = folder
        self._site = site
        self._report = report

    def run(self):
        origin = free_port()
        results = self._site.home / "rawh2.json"
        self._site.before([origin], lambda balancer: self._rawh2(balancer, origin, results))
        cases = json.loads(results.read_text())
        self._report.check(len(cases) > 0, f"{len(cases)} cases were run")
        for level, good, name in cases:
            if name in DIFFERENT:
                self._report.check(not good, f"{level}: {name}: differs, as docs/decisions.md says")
            else:
                self._report.check(good, f"{level}: {name}")
        script = next((self._folder / "vtc").glob("06-*.vtc"))
        self._site.before(VTC_MEMBERS, lambda balancer: varnishtest(self._report, script, proxyh2=balancer.ports[1]))

    def _rawh2(self, balancer, origin, results):
        http1, h2c, _ = (f"http://127.0.0.1:{port}/{WARM_UP}" for port in balancer.ports)
        warm_up(origin, [http1], ["--http2-prior-knowledge", h2c])
        subprocess.run(
            [sys.executable, "-B", str(self._folder / "rawh2.py"), "--proxy-port", str(balancer.ports[1]), "--h1-port",
             str(balancer.ports[0]), "--origin-port", str(origin), "--json", str(results)],
            stdout=subprocess.DEVNULL, timeout=CASES_SECONDS, check=False)
        now, most = balancer.memory()
        self._report.check(most <= RESIDENT_MIB_MAX, f"memory through all floods: {now} MiB, at most {most}")
