"""Two, five and ten balancers that reach each other, and with Redis fifty: what each costs, how soon one has joined, how fast
all know of edits; and joins and deaths, after which nothing is left.
"""

import re
import shutil
import signal
import subprocess
import time

from ...harness.server import HERE, Server
from ...harness.waiting import lasting, wait_until
from .crowd import Crowd, measured, packets

COUNTS = (2, 5, 10)
STORE_COUNT = 50
IDLE_SECONDS = 20

# So many begin at a time: each start is a second of processor time.
AT_ONCE = 5
EDITS = 200
STORE_EDITS = 50
DEATHS = 10
DEATHS_FULL = 60

POOLS = ("vert.x-worker-thread-", "jgroups-", "Attach Listener")

# One that is stopped for so long is away, and comes back as after a split.
STOPPED_SECONDS = 7


def mesh(count, secret):
    members = ", ".join(f"'127.0.9.{i}:7800'" for i in range(1, count + 1))
    return lambda number: f"listen: '127.0.9.{number}:7800', members: [{members}], secret: {secret}"


def run(site, options, report):
    rows = []
    for count in COUNTS:
        home = site.home / f"many{count}"
        crowd = Crowd(options.jar, home, mesh(count, home / "peers.key"))
        try:
            rows.append(f"| {site.advert} | {count} balancers | {numbers(crowd, count, report)} |")
        finally:
            crowd.kill()
    return rows


def numbers(crowd, count, report, edits=EDITS, messages=packets):
    while len(crowd.all) < count - 1:
        crowd.add(min(AT_ONCE, count - 1 - len(crowd.all)))
    crowd.all_see(count - 1)
    began = time.monotonic()
    crowd.add()
    ready = time.monotonic()
    report.check(crowd.all_see(count), f"{count}: all see all", [one.sees() for one in crowd.all])
    joined = time.monotonic()
    lasting(5)
    idle = measured(crowd, IDLE_SECONDS, messages)
    first = crowd.all[0]
    begin = time.monotonic()
    for i in range(edits):
        first.edit("m1", weight=1 + i % 90)
    report.check(crowd.all_have("m1", weight=1 + (edits - 1) % 90), f"{count}: all know of {edits} edits")
    known = time.monotonic() - begin
    return (f"{idle}; ready after {ready - began:.1f} s, known to all {joined - ready:.1f} s later; "
            f"{edits} edits in a row are known to all after {known:.1f} s")


class Redis(Server):
    def command(self):
        return ["redis-server", "--port", str(self.port), "--bind", HERE, "--save", "", "--appendonly", "no", "--dir", str(self.home)]

    def published(self):
        """How many messages so far."""
        done = subprocess.run(["redis-cli", "-h", HERE, "-p", str(self.port), "info", "commandstats"], capture_output=True,
                              text=True, check=True)
        return int(re.search(r"cmdstat_publish:calls=(\d+)", done.stdout).group(1))


def store(site, options, report):
    """By way of a real server, which is killed in the middle, and comes back empty."""
    if shutil.which("redis-server") is None:
        return ["| | fifty by a store | left out: no redis-server |"]
    home = site.home / "store"
    redis = Redis("redis", site.home)
    redis.start()
    crowd = Crowd(options.jar, home, lambda number: f"secret: {home}/peers.key, store: {{redis: '{HERE}:{redis.port}'}}")
    try:
        row = numbers(crowd, STORE_COUNT, report, STORE_EDITS, redis.published)
        redis.kill()
        weights = range(10, 15)
        for one, weight in zip(crowd.all, weights):
            one.edit("m2", weight=weight)
        crowd.all[9].edit("m1", state="draining")
        report.check(wait_until(lambda: crowd.all[0].sees() == 1, 60), "store killed: each goes on alone")
        redis.start()
        began = time.monotonic()
        good = crowd.agree("m2", "weight", *weights) and crowd.all_have("m1", state="draining")
        report.check(good, "store back, and empty: all know what one was told, and agree where five were told otherwise")
        return [f"| {site.advert} | {STORE_COUNT} by a store | {row}; all know all {time.monotonic() - began:.1f} s after it is back |"]
    finally:
        crowd.kill()
        redis.kill()


def soak(site, options, report):
    """One of three ends again and again, by SIGKILL, SIGTERM or a pause that is a split, while all are edited."""
    home = site.home / "soak"
    crowd = Crowd(options.jar, home, mesh(3, home / "peers.key"))
    try:
        crowd.add(3)
        first, other, mortal = crowd.all
        report.check(crowd.all_see(3), "soak: all see all")
        death(crowd, mortal, 0)
        before, threads, heap = first.costs(), first.threads(), first.heap_mib()
        deaths = DEATHS_FULL if options.full else DEATHS
        survived = sum(death(crowd, mortal, number) for number in range(1, deaths + 1))
        report.check(survived == deaths, f"soak: after each of {deaths} deaths all see all, and know the same", survived)
        settled = wait_until(lambda: not more(first, threads), 60)
        after, heap_after = first.costs(), first.heap_mib()
        report.check(settled, "soak: no thread is left", more(first, threads))
        report.check(after["files"] <= before["files"] + 4, "soak: no file is left", (before["files"], after["files"]))
        report.check(heap_after <= heap + 3, "soak: nothing is left in the heap", (heap, heap_after))
        return [f"| {site.advert} | {deaths} joins and deaths | threads {before['threads']} to {after['threads']}, files "
                f"{before['files']} to {after['files']}, heap {heap} to {heap_after} MiB, resident {before['rss']} to {after['rss']} MiB |"]
    finally:
        crowd.kill()


def more(one, before):
    """Threads that were not there before, apart from those of pools, which fill up to their own bound."""
    return {name: count for name, count in (one.threads() - before).items() if not name.startswith(POOLS)}


def death(crowd, mortal, number):
    """Whether all was well afterwards."""
    first, other, _ = crowd.all
    how = (signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP)[number % 3]
    mortal.signal(how)
    if how == signal.SIGSTOP:
        lasting(STOPPED_SECONDS)
    else:
        mortal.status()
    other.edit("m1", weight=2 + number % 90)
    gone = wait_until(lambda: first.sees() == 2, 60)
    if how == signal.SIGSTOP:
        mortal.signal(signal.SIGCONT)
    else:
        mortal.again()
    mortal.edit("m2", weight=3 + number % 90)
    return gone and crowd.all_see(3) and crowd.all_have("m1", weight=2 + number % 90) and crowd.all_have("m2", weight=3 + number % 90)
