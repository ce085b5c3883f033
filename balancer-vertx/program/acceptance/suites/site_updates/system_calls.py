"""Kills pull at each system call that changes the disk, and looks at their order. Needs strace."""

import random
import re
import shutil

from .kills import Worker

CALLS = ["rename", "symlink", "fsync", "unlink", "link", "mkdir", "rmdir", "utimensat", "ftruncate", "write"]
# A JVM writes to many descriptors, and there is one fsync a file: of each kind these are cut.
MOST = {"fsync": 60, "write": 40, "link": 6, "unlink": 30, "utimensat": 6, "mkdir": 12, "rmdir": 12}
TRACED = "rename,renameat,renameat2,symlink,symlinkat,fsync,fdatasync,link,linkat"


def run(report, program, home, _):
    if not shutil.which("strace"):
        return
    worker = Worker(program, home, random.Random(3))
    with program.serving(worker.updates) as url:
        worker.want_other()
        program.run(*worker.words(url))
        order(report, program, worker, url, home / "trace")
        cuts = Cuts(program, worker, url, home / "cut")
        for call in CALLS:
            cuts.at_each(call)
        report.check(not cuts.halves, f"killed at {cuts.count} system calls: what is served is whole", str(cuts.halves or ""))
        report.check(not cuts.failures, "and the next run goes on and leaves nothing", str(cuts.failures[:3] or ""))


class Cuts:
    """Kills at one system call after the other; what was half, and what the next run left."""

    def __init__(self, program, worker, url, trace):
        self._program = program
        self._worker = worker
        self._words = worker.words(url)
        self._trace = trace
        self.count = 0
        self.halves = []
        self.failures = []

    def at_each(self, call):
        """At the first of its kind, the second, and so on, until there are no more."""
        for when in range(1, MOST.get(call, 20) + 1):
            if not self._cut(call, when):
                return

    def _cut(self, call, when):
        """Whether it was killed."""
        worker = self._worker
        wanted = worker.want_other()
        prefix = ["strace", "-f", "-qq", "-o", self._trace, "-e", f"trace={call}",
                  "-e", f"inject={call}:signal=KILL:when={when}"]
        status, _, _ = self._program.run(*self._words, prefix=prefix)
        if not worker.is_whole():
            self.halves.append((call, when))
        again, _, err = self._program.run(*self._words)
        if again != 0 or not worker.is_clean_at(wanted):
            self.failures.append((call, when, err, worker.garbage()))
        self.count += status != 0
        return status != 0


def order(report, program, worker, url, file):
    wanted = worker.want_other()
    program.run(*worker.words(url), prefix=["strace", "-f", "-y", "-qq", "-o", file, "-e", f"trace={TRACED}"])
    lines = [line for line in file.read_text(errors="replace").splitlines() if ") = 0" in line or "= -1" not in line]
    root = str(worker.directory)
    into_place = find(lines, rf'rename\w*\(.*{re.escape(root)}/\.pull/fresh".*versions/{wanted}"')
    switch = find(lines, rf'rename\w*\(.*\.pull/current".*"{re.escape(root)}/current"')
    report.check(0 <= into_place < switch, "the tree gets its place before the link is switched")
    before = "\n".join(lines[:into_place])
    files = len(set(re.findall(r"fsync\(\d+<[^>]*/\.pull/fresh/([^>]*\.bin)>", before)))
    folders = set(re.findall(r"fsync\(\d+<[^>]*/\.pull/fresh(/folder\d|/only-in-\w|)>", before))
    linked = before.count("link(")
    report.check(files + linked == 60 and files >= 40, "each file is forced before, or linked",
                 f"{files} forced, {linked} linked")
    report.check(len(folders) == 9, "and each folder of the tree", str(len(folders)))
    between = "\n".join(lines[into_place:switch])
    report.check(f"{root}/versions>" in between, "then the folder of versions")
    report.check(f"<{root}/.pull>" in between, "and that of the new link")
    after = "\n".join(lines[switch + 1:switch + 3])
    report.check(f"<{root}>" in after, "and after the switch the folder of the link")


def find(lines, pattern):
    return next((i for i, line in enumerate(lines) if re.search(pattern, line)), -1)
