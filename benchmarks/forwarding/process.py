"""A process that is measured: started on one core, with what it and its children have used."""

import os
import re
import subprocess
import time
from pathlib import Path

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def start(core, command, log):
    """Starts a command on one core; what it prints goes to a file."""
    with open(log, "wb") as out:
        return subprocess.Popen(
            ["taskset", "-c", str(core), *command], stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )


def stop(process):
    """Ends a process, by force if it takes longer than ten seconds."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_until(condition, what, seconds=60):
    """Looks for a condition until it holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit(f"{what}: not ready after {seconds} s")
        time.sleep(0.05)


def tree(pid):
    """A process and all that descend from it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in read(task).split():
            found += tree(int(child))
    return found


def cpu_seconds(pid):
    """What a process tree has used of the processor, in user and kernel mode, with those that have ended."""
    return sum(ticks(f"/proc/{each}/stat") for each in tree(pid)) / TICKS_PER_SECOND


def compiler_seconds(pid):
    """What the compilers of a JVM have used of it, as far as their threads are still there."""
    threads = Path(f"/proc/{pid}/task").glob("*/stat")
    return sum(ticks(thread) for thread in threads if re.search(r"\(C[12] Compiler", read(thread))) / TICKS_PER_SECOND


def ticks(stat):
    """Of a process, and its children that have ended; or of one thread."""
    return sum(int(field) for field in read(stat).rsplit(")", 1)[-1].split()[11:15])


def read(path):
    """A file of /proc; empty if its process is gone."""
    try:
        return Path(path).read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def resident_kib(pid):
    """The memory of a process tree; what its processes share counts once."""
    kib = 0
    for each in tree(pid):
        for line in read(f"/proc/{each}/smaps_rollup").splitlines():
            if line.startswith("Pss:"):
                kib += int(line.split()[1])
    return kib
