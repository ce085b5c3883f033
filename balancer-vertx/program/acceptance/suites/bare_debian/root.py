"""A Debian with a JDK and Maven and nothing else, in a folder; and the strangers who work in it."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ...harness.debian import PATH, SBIN, DebianRoot
from ...harness.paths import REPOSITORY

PACKAGES = ("default-jdk-headless", "maven")

# Made when the first of them is wanted; German is the tests'.
LOCALES = ("tr_TR", "ar_EG", "de_DE")
WITHOUT_LOCALES = ("unset", "C", "C.UTF-8")


class Root(DebianRoot):
    def make(self):
        super().make()
        self.install(*PACKAGES)
        if subprocess.run(["chroot", self.path, "id", "stranger"], capture_output=True, check=False).returncode:
            self.inside("useradd", "--create-home", "--shell", "/bin/sh", "stranger")
        self._give_maven("root", "/root")
        self._give_maven("stranger", "/home/stranger")

    def _give_maven(self, user, home):
        """What this machine's Maven knows already."""
        here, there = Path.home() / ".m2", self.path / home[1:] / ".m2"
        there.mkdir(parents=True, exist_ok=True)
        if (here / "settings.xml").exists():
            shutil.copy(here / "settings.xml", there)
        if (here / "repository").is_dir() and not (there / "repository").is_dir():
            shutil.copytree(here / "repository", there / "repository")
            shutil.rmtree(there / "repository/org/rpicluster", ignore_errors=True)
        self.inside("chown", "-R", f"{user}:", home)

    def _make_locales(self):
        if not (self.path / "usr/share/i18n/locales/tr_TR").exists():
            self.install("locales")
        for name in LOCALES:
            self.inside("localedef", "-i", name, "-f", "UTF-8", f"{name}.UTF-8")

    def stranger(self, who, lang):
        """With a fresh copy of what is committed."""
        if lang not in WITHOUT_LOCALES:
            self._make_locales()
        user, home = ("root", "/root") if who == "root" else ("stranger", "/home/stranger")
        copy = self.path / home[1:] / "balancer"
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        archive = subprocess.run(["git", "archive", "HEAD"], cwd=REPOSITORY, check=True, stdout=subprocess.PIPE).stdout
        subprocess.run(["tar", "-x", "-C", copy], input=archive, check=True)
        self.inside("chown", "-R", f"{user}:", f"{home}/balancer")
        return Stranger(self.path, who, lang, user, home)


@dataclass(frozen=True)
class Stranger:
    root: Path
    who: str
    lang: str
    user: str
    home: str

    def __str__(self):
        return f"{self.who}, LANG {self.lang}"

    def command(self, line):
        """A line of shell in the stranger's copy, in a login's bare environment. A user's PATH has no sbin."""
        environment = {"HOME": self.home, "PATH": PATH + (SBIN if self.who == "root" else ""),
                       "USER": self.user, "LOGNAME": self.user}
        if self.lang != "unset":
            environment["LANG"] = self.lang
        words = [f"{name}={value}" for name, value in environment.items()]
        return ["env", "-i", *words, shutil.which("chroot"), f"--userspec={self.user}", str(self.root),
                "/bin/sh", "-c", f"cd ~/balancer && {line}"]
