"""Shares, equality with a worker's own answers, and the loss of a worker. Each takes the site and a report."""

import re

from ...harness.waiting import wait_until
from .client import Answer, KeepAlive, storm
from .manual import directories_of_manual, paths_of_manual

THREADS = 8

COMBINED = re.compile(
    r'^\S+ \S+ \S+ \[[^\]]+\] "[A-Z]+ \S+ HTTP/\d(\.\d)?" \d{3} (\d+|-) "[^"]*" "[^"]*"$')


def same_as_worker(site, report):
    """Every file, and every directory with and without its slash, plain and compressed."""
    directories = directories_of_manual()
    paths = paths_of_manual() + directories + [d + "/" for d in directories] + ["/", "/nothing-here"]
    direct, through = KeepAlive(site.workers[0].port), KeepAlive(site.balancer.port)
    for coding in ("identity", "gzip"):
        differ = [(path, seen) for path in paths if (seen := compared(path, coding, direct, through))]
        site.count(len(paths))
        report.check(not differ, f"{len(paths)} paths ({coding}): status, fields and bytes are the "
                     "worker's", f"{len(differ)} differ: {differ[:3]}" if differ else "")
    direct.close()
    through.close()


def compared(path, coding, direct, through):
    """How the two answers differ, if they do."""
    wanted = direct.get(path, Accept_Encoding=coding)
    found = through.get(path, Accept_Encoding=coding)
    return difference(wanted, found) if wanted != found else ""


def difference(wanted, found):
    if not isinstance(found, Answer):
        return repr(found)
    if wanted.status != found.status:
        return f"status {found.status}, not {wanted.status}"
    if wanted.fields != found.fields:
        return f"fields {sorted(set(found.fields) ^ set(wanted.fields))}"
    return f"{len(found.body)} bytes of body, not {len(wanted.body)} or other ones"


def falls_in_equal_parts(site, report):
    for threads in (1, THREADS):
        falls_equally(site, report, threads, f"parts{threads}")


def falls_equally(site, report, threads, mark):
    bad = []
    storm(site.balancer.port, [f"/en/bind.html?mark={mark}"] * site.requests, threads,
          lambda _, found: bad.append(found) if getattr(found, "status", 0) != 200 else None)
    site.count(site.requests)
    served = lambda: [w.served(mark) for w in site.workers]
    wait_until(lambda: sum(served()) >= site.requests)
    share = site.requests // len(site.workers)
    report.check(not bad and served() == [share] * len(site.workers),
                 f"{site.requests} requests over {threads} connections fall {share} each",
                 f"{served()}, {len(bad)} not 200")


def survives_kill(site, report):
    """SIGKILL of one worker in the middle: no GET is lost, no body is short."""
    paths = [p + "?mark=kill" for p in site.sample(site.requests)]
    victim = site.workers[2]
    bad = lost_by_kill(site, paths, victim)
    served = [w.served("kill") for w in site.workers]
    victim.start()
    report.check(not bad, f"SIGKILL of a worker in the middle of {len(paths)} GETs loses none",
                 f"served {served}" + (f", {len(bad)} lost: {bad[:3]}" if bad else ""))
    report.check(0 < served[2] < len(paths) // 3, "the killed worker served until it was killed",
                 f"{served[2]} requests")


def lost_by_kill(site, paths, victim):
    """Asks all of them, kills the worker after a third, and gives those whose answers are not the worker's."""
    wanted = site.wanted(paths)
    bad = []
    done = [0]

    def each(index, found):
        done[0] += 1
        if done[0] == len(paths) // 3:
            victim.kill()
        if found != wanted[index]:
            bad.append((paths[index], difference(wanted[index], found)))

    storm(site.balancer.port, paths, THREADS, each)
    site.count(len(paths))
    return bad


def access_log(site, report):
    """Once the balancer has ended: a line for each request that was sent through it."""
    lines = site.balancer.log_lines()
    strange = [line for line in lines if not COMBINED.match(line)]
    report.check(len(lines) == site.sent, "the access log has one line per request",
                 f"{len(lines)} lines, {site.sent} requests")
    report.check(lines and not strange, "each line is in combined format",
                 f"such as {(strange or lines or [''])[0]}")
