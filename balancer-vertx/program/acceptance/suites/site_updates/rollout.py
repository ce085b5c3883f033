"""A roll-out over four Debian Apaches, under a load of visitors: nothing fails, no session sees new and then old, no page misses
its asset; one version that is not well stops at one member; one that is killed goes on.

Visitors load a page, then the asset that it names. Half of them have a session: they keep the balancer's cookie.
"""

import re
import signal
import subprocess
import threading
import time
from collections import Counter
from contextlib import ExitStack

from ...harness.apache import Apache
from ...harness.balancer import Balancer
from ...harness.load import Client
from ...harness.waiting import wait_until
from .sites import write

MEMBERS = 4
VISITORS = 16
PER_SECOND = 100
PER_SECOND_FULL = 500

# A worker has heard of a version after two pulls, on a machine of any speed.
PULLED_SECONDS = 90

SITE = """\
StartServers 1
ThreadsPerChild 64
MaxRequestWorkers 64
KeepAlive On
DocumentRoot {home}/site/current
<Directory {home}/site>
  Require all granted
  Options FollowSymLinks
</Directory>
"""

CONFIGURATION = """\
listen: 127.0.0.1:0
clusters:
  c:
    members: [{members}]
    sticky: {{cookie: ROUTEID}}
    probe: {{path: /health.txt, interval: 500ms}}
routes:
  - {{path: /manager, manager: {{}}}}
  - {{path: /, cluster: c}}
"""

PAGE = re.compile(rb"version (\d+) needs (\S+)")


class Visitor(Client):
    """Keeps the body, and the cookie if it has a session."""

    def __init__(self, port, has_session):
        super().__init__(port)
        self._has_session = has_session
        self.versions = []
        self.failed = Counter()

    def visit(self):
        """A page, and then what it needs."""
        page = self.get("/index.html")
        found = PAGE.match(page or b"")
        if not found:
            self.failed["page"] += 1
            return
        self.versions.append(int(found.group(1)))
        if self.get("/" + found.group(2).decode()) != found.group(2):
            self.failed["asset"] += 1

    def get(self, path):
        try:
            self._connection.request("GET", path, None, self._cookie)
            response = self._connection.getresponse()
            body = response.read()
        except OSError:
            self._connection.close()
            return None
        cookie = response.getheader("Set-Cookie")
        if self._has_session and cookie:
            self._cookie = {"Cookie": cookie.split(";")[0]}
        return body if response.status == 200 else None

    def went_back(self):
        return self._has_session and self.versions != sorted(self.versions)


class Visitors:
    """Come all the time, until they are told to stop."""

    def __init__(self, port, per_second):
        self.all = [Visitor(port, i % 2 == 0) for i in range(VISITORS)]
        self._pause = 2 * VISITORS / per_second  # a visit is two requests
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._come, args=(each,)) for each in self.all]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def _come(self, visitor):
        while not self._stopped.is_set():
            begun = time.monotonic()
            visitor.visit()
            self._stopped.wait(max(0.0, begun + self._pause - time.monotonic()))
        visitor.close()

    def __exit__(self, *_):
        self._stopped.set()
        for thread in self._threads:
            thread.join()

    def summary(self):
        failed = sum((visitor.failed for visitor in self.all), Counter())
        return {"visits": sum(len(visitor.versions) for visitor in self.all), **failed,
                "sessions that went back": sum(visitor.went_back() for visitor in self.all)}

    def are_unharmed(self):
        return not any(visitor.failed or visitor.went_back() for visitor in self.all)


