"""serve beside nginx and Apache: the same files, the same questions, the same answers."""

import http.client
import os
from urllib.parse import urlsplit

from ...harness import apache, nginx
from .sites import write

MODULES = "mpm_event authz_core mime dir".split()

NGINX_HTTP = "include /etc/nginx/mime.types; default_type application/octet-stream; charset utf-8;"
NGINX_SERVER = "root {site}; absolute_redirect off;"

APACHE = """\
TypesConfig /etc/mime.types
AddDefaultCharset utf-8
DocumentRoot {site}
"""

FILES = {
    "index.html": "<h1>Home</h1>", "page.html": "<h1>Page</h1>" * 100, "style.css": "a{}", "picture.svg": "<svg/>",
    "folder/index.html": "folder", "café/ü.html": "umlaut", "empty.txt": "",
}

# The time that every file has.
CHANGED = 1_770_000_000

OLD, NEW = "Thu, 01 Jan 2026 00:00:00 GMT", "Fri, 01 Jan 2027 00:00:00 GMT"

PLAIN = (
    "/", "/page.html", "/style.css", "/picture.png", "/picture.svg", "/large.bin", "/folder/", "/folder", "/folder/?a=1",
    "/caf%C3%A9/%C3%BC.html", "/nope", "/empty.txt", "/page.html/", "/%", "/page%2ehtml", "/folder%00",
)

# TAG stands for the entity tag that a server has given.
OF_PAGE = (
    {"If-Modified-Since": OLD}, {"If-Modified-Since": NEW}, {"If-Unmodified-Since": OLD}, {"If-Unmodified-Since": NEW},
    {"If-None-Match": "*"}, {"If-None-Match": '"x"'}, {"If-None-Match": "TAG"},
    {"If-None-Match": '"x"', "If-Modified-Since": NEW},
    {"If-Match": "TAG"}, {"If-Match": '"x"'}, {"If-Match": "*"},
)
RANGES = (
    "bytes=0-99", "bytes=-100", "bytes=100-", "bytes=5000000-", "bytes=9-1", "x=0-1", "bytes=0-99999999",
)
OF_RANGE = ({"If-Range": "TAG"}, {"If-Range": '"x"'}, {"If-Range": OLD}, {"If-None-Match": "TAG"})

QUESTIONS = [
    (method, target, fields)
    for method in ("GET", "HEAD")
    for target, fields in [
        *((target, {}) for target in PLAIN),
        *(("/large.bin", {"Range": value}) for value in RANGES),
        *(("/page.html", fields) for fields in OF_PAGE),
        *(("/large.bin", {"Range": "bytes=0-9", **fields}) for fields in OF_RANGE),
    ]
]

FIELDS = ("content-type", "content-length", "content-range", "last-modified", "location", "accept-ranges")


def run(report, program, home, _):
    site = home / "site"
    make(site)
    with program.serving(site) as own:
        for name, peer in peers(home, site).items():
            try:
                peer.start()
                compare(report, own, name, f"http://127.0.0.1:{peer.port}")
            finally:
                peer.kill()


def make(site):
    for name, content in FILES.items():
        write(site, name, content)
    write(site, "picture.png", os.urandom(3000))
    write(site, "large.bin", os.urandom(2_000_000))
    for path in [site, *site.rglob("*")]:
        path.chmod(0o755)
        os.utime(path, (CHANGED, CHANGED))


def peers(home, site):
    """Those that this machine has."""
    found = {}
    if os.access(nginx.PROGRAM, os.X_OK):
        found["nginx"] = nginx.Nginx("nginx", home, NGINX_HTTP, NGINX_SERVER.format(site=site))
    if os.access(apache.PROGRAM, os.X_OK):
        found["Apache"] = apache.Apache("apache", home, MODULES, APACHE.format(site=site))
    return found


def ask(url, method, target, fields):
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=20)
    connection.request(method, target, headers=fields)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def compare(report, own, name, url):
    same, differences = 0, []
    for method, target, fields in QUESTIONS:
        ours, theirs = (ask_with_tag(at, method, target, fields) for at in (own, url))
        difference = unlike(method, ours, theirs)
        if difference and not is_known(name, method, target, fields, ours, theirs):
            differences.append(f"{method} {target} {fields}: {difference}")
        else:
            same += 1
    report.check(not differences, f"{same} of {len(QUESTIONS)} answers as {name}'s", "; ".join(differences))


def ask_with_tag(url, method, target, fields):
    tag = ask(url, "HEAD", target, {})[1].get("etag", '""')
    return ask(url, method, target, {k: v.replace("TAG", tag) for k, v in fields.items()})


def unlike(method, ours, theirs):
    if ours[0] != theirs[0]:
        return f"{ours[0]}, theirs {theirs[0]}"
    if ours[0] in (200, 206):
        for field in FIELDS:
            if plain(ours[1].get(field)) != plain(theirs[1].get(field)):
                return f"{field}: {ours[1].get(field)}, theirs {theirs[1].get(field)}"
        if method == "GET" and ours[2] != theirs[2]:
            return "another body"
    if ours[0] in (301, 416):
        field = "location" if ours[0] == 301 else "content-range"
        path = [urlsplit(it[1].get(field, "")).path for it in (ours, theirs)]
        return "" if path[0] == path[1] else f"{field}: {path}"
    return ""


def plain(value):
    return value.replace(" ", "").lower() if value else value


def is_known(name, method, target, fields, ours, theirs):
    """Differences in which serve is right, or either may be."""
    if method == "HEAD" and "Range" in fields and "If-None-Match" not in fields:
        return ours[0] == 200  # RFC 9110, 14.2: a range is for GET.
    if target == "/style.css":
        return ours[1]["content-type"] == "text/css; charset=utf-8"  # Both leave the character set of styles open.
    if name == "nginx":
        return is_known_of_nginx(fields, ours, theirs)
    return is_known_of_apache(method, target, ours, theirs)


def is_known_of_nginx(fields, ours, theirs):
    if "Range" in fields and ours[0] == theirs[0] == 206:
        return theirs[1].get("accept-ranges") is None  # Said with whole files only.
    # RFC 9110, 14.1.1: not valid, so it does not count.
    return fields.get("Range") == "bytes=9-1" and (ours[0], theirs[0]) == (200, 416)


def is_known_of_apache(method, target, ours, theirs):
    if target == "/large.bin" and theirs[1].get("content-type") is None:
        return ours[0] == theirs[0]  # A type that is not known is not said.
    if target == "/folder%00":
        return (ours[0], theirs[0]) == (400, 404)
    if ours[0] == theirs[0] == 416:
        return ours[1]["content-range"] == "bytes */2000000"  # RFC 9110, 15.5.17: should be said.
    return target == "/empty.txt" and method == "HEAD" and ours[1]["content-length"] == "0"
