"""The black-box suite beside the checkout: its folder, and one of its scripts for varnishtest."""

import subprocess
from pathlib import Path

from .paths import CONFORMANCE
from .report import LeftOut

# The scripted servers of the vtc files have fixed ports.
VTC_MEMBERS = (27201, 27202)

VTC_SECONDS = 60


def add_option(parser):
    parser.add_argument("--suite", type=Path, default=CONFORMANCE, help="the folder of the black-box suite")


def required(folder):
    """The folder; without it a suite that is nothing else is left out."""
    if not folder.is_dir():
        raise LeftOut(f"{folder} is not there")
    return folder


def varnishtest(report, script, **addresses):
    """Runs a script with the addresses that it asks for by name."""
    defined = [word for name, port in addresses.items() for word in ("-D", f"{name}=127.0.0.1:{port}")]
    done = subprocess.run(
        ["varnishtest", "-q", "-t", "12", *defined, str(script)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=VTC_SECONDS, check=False)
    good = done.returncode == 0
    report.check(good, f"vtc: {script.stem}", "" if good else done.stdout[-2000:])
