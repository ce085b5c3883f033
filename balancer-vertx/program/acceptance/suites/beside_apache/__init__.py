"""Asks Debian's apache2 and the packaged balancer, with the same file of Apache's syntax and before the same members, the
same requests one after the other, and compares who answers them, what clients and members are told, and what the
logs say. Needs apache2.
"""

import shutil

from ...harness.apache import Apache
from .both import Client, Same, ask, members
from .heads import HEADS, compare_heads
from .logs import LOGS, compare_logs
from .scenarios import SCENARIOS

MODULES = ("mpm_event authz_core headers setenvif proxy proxy_http slotmem_shm proxy_balancer"
           " lbmethod_byrequests lbmethod_bytraffic lbmethod_bybusyness").split()

# One process: others would each count for themselves.
HTTPD = """\
StartServers 1
ServerLimit 1
ThreadsPerChild 25
MaxRequestWorkers 25
MaxKeepAliveRequests 0
KeepAliveTimeout 60
ProxyVia On
"""

REQUESTS = 500


def add_options(parser):
    parser.add_argument("--scenario", default="", help="only those whose name has this text")
    parser.add_argument("--requests", type=int, default=REQUESTS, help="of each scenario")
    parser.add_argument("--keep", default="", help="a folder to keep the file and the logs in")


def run(options, report):
    ports = members()
    wanted = [scenario for scenario in SCENARIOS if options.scenario in scenario.name]
    text = HTTPD + "".join(scenario.lines(ports) for scenario in wanted)
    text += HEADS.format(**ports) + LOGS.format(**ports)
    httpd = Apache("httpd", options.home, MODULES, text.replace("{", "{{").replace("}", "}}"))
    here = Same("here", options.home, options.jar, httpd)
    try:
        httpd.start()
        here.start()
        pad([scenario for scenario in wanted if scenario.counts_bytes], httpd, here)
        for scenario in wanted:
            compare(scenario, options.requests, httpd.port, here.port, report)
        if not options.scenario:
            compare_heads(httpd.port, here.port, report)
            compare_logs(httpd, here, report)
    finally:
        httpd.kill()
        here.kill()
        if options.keep:
            shutil.copytree(options.home, options.keep, dirs_exist_ok=True)


def pad(scenarios, httpd, here):
    """Begins anew, with a field for httpd's members alone that makes requests as long as the balancer's, which have more
    fields: traffic is counted in bytes of requests as well."""
    text = httpd.config.read_text()
    for scenario in scenarios:
        theirs, ours = (head_bytes(server.port, scenario) for server in (httpd, here))
        field = f"RequestHeader set X-Pad {'x' * (ours - theirs - len('X-Pad: ') - len('  '))}"
        text = text.replace(scenario.padding, field)
    httpd.stop()
    here.stop()
    httpd.config.write_text(text)
    httpd.start()
    here.start()


def head_bytes(port, scenario):
    client = Client(port)
    _, said = client.get(f"{scenario.path}/?fields=1")
    client.close()
    return said["bytes"]


def compare(scenario, requests, httpd, here, report):
    theirs = ask(httpd, scenario, requests)
    ours = ask(here, scenario, requests)
    shares = " ".join(f"{member}:{theirs.count(member)}" for member in sorted(set(theirs)))
    name = f"{scenario.name}, {len(theirs)} requests"
    if theirs == ours:
        report.check(not scenario.differs, name, shares)
        return
    first = next(i for i, pair in enumerate(zip(theirs, ours)) if pair[0] != pair[1])
    window = slice(max(0, first - 3), first + 12)
    seen = f"from {first}: httpd {' '.join(theirs[window])}; here {' '.join(ours[window])}"
    if scenario.differs:
        report.check(True, f"{name} differ", f"{scenario.differs}; {seen}")
    else:
        same = sum(a == b for a, b in zip(theirs, ours))
        report.check(False, name, f"{shares}; {same} the same; {seen}")
