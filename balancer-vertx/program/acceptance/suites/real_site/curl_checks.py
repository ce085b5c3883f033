"""Ways of asking that curl has: the same batch to a worker and through the balancer."""

import shutil

from .checks import difference
from .client import Answer, curl

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


def modes(site, report):
    paths = site.sample(site.requests)
    for mode, (options, closes) in MODES.items():
        connects = batch(site, report, mode, [(path, options) for path in paths])
        good = connects == len(paths) if closes else connects <= 1 + len(paths) // 20
        what = "a connection for each" if closes else "connections are kept"
        report.check(good, f"{mode}: {what}", f"{connects} connections")


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
    wanted, _ = asked(site.workers[0].port, requests, site.home / "direct")
    found, connects = asked(site.balancer.port, requests, site.home / "through")
    site.count(len(requests))
    differ = [(r[0], difference(w, f)) for r, w, f in zip(requests, wanted, found) if w != f]
    statuses = sorted({a.status for a in found})
    good = not differ and (status is None or statuses == [status]) and 0 not in statuses
    report.check(good, f"curl, {mode}: {len(requests)} answers are the worker's",
                 f"statuses {statuses}" + (f", {len(differ)} differ: {differ[:3]}" if differ else ""))
    return connects


def asked(port, requests, directory):
    """The answers without what differs each time, and how many connections curl made."""
    answers, connects = curl(port, requests, directory)
    shutil.rmtree(directory)
    return [boundary_free(answer) for answer in answers], connects


def boundary_free(found):
    """A multipart answer has a boundary of its own each time; its length is always the same."""
    kind = found.field("content-type")
    if "boundary=" not in kind:
        return found
    boundary = kind.split("boundary=")[1]
    fields = tuple((n, v.replace(boundary, "B")) for n, v in found.fields)
    return Answer(found.status, fields, found.body.replace(boundary.encode(), b"B"))
