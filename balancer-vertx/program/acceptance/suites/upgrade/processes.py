"""The balancer's processes: the first is started here, each other one by the one before."""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from ...harness.server import free_port
from ...harness.waiting import wait_until

SECONDS = 400

CONFIGURATION = """\
listen: 127.0.0.1:{port}
stateFile: {home}/state.json
accessLog: {{file: {home}/access.log}}
clusters: {{c: {{members: ["http://127.0.0.1:{member}"]}}}}
routes: [{{path: /, cluster: c}}]
"""


class Processes:
    def __init__(self, jar, home, member):
        self._jar = str(jar)
        self._home = home
        self._handover = home / "handover"
        self._member = member
        self._log = home / "balancer.out"

    def start(self):
        port = free_port()
        file = self._home / "balancer.yaml"
        file.write_text(CONFIGURATION.format(port=port, home=self._home, member=self._member))
        with open(self._log, "w") as output:
            self._first = subprocess.Popen(
                ["java", "-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", self._jar, "run", "--handover",
                 str(self._handover), str(file)], stdout=output, stderr=output)
        if not wait_until(lambda: "ready " in self._log.read_text(), SECONDS):
            raise RuntimeError(self._log.read_text())
        return port

    def upgrade(self):
        return subprocess.run(["java", "-XX:TieredStopAtLevel=1", "-jar", self._jar, "upgrade", "--handover", str(self._handover)],
                              capture_output=True, text=True, check=False, timeout=SECONDS)

    def running(self):
        """Their process ids, the oldest first."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                words = (folder / "cmdline").read_bytes().split(b"\0")
                if b"run" in words and str(self._handover).encode() in words:
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
