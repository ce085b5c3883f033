"""Installing, upgrading, removing: what is there afterwards, and what is not."""

import shutil
import subprocess

NAME = "rpicluster-balancer"
CONFIGURATION = f"etc/{NAME}/balancer.yaml"

# What dpkg and the kernel write for themselves.
NOT_OURS = ("var/lib/logrotate/status", "proc", "dev", "sys", "tmp", "var/tmp", "run", "var/lib/dpkg", "var/lib/apt", "var/cache", "var/log")
OUR_LOGS = "var/log/rpicluster"


def requirements(root):
    """What the package needs is there before it, so that what it brings itself can be told."""
    root.install("default-jre-headless", "logrotate", "systemd")
    root.inside("dpkg", "--purge", NAME)  # of a root that was kept; else it says that there is none


def files(root):
    found = subprocess.run(["find", ".", "-xdev"], cwd=root.path, check=True, capture_output=True, text=True).stdout
    names = (line[2:] for line in found.splitlines())
    return {name for name in names if name.startswith(OUR_LOGS) or not is_in(NOT_OURS, name)}


def is_in(folders, name):
    return any(name == folder or name.startswith(folder + "/") for folder in folders)


def laid(root, deb):
    """The package lies there, and is not installed."""
    shutil.copy(deb, root.path / "var/tmp/balancer.deb")


def install(root, deb):
    laid(root, deb)
    # An administrator would be asked which configuration is to stay.
    root.inside("apt-get", "-q", "-y", "-o", "Dpkg::Options::=--force-confdef", "-o", "Dpkg::Options::=--force-confold",
                "install", "--reinstall", "/var/tmp/balancer.deb")


def upgrade(root, deb, report):
    """To a later version, with a configuration that was edited and with one that was not."""
    configuration = root.path / CONFIGURATION
    edited = configuration.read_text().replace("0.0.0.0:80", "0.0.0.0:8080")
    configuration.write_text(edited)
    install(root, root.path / later(root, deb, "# another default\n").lstrip("/"))
    version = inside(root, "dpkg-query", "-W", "-f", "${Version}", NAME)
    report.check(version.startswith("1:") and configuration.read_text() == edited,
                 "an upgrade keeps the configuration", version)


def later(root, deb, addition):
    """A later version, whose configuration has an addition; where it lies in the root."""
    unpacked = root.path / "var/tmp/later"
    shutil.rmtree(unpacked, ignore_errors=True)
    subprocess.run(["dpkg-deb", "-R", str(deb), str(unpacked)], check=True)
    control = unpacked / "DEBIAN/control"
    control.write_text(control.read_text().replace("Version: ", "Version: 1:"))
    packed = unpacked / CONFIGURATION
    packed.write_text(packed.read_text() + addition)
    subprocess.run(["dpkg-deb", "-Zgzip", "-z1", "-b", str(unpacked), str(root.path / "var/tmp/later.deb")], check=True, capture_output=True)
    shutil.rmtree(unpacked)
    return "/var/tmp/later.deb"


def remove(root, before, report):
    root.inside("apt-get", "-q", "-y", "remove", NAME)
    report.check((root.path / CONFIGURATION).exists(), "a removal keeps the configuration")
    root.inside("apt-get", "-q", "-y", "purge", NAME)
    left = sorted(files(root) - before)
    # What there was before is kept by these tools in a second file.
    left = [name for name in left if not (name.startswith("etc/") and name.endswith("-"))]
    left += [str(folder) for folder in ("var/log/" + NAME, "var/cache/" + NAME) if (root.path / folder).exists()]
    users = (root.path / "etc/passwd").read_text() + (root.path / "etc/group").read_text()
    report.check(not left and NAME not in users, "purging leaves nothing", ", ".join(left))


def inside(root, *command):
    return subprocess.run(["chroot", str(root.path), *command], check=True, capture_output=True, text=True).stdout


def unit(root, name):
    return root.path / "usr/lib/systemd/system" / name
