"""The access log as other programs read it: Debian's fail2ban-regex with the filter of docs/fail2ban, and ids of tracing.
Needs Debian's fail2ban.
"""

import base64
import http.client
import json
import re
import shutil
import subprocess

from ...harness.balancer import Balancer
from ...harness.members.http import Handler, HttpMember
from ...harness.paths import REPOSITORY
from ...harness.report import LeftOut
from ...harness.waiting import wait_until

FILTER = REPOSITORY / "docs/fail2ban/rpicluster-balancer.conf"

TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

USERS = "ann:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ="


class Site(Handler):
    """Says what it was asked with; 404 below /missing and for what scanners look for."""

    def do_GET(self):  # noqa: N802, the name is http.server's
        if "missing" in self.path or self.path.startswith("/wp-"):
            self.send_error(404)
        else:
            self.reply(json.dumps(self.headers.items()).encode())


def run(options, report):
    if shutil.which("fail2ban-regex") is None:
        raise LeftOut("there is no fail2ban-regex (Debian's fail2ban)")
    (options.home / "users").write_text(USERS + "\n")
    balancer = Balancer(options.jar, options.home)
    try:
        balancer.start(configuration(options.home))
        banned = ask_all(report, balancer.port)
        wait_until(lambda: len(balancer.log_lines()) >= banned.count)
        check_filter(report, options.home, banned)
        check_fields(report, balancer)
    finally:
        balancer.kill()


def configuration(home):
    site = HttpMember(Site).port
    return "\n".join([
        "listen: 127.0.0.1:0", f"accessLog: {{file: {home}/access.log, format: combined}}",
        "clusters:", "  pis:", f"    members: ['http://127.0.0.1:{site}']",
        "routes:", f"  - {{path: /private, cluster: pis, users: {home}/users}}", "  - {path: /, cluster: pis}"]) + "\n"


class Banned:
    """What was asked, and how much of it is a reason to ban."""

    def __init__(self):
        self.count = 0
        self.bad = 0


def ask_all(report, port):
    banned = Banned()
    asked = [
        ("/", {}, 200, False), ("/missing", {}, 404, False),
        ("/private", {}, 401, True), ("/private", login("ann", "guess"), 401, True),
        ("/private", login("ann", "secret"), 200, False),
        ("/wp-login.php", {}, 404, True),
        ('/" 401 1 "', {}, 400, True),  # a blank makes the line malformed
        ("/x?q=%22%20401%20-%20%22", {}, 200, False),
        ("/", {"User-Agent": '1.2.3.4 - - [] "GET /wp-login.php" 404 - "'}, 200, False),
        ("/", {"Referer": '" 401 - "'}, 200, False),
    ]
    for path, fields, wanted, bad in asked:
        status = ask(port, path, fields)
        report.check(status == wanted, f"{path} is answered with {wanted}", status)
        banned.count += 1
        banned.bad += bad
    return banned


def login(user, password):
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


def ask(port, path, fields):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection._validate_path = lambda url: None  # what a stranger sends
    connection.request("GET", path, headers={"traceparent": TRACEPARENT, **fields})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if path == "/x?q=%22%20401%20-%20%22":
        ask.seen = dict(json.loads(body))
    return answer.status


def check_filter(report, home, banned):
    done = subprocess.run(["fail2ban-regex", "--print-all-matched", str(home / "access.log"), str(FILTER)],
                          capture_output=True, text=True, timeout=120)
    found = re.search(r"Lines: (\d+) lines, \d+ ignored, (\d+) matched, (\d+) missed", done.stdout)
    report.check(found is not None, "fail2ban-regex takes the filter", "" if found else done.stdout + done.stderr)
    if found:
        lines, matched = int(found.group(1)), int(found.group(2))
        report.check(lines == banned.count, "every request is a line", lines)
        report.check(matched == banned.bad, "who guesses and who scans is found, and no other",
                     matched if matched == banned.bad else done.stdout)


def check_fields(report, balancer):
    seen = ask.seen.get("traceparent")
    report.check(seen == TRACEPARENT, "traceparent goes on unchanged", seen)
    named = [line for line in balancer.log_lines() if " ann [" in line]
    report.check(len(named) == 1 and " 200 " in named[0], "who has logged in stands in the line", named)
