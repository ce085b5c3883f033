"""Apache httpd workers from Debian's package, each with a directory and a port of its own."""

import os
import signal
import socket
import subprocess
from pathlib import Path

from .report import wait_until

HERE = "127.0.0.1"
MANUAL = Path("/usr/share/doc/apache2-doc/manual")
MODS = Path("/etc/apache2/mods-available")

# What Debian enables, as far as it concerns a site of files; keep-alive as in its apache2.conf.
ENABLED = (
    "mpm_event authz_core authz_host alias autoindex deflate dir env filter mime negotiation "
    "reqtimeout setenvif"
).split()

CONFIGURATION = """\
ServerName {name}
Listen 127.0.0.1:{port}
PidFile {home}/httpd.pid
DefaultRuntimeDir {home}
User www-data
Group www-data
Timeout 300
KeepAlive On
MaxKeepAliveRequests 100
KeepAliveTimeout 5
ErrorLog {home}/error.log
LogFormat "%r %>s" plain
CustomLog {home}/access.log plain
DocumentRoot {manual}
Alias /large/ {large}/
<Directory {manual}>
  Options Indexes FollowSymLinks MultiViews
  AllowOverride None
  Require all granted
  AddDefaultCharset off
</Directory>
<Directory {large}>
  Require all granted
</Directory>
"""


def free_port():
    with socket.socket() as s:
        s.bind((HERE, 0))
        return s.getsockname()[1]


class Server:
    """A server in a process group of its own, so that a signal can reach all of it.

    Its own part is `command()`; its output is in `home`/server.out.
    """

    def __init__(self, name, home, host=HERE):
        self.name = name
        self.home = home / name
        self.home.mkdir(parents=True)
        self.host = host
        self.port = free_port()
        self._process = None

    def start(self):
        environment = dict(os.environ, APACHE_RUN_DIR=str(self.home))
        with open(self.home / "server.out", "ab") as output:
            self._process = subprocess.Popen(
                self.command(), env=environment, start_new_session=True,
                stdout=output, stderr=subprocess.STDOUT)
        if not wait_until(self._listens):
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

    def restart(self):
        """Ends what it does as well as it can, and is back as soon as it can."""
        self.signal_main(signal.SIGTERM)
        self.ends()
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


class Worker(Server):
    def __init__(self, name, home, large):
        super().__init__(name, home)
        self._config = self.home / "httpd.conf"
        loads = [f"Include {MODS}/{m}.load\n" for m in ENABLED]
        confs = [f"Include {MODS}/{m}.conf\n" for m in ENABLED if (MODS / f"{m}.conf").exists()]
        site = CONFIGURATION.format(
            name=name, port=self.port, home=self.home, manual=MANUAL, large=large)
        self._config.write_text("".join(loads + confs) + site)

    def command(self):
        return ["/usr/sbin/apache2", "-f", str(self._config), "-DFOREGROUND"]

    def served(self, mark):
        """How many requests its own access log has with this mark."""
        log = (self.home / "access.log").read_text()
        return sum(1 for line in log.splitlines() if f"mark={mark}" in line)
