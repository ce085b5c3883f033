"""A balancer that has no peers carries nothing of them: no thread, no port, no class; and what a start is with them and without."""

import os
import statistics
import subprocess
import time
from pathlib import Path

from ...harness.balancer import Balancer
from ...harness.server import free_port
from ...harness.waiting import lasting
from .machines import PORT, Machine, stat

CONFIGURATION = """\
listen: 0.0.0.0:{port}
stateFile: {home}/state.json
{peers}clusters: {{c: {{members: ['http://127.0.0.1:9']}}}}
routes: [{{path: /m, manager: {{}}}}, {{path: /, cluster: c}}]
"""

PEERS = "peers: {{listen: '127.0.0.1:{port}', members: ['127.0.0.1:{port}'], secret: {secret}}}\n"

STARTS = 10

# The group is joined once the balancer is ready.
JOINED_SECONDS = 5


def run(site, options, report):
    home = site.home / "alone"
    classes = home / "classes.log"
    alone = Machine("alone", home, options.jar, site.lan.machine(), jvm=(f"-Xlog:class+load:file={classes}",))
    alone.configuration = CONFIGURATION.format(port=PORT, home=home, peers="")
    try:
        alone.start()
        ports = alone.here("ss", "-H", "-l", "-n", "-t", "-u").splitlines()
        report.check(len(ports) == 1 and f":{PORT} " in ports[0], "alone: no port but the one that clients reach", ports)
        tasks = Path(f"/proc/{alone.balancer.pid}/task").glob("*/comm")
        names = [name for task in tasks if "peers" in (name := task.read_text().strip()) or "jgroups" in name]
        report.check(names == [], "alone: no thread of peers", names)
        loaded = [line for line in classes.read_text().splitlines() if "org.jgroups." in line]
        report.check(loaded == [], "alone: no class of JGroups", loaded[:3])
        report.check(alone.api("/peers") == {"balancers": [], "differences": []}, "alone: it shows no other")
    finally:
        alone.stop()
    return starts(site, options, home) if options.full else []


def starts(site, options, home):
    """Turn by turn, so that both kinds meet the same of what else this machine does."""
    with_peers = PEERS.format(port=free_port(), secret=site.secret)
    seen = {"without": [], "with": []}
    for _ in range(STARTS):
        for kind, peers in (("without", ""), ("with", with_peers)):
            seen[kind].append(one_start(options.jar, home, CONFIGURATION.format(port=0, home=home, peers=peers)))
    return [f"| {site.advert} | a start {kind} peers, median of {STARTS} | {', '.join(map(median, zip(*found)))} |"
            for kind, found in seen.items()]


def median(cells):
    return f"{statistics.median(number for number, _ in cells):.2f} {cells[0][1]}"


def one_start(jar, home, configuration):
    """What was measured, and what it is."""
    balancer = Balancer(jar, home)
    begin = time.monotonic()
    balancer.start(configuration)
    try:
        ready, cpu = time.monotonic() - begin, processor_seconds(balancer)
        lasting(JOINED_SECONDS)
        ports = subprocess.run(["ss", "-H", "-l", "-n", "-t", "-u", "-p"], capture_output=True, text=True, check=True).stdout
        return ((ready, "s until it is ready"), (cpu, "s of a processor until then"),
                (processor_seconds(balancer), f"s of a processor {JOINED_SECONDS} s later"),
                (len(balancer.tasks()), "threads"), (ports.count(f"pid={balancer.pid},"), "ports"),
                (balancer.memory()[0], "MiB resident"))
    finally:
        balancer.kill()


def processor_seconds(balancer):
    fields = stat(balancer.pid)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
