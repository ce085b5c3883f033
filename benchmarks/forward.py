#!/usr/bin/env python3
"""Measures forwarding: the packaged balancer beside Debian's nginx, HAProxy and Apache, and vertx-http-proxy, in turn.

    benchmarks/forward.py smoke|quick|short|publication [--only WORD,…] [--proxies NAME,…] [--into DIR] [--jar JAR] [--java OPTION]... [--tls-engine boringssl]

Needs two cores, and nginx, haproxy, apache2, wrk, h2load and openssl. See benchmarks/README.md.
"""

import argparse
import datetime
import os
import re
import shlex
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from forwarding import contenders, load, picture, report, scenarios, server  # noqa: E402
from forwarding.members import addresses, members, tunnel_members  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
PROXY_CORE, LOAD_CORE = 0, 1

# As the Debian package starts it.
HEAP = "-Xmx128m"
PROXIES = ("balancer", "nginx", "haproxy", "haproxy-tcp", "apache", contenders.VERTX)

# rounds, seconds of a round, seconds to warm up: a JVM compiles for the first minute of load, and anew for each kind.
EFFORTS = {"smoke": (1, 1, 1), "quick": (3, 2, 16), "short": (5, 4, 40), "publication": (15, 20, 120)}

# Clients come in several runs: a JVM compiles anew what the first to leave have shown. It is warm when its compilers, which share
# the one core, take little of what a run costs; until then requests wait for them, and what they use is counted as the proxy's.
WARM_UP_RUNS, WARM_UP_RUNS_MAX = 4, 40
COMPILERS_SHARE_MAX = 0.05


