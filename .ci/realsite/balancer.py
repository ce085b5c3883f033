"""The balancer as a user runs it: `java -jar balancer.jar run rpicluster.yaml`."""

import contextlib
import os
import re
import signal
import subprocess
from pathlib import Path

from .report import wait_until

HEAP_MIB = 64

COMBINED = re.compile(
    r'^\S+ \S+ \S+ \[[^\]]+\] "[A-Z]+ \S+ HTTP/\d(\.\d)?" \d{3} (\d+|-) "[^"]*" "[^"]*"$')


class Balancer:
    """One process; `sent` is how many requests the checks have sent through it."""

    def __init__(self, jar, home, heap_mib=HEAP_MIB, jvm=()):
        self.log = home / "access.log"
        self.sent = 0
        self.ports = []
        self._jar = jar
        self._jvm = [f"-Xmx{heap_mib}m", *jvm]
        self._home = home
        self._output = home / "balancer.out"
        self._listeners = 1
        self._process = None

    @property
    def port(self):
        return self.ports[0]

    def start(self, configuration, listeners=1):
        """Runs a configuration that has it listen at so many ports 0, and waits until it does."""
        self._listeners = listeners
        config = self._home / "rpicluster.yaml"
        config.write_text(configuration)
        with open(self._output, "wb") as output:
            self._process = subprocess.Popen(
                ["java", *self._jvm, "-jar", str(self._jar), "run", str(config)],
                stdout=output, stderr=subprocess.STDOUT)
        if not wait_until(self._is_ready, 30):
            raise RuntimeError(f"not ready after 30 s:\n{self._output.read_text()}")

    def _is_ready(self):
        text = self._output.read_text()
        if self._process.poll() is not None:
            raise RuntimeError(f"ended with status {self._process.returncode}:\n{text}")
        ready = re.findall(r"^ready https?://[^:\s]+:(\d+)$", text, re.MULTILINE)
        self.ports = [int(port) for port in ready]
        return len(ready) == self._listeners

    def count(self, requests):
        self.sent += requests

    def memory(self):
        """Resident MiB now, and at most so far."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return tuple(int(re.search(rf"{key}:\s+(\d+)", status).group(1)) // 1024
                     for key in ("VmRSS", "VmHWM"))

    def descriptors(self):
        """The files and sockets that it has open."""
        files = []
        for file in Path(f"/proc/{self._process.pid}/fd").iterdir():
            with contextlib.suppress(FileNotFoundError):  # closed meanwhile
                files.append(os.readlink(file))
        return files

    def jcmd(self, *command):
        """What the JVM says of itself."""
        done = subprocess.run(["jcmd", str(self._process.pid), *command], capture_output=True, text=True, timeout=60,
                              check=True)
        return done.stdout

    def log_lines(self):
        return self.log.read_text().splitlines() if self.log.exists() else []

    def output(self):
        return self._output.read_text()

    def hangup(self):
        self._process.send_signal(signal.SIGHUP)

    def terminate(self):
        self._process.send_signal(signal.SIGTERM)

    def status(self, seconds=40):
        """The exit status, or None if it does not end in time."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def kill(self):
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
