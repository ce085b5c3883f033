"""Asks Apache httpd and the packaged balancer, before the same workers, every row of apache-sticky.csv, and says where
either does something else than the row says. Needs Debian's apache2 and a JDK.
"""

import csv

from ...harness.apache import Apache
from ...harness.balancer import Balancer
from ...harness.members.http import Handler, HttpMember
from ...harness.paths import REPOSITORY
from ...harness.server import free_port
from .row import Row

ROWS = REPOSITORY / "balancer-vertx/src/test/resources/org/rpicluster/balancer/vertx/sticky/apache-sticky.csv"

MODULES = "mpm_event authz_core headers proxy proxy_http slotmem_shm proxy_balancer lbmethod_byrequests".split()

HTTPD = """\
StartServers 1
ServerLimit 1
ThreadsPerChild 25
MaxRequestWorkers 25
Header add Set-Cookie "ROUTEID=.%{BALANCER_WORKER_ROUTE}e; path=/" env=BALANCER_ROUTE_CHANGED
"""


def add_options(parser):
    parser.add_argument("--row", default="", help="only the rows whose rule has this text")


def run(options, report):
    rows = read_rows(options.row)
    httpd = Apache("httpd", options.home, MODULES, plain(HTTPD + "\n".join(row.for_apache() for row in rows) + "\n"))
    balancer = Balancer(options.jar, options.home)
    try:
        httpd.start()
        balancer.start(configuration(rows))
        for row in rows:
            ask_both(row, httpd.port, balancer.port, report)
    finally:
        httpd.kill()
        balancer.kill()


def ask_both(row, httpd, balancer, report):
    seen = row.ask(httpd)
    report.check(seen == row.apache, f"Apache, {row.rule}", " ".join(seen))
    seen = row.ask(balancer)
    report.check(seen == row.here, f"here,   {row.rule}", " ".join(seen))


def plain(text):
    """Text whose braces are its own."""
    return text.replace("{", "{{").replace("}", "}}")


def configuration(rows):
    routes = [f"  - {{path: /{row.name}, cluster: {row.name}, to: /}}" for row in rows]
    lines = ["listen: 127.0.0.1:0", "clusters:", *(row.for_balancer() for row in rows), "routes:", *routes]
    return "\n".join(lines) + "\n"


def read_rows(wanted):
    ports = {letter: member(letter) for letter in "abcd"}
    dead = free_port()
    with open(ROWS, encoding="utf-8", newline="") as file:
        table = list(csv.reader(file, delimiter="|", quoting=csv.QUOTE_NONE))[1:]
    rows = [Row(number, fields, ports, dead) for number, fields in enumerate(table, 1)]
    return [row for row in rows if wanted in row.rule]


def member(letter):
    """The port of a member that answers with its letter."""
    class Letter(Handler):
        def do_GET(self):  # noqa: N802, the name is http.server's
            self.reply(letter.encode())
    return HttpMember(Letter).port
