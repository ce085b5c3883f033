"""Asks Apache httpd and the packaged program, with the same configuration before the same member, who gets in: each
section of `sections.py`, from several addresses, with several methods, users and fields. A check is a section; it passes if
both give the same status to every request, and the same challenge, but for what is no question of access: where httpd answers
500 since nothing asks for the user of an AuthType, 403 is as good, and 404 for 405 and 501 where nothing is served. Needs Debian's apache2, htpasswd and a JDK.
"""

import shutil
import subprocess

from ...harness.apache import Apache
from ...harness.balancer import Balancer
from ...harness.members.http import Handler, HttpMember
from ...harness.report import LeftOut
from ...harness.server import HERE, free_port
from .asking import REQUESTS, ask_all
from .sections import MEMBERS, SECTIONS

MODULES = ("mpm_event authn_core authn_file auth_basic authz_core authz_host authz_user authz_groupfile access_compat "
           "setenvif env alias proxy proxy_http slotmem_shm proxy_balancer lbmethod_byrequests").split()

HTTPD = """\
StartServers 1
ServerLimit 1
ThreadsPerChild 25
MaxRequestWorkers 25
MaxKeepAliveRequests 0
KeepAliveTimeout 60
Include {site}
"""

HERE_TOO = """\
ServerRoot {home}
Listen {host}:{port}
Include {site}
"""

AS_GOOD = {"500": "403", "405": "404", "501": "404"}

USERS = (("anna", "-sb"), ("ben", "-mb"), ("cleo", "-bBC4"))


def add_options(parser):
    parser.add_argument("--only", default="", metavar="TEXT", help="the sections whose name has this text")


def run(options, report):
    if shutil.which("htpasswd") is None:
        raise LeftOut("there is no htpasswd")
    options.home.chmod(0o755)  # httpd reads the users as www-data
    site = options.home / "site.conf"
    site.write_text(configuration(options.home, member()))
    httpd = Apache("httpd", options.home, MODULES, HTTPD.replace("{site}", str(site)))
    here = Balancer(options.jar, options.home, file="here.conf")
    try:
        httpd.start()
        here.start(HERE_TOO.format(home=options.home, host=HERE, port=free_port(), site=site))
        for name, path in paths():
            if options.only in name:
                compare(name, path, httpd.port, here.port, report)
    finally:
        httpd.kill()
        here.kill()


def compare(name, path, httpd, here, report):
    theirs = [AS_GOOD.get(answer, answer) for answer in ask_all(httpd, path)]
    ours = ask_all(here, path)
    differing = [f"{request}: {seen} in httpd, {own} here"
                 for request, seen, own in zip(REQUESTS, theirs, ours) if seen != own]
    statuses = " ".join(sorted({answer.split(" ")[0] for answer in theirs}))
    report.check(not differing, name, "; ".join(differing[:4]) or statuses)


def paths():
    """Of each section a name, and the path that it is asked at."""
    for name, (_, asked) in SECTIONS.items():
        for path in asked.split():
            yield f"{name} at {path}", path


def configuration(home, port):
    users(home)
    text = "\n".join([MEMBERS, *(section for section, _ in SECTIONS.values())])
    return text.replace("MEMBER", f"{HERE}:{port}").replace("HOME", str(home)) + "\n"


def users(home):
    file = home / "users"
    file.write_text("")
    for name, kind in USERS:
        subprocess.run(["htpasswd", *split(kind), str(file), name, "secret"], check=True, capture_output=True)
    (home / "groups").write_text("admins: anna cleo\n")


def split(kind):
    """The options of htpasswd: bcrypt's cost is a word of its own."""
    return ["-bB", "-C", "4"] if "C4" in kind else [kind]


def member():
    class Ok(Handler):
        def answer(self):
            for _ in self.pieces():
                pass
            self.reply(b"ok")

        do_GET = do_HEAD = do_POST = do_DELETE = do_BREW = answer  # noqa: N815, the names are http.server's
    return HttpMember(Ok).port
