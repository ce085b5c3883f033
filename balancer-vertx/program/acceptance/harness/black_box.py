"""The black-box suite beside the checkout: its folder, and one of its scripts for varnishtest."""

import subprocess
from pathlib import Path

from .members.http import Closing, HttpMember
from .paths import CONFORMANCE
from .report import LeftOut

# The scripted servers of the vtc files have fixed ports.
VTC_MEMBERS = (27201, 27202)

VTC_SECONDS = 60

WARM_UP_SECONDS = 120
WARM_UP = "[1-50]"  # curl's way to ask for so many


def add_option(parser):
    parser.add_argument("--suite", type=Path, default=CONFORMANCE, help="the folder of the black-box suite")


def required(folder):
    """The folder; without it a suite that is nothing else is left out."""
    if not folder.is_dir():
        raise LeftOut(f"{folder} is not there")
    return folder


def warm_up(origin, *curls):
    """Requests by curl before the first case: what a JVM does first takes longer than a case waits on a busy machine."""
    member = HttpMember(Closing, origin)
    for arguments in curls:
        subprocess.run(["curl", "-sk", "-o", "/dev/null", *arguments], timeout=WARM_UP_SECONDS, check=False)
    member.close()


def varnishtest(report, script, **addresses):
    """Runs a script with the addresses that it asks for by name."""
    defined = [word for name, port in addresses.items() for word in ("-D", f"{name}=127.0.0.1:{port}")]
    done = subprocess.run(
        ["varnishtest", "-q", "-t", "12", *defined, str(script)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=VTC_SECONDS, check=False)
    good = done.returncode == 0
    report.check(good, f"vtc: {script.stem}", "" if good else done.stdout[-2000:])
