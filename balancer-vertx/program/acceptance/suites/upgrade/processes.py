"""The balancer's processes: the first is started here, each other one by the one before."""

import json
import os
import re
import signal
import subprocess
import urllib.request
from contextlib import suppress
from pathlib import Path

from ...harness.server import free_port
from ...harness.waiting import wait_until

SECONDS = 400

JAVA = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]

LINE = re.compile(r'127\.0\.0\.1 - - \[[^\]]+\] "(?:GET|POST) /\S+ HTTP/1\.1" \d+ \d+ "-" "[^"]*"')

CONFIGURATION = """\
listen: [{listeners}]
stateFile: {home}/state.json
accessLog: {{file: {home}/access.log, format: combined, rotate: {{size: 1MiB, budget: 1GiB}}}}
clusters: {{c: {{members: ["http://127.0.0.1:{member}"]}}}}
routes: [{{path: /balancer-manager, manager: {{}}}}, {{path: /, cluster: c}}]
"""


class Processes:
    def __init__(self, jar, home, member):
        self._jar = str(jar)
        self._home = home
        self._file = home / "balancer.yaml"
        self._member = member
        self._log = home / "balancer.out"

    def start(self):
        self._port = free_port()
        self._configure(self._port)
        with open(self._log, "w") as output:
            self._first = subprocess.Popen([*JAVA, "-Xmx64m", "-jar", self._jar, "run", str(self._file)], stdout=output, stderr=output)
        if not wait_until(lambda: "ready " in self._log.read_text(), SECONDS):
            raise RuntimeError(self._log.read_text())
        return self._port

    def _configure(self, *ports):
        listeners = ", ".join(f"127.0.0.1:{port}" for port in ports)
        self._file.write_text(CONFIGURATION.format(listeners=listeners, home=self._home, member=self._member))

    def reload(self, *more):
        """What has changed; it listens at these ports besides its own."""
        self._configure(self._port, *more)
        request = urllib.request.Request(f"http://127.0.0.1:{self._port}/balancer-manager/api/reload", b"{}",
                                         {"Content-Type": "application/json"}, method="POST")
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return json.load(answer)["changes"]

    def upgrade(self):
        """By the command; the first process was started without a word of it."""
        return subprocess.run([*JAVA, "-jar", self._jar, "upgrade", str(self._file)],
                              capture_output=True, text=True, check=False, timeout=SECONDS)

    def logged(self):
        """How many lines the access log and what was put aside of it have; none may be torn."""
        lines = [line for file in self._home.glob("access.log*") for line in file.read_text().splitlines()]
        torn = [line for line in lines if not LINE.fullmatch(line)]
        return len(lines), torn

    def running(self):
        """Their process ids, the oldest first."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                words = (folder / "cmdline").read_bytes().split(b"\0")
                if b"run" in words and str(self._file).encode() in words:
                    found.append((int((folder / "stat").read_text().rpartition(")")[2].split()[19]), int(folder.name)))
        return [number for _, number in sorted(found)]

    def newest(self):
        return self.running()[-1]

    def one_is_left(self):
        self._first.poll()
        return wait_until(lambda: (self._first.poll(), len(self.running()) == 1)[1], SECONDS)

    def terminate(self):
        """What is wrong, if anything is."""
        os.kill(self.newest(), signal.SIGTERM)
        return "" if wait_until(lambda: not self.running(), SECONDS) else self._log.read_text()[-2000:]

    def kill(self):
        for number in self.running():
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        self._first.wait()
