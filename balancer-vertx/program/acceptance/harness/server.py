"""A server that is another program, in a process group and with a folder and a port of its own."""

import os
import signal
import socket
import subprocess

from .waiting import wait_until

HERE = "127.0.0.1"

LISTENS_SECONDS = 20


def free_port():
    with socket.socket() as s:
        s.bind((HERE, 0))
        return s.getsockname()[1]


class Server:
    """Has a process group of its own, so that a signal can reach all of it.

    Its own part is `command()`; its output is in `home`/server.out. `machine`, if it has one of its own, has a `host` and
    says how a command is run on it.
    """

    def __init__(self, name, home, machine=None):
        self.name = name
        self.home = home / name
        self.home.mkdir(parents=True)
        self.machine = machine
        self.host = machine.host if machine else HERE
        self.port = free_port()
        self._process = None

    def start(self):
        command = self.machine.run(self.command()) if self.machine else self.command()
        environment = dict(os.environ, APACHE_RUN_DIR=str(self.home))
        with open(self.home / "server.out", "ab") as output:
            self._process = subprocess.Popen(
                command, env=environment, start_new_session=True, stdout=output, stderr=subprocess.STDOUT)
        if not wait_until(self._listens, LISTENS_SECONDS):
            raise RuntimeError(f"{self.name} does not listen; see {self.home}")

    def _listens(self):
        if self._process.poll() is not None:
            raise RuntimeError(f"{self.name} ended with status {self._process.returncode}; see {self.home}")
        with socket.socket() as s:
            return s.connect_ex((self.host, self.port)) == 0

    def signal_all(self, number):
        os.killpg(self._process.pid, number)

    def signal_main(self, number):
        self._process.send_signal(number)

    def ends(self, seconds=20):
        self._process.wait(seconds)

    def stop(self):
        """Ends what it does as well as it can."""
        self.signal_main(signal.SIGTERM)
        self.ends()

    def restart(self):
        """Stops, and is back as soon as it can."""
        self.stop()
        self.start()

    def kill(self):
        """SIGKILL to all its processes at once."""
        if self._process is None:
            return
        try:
            self.signal_all(signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._process.wait()