def output(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout + done.stderr


def machine():
    board = Path("/proc/device-tree/model")
    if board.exists():
        model = board.read_text().strip("\0\n ")
    else:
        found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
        model = re.sub(r"\((R|TM)\)|CPU|@.*", "", found[1]).strip() if found else "unknown"
    return f"{re.sub(' +', ' ', model)}, {os.cpu_count()} cores"


def versions():
    nginx = re.search(r"nginx/([\d.]+)", output(server.program("nginx"), "-v"))[1]
    haproxy = re.search(r"version ([\d.]+)", output(server.program("haproxy"), "-v"))[1]
    apache = re.search(r"Apache/([\d.]+)", output(server.program("apache2"), "-v"))[1]
    java = re.search(r'version "(.*?)"', output("java", "-version"))[1]
    commit = output("git", "-C", str(ROOT), "log", "-1", "--format=%h").strip()
    return f"balancer {commit} on Java {java}, nginx {nginx}, HAProxy {haproxy}, Apache {apache}"


class Measurement:
    def __init__(self, arguments, directory):
        self.rounds_wanted, self.seconds, self.warm_up_seconds = EFFORTS[arguments.effort]
        self.arguments, self.directory = arguments, directory
        self.rounds = []

    def run(self):
        with members(self.directory, LOAD_CORE) as web, tunnel_members(self.directory, LOAD_CORE) as tunnels:
            for setup, asked in scenarios.by_setup(scenarios.chosen(self.arguments.only)).items():
                behind = addresses(tunnels if setup.tunnels else web, setup.members)
                made = contenders.Contenders(self.directory, PROXY_CORE, setup, behind)
                with ExitStack() as running:
                    proxies = [running.enter_context(proxy) for proxy in
                               made.all(self.arguments.proxies, self.arguments.jars, self.arguments.java,
                                        self.arguments.tls_engine)]
                    for scenario in asked:
                        self.scenario(scenario, [proxy for proxy in proxies if scenario.listener in proxy.ports])
        return self.rounds

    def scenario(self, scenario, proxies):
        self.warm_up(scenario, proxies)
        for _ in range(self.rounds_wanted):
            for proxy in proxies:
                if scenario.before:
                    self.load(scenario, proxy, scenario.before)
                self.rounds.append(self.load(scenario, proxy, scenario.seconds or self.seconds))
        for proxy in proxies:
            mine = [r["cpu_us_per_request"] for r in report.of(self.rounds, scenario.name, proxy.name)]
            print(f"{scenario.name}: {proxy.name} {median(mine):.1f} µs", file=sys.stderr, flush=True)

    def warm_up(self, scenario, proxies):
        for proxy in proxies:
            if proxy.name in contenders.JVMS:
                self.warm_up_jvm(scenario, proxy)
            else:
                self.load(scenario, proxy, 1)

    def warm_up_jvm(self, scenario, proxy):
        for runs in range(1, WARM_UP_RUNS_MAX + 1):
            run = self.load(scenario, proxy, max(1, self.warm_up_seconds // WARM_UP_RUNS))
            if runs >= WARM_UP_RUNS and run["compilers_share"] < COMPILERS_SHARE_MAX:
                break

    def load(self, scenario, proxy, seconds):
        return load.run(proxy, LOAD_CORE, scenario, seconds, self.directory, self.half_rate())

    def half_rate(self):
        """Half of what nginx has done of the plain requests; a small load if that was not measured."""
        rates = [r["requests_per_second"] for r in report.of(self.rounds, scenarios.GET.name, "nginx")]
        return median(rates) / 2 if rates else 4000


def parsed():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("effort", choices=EFFORTS)
    parser.add_argument("--only", type=lambda text: text.split(","), default=[], metavar="WORD,…",
                        help="kinds of load that have one of the words in their name")
    parser.add_argument("--proxies", type=lambda text: text.split(","), default=PROXIES, metavar="NAME,…",
                        help=f"of {', '.join(PROXIES)}")
    parser.add_argument("--into", type=Path)
    parser.add_argument("--jar", type=Path, help="a jar that is there; built unless given")
    parser.add_argument("--java", action="append", help=f"an option of the JVM; {HEAP} unless given")
    parser.add_argument("--tls-engine", choices=("jdk", "boringssl"), default="jdk", help="what encrypts in ours")
    arguments = parser.parse_args()
    arguments.java = arguments.java or [HEAP]
    return arguments


def build(module, jar):
    """A module's jar; the measured program's is always made anew."""
    subprocess.run(["mvn", "-q", "-B", "-DskipTests", "package", "-pl", module, "-am"], cwd=ROOT, check=True)
    return str(ROOT / module / "target" / jar)


def jars(arguments):
    """Those of the JVMs among the proxies."""
    made = {contenders.OURSELVES: str(arguments.jar) if arguments.jar else build("balancer-vertx/program", "balancer.jar")}
    if contenders.VERTX in arguments.proxies:
        made[contenders.VERTX] = build("benchmarks", "benchmarks.jar")
    return made


def main():
    arguments = parsed()
    if os.cpu_count() < 2:
        raise SystemExit("two cores are needed: one for the proxy, one for the load")
    arguments.jars = jars(arguments)
    with tempfile.TemporaryDirectory() as directory:
        os.chmod(directory, 0o755)  # a worker of nginx is another user than root
        rounds = Measurement(arguments, directory).run()
    count, seconds, warm_up = EFFORTS[arguments.effort]
    about = {
        "machine": machine(), "versions": versions(), "rounds": count, "seconds": seconds, "warmup": warm_up,
        "load": f"wrk {re.search(r'wrk (?:debian/)?([^ ]+)', output('wrk', '-v'))[1]}, {output('h2load', '--version').strip()}",
        "command": shlex.join(["benchmarks/forward.py", *sys.argv[1:]]),
    }
    slug = re.sub("[^a-z0-9]+", "-", about["machine"].lower()).strip("-")
    today = datetime.datetime.now(datetime.timezone.utc).date()
    into = arguments.into or ROOT / "benchmarks/results" / f"{today}-{slug}"
    into.mkdir(parents=True, exist_ok=True)
    print(report.write(into, rounds, about))
    (into / "forwarding.svg").write_text(picture.svg(rounds))
    print(f"Written to {into}", file=sys.stderr)


if __name__ == "__main__":
    main()
