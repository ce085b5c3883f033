"""What is around every suite: its options, a folder of its own, a report, and the logs of its servers if something failed."""

import argparse
import importlib
import shutil
import signal
import sys
import tempfile
import traceback
from contextlib import contextmanager
from pathlib import Path

from .paths import JAR
from .report import LeftOut, Report

LOG_CHARS = 4000


def run_suite(suite, words):
    """Runs one suite in this process; the exit status."""
    module = importlib.import_module(f"acceptance.suites.{suite.module}")
    options = parse(suite, module, words)
    if suite.needs_jar and not options.jar.is_file():
        print(f"{options.jar} is not there: mvn -q -DskipTests package makes it", file=sys.stderr)
        return 2
    if hasattr(module, "prepare"):
        module.prepare()
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # under nohup the balancer would be deaf to it
    with folder(suite.name) as options.home:
        return run_in_folder(module, options)


def run_in_folder(module, options):
    report = Report()
    try:
        module.run(options, report)
    except LeftOut as reason:
        print(f"{reason}: left out")
        return 0
    except Exception as e:  # whatever it is: say it, count it, clean up
        traceback.print_exc()
        report.check(False, "the suite itself", repr(e))
    if report.failed:
        print_logs(options.home)
    return report.end()


def parse(suite, module, words):
    parser = argparse.ArgumentParser(
        prog=f"run {suite.name}", description=module.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jar", type=Path, default=JAR, help="the packaged program")
    parser.add_argument("--full", action="store_true", help="the long form, where the suite has one")
    if hasattr(module, "add_options"):
        module.add_options(parser)
    return parser.parse_args(words)


@contextmanager
def folder(name):
    """A folder that servers can read as another user; it is gone at the end."""
    home = Path(tempfile.mkdtemp(prefix=f"{name}-"))
    home.chmod(0o755)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def print_logs(home):
    for log in sorted(home.glob("**/*.out")):
        print(f"--- {log.relative_to(home)}\n" + log.read_text(errors="replace")[-LOG_CHARS:])
