"""README's commands as a stranger gives them: each says what it is, whether it did what is promised, and what was seen."""

import re
import subprocess
import time
import urllib.request

from ...harness.waiting import wait_until

DEMO = "mvn -q -DskipTests package && exec java -jar balancer-vertx/program/target/balancer.jar demo --port 0"
VERIFY = "mvn -B -ntp verify"

VERIFY_SECONDS = 1800
READY_SECONDS = 600  # the build is in it
END_SECONDS = 60

# What a build says when it fails.
SAID = re.compile(r"^(\S*\[\S*ERROR|Expecting|balancer: )")
SAID_LINES = 40


def demo(stranger):
    """Builds, waits for `ready`, takes pages and the name of the member that served one, stops it."""
    said = stranger.root / "tmp/demo.out"
    began = time.monotonic()
    with open(said, "wb") as output:
        process = subprocess.Popen(stranger.command(DEMO), stdout=output, stderr=subprocess.STDOUT)
    try:
        ready = wait_until(lambda: "\nmember pi4" in text(said) or process.poll() is not None, READY_SECONDS)
        good = ready and process.poll() is None and pages(re.search(r"^ready (\S+)$", text(said), re.MULTILINE).group(1))
        process.terminate()  # the shell has become chroot, and that the program: all are one process
        good = process.wait(END_SECONDS) == 0 and good
    finally:
        process.kill()
    seconds = f"{time.monotonic() - began:.0f} s"
    return good, f"{stranger}: the demo", seconds if good else f"{seconds}\n{text(said)[-4000:]}"


def text(file):
    return file.read_text(errors="replace")


def pages(url):
    """Whether the page, who served one, and the manager are there."""
    with urllib.request.urlopen(url + "/", timeout=60) as page:
        is_html = page.headers["Content-Type"].lower() == "text/html; charset=utf-8"
    member, manager = (urllib.request.urlopen(url + path, timeout=60).read() for path in ("/member", "/balancer-manager"))
    return is_html and re.search(rb"pi\d", member) is not None and b"<html" in manager


def verify(stranger):
    left_before = caches(stranger)
    began = time.monotonic()
    done = subprocess.run(stranger.command(f"timeout {VERIFY_SECONDS} {VERIFY}"), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    left = caches(stranger) - left_before
    good = done.returncode == 0 and not left
    lines = done.stdout.splitlines()
    said = [line for line in lines if SAID.match(line)][:SAID_LINES] or lines[-60:]
    seconds = f"{time.monotonic() - began:.0f} s"
    return good, f"{stranger}: mvn verify", seconds if good else "\n".join([seconds, f"left behind: {left or 'nothing'}", *said])


def caches(stranger):
    """The folders that Vert.x leaves where it is not closed."""
    return set(path.name for path in (stranger.root / "tmp").glob("vertx-cache-*"))


ALL = {"demo": demo, "verify": verify}
