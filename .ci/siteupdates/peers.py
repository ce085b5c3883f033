"""serve beside nginx and Apache: the same files, the same questions, the same answers."""

import http.client
import os
import shutil
import socket
import subprocess
import time
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

from realsite.report import wait_until

from .program import write

NGINX = """\
daemon off; master_process off; error_log {home}/error.log; pid {home}/pid;
events {{}}
http {{ include /etc/nginx/mime.types; default_type application/octet-stream; charset utf-8; access_log off;
  client_body_temp_path {home}/b; proxy_temp_path {home}/p; fastcgi_temp_path {home}/f; uwsgi_temp_path {home}/u; scgi_temp_path {home}/s;
  server {{ listen 127.0.0.1:{port}; root {site}; absolute_redirect off; }} }}
"""

APACHE = """\
ServerRoot {home}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {home}/pid
ErrorLog {home}/error.log
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule mime_module /usr/lib/apache2/modules/mod_mime.so
LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
TypesConfig /etc/mime.types
AddDefaultCharset utf-8
DocumentRoot {site}
"""

OLD, NEW = "Thu, 01 Jan 2026 00:00:00 GMT", "Fri, 01 Jan 2027 00:00:00 GMT"

QUESTIONS = [
    (method, target, fields)
    for method in ("GET", "HEAD")
    for target, fields in [
        ("/", {}), ("/page.html", {}), ("/style.css", {}), ("/picture.png", {}), ("/picture.svg", {}), ("/large.bin", {}),
        ("/folder/", {}), ("/folder", {}), ("/folder/?a=1", {}), ("/caf%C3%A9/%C3%BC.html", {}), ("/nope", {}), ("/empty.txt", {}),
        ("/page.html/", {}), ("/%", {}), ("/page%2ehtml", {}), ("/folder%00", {}),
        ("/large.bin", {"Range": "bytes=0-99"}), ("/large.bin", {"Range": "bytes=-100"}), ("/large.bin", {"Range": "bytes=100-"}),
        ("/large.bin", {"Range": "bytes=5000000-"}), ("/large.bin", {"Range": "bytes=9-1"}), ("/large.bin", {"Range": "x=0-1"}),
        ("/large.bin", {"Range": "bytes=0-99999999"}),
        ("/page.html", {"If-Modified-Since": OLD}), ("/page.html", {"If-Modified-Since": NEW}),
        ("/page.html", {"If-Unmodified-Since": OLD}), ("/page.html", {"If-Unmodified-Since": NEW}),
        ("/page.html", {"If-None-Match": "*"}), ("/page.html", {"If-None-Match": '"x"'}), ("/page.html", {"If-None-Match": "TAG"}),
        ("/page.html", {"If-None-Match": '"x"', "If-Modified-Since": NEW}),
        ("/page.html", {"If-Match": "TAG"}), ("/page.html", {"If-Match": '"x"'}), ("/page.html", {"If-Match": "*"}),
        ("/large.bin", {"Range": "bytes=0-9", "If-Range": "TAG"}), ("/large.bin", {"Range": "bytes=0-9", "If-Range": '"x"'}),
        ("/large.bin", {"Range": "bytes=0-9", "If-Range": OLD}), ("/large.bin", {"Range": "bytes=0-9", "If-None-Match": "TAG"}),
    ]
]

FIELDS = ("content-type", "content-length", "content-range", "last-modified", "location", "accept-ranges")


def run(report, program, home):
    site = home / "site"
    for name, content in {
        "index.html": "<h1>Home</h1>", "page.html": "<h1>Page</h1>" * 100, "style.css": "a{}", "picture.svg": "<svg/>",
        "folder/index.html": "folder", "café/ü.html": "umlaut", "empty.txt": "",
    }.items():
        write(site, name, content)
    write(site, "picture.png", os.urandom(3000))
    write(site, "large.bin", os.urandom(2_000_000))
    for path in [home.parent, home, site, *site.rglob("*")]:
        path.chmod(0o755)
        os.utime(path, (1_770_000_000, 1_770_000_000))
    with ExitStack() as running:
        own = running.enter_context(program.serving(site))
        peers = {name: running.enter_context(peer) for name, peer in started(home, site)}
        for name, url in peers.items():
            compare(report, own, name, url)


def started(home, site):
    if os.access("/usr/sbin/nginx", os.X_OK):
        yield "nginx", server(home / "nginx", site, NGINX, ["/usr/sbin/nginx", "-c"])
    if os.access("/usr/sbin/apache2", os.X_OK):
        yield "Apache", server(home / "apache", site, APACHE, ["/usr/sbin/apache2", "-DFOREGROUND", "-f"])


@contextmanager
def server(home, site, configuration, command):
    home.mkdir()
    home.chmod(0o777)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    file = write(home, "conf", configuration.format(home=home, site=site, port=port))
    process = subprocess.Popen([*command, str(file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        if not wait_until(lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0, 20):
            raise AssertionError(f"{command[0]} does not start")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


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
        if "Range" in fields and ours[0] == theirs[0] == 206:
            return theirs[1].get("accept-ranges") is None  # Said with whole files only.
        if fields.get("Range") == "bytes=9-1":
            return (ours[0], theirs[0]) == (200, 416)  # RFC 9110, 14.1.1: not valid, so it does not count.
    else:
        if target == "/large.bin" and theirs[1].get("content-type") is None:
            return ours[0] == theirs[0]  # A type that is not known is not said.
        if target == "/folder%00":
            return (ours[0], theirs[0]) == (400, 404)
        if ours[0] == theirs[0] == 416:
            return ours[1]["content-range"] == "bytes */2000000"  # RFC 9110, 15.5.17: should be said.
        if target == "/empty.txt" and method == "HEAD":
            return ours[1]["content-length"] == "0"
    return False
