"""A Debian with a JDK and Maven and nothing else, in a folder; and the strangers who work in it."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ...harness.paths import REPOSITORY

PACKAGES = ("default-jdk-headless", "maven")

PATH = "/usr/local/bin:/usr/bin:/bin"
SBIN = ":/usr/local/sbin:/usr/sbin:/sbin"

# Made when the first of them is wanted; German is the tests'.
LOCALES = ("tr_TR", "ar_EG", "de_DE")
WITHOUT_LOCALES = ("unset", "C", "C.UTF-8")


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class Root:
    def __init__(self, path):
        self.path = path

    def make(self):
        if not (self.path / "etc/debian_version").exists():
            self._bootstrap()
        self._mount()
        self.inside("apt-get", "-q", "update")
        self.install(*PACKAGES)
        if subprocess.run(["chroot", self.path, "id", "stranger"], capture_output=True, check=False).returncode:
            self.inside("useradd", "--create-home", "--shell", "/bin/sh", "stranger")
        self._give_maven("root", "/root")
        self._give_maven("stranger", "/home/stranger")

    def _bootstrap(self):
        """From where this machine has its packages, and as it fetches them."""
        codename = output("sh", "-c", '. /etc/os-release && echo "$VERSION_CODENAME"').strip()
        targets = output("apt-get", "indextargets", "--format", "$(CODENAME) $(SITE)", "Created-By: Packages").splitlines()
        mirror = next(site for name, _, site in (line.partition(" ") for line in targets) if name == codename)
        self.path.mkdir(parents=True, exist_ok=True)
        output("debootstrap", "--variant=minbase", codename, str(self.path), mirror)
        fetching = [line for line in output("apt-config", "dump").splitlines() if line.startswith("Acquire::")]
        (self.path / "etc/apt/apt.conf.d/90here").write_text("\n".join(fetching) + "\n")

    def _mount(self):
        output("mount", "-t", "proc", "proc", str(self.path / "proc"))
        output("mount", "--rbind", "/dev", str(self.path / "dev"))
        output("mount", "--make-rslave", str(self.path / "dev"))

    def leave(self, keep):
        """What is mounted goes first: the kernel's own files must not be removed with the folder."""
        mounted = [self.path / name for name in ("proc", "dev") if (self.path / name).is_mount()]
        for each in mounted:
            output("umount", "-R", str(each))
        if not keep:
            output("rm", "-rf", "--one-file-system", str(self.path))

    def inside(self, *command):
        """Runs something in it as root; what it says is shown if it fails."""
        proxies = {name: os.environ[name] for name in ("http_proxy", "https_proxy") if name in os.environ}
        done = subprocess.run(["chroot", str(self.path), *command], capture_output=True, text=True, check=False,
                              env={"PATH": PATH + SBIN, "DEBIAN_FRONTEND": "noninteractive", **proxies})
        if done.returncode:
            raise RuntimeError(f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}")

    def install(self, *packages):
        self.inside("apt-get", "-q", "-y", "--no-install-recommends", "install", *packages)

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
