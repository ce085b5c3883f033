"""One process, reloaded again and again with another configuration each time: what it holds afterwards is what it held before."""

import collections
import contextlib
import json
import os
import random
import re
import subprocess
import urllib.request

from ...harness.balancer import HEAP_MIB, Balancer
from ...harness.server import free_port
from ...harness.waiting import wait_until

SEED = 14
WARM = 50
SECONDS = 60

STRATEGIES = ("byrequests", "bytraffic", "bybusyness", "random", "two-choices")

# A compiler that soon has nothing left to do, all of the heap in memory from the start, and the JVM's own account of the rest: so that
# what is resident grows by what is leaked, and by compiled code, which the account has by itself.
JVM = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", f"-Xms{HEAP_MIB}m", "-XX:+AlwaysPreTouch", "-XX:NativeMemoryTracking=summary")

# What grows for other reasons than reloads: the account's own size is that of what it counts.
OTHER = ("Java Heap", "GC", "Code", "Compiler", "Arena Chunk", "Native Memory Tracking")

# A kilobyte for each of a thousand reloads.
NATIVE_KIB = 1024

# Pages that malloc keeps for the next use, as far as it cannot give them back.
RESIDENT_MIB = 8

# Of each there is one for the configuration that is live.
LIVE = ("RunningConfiguration", "BalancingProxy")


def reloads(options, count, report):
    home = options.home / "reloads"
    home.mkdir()
    balancer = Balancer(options.jar, home, jvm=JVM)
    chance = random.Random(SEED)
    ports = [free_port() for _ in range(4)]
    try:
        balancer.start(configuration(chance, home, ports[:1]))
        url = f"http://127.0.0.1:{ports[0]}/balancer-manager/api"
        for _ in range(WARM):
            reload(balancer, url, configuration(chance, home, ports))
        before = held(balancer, url, home, ports)
        changed = sum(reload(balancer, url, configuration(chance, home, ports)) for _ in range(count))
        after = held(balancer, url, home, ports)
        report.check(changed > count / 2, f"{count} reloads, {changed} of which have changed something")
        # Each event loop opens a socket for names when one is first looked up there, by whichever reload needs it.
        closed = wait_until(lambda: len(balancer.descriptors()) <= len(before["files"]) + os.cpu_count(), SECONDS)
        report.check(closed, "as many files and sockets are open", opened(before["files"], balancer.descriptors()))
        report.check(after["threads"] <= before["threads"] + 2, "as many threads run", f"{before['threads']}, {after['threads']}")
        report.check(after["live"] <= len(LIVE), "one configuration is left", f"{after['live']} objects for {len(LIVE)} classes")
        report.check(after["bytes"] < before["bytes"] * 1.2, "the heap holds as much", f"{before['bytes']}, {after['bytes']} bytes")
        grown = {name: kib - before["native"].get(name, 0) for name, kib in after["native"].items()}
        native = sum(grown.values())
        report.check(native < NATIVE_KIB, "Java holds as much beside heap and compiled code",
                     f"{native} KiB more; {({name: kib for name, kib in grown.items() if kib > NATIVE_KIB // 16})}")
        more = after["resident"] - before["resident"] - (after["code"] - before["code"]) // 1024
        report.check(more <= RESIDENT_MIB, "no more is resident than there is compiled code", f"{more} MiB more")
        print(f"resident: {before['resident']}, then {after['resident']} MiB; compiled code: {before['code']}, then {after['code']} KiB; "
              f"other: {native} KiB more; {opened(before['files'], balancer.descriptors())}")
        balancer.terminate()
        report.check(balancer.status() == 0, "it ends on SIGTERM")
    finally:
        balancer.kill()


def configuration(chance, home, ports):
    """Other members, weights, strategies, listeners, probes, logs: some of it each time."""
    listeners = ", ".join(f"127.0.0.1:{port}" for port in ports[:chance.randint(1, len(ports))])
    clusters, routes = [], ["{path: /balancer-manager, manager: {}}"]
    for name in ("a", "b", "c")[:chance.randint(1, 3)]:
        ids = chance.sample(range(1, 9), chance.randint(1, 6))
        members = ", ".join(f"{{id: m{i}, url: 'http://127.0.0.1:{i}', weight: {chance.randint(1, 5)}}}" for i in ids)
        probe = ", probe: {path: /, interval: 10s}" if chance.random() < 0.3 else ""
        sticky = ", sticky: {cookie: S}" if chance.random() < 0.3 else ""
        clusters.append(f"  {name}: {{strategy: {chance.choice(STRATEGIES)}, members: [{members}]{probe}{sticky}}}")
        routes.append(f"{{path: /{name}, cluster: {name}}}")
    log = f"accessLog: {{file: {home}/access{chance.randint(1, 3)}.log}}\n" if chance.random() < 0.5 else ""
    return "\n".join((f"listen: [{listeners}]", f"{log}clusters:", *clusters, f"routes: [{', '.join(routes)}]", ""))


def reload(balancer, url, text):
    """Whether it has changed something."""
    balancer.configure(text)
    request = urllib.request.Request(f"{url}/reload", b"{}", {"Content-Type": "application/json"}, method="POST")
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        return bool(json.load(answer)["changes"])


def held(balancer, url, home, ports):
    """What it holds with one and the same configuration, once what was before is closed."""
    reload(balancer, url, configuration(random.Random(SEED), home, ports))
    live = re.compile(rf"\s(\d+)\s+\d+\s+\S+\.(?:{'|'.join(LIVE)})\s")
    seen = {}

    def settled():
        histogram = balancer.jcmd("GC.class_histogram")
        seen["live"] = sum(map(int, live.findall(histogram)))
        seen["bytes"] = int(re.search(r"Total\s+\d+\s+(\d+)", histogram).group(1))
        seen["files"] = balancer.descriptors()
        return seen["live"] <= len(LIVE)
    wait_until(settled, SECONDS)
    seen["threads"] = len(re.findall(r'^"', balancer.jcmd("Thread.print"), re.MULTILINE))
    committed = {name: int(kib) for name, kib in re.findall(r"-\s+(\S.*?) \(reserved=\d+KB, committed=(\d+)KB",
                                                           balancer.jcmd("VM.native_memory"))}
    seen["code"] = committed["Code"]
    seen["native"] = {name: kib for name, kib in committed.items() if name not in OTHER}
    with contextlib.suppress(subprocess.CalledProcessError):  # a Java that cannot
        balancer.jcmd("System.trim_native_heap")
    seen["resident"] = balancer.memory()[0]
    return seen


def opened(before, after):
    """How many there were, how many there are, and which of them are new; sockets and the like have no names of their own."""
    def kinds(files):
        return collections.Counter(re.sub(r"\[\d+\]", "", file) for file in files)
    return f"{len(before)} files, then {len(after)}; new: {dict(kinds(after) - kinds(before))}"
