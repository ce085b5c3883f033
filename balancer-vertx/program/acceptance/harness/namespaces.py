"""A network namespace of this command's own: what is done to its network leaves nothing behind, and every port is free."""

import os
import shutil
import subprocess
import sys

from .paths import COMMAND

OWN = "ACCEPTANCE_NETWORK"  # set within the namespace of our own

PROBE = ("true",)


def is_own():
    return OWN in os.environ


def enter(probe=PROBE):
    """Begins this command anew in a network namespace, where one may be had and `probe` succeeds in it."""
    if is_own() or os.geteuid() != 0 or not all(map(shutil.which, ("unshare", "nsenter", "ip"))):
        return
    if subprocess.run(["unshare", "-n", *probe], capture_output=True, check=False).returncode == 0:
        begin = ["sh", "-c", 'ip link set lo up && exec "$@"', "sh", sys.executable, "-B", str(COMMAND), *sys.argv[1:]]
        os.execvpe("unshare", ["unshare", "-n", *begin], {**os.environ, OWN: "own"})
