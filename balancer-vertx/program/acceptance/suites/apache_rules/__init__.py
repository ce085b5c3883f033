"""Asks Apache httpd and the packaged program, with the same configuration before the same member, where rules lead: those of a
server, of folders and of locations (`rules.py`), and of sections that go by an expression or inherit rules (`sections.py`). A check is a path; it passes if both give the same status, Location, cookies
and, of a success, the same body: what the member was asked for, or a file. What differs on purpose is
listed with its reason.
Needs Debian's apache2 and a JDK.
"""

import http.client
import re

from ...harness.apache import Apache
from ...harness.balancer import Balancer
from ...harness.members.http import Handler, HttpMember
from ...harness.server import HERE, free_port
from . import sections
from .rules import CONFIGURATION, DIFFERING, FIELDS, FILES, PATHS

MODULES = ("mpm_event authz_core dir autoindex alias headers rewrite proxy proxy_http slotmem_shm proxy_balancer "
           "lbmethod_byrequests").split()

HTTPD = """\
StartServers 1
ServerLimit 1
ThreadsPerChild 25
MaxRequestWorkers 25
<Directory />
Require all denied
</Directory>
Include {site}
"""

HERE_TOO = """\
ServerName a.test
ServerRoot {home}
Listen {host}:{port}
<Directory />
Require all denied
</Directory>
"""


def add_options(parser):
    parser.add_argument("--only", default="", metavar="TEXT", help="the paths that have this text")


def run(options, report):
    home = options.home
    home.chmod(0o755)  # httpd reads files as www-data
    for name, text in {**FILES, **sections.FILES}.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text)
    member = f"{HERE}:{echoing()}"
    site = home / "site.conf"
    httpd = Apache("httpd", home, MODULES, HTTPD.replace("{site}", str(site)))
    both = CONFIGURATION + sections.CONFIGURATION
    site.write_text(both.format(home=home, member=member, port=httpd.port))
    port = free_port()
    here = Balancer(options.jar, home, file="here.conf")
    try:
        httpd.start()
        here.start(HERE_TOO.format(home=home, host=HERE, port=port)
                   + both.format(home=home, member=member, port=port))
        for host, paths in (("a.test", PATHS), ("sections.test", sections.PATHS), ("inheriting.test", sections.INHERITING)):
            for path in paths:
                if options.only in path:
                    compare(host, path, httpd.port, here.port, report)
    finally:
        httpd.kill()
        here.kill()


def compare(host, path, httpd, here, report):
    shown = path if host == "a.test" else host + path
    theirs = [ask(httpd, host, path, fields) for fields in FIELDS]
    ours = [ask(here, host, path, fields) for fields in FIELDS]
    if shown in DIFFERING:
        report.check(theirs != ours, f"{shown} differs: {DIFFERING[shown]}", f"{theirs[0]} in httpd, {ours[0]} here")
    else:
        report.check(theirs == ours, shown, f"{theirs} in httpd, {ours} here" if theirs != ours else theirs[0])


def ask(port, host, path, fields):
    """Status, Location and cookies, and of a success its body."""
    connection = http.client.HTTPConnection(HERE, port, timeout=30)
    try:
        connection.request("GET", path, headers={"Host": f"{host}:{port}", **fields})
        answer = connection.getresponse()
        body = answer.read().decode("latin-1").strip()
        location = answer.headers.get("Location", "").replace(f":{port}", ":PORT")
        cookies = [cookie(text) for text in answer.headers.get_all("Set-Cookie", [])]
        return " ".join([str(answer.status), location, *cookies, body if answer.status == 200 else ""]).strip()
    finally:
        connection.close()


def cookie(text):
    """Dates are written in two ways, and pass."""
    return re.sub(r"expires=[^;]*", "expires=DATE", text)


def echoing():
    class Echo(Handler):
        def do_GET(self):  # noqa: N802, the names are http.server's
            foo = self.headers.get("X-Foo", "")
            self.reply(f"member {self.path} {re.sub(r':[0-9]+', ':PORT', foo)}".encode("latin-1"))
    return HttpMember(Echo).port
