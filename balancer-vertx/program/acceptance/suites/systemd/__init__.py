"""The package on a Debian that systemd has booted, in a container of its own (systemd-nspawn) without a network but its own: what the
suite `package` plays is systemd's own here. The service is enabled, reloaded, killed, stopped in its tracks, upgraded by dpkg
under load, given a configuration that is wrong, opened by a socket unit, there again after a boot, and removed; a worker's timer pulls a site.

--root DIR is kept and used again; without it the root is made anew, and removed. --deb FILE is tried in the place of one that
is packed from the jar. Needs root, debootstrap and systemd-nspawn.
"""

from ..package import add_options, fresh_root, installing, prepare  # noqa: F401, the command asks for the first and the last
from . import service, site
from .machine import Machine

NEEDED = ("systemd-nspawn", "nsenter", "dpkg-deb")


def run(options, report):
    with fresh_root(options, NEEDED) as (root, deb):
        root.install("systemd-sysv", "dbus", "curl", "iproute2")
        installing.laid(root, deb)
        later = installing.later(root, deb, "# another default\n")
        root.unmount()
        with Machine(root.path) as machine:
            service.installed(machine, report)
            service.starts(machine, report)
            service.reloads(machine, report)
            service.comes_back(machine, report)
            service.upgraded(machine, later, report)
            site.pulled(machine, report)
            machine.switch_off()
            machine.boot()
            service.is_there_after_a_boot(machine, report)
            service.stays_down(machine, report)
            service.opened_by_a_socket(machine, report)
            service.removed(machine, report)
