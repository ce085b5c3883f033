"""Debian's apache2 with a configuration of the suite's own, never the machine's."""

import os
import signal
from pathlib import Path

from .server import Server

PROGRAM = "/usr/sbin/apache2"  # not on the PATH of an ordinary user
MODULES = Path("/etc/apache2/mods-available")
AS_USER = "User www-data\nGroup www-data\n"

CONFIGURATION = """\
ServerName {name}
ServerRoot {home}
Listen {host}:{port}
PidFile {home}/httpd.pid
DefaultRuntimeDir {home}
ErrorLog {home}/error.log
"""


class Apache(Server):
    """`site` is the rest of its configuration; of `modules` those in `configured` bring Debian's settings as well."""

    GRACEFUL = signal.SIGUSR1
    GRACEFUL_STOP = signal.SIGWINCH
    HARD = signal.SIGHUP

    def __init__(self, name, home, modules, site, configured=(), machine=None):
        super().__init__(name, home, machine)
        self.config = self.home / "httpd.conf"
        files = [MODULES / f"{module}.load" for module in modules]
        files += [MODULES / f"{module}.conf" for module in configured]
        user = AS_USER if os.geteuid() == 0 else ""
        own = CONFIGURATION.format(name=name, home=self.home, host=self.host, port=self.port)
        includes = "".join(f"Include {file}\n" for file in files if file.exists())
        self.config.write_text(includes + own + user + self.fill(site))

    def fill(self, site):
        """Puts its name, folder and port where the suite's text has {name}, {home}, {port}."""
        return site.format(name=self.name, home=self.home, port=self.port)

    def command(self):
        return [PROGRAM, "-f", str(self.config), "-DFOREGROUND"]
