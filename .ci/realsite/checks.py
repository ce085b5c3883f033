"""The checks. Each takes the site and a report, and leaves the site as it found it."""

import hashlib
import json
import shutil
import subprocess
from urllib.parse import quote

from .balancer import COMBINED
from .client import Answer, KeepAlive, curl, storm
from .report import wait_until
from .workers import MANUAL

THREADS = 8


def paths_of_manual():
    files = sorted(p for p in MANUAL.rglob("*") if p.is_file() or p.is_symlink() and p.exists())
    return ["/" + quote(str(p.relative_to(MANUAL))) for p in files if p.is_file()]


def directories_of_manual():
    return ["/" + quote(str(p.relative_to(MANUAL))) for p in sorted(MANUAL.rglob("*")) if p.is_dir()]


def same_as_worker(site, report):
    """Every file, and every directory with and without its slash, plain and compressed."""
    directories = directories_of_manual()
    paths = paths_of_manual() + directories + [d + "/" for d in directories] + ["/", "/nothing-here"]
    direct, through = KeepAlive(site.workers[0].port), KeepAlive(site.balancer.port)
    for coding in ("identity", "gzip"):
        differ = []
        for path in paths:
            wanted = direct.get(path, Accept_Encoding=coding)
            found = through.get(path, Accept_Encoding=coding)
            site.balancer.count(1)
            if wanted != found:
                differ.append((path, difference(wanted, found)))
        report.check(not differ, f"{len(paths)} paths ({coding}): status, fields and bytes are the "
                     "worker's", f"{len(differ)} differ: {differ[:3]}" if differ else "")
    direct.close()
    through.close()


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
        mark = f"parts{threads}"
        bad = []
        storm(site.balancer.port, [f"/en/bind.html?mark={mark}"] * site.requests, threads,
              lambda i, a: bad.append(a) if getattr(a, "status", 0) != 200 else None)
        site.balancer.count(site.requests)
        served = lambda: [w.served(mark) for w in site.workers]
        wait_until(lambda: sum(served()) >= site.requests)
        share = site.requests // len(site.workers)
        report.check(not bad and served() == [share] * len(site.workers),
                     f"{site.requests} requests over {threads} connections fall {share} each",
                     f"{served()}, {len(bad)} not 200")


def survives_kill(site, report):
    """SIGKILL of one worker in the middle: no GET is lost, no body is short."""
    paths = [p + "?mark=kill" for p in site.sample(site.requests)]
    wanted = site.wanted(paths)
    victim = site.workers[2]
    bad = []
    done = [0]

    def each(index, found):
        done[0] += 1
        if done[0] == len(paths) // 3:
            victim.kill()
        if found != wanted[index]:
            bad.append((paths[index], difference(wanted[index], found)))

    storm(site.balancer.port, paths, THREADS, each)
    site.balancer.count(len(paths))
    served = [w.served("kill") for w in site.workers]
    victim.start()
    report.check(not bad, f"SIGKILL of a worker in the middle of {len(paths)} GETs loses none",
                 f"served {served}" + (f", {len(bad)} lost: {bad[:3]}" if bad else ""))
    report.check(0 < served[2] < len(paths) // 3, "the killed worker served until it was killed",
                 f"{served[2]} requests")


MODES = {
    "keep-alive": (["http1.1"], False),
    "Connection: close": (["http1.1", 'header = "Connection: close"'], True),
    "HTTP/1.0": (["http1.0"], True),
    "HEAD": (["http1.1", "head"], False),
    "range, inner": (["http1.1", 'range = "100-299"'], False),
    "range, last": (["http1.1", 'range = "-64"'], False),
    "range, several": (["http1.1", 'range = "0-9,50-99"'], False),
    "range, beyond": (["http1.1", 'range = "99999999-"'], False),
}


def curl_modes(site, report):
    paths = site.sample(site.requests)
    for mode, (options, closes) in MODES.items():
        requests = [(path, options) for path in paths]
        connects = batch(site, report, mode, requests)
        if closes:
            report.check(connects == len(paths), f"{mode}: a connection for each",
                         f"{connects} connections")
        else:
            report.check(connects <= 1 + len(paths) // 20, f"{mode}: connections are kept",
                         f"{connects} connections")


def conditional(site, report):
    paths = site.sample(site.requests)
    known = site.wanted(paths)
    rows = {
        "If-None-Match": [header("If-None-Match", a.field("etag")) for a in known],
        "If-Modified-Since": [header("If-Modified-Since", a.field("last-modified")) for a in known],
        "If-Match of another": [header("If-Match", '"other"') for _ in known],
    }
    for (mode, headers), status in zip(rows.items(), (304, 304, 412)):
        batch(site, report, mode, [(p, ["http1.1", h]) for p, h in zip(paths, headers)], status)


