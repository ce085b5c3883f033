"""The same cases, asked of the handler in a Vert.x server: docs/embedding.md says which fail there, and why."""

import re
import subprocess
import urllib.error
import urllib.request

from ...harness.paths import REPOSITORY
from ...harness.server import HERE, free_port
from ...harness.waiting import wait_until
from .corpus import run_corpus

EXAMPLES = REPOSITORY / "examples/target/classes"
MAIN = "org.rpicluster.balancer.examples.MountInYourServer"
PROMISES = REPOSITORY / "docs/embedding.md"

# From the first heading of the document to the second.
SECTION = re.compile(r"^## What the mounted handler.*?(?=^## )", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`")

READY_SECONDS = 60


def run(folder, options, report):
    if not EXAMPLES.is_dir():
        raise FileNotFoundError(f"{EXAMPLES}: mvn -q -DskipTests package makes it")
    origin, port = free_port(), free_port()
    with open(options.home / "mounted.out", "wb") as output:
        server = subprocess.Popen(
            ["java", "-cp", f"{options.jar}:{EXAMPLES}", MAIN, str(port), f"http://{HERE}:{origin}"],
            stdout=output, stderr=subprocess.STDOUT)
    try:
        report.check(wait_until(lambda: says_hello(port), READY_SECONDS), "the example's server answers")
        judge(run_corpus(folder, port, origin, options.home / "mounted.json", ["--slow"]), report)
    finally:
        server.kill()
        server.wait()


def says_hello(port):
    try:
        with urllib.request.urlopen(f"http://{HERE}:{port}/hello", timeout=10) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def judge(cases, report):
    """Each case is as the document says: it fails there if it is named, and passes if it is not."""
    told = set(NAME.findall(SECTION.search(PROMISES.read_text()).group()))
    names = {case["name"] for case in cases}
    for case in cases:
        name = case["name"]
        good = case["pass"] != (name in told)
        report.check(good, f"{name}: {'differs' if name in told else 'the same'}", "" if good else case["fails"])
    report.check(told <= names, "every case that the document names is one", sorted(told - names))
