"""A new user's first day with docs/running.md: from a fresh Debian to four Apache workers behind port 80 with a certificate, in ten
commands. The authority that certbot asks is Debian's package `pebble`; what an editor would write is written here; systemd is
played as in the suite `package`. It says each command, and what it took.

--root DIR is kept and used again, --deb FILE is the package. Needs root, debootstrap, openssl, curl, and a network to install from.
"""

import shutil
from pathlib import Path

from ...harness import debian
from ...harness.report import LeftOut
from ..package import installing, made, packed
from .walk import Walk

NEEDED = ("openssl", "curl", "nsenter", "ip")


def add_options(parser):
    parser.add_argument("--root", type=Path)
    parser.add_argument("--deb", type=Path)


def prepare():
    debian.enter()


def run(options, report):
    if not debian.is_inside() or not all(map(shutil.which, NEEDED)):
        raise LeftOut("neither root, or no debootstrap, openssl or curl")
    deb = options.deb or packed()
    root = debian.DebianRoot(options.root or made())
    try:
        root.make()
        installing.requirements(root)
        without_services(root)
        root.install("apache2", "pebble")
        Walk(root, report, deb).walk()
    finally:
        root.leave(keep=options.root is not None)


def without_services(root):
    """There is no systemd to start what is installed, and no port of this machine to be taken."""
    policy = root.path / "usr/sbin/policy-rc.d"
    policy.write_text("#!/bin/sh\nexit 101\n")
    policy.chmod(0o755)
