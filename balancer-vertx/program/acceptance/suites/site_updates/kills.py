"""Kills pull at random moments: what is served is one whole version, and the next run goes on."""

import os
import random
import signal
import time

from ...harness.waiting import lasting
from .sites import tree, want, with_version, write

FILES = 60
GARBAGE_FREE = {"lock", "wanted", "seen", "manifests", "downloads"}


class Worker:
    """A worker that is sent from one version to another and back, each made anew."""

    def __init__(self, program, home, rng):
        self.directory = home / "worker"
        self.updates = home / "updates"
        self._program = program
        self._second = 0
        self.versions = {}
        for name in ("a", "b"):
            site = home / name
            for i in range(FILES):
                # A third is the same in both, so that there is something to link.
                content = rng.randbytes(20_000) if i % 3 else bytes([i]) * 5_000
                write(site, f"folder{i % 7}/file{i}.bin", content)
            (site / f"only-in-{name}").mkdir()
            version = program.publish(site, self.updates)
            self.versions[version] = with_version(tree(site), version)

    def want_other(self):
        """The version that is not served becomes the wanted one."""
        wanted = next(v for v in self.versions if v != self.served())
        self._second += 1
        want(self.updates, "pi1", wanted, self._second)
        return wanted

    def served(self):
        current = self.directory / "current"
        return os.path.basename(os.readlink(current)) if current.is_symlink() else None

    def words(self, url):
        return ["pull", "--from", url, "--into", self.directory, "--name", "pi1", "--keep", "1"]

    def is_whole(self):
        """Whether it serves exactly one of the versions; nothing is one as well before the first."""
        version = self.served()
        if version is None:
            return True
        return tree(os.path.realpath(self.directory / "current")) == self.versions[version]

    def is_clean_at(self, wanted):
        return self.served() == wanted and self.is_whole() and not self.garbage()

    def garbage(self):
        own = {path.name for path in (self.directory / ".pull").iterdir()} - GARBAGE_FREE
        downloads = {path.name for path in (self.directory / ".pull/downloads").iterdir()}
        manifests = {path.name for path in (self.directory / ".pull/manifests").iterdir()} - {self.served() + ".json"}
        trees = {path.name for path in (self.directory / "versions").iterdir()} - {self.served()}
        root = {path.name for path in self.directory.iterdir()} - {"current", "versions", ".pull"}
        return own | downloads | manifests | trees | root


class Kills:
    """Counts what was half, what the next run left, and how often the link had been switched."""

    def __init__(self, program, worker, url, rng):
        self._program = program
        self._worker = worker
        self._url = url
        self._rng = rng
        self.halves = []
        self.failures = []
        self.switched = 0

    def lasts(self):
        """How many seconds a pull takes, once files are cached."""
        for _ in range(2):
            self._worker.want_other()
            began = time.monotonic()
            self._program.run(*self._worker.words(self._url))
        return time.monotonic() - began

    def kill(self, number, lasts):
        worker = self._worker
        before = worker.served()
        wanted = worker.want_other()
        process = self._program.start(*worker.words(self._url))
        # Until it is up nothing happens that could be cut.
        lasting(self._rng.uniform(lasts * 0.3, lasts * 1.05))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if not worker.is_whole():
            self.halves.append(number)
        self.switched += worker.served() != before
        self._go_on(number, wanted)

    def _go_on(self, number, wanted):
        worker = self._worker
        status, _, err = self._program.run(*worker.words(self._url))
        if status != 0 or not worker.is_clean_at(wanted):
            self.failures.append((number, status, err, worker.served(), wanted, worker.garbage()))


def run(report, program, home, options):
    count = options.kills or (300 if options.full else 20)
    rng = random.Random(options.seed)
    worker = Worker(program, home, rng)
    with program.serving(worker.updates) as url:
        kills = Kills(program, worker, url, rng)
        lasts = kills.lasts()
        for i in range(count):
            kills.kill(i, lasts)
    report.check(not kills.halves, f"{count} kills: what is served is whole", str(kills.halves or ""))
    report.check(not kills.failures, f"{count} kills: the next run goes on and leaves nothing", str(kills.failures[:3] or ""))
    report.check(True, "of them after the switch", f"{kills.switched}; a pull takes {lasts:.2f} s; seed {options.seed}")
