"""What systemd itself says of the units."""

import re
import subprocess

from .installing import unit

EXPOSURE_MAX = 2.0

UNITS = ("rpicluster-balancer.service", "rpicluster-pull@.service", "rpicluster-pull@.timer")


def look(root, report):
    for name in UNITS:
        said = analyze(root, "verify", name)
        ours = [line for line in said.splitlines() if "rpicluster" in line]
        report.check(not ours, f"{name} is well-formed", "; ".join(ours))
    for name in UNITS[:2]:
        said = analyze(root, "security", "--offline=yes", str(unit(root, name).relative_to(root.path)))
        level = re.search(r"Overall exposure level for \S+: (\S+)", said)
        exposure = float(level.group(1)) if level else 10.0
        report.check(exposure <= EXPOSURE_MAX, f"{name} is closed to what it does not need", f"exposure {exposure}")


def analyze(root, *words):
    """By the systemd of that Debian, which has all that a unit may name."""
    done = subprocess.run(["chroot", str(root.path), "systemd-analyze", *words], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr
