"""A site of 10,000 files and 1 GB, and one file of it changed: seconds, bytes over the wire, bytes written."""

import os
import random
import subprocess
import time

from .sites import write


def run(report, program, home, _):
    rng = random.Random(5)
    site, updates, worker = home / "site", home / "updates", home / "worker"
    for i in range(10_000):
        write(site, f"folder{i % 100}/file{i}.bin", rng.randbytes(100_000))
    publish_seconds, _ = timed(lambda: program.publish(site, updates))
    with program.serving(updates) as url:
        words = ["pull", "--from", url, "--into", worker]
        first, said = timed(lambda: program.run(*words))
        report.check(said[0] == 0, "10,000 files, 1 GB",
                     f"publish {publish_seconds:.1f} s, first pull {first:.1f} s: {said[1].strip()}")
        write(site, "folder1/file1.bin", rng.randbytes(100_000))
        again, _ = timed(lambda: program.publish(site, updates))
        before = blocks(worker)
        second, said = timed(lambda: program.run(*words))
        manifest = os.path.getsize(updates / "manifest.json")
        report.check(said[0] == 0 and ": 1 of 10000 files written" in said[1], "one file changed",
                     f"publish {again:.1f} s, pull {second:.1f} s, manifest {manifest} bytes, "
                     f"disk {blocks(worker) - before} KiB more: {said[1].strip()}")
        third, said = timed(lambda: program.run(*words))
        report.check("up to date" in said[1], "nothing changed", f"pull {third:.1f} s")


def timed(action):
    began = time.monotonic()
    result = action()
    return time.monotonic() - began, result


def blocks(root):
    """KiB on the disk; a file that is linked counts once."""
    return int(subprocess.run(["du", "-sk", root], capture_output=True, text=True, check=True).stdout.split()[0])
