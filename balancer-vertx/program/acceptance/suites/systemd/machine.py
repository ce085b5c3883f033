"""A machine of its own that systemd boots: a container of Debian's systemd-nspawn, with a network that nothing else is on."""

import subprocess
from pathlib import Path

from ...harness.waiting import wait_until

BOOT_SECONDS = 180


class Machine:
    """`root` is its file system; nothing of a boot is left behind but what it wrote there."""

    def __init__(self, root):
        self._root = root
        self._console = None
        self._container = None
        self._first = 0

    def __enter__(self):
        self.boot()
        return self

    def __exit__(self, *_):
        self.switch_off()

    def boot(self):
        self._console = open(self._root / "var/tmp/console", "w")
        self._container = subprocess.Popen(
            ["systemd-nspawn", "--quiet", "--directory", str(self._root), "--private-network", "--register=no", "--keep-unit",
             "--console=pipe", "--boot"], stdin=subprocess.DEVNULL, stdout=self._console, stderr=self._console)
        up = wait_until(lambda: self._found_first() and self.says("systemctl", "is-system-running") in ("running", "degraded"), BOOT_SECONDS)
        if not up:
            console = (self._root / "var/tmp/console").read_text()[-2000:]
            self.switch_off()
            raise RuntimeError(f"systemd does not come up: {console}")
        self.runs("ip", "link", "set", "lo", "up")

    def switch_off(self):
        if self._container.poll() is None:
            self.runs("systemctl", "poweroff")
            try:
                self._container.wait(60)
            except subprocess.TimeoutExpired:
                self._container.kill()
                self._container.wait()
        self._console.close()
        self._first = 0

    def runs(self, *command, seconds=120):
        """What a command on it came to: its status, what it said, and what it complained of."""
        inside = ["nsenter", "--target", str(self._first), "--mount", "--uts", "--ipc", "--net", "--pid", "--root", "--wd", *command]
        return subprocess.run(inside, capture_output=True, text=True, check=False, timeout=seconds,
                              env={"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"})

    def says(self, *command):
        return self.runs(*command).stdout.strip()

    def file(self, path):
        return self._root / path.lstrip("/")

    def _found_first(self):
        """The first process of the container is the one child of systemd-nspawn."""
        children = Path(f"/proc/{self._container.pid}/task/{self._container.pid}/children").read_text().split()
        self._first = int(children[0]) if children else 0
        return self._first and self.runs("true").returncode == 0
