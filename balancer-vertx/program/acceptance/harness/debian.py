"""A Debian with nothing but what it cannot be without, in a folder: debootstrap's smallest."""

import os
import shutil
import subprocess
import sys

from .paths import COMMAND

INSIDE = "ACCEPTANCE_MOUNTS"  # set within the namespaces of our own

PATH = "/usr/local/bin:/usr/bin:/bin"
SBIN = ":/usr/local/sbin:/usr/sbin:/sbin"


def enter():
    """Begins this command anew where mounts need not be undone, and all processes end with the first of them."""
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        return
    if not is_inside():
        os.execvpe("unshare", ["unshare", "--mount-proc", "--pid", "--fork", "--kill-child", sys.executable, "-B",
                               str(COMMAND), *sys.argv[1:]], {**os.environ, INSIDE: "own"})


def is_inside():
    return INSIDE in os.environ


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class DebianRoot:
    def __init__(self, path):
        self.path = path

    def make(self):
        if not (self.path / "etc/debian_version").exists():
            self._bootstrap()
        self._mount()
        self.inside("apt-get", "-q", "update")

    def _bootstrap(self):
        """From where this machine has its packages, and as it fetches them."""
        codename = output("sh", "-c", '. /etc/os-release && echo "$VERSION_CODENAME"').strip()
        targets = output("apt-get", "indextargets", "--format", "$(CODENAME) $(SITE)", "Created-By: Packages").splitlines()
        mirror = next(site for name, _, site in (line.partition(" ") for line in targets) if name == codename)
        self.path.mkdir(parents=True, exist_ok=True)
        self.path.chmod(0o755)  # a temporary folder is its owner's alone, but users live in this one
        output("debootstrap", "--variant=minbase", codename, str(self.path), mirror)
        fetching = [line for line in output("apt-config", "dump").splitlines() if line.startswith("Acquire::")]
        (self.path / "etc/apt/apt.conf.d/90here").write_text("\n".join(fetching) + "\n")

    def _mount(self):
        output("mount", "-t", "proc", "proc", str(self.path / "proc"))
        output("mount", "--rbind", "/dev", str(self.path / "dev"))
        output("mount", "--make-rslave", str(self.path / "dev"))

    def unmount(self):
        """What is mounted goes before the folder does: the kernel's own files must not be removed with it."""
        mounted = [self.path / name for name in ("proc", "dev") if (self.path / name).is_mount()]
        for each in mounted:
            output("umount", "-R", str(each))

    def leave(self, keep):
        self.unmount()
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
