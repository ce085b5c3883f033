"""The balancer as a user runs it: `java -jar balancer.jar run rpicluster.yaml`."""

import contextlib
import os
import re
import signal
import subprocess
from pathlib import Path

from .waiting import wait_until

HEAP_MIB = 64

# A start takes a second; a busy machine has its time.
READY_SECONDS = 60

READY = re.compile(r"^ready https?://[^:\s]+:(\d+)$", re.MULTILINE)


class Balancer:
    """One process at a time, with its configuration, its output and its access log in a folder."""

    def __init__(self, jar, home, heap_mib=HEAP_MIB, jvm=(), file="rpicluster.yaml", java=("java",)):
        self.log = home / "access.log"
        self.ports = []
        self._java = [*java, f"-Xmx{heap_mib}m", *jvm]
        self._jar = jar
        self._config = home / file
        self._output = home / "balancer.out"
        self._process = None

    @property
    def pid(self):
        return self._process.pid

    @property
    def port(self):
        return self.ports[0]

    def start(self, configuration, listeners=1):
        """Runs a configuration that has it listen at so many ports 0, and waits until it does."""
        self.launch(configuration)
        if not wait_until(lambda: self.is_ready(listeners), READY_SECONDS):
            raise RuntimeError(f"not ready after {READY_SECONDS} s:\n{self.output()}")

    def launch(self, configuration):
        """Runs a configuration, and does not wait."""
        self.ports = []
        self.configure(configuration)
        with open(self._output, "wb") as output:
            self._process = subprocess.Popen([*self._java, *self.command()], stdout=output, stderr=subprocess.STDOUT)

    def command(self):
        """What Java runs."""
        return ["-jar", str(self._jar), "run", str(self._config)]

    def configure(self, configuration):
        """What it runs from the next start or SIGHUP on."""
        self._config.write_text(configuration)

    def is_ready(self, listeners=1):
        text = self.output()
        if self._process.poll() is not None:
            raise RuntimeError(f"ended with status {self._process.returncode}:\n{text}")
        self.ports = [int(port) for port in READY.findall(text)]
        return len(self.ports) == listeners

    def memory(self):
        """Resident MiB now, and at most so far."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return tuple(int(re.search(rf"{key}:\s+(\d+)", status).group(1)) // 1024
                     for key in ("VmRSS", "VmHWM"))

    def has_mapped(self, name):
        """Whether a file whose name has this text is in its memory."""
        return name in Path(f"/proc/{self._process.pid}/maps").read_text()

    def tasks(self):
        """The ids of its threads, as the kernel sees them."""
        return [int(task.name) for task in Path(f"/proc/{self.pid}/task").iterdir()]

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

    def reached_kib(self):
        """KiB of the heap that are reached. Of what is in use, some megabytes may have been made since the collection."""
        total = re.search(r"^Total\s+\d+\s+(\d+)$", self.jcmd("GC.class_histogram"), re.M)
        return int(total.group(1)) // 1024

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
