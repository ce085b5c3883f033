"""A new user's first day with docs/running.md: from a fresh Debian to four Apache workers behind port 80 with a certificate, in ten
commands. The authority that certbot asks is Debian's package `pebble`; what an editor would write is written here; systemd is
played as in the suite `package`. It says each command, and what it took.

--root DIR is kept and used again, --deb FILE is the package. Needs root, debootstrap, openssl, curl, and a network to install from.
"""

from ..package import add_options, fresh_root, prepare  # noqa: F401, the command asks for the first and the last
from .walk import Walk

NEEDED = ("openssl", "curl", "nsenter", "ip")


def run(options, report):
    with fresh_root(options, NEEDED) as (root, deb):
        without_services(root)
        root.install("apache2", "pebble")
        Walk(root, report, deb).walk()


def without_services(root):
    """There is no systemd to start what is installed, and no port of this machine to be taken."""
    policy = root.path / "usr/sbin/policy-rc.d"
    policy.write_text("#!/bin/sh\nexit 101\n")
    policy.chmod(0o755)
