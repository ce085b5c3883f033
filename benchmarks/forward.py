#!/usr/bin/env python3
"""Measures forwarding: the packaged balancer beside Debian's nginx and HAProxy, in turn.

    benchmarks/forward.py smoke|short|publication [--into DIR] [--java OPTION]...

Needs two cores, and nginx, haproxy and wrk. See benchmarks/README.md.
"""

import argparse
import datetime
import os
import re
import shlex
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from forwarding import contenders, load, report  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
PROXY_CORE, LOAD_CORE = 0, 1
CONNECTIONS = 64
BODIES = ("1KiB", "64KiB")

# rounds, seconds of a round, seconds to warm up: a JVM compiles for the first minute of load.
EFFORTS = {"smoke": (1, 1, 2), "short": (5, 6, 40), "publication": (15, 20, 120)}


def output(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout + done.stderr


def free_ports(names):
    held = [socket.create_server(("127.0.0.1", 0)) for _ in names]
    ports = {name: s.getsockname()[1] for name, s in zip(names, held)}
    for s in held:
        s.close()
    return ports


def machine():
    board = Path("/proc/device-tree/model")
    if board.exists():
        model = board.read_text().strip("\0\n ")
    else:
        found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
        model = re.sub(r"\((R|TM)\)|CPU|@.*", "", found[1]).strip() if found else "unknown"
    return f"{re.sub(' +', ' ', model)}, {os.cpu_count()} cores"


def versions():
    nginx = re.search(r"nginx/([\d.]+)", output(contenders.program("nginx"), "-v"))[1]
    haproxy = re.search(r"version ([\d.]+)", output(contenders.program("haproxy"), "-v"))[1]
    java = re.search(r'version "(.*?)"', output("java", "-version"))[1]
    commit = output("git", "-C", str(ROOT), "log", "-1", "--format=%h").strip()
    return f"balancer {commit} on Java {java}, nginx {nginx}, HAProxy {haproxy}"


def measure(effort, directory, java_options):
    count, seconds, warmup = EFFORTS[effort]
    ports = free_ports(["a", "b", "ours", "nginx", "haproxy"])
    jar = str(ROOT / "balancer-vertx/program/target/balancer.jar")
    rounds = []
    with contenders.origin(directory, LOAD_CORE, ports):
        ours, nginx, haproxy = contenders.proxies(directory, PROXY_CORE, jar, java_options, ports)
        with ours, nginx, haproxy:
            for body in BODIES:
                for server in (ours, nginx, haproxy):
                    load.run(server, LOAD_CORE, body, warmup if server is ours else 2, CONNECTIONS)
            for _ in range(count):
                for body in BODIES:
                    for server in (ours, nginx, haproxy):
                        rounds.append(load.run(server, LOAD_CORE, body, seconds, CONNECTIONS))
                        print(f"{len(rounds)}/{count * 6} {server.name} {body}:"
                              f" {rounds[-1]['cpu_us_per_request']:.1f} µs", file=sys.stderr)
    return rounds


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("effort", choices=EFFORTS)
    parser.add_argument("--into", type=Path)
    parser.add_argument("--java", action="append", help="an option of the JVM; -Xmx64m unless given")
    arguments = parser.parse_args()
    if os.cpu_count() < 2:
        raise SystemExit("two cores are needed: one for the proxy, one for the load")
    subprocess.run(["mvn", "-q", "-B", "-DskipTests", "package", "-pl", "balancer-vertx/program", "-am"], cwd=ROOT, check=True)
    java_options = arguments.java or ["-Xmx64m"]
    with tempfile.TemporaryDirectory() as directory:
        os.chmod(directory, 0o755)  # a worker of nginx is another user than root
        rounds = measure(arguments.effort, directory, java_options)
    count, seconds, warmup = EFFORTS[arguments.effort]
    about = {
        "machine": machine(), "versions": versions(), "connections": CONNECTIONS, "rounds": count,
        "wrk": re.search(r"wrk (?:debian/)?([\d.]+)", output("wrk", "-v"))[1],
        "seconds": seconds, "warmup": warmup,
        "command": shlex.join(["benchmarks/forward.py", *sys.argv[1:]]),
    }
    slug = re.sub("[^a-z0-9]+", "-", about["machine"].lower()).strip("-")
    today = datetime.datetime.now(datetime.timezone.utc).date()
    into = arguments.into or ROOT / "benchmarks/results" / f"{today}-{slug}"
    into.mkdir(parents=True, exist_ok=True)
    print(report.write(into, rounds, about))
    print(f"Written to {into}", file=sys.stderr)


if __name__ == "__main__":
    main()
