"""A copy of the repository to type commands in, with what documents take for granted on a machine."""

import os
import shutil
import subprocess

from ...harness.paths import REPOSITORY

# Folders of a machine, which lie in the copy instead; and addresses of other machines, which are this one's.
FOLDERS = ("/home/pi", "/srv", "/var/www")
ADDRESSES = {"192.168.1.1:": "127.0.0.1:"}

DEMO_PORT = 8080
NAMES = ("pi1", "pi2", "pi3", "pi4")

CURLRC = "fail\nsilent\nshow-error\nmax-time = 60\n"


class Copy:
    """`folder` is where commands are typed."""

    def __init__(self, home, jar):
        self.folder = home / "copy"
        self._home = home
        self._copy_repository()
        self._copy_jar(jar)
        self._make_machine()
        self.environment = {**os.environ, "PATH": f"{home / 'bin'}:{os.environ['PATH']}", "CURL_HOME": str(home)}

    def _copy_repository(self):
        """What is tracked, as it is now."""
        self.folder.mkdir()
        tracked = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, check=True, capture_output=True).stdout
        for name in os.fsdecode(tracked).split("\0"):
            if name and (REPOSITORY / name).is_file():
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(REPOSITORY / name, self.folder / name)

    def _copy_jar(self, jar):
        """Beside the documents' files, and where a build puts it."""
        built = self.folder / "balancer-vertx/program/target/balancer.jar"
        built.parent.mkdir(parents=True)
        for place in (built, self.folder / "balancer.jar"):
            shutil.copy(jar, place)

    def _make_machine(self):
        site = self.place("/home/pi") / "site"
        site.mkdir(parents=True)
        (site / "index.html").write_text("<h1>Pi</h1>")
        for folder in FOLDERS:
            self.place(folder).mkdir(parents=True, exist_ok=True)
        ssh = self._home / "bin/ssh"
        ssh.parent.mkdir()
        ssh.write_text("#!/bin/sh\n")
        ssh.chmod(0o755)
        names = "".join(f'connect-to = "{name}:80:127.0.0.1:{DEMO_PORT}"\n' for name in NAMES)
        (self._home / ".curlrc").write_text(CURLRC + names)

    def place(self, folder):
        return self._home / "machine" / folder[1:]

    def here(self, command):
        """A command with the folders and addresses of this copy."""
        for folder in FOLDERS:
            command = command.replace(f"{folder}/", f"{self.place(folder)}/")
        for theirs, ours in ADDRESSES.items():
            command = command.replace(theirs, ours)
        return command
