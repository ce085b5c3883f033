"""The package for Debian, in a Debian of its own (debootstrap's smallest root): it is built and installed, its unit is
looked at by systemd-analyze and carried out as systemd would, as far as that can be without systemd: by the unit's own
command line, as its user, with its capability (setpriv), in a network of its own. Then it is upgraded, removed and purged.

--root DIR is kept and used again; without it the root is made anew, and removed. --deb FILE is tried in the place of one that
is packed from the jar. Needs root, debootstrap, systemd's commands and curl.
"""

import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from ...harness import debian
from ...harness.paths import REPOSITORY
from ...harness.report import LeftOut
from . import installing, running, units

NEEDED = ("systemd-socket-activate", "dpkg-deb", "curl", "nsenter", "ip")

PACKED = REPOSITORY / "balancer-vertx/program/target/rpicluster-balancer_all.deb"


def add_options(parser):
    parser.add_argument("--root", type=Path)
    parser.add_argument("--deb", type=Path)


def prepare():
    debian.enter()


def run(options, report):
    with fresh_root(options) as (root, deb):
        before = installing.files(root)
        installing.install(root, deb)
        units.look(root, report)
        running.service(root, report)
        running.activated(root, report)
        installing.upgrade(root, deb, report)
        installing.remove(root, before, report)


@contextmanager
def fresh_root(options, needed=NEEDED):
    """A Debian with what the package depends on, and the package; the root is removed unless --root names it."""
    if not debian.is_inside() or not all(map(shutil.which, needed)):
        raise LeftOut(f"neither root, or no debootstrap, {', '.join(needed)}")
    deb = options.deb or packed()
    root = debian.DebianRoot(options.root or made())
    try:
        root.make()
        installing.requirements(root)
        yield root, deb
    finally:
        root.leave(keep=options.root is not None)


def made():
    """A folder for the root, which its users may go through."""
    folder = Path(tempfile.mkdtemp(prefix="package-"))
    folder.chmod(0o755)
    return folder


def packed():
    """The package of the jar that there is."""
    subprocess.run(["mvn", "-q", "-Pdeb", "jdeb:jdeb@default", "-pl", "balancer-vertx/program"], cwd=REPOSITORY, check=True)
    return PACKED
