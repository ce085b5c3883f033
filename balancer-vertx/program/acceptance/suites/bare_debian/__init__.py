"""README's two commands on a bare Debian, as a stranger has it: debootstrap's smallest root, with a JDK and Maven by apt and
nothing else (no git, no ps or kill, no LANG).

--cases has WHO:LANG, by commas: WHO is root or user; LANG a locale, or unset. All of both, each with unset, C, tr_TR.UTF-8
and ar_EG.UTF-8, is an hour; each is bounded. The locales are made by Debian's package locales, which is installed when the
first is wanted. --root DIR is kept and used again; without it the root is made anew, and removed. What Maven has already is
copied, so that it asks the network only for what this machine lacks. What is tried is what is committed. Needs root, and
debootstrap.
"""

import tempfile
from pathlib import Path

from ...harness import debian
from ...harness.report import LeftOut
from . import commands
from .root import Root

LOCALES = ("unset", "C", "tr_TR.UTF-8", "ar_EG.UTF-8")
CASES = ",".join(f"{who}:{lang}" for who in ("root", "user") for lang in LOCALES)


def add_options(parser):
    parser.add_argument("--root", type=Path)
    parser.add_argument("--cases", default=CASES, metavar="WHO:LANG[,WHO:LANG]")
    parser.add_argument("--only", choices=commands.ALL, help="one of the two commands")


def prepare():
    debian.enter()


def run(options, report):
    if not debian.is_inside():
        raise LeftOut("neither root, or no debootstrap")
    root = Root(options.root or Path(tempfile.mkdtemp(prefix="bare-debian-")))
    try:
        root.make()
        for case in options.cases.split(","):
            stranger = root.stranger(*case.split(":"))
            for command in [options.only] if options.only else commands.ALL:
                report.check(*commands.ALL[command](stranger))
    finally:
        root.leave(keep=options.root is not None)