def header(name, value):
    """A line of curl's configuration."""
    return f'header = "{name}: ' + value.replace('"', '\\"') + '"'


def batch(site, report, mode, requests, status=None):
    """The same batch to a worker and through the balancer; the answers must be equal."""
    wanted, _ = curl(site.workers[0].port, requests, site.home / "direct")
    found, connects = curl(site.balancer.port, requests, site.home / "through")
    site.balancer.count(len(requests))
    shutil.rmtree(site.home / "direct")
    shutil.rmtree(site.home / "through")
    wanted, found = ([boundary_free(a) for a in answers] for answers in (wanted, found))
    differ = [(r[0], difference(w, f)) for r, w, f in zip(requests, wanted, found) if w != f]
    statuses = sorted({a.status for a in found})
    good = not differ and (status is None or statuses == [status]) and 0 not in statuses
    report.check(good, f"curl, {mode}: {len(requests)} answers are the worker's",
                 f"statuses {statuses}" + (f", {len(differ)} differ: {differ[:3]}" if differ else ""))
    return connects


def boundary_free(found):
    """A multipart answer has a boundary of its own each time; its length is always the same."""
    kind = found.field("content-type")
    if "boundary=" not in kind:
        return found
    boundary = kind.split("boundary=")[1]
    fields = tuple((n, v.replace(boundary, "B")) for n, v in found.fields)
    return Answer(found.status, fields, found.body.replace(boundary.encode(), b"B"))


def large_download(site, report):
    curl_process = subprocess.Popen(
        ["curl", "-sS", "--max-time", "240", f"http://127.0.0.1:{site.balancer.port}/large/large"],
        stdout=subprocess.PIPE)
    digest = hashlib.sha256()
    count = 0
    while piece := curl_process.stdout.read(1 << 20):
        digest.update(piece)
        count += len(piece)
    status = curl_process.wait()
    site.balancer.count(1)
    report.check((status, count, digest.hexdigest()) == (0, site.large_bytes, site.large_sha256),
                 "the large download is whole", f"curl {status}, {count} bytes")
    memory(site, report, "download")


def large_upload(site, report):
    """Through curl's standard input, so that the length is not known and it is sent in chunks."""
    with open(site.large_file, "rb") as file:
        done = subprocess.run(
            ["curl", "-sS", "--max-time", "240", "-T", "-", "-H", "Expect:",
             f"http://127.0.0.1:{site.balancer.port}/upload"], stdin=file, capture_output=True)
    site.balancer.count(1)
    try:
        got = json.loads(done.stdout)
    except ValueError:
        got = {"answer": done.stdout[:200], "error": done.stderr[:200]}
    wanted = {"bytes": site.large_bytes, "sha256": site.large_sha256, "chunked": True}
    report.check(got == wanted, "the large chunked upload is whole", f"{got}")
    memory(site, report, "upload")


def memory(site, report, after):
    now, most = site.balancer.memory()
    report.check(most <= site.memory_max, f"memory after the {after} stays bounded",
                 f"resident {now} MiB, at most {most} MiB (expected: up to {site.memory_max})")


def stops_gracefully(site, report):
    """SIGTERM in the middle of a slow download: it is finished, then the status is 0."""
    part = 24 << 20
    slow = subprocess.Popen(
        ["curl", "-sS", "--max-time", "60", "--limit-rate", "8M", "-r", f"0-{part - 1}",
         f"http://127.0.0.1:{site.balancer.port}/large/large"], stdout=subprocess.PIPE)
    site.balancer.count(1)
    body = slow.stdout.read(1 << 20)
    site.balancer.terminate()
    body += slow.stdout.read()
    with open(site.large_file, "rb") as file:
        whole = body == file.read(part)
    report.check(slow.wait() == 0 and whole, "SIGTERM: what is in flight is finished",
                 f"{len(body)} bytes")
    status = site.balancer.status()
    report.check(status == 0, "SIGTERM: ends with status 0", f"status {status}")


def access_log(site, report):
    """Once the balancer has ended: a line for each request that was sent through it."""
    lines = site.balancer.log_lines()
    strange = [line for line in lines if not COMBINED.match(line)]
    report.check(len(lines) == site.balancer.sent, "the access log has one line per request",
                 f"{len(lines)} lines, {site.balancer.sent} requests")
    report.check(lines and not strange, "each line is in combined format",
                 f"such as {(strange or lines or [''])[0]}")