class Cluster:
    """Four Apaches, each with a pull of its own; the directory of updates; the balancer before them."""

    def __init__(self, program, home, jar):
        self._program = program
        self._home = home
        self.site = home / "site"
        self.updates = home / "updates"
        self.workers = [Apache(f"pi{i + 1}", home, ["mpm_event", "authz_core"], SITE)
                        for i in range(MEMBERS)]
        self.balancer = Balancer(jar, home)
        self._pulls = []

    def change(self, number, is_well=True):
        """The site's next version, in its folder."""
        for old in self.site.glob("*") if self.site.exists() else ():
            old.unlink()
        write(self.site, "index.html", f"version {number} needs app-{number}.js")
        write(self.site, f"app-{number}.js", f"app-{number}.js")
        if is_well:
            write(self.site, "health.txt", "well")

    def publish(self, *options):
        return self._program.publish(self.site, self.updates, *options)

    def start(self, url):
        for worker in self.workers:
            self._pulls.append(self._program.start(
                "pull", "--from", url, "--into", worker.home / "site", "--name", worker.name, "--every", "1s"))
        wait_until(lambda: all(self.served(worker) for worker in self.workers), PULLED_SECONDS)
        for worker in self.workers:
            worker.start()
        members = ", ".join(f'{{id: {it.name}, url: "http://127.0.0.1:{it.port}"}}' for it in self.workers)
        self.balancer.start(CONFIGURATION.format(members=members))

    def served(self, worker):
        version = worker.home / "site/current/.version"
        return version.read_text().strip() if version.exists() else ""

    def words(self, *options):
        return ["rollout", "--manager", f"http://127.0.0.1:{self.balancer.port}/manager", "--cluster", "c", "--updates", self.updates,
                "--journal", self._home / "journal.json", "--wait-healthy", "2", "--healthy-within", "20s", *options]

    def roll_out(self, *options):
        """Exit status, and all lines."""
        status, out, err = self._program.run(*self.words(*options))
        return status, out + err

    def stop(self):
        for pull in self._pulls:
            pull.terminate()
            pull.communicate(timeout=60)
        self.balancer.kill()
        for worker in self.workers:
            worker.kill()


def run(report, program, home, options):
    cluster = Cluster(program, home, options.jar)
    cluster.change(1)
    first = cluster.publish()
    per_second = PER_SECOND_FULL if options.full else PER_SECOND
    with ExitStack() as stack:
        url = stack.enter_context(program.serving(cluster.updates))
        stack.callback(cluster.stop)
        cluster.start(url)
        status, text = cluster.roll_out("--version", first)
        report.check(status == 0 and text.count("unchanged") == MEMBERS, "members that have a version serve on", text.strip()[-200:])
        second = good(report, cluster, per_second)
        bad(report, cluster, per_second, second)
        killed(report, cluster, per_second)


def good(report, cluster, per_second):
    cluster.change(2)
    with Visitors(cluster.balancer.port, per_second) as visitors:
        assets = cluster.publish("--assets-first")
        begun = time.monotonic()
        status, text = cluster.roll_out("--version", assets)
        report.check(status == 0, "assets first, to all four", f"{time.monotonic() - begun:.0f} s" if status == 0 else text)
        second = cluster.publish("--with-previous")
        status, text = cluster.roll_out("--version", second)
        report.check(status == 0, "the version, to all four", text.strip()[-120:])
    served = {cluster.served(worker) for worker in cluster.workers}
    report.check(visitors.are_unharmed() and served == {second}, "visitors notice nothing", visitors.summary())
    return second


def bad(report, cluster, per_second, before):
    cluster.change(3, is_well=False)
    with Visitors(cluster.balancer.port, per_second) as visitors:
        third = cluster.publish()
        status, text = cluster.roll_out("--version", third)
        served = Counter(cluster.served(worker) for worker in cluster.workers)
        report.check(status == 2 and served == {third: 1, before: MEMBERS - 1}, "a version that is not well stops at one member",
                     text.strip().splitlines()[-1])
        status, text = cluster.roll_out("--abort")
        served = {cluster.served(worker) for worker in cluster.workers}
        report.check(status == 0 and served == {before}, "and goes back", text.strip()[-120:])
    report.check(visitors.are_unharmed(), "visitors notice nothing of it", visitors.summary())


def killed(report, cluster, per_second):
    cluster.change(4)
    with Visitors(cluster.balancer.port, per_second) as visitors:
        cluster.roll_out("--version", cluster.publish("--assets-first"))
        fourth = cluster.publish("--with-previous")
        process = subprocess.Popen([*cluster._program._command, *map(str, cluster.words("--version", fourth))],
                                   stdout=subprocess.PIPE, text=True)
        for line in process.stdout:
            if line.startswith("pi2: updating"):
                process.send_signal(signal.SIGKILL)
                break
        process.communicate(timeout=60)
        status, text = cluster.roll_out("--version", fourth)
        served = {cluster.served(worker) for worker in cluster.workers}
        report.check(status == 0 and served == {fourth} and text.startswith("pi2: leaving"), "one that was killed goes on",
                     text[:60])
    report.check(visitors.are_unharmed(), "visitors notice nothing of that either", visitors.summary())
