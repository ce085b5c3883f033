"""Many balancers on this machine, each at an address of its own of the loopback: what they cost, and what they are told. All
have their classes from one archive, as a start is what costs most.
"""

import json
import os
import re
import time
import urllib.request
from collections import Counter
from pathlib import Path

from ...harness.balancer import Balancer
from ...harness.program import Program
from ...harness.waiting import wait_until

SECONDS = 180
MEMBERS = ("m1", "m2")


class Crowd:
    """So many, each with the configuration of peers that `peers` says for its number, from 1 on."""

    def __init__(self, jar, home, peers):
        self._jar = jar
        self._home = home
        self._peers = peers
        self.all = []
        home.mkdir()
        (home / "peers.key").write_bytes(os.urandom(32))
        archive = home / "balancer.jsa"
        status, _, _ = Program(jar).run("archive", archive)
        self._jvm = (f"-XX:SharedArchiveFile={archive}", "-Xlog:disable") if status == 0 else ()

    @property
    def secret(self):
        return self._home / "peers.key"

    def add(self, count=1):
        """So many more, begun at once; they are ready when this is over."""
        begun = [OneOfMany(self._jar, self._home, len(self.all) + 1 + i, self._jvm) for i in range(count)]
        self.all += begun
        for one in begun:
            one.launch(one.text(self._peers(one.number)))
        for one in begun:
            one.wait_ready()

    def all_see(self, count):
        return wait_until(lambda: all(one.sees() == count for one in self.all), SECONDS)

    def agree(self, member, setting, *values):
        """Whether all come to say the same, and it is one of these."""
        def is_so():
            said = {one.setting(member, setting) for one in self.all}
            return len(said) == 1 and said <= set(values)
        return wait_until(is_so, SECONDS)

    def all_have(self, member, **settings):
        return wait_until(lambda: all(one.has(member, settings) for one in self.all), SECONDS)

    def kill(self):
        for one in self.all:
            one.kill()


class OneOfMany(Balancer):
    def __init__(self, jar, home, number, jvm):
        folder = home / f"b{number}"
        folder.mkdir()
        super().__init__(jar, folder, jvm=("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", *jvm))
        self.number = number
        self._home = folder

    def text(self, peers):
        members = ", ".join(f"{{id: {name}, url: 'http://127.0.0.1:9'}}" for name in MEMBERS)
        return (f"listen: 127.0.0.1:0\nstateFile: {self._home}/state.json\npeers: {{name: b{self.number}, {peers}}}\n"
                f"clusters: {{c: {{members: [{members}]}}}}\nroutes: [{{path: /m, manager: {{}}}}, {{path: /, cluster: c}}]\n")

    def wait_ready(self):
        if not wait_until(self.is_ready, SECONDS):
            raise RuntimeError(f"not ready after {SECONDS} s:\n{self.output()}")

    def again(self):
        """After it has ended."""
        self.launch(self._config.read_text())
        self.wait_ready()

    def signal(self, number):
        self._process.send_signal(number)

    def _call(self, method, path, body=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/m/api{path}", body and json.dumps(body).encode(),
            {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def edit(self, member, **settings):
        self._call("PATCH", f"/clusters/c/members/{member}", settings)

    def setting(self, member, name):
        return self._call("GET", f"/clusters/c/members/{member}")[name]

    def has(self, member, settings):
        try:
            now = self._call("GET", f"/clusters/c/members/{member}")
        except OSError:  # it hangs, or is not there
            return False
        return all(now[name] == value for name, value in settings.items())

    def sees(self):
        try:
            return len(self._call("GET", "/peers")["balancers"])
        except OSError:
            return 0

    def costs(self):
        """Processor seconds, resident MiB, threads, files and sockets."""
        process = Path(f"/proc/{self._process.pid}")
        fields = (process / "stat").read_text().rpartition(")")[2].split()
        cpu = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        return {"cpu": cpu, "rss": self.memory()[0], "threads": int(fields[17]), "files": len(self.descriptors())}

    def heap_mib(self):
        """What is left of the heap after a collection of all of it."""
        self.jcmd("GC.run")
        return sum(map(int, re.findall(r"generation .*used (\d+)K", self.jcmd("GC.heap_info")))) // 1024

    def threads(self):
        """By their names, without numbers."""
        names = re.findall(r'^"([^"]*)"', self.jcmd("Thread.print"), re.MULTILINE)
        return Counter(re.sub(r"\d+", "N", name) for name in names)


def packets():
    """That have come over the loopback."""
    line = next(line for line in Path("/proc/net/dev").read_text().splitlines() if line.strip().startswith("lo:"))
    return int(line.split(":")[1].split()[1])


def measured(crowd, seconds, messages):
    """What it costs to be idle: a row's cells. `messages` counts what they have told each other."""
    before, began, seen = [one.costs() for one in crowd.all], time.monotonic(), messages()
    time.sleep(seconds)
    after, took = [one.costs() for one in crowd.all], time.monotonic() - began
    count = len(crowd.all)
    cpu = sum(b["cpu"] - a["cpu"] for a, b in zip(before, after)) / took / count * 100
    rss = sum(one["rss"] for one in after) / count
    return (f"{rss:.0f} MiB resident, {after[0]['threads']} threads, {cpu:.1f} % of a processor, "
            f"{(messages() - seen) / took / count:.1f} {messages.__name__} a second, each")
