"""Debian's Java for arm64 under a folder, and what runs it here."""

import os
import shutil
import subprocess

SECONDS = 900

QEMU = "qemu-aarch64-static"

JAVA = "usr/lib/jvm/default-java/bin/java"


class NotHere(Exception):
    """Why it cannot be had."""


def java(root):
    """The words before Java's own options."""
    for needed in (QEMU, "debootstrap", "dpkg-deb"):
        if not shutil.which(needed):
            raise NotHere(f"there is no {needed}")
    if not (root / JAVA).exists():
        unpack(root)
    return (QEMU, "-L", str(root), str(root / JAVA))


def unpack(root):
    """All packages that it needs, and nothing of them is run. From where this machine has its own."""
    codename = output("sh", "-c", '. /etc/os-release && echo "$VERSION_CODENAME"')
    targets = output("apt-get", "indextargets", "--format", "$(CODENAME) $(SITE)", "Created-By: Packages").splitlines()
    mirror = next((site for name, _, site in (line.partition(" ") for line in targets) if name == codename), None)
    if mirror is None:
        raise NotHere("apt does not say where packages are")
    output("debootstrap", "--foreign", "--arch=arm64", "--variant=minbase", "--include=default-jre-headless", codename,
           str(root), mirror)
    for package in sorted((root / "var/cache/apt/archives").glob("*.deb")):
        output("dpkg-deb", "-x", str(package), str(root))
    if not (root / JAVA).exists():
        raise NotHere("the packages have no Java")


def output(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False, env={**os.environ, "LC_ALL": "C"})
    except subprocess.TimeoutExpired as e:
        raise NotHere(f"{command[0]} takes longer than {SECONDS} s") from e
    if done.returncode:
        last = (done.stdout + done.stderr).strip().splitlines()[-1:]
        raise NotHere(f"{command[0]}: status {done.returncode}: {' '.join(last)}")
    return done.stdout.strip()
