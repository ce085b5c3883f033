"""examples/the-whole-day.sh, which docs/the-whole-day.md tells: each `ok:` of it is a check."""

import os
import shutil
import subprocess

from ...harness.paths import REPOSITORY
from ...harness.report import LeftOut

SCRIPT = REPOSITORY / "examples/the-whole-day.sh"
NEEDS = ("unshare", "nsenter", "ip", "curl", "openssl")


def run(report, _, home, options):
    missing = [name for name in NEEDS if not shutil.which(name)]
    if os.geteuid() != 0 or missing:
        raise LeftOut(f"needs root and {', '.join(missing or NEEDS)}")
    play = subprocess.Popen(["sh", SCRIPT, options.jar], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            env={**os.environ, "TMPDIR": str(home)})
    said = []
    for line in play.stdout:
        said.append(line)
        if line.startswith("ok: "):
            report.check(True, line[len("ok: "):].strip())
    status = play.wait()
    report.check(status == 0 and said[-1].startswith("The day is over"), "the day is played to its end",
                 "" if status == 0 else "".join(line for line in said if line.startswith("FAILED")) + "".join(said[-12:]))
