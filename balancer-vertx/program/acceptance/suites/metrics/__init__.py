"""What is measured, as Prometheus sees it: the text checked by promtool and against what clients saw, and every query of
docs/metrics (alert rules, dashboard) asked of a Prometheus that reads it. Needs Debian's prometheus and openssl.
"""

import re
import shutil
import subprocess
import urllib.error
import urllib.request

from ...harness.balancer import Balancer
from ...harness.certificates import make_certificate
from ...harness.members.http import Handler, HttpMember
from ...harness.report import LeftOut
from .queries import ask_all, fire_all
from .scrape import Scrape

PATH = "/balancer-manager"

ASKED = 200

# Rows of the document that are of several balancers: this one has no peers.
OF_PEERS = re.compile(r"\| with `peers")


class Site(Handler):
    """Answers by its path."""

    def do_GET(self):  # noqa: N802, the name is http.server's
        if self.path.endswith("/bad"):
            self.send_error(500)
        elif self.path.endswith("/missing"):
            self.send_error(404)
        else:
            self.reply(b"x" * 1000)


def run(options, report):
    if shutil.which("promtool") is None:
        raise LeftOut("there is no promtool (Debian's prometheus)")
    make_certificate(options.home)
    balancer = Balancer(options.jar, options.home)
    try:
        balancer.start(configuration(options.home), listeners=2)
        seen = ask(balancer.port)
        text = scraped(balancer.port)
        check_text(report, text)
        check_numbers(report, Scrape(text), seen)
        ask_all(report, options.home, balancer.port, f"{PATH}/metrics", lambda: ask(balancer.port))
        fire_all(report, options.home)
    finally:
        balancer.kill()


def configuration(home):
    good = HttpMember(Site).port
    return "\n".join([
        "listen:", "  - 127.0.0.1:0",
        f"  - {{address: '127.0.0.1:0', tls: {{certificate: {home}/site.pem, key: {home}/site.key}}}}",
        f"accessLog: {{file: {home}/access.log, format: json}}",
        "clusters:", "  pis:", "    failure: {failures: 100, errors: 100}", "    members:",
        f"      - {{id: pi1, url: 'http://127.0.0.1:{good}'}}", f"      - {{id: pi2, url: 'http://127.0.0.1:{good}'}}",
        "  dead:", "    members: [{id: gone, url: 'http://127.0.0.1:1'}]",
        "routes:", f"  - {{path: {PATH}, manager: {{}}}}", "  - {path: /dead, cluster: dead}",
        "  - {path: /, cluster: pis}"]) + "\n"


def ask(port):
    """How many answers of each status came, by cluster."""
    seen = {}
    for number in range(ASKED):
        path = ("/", "/missing", "/bad", "/dead/")[3 if number % 50 == 49 else number % 3 if number % 10 == 0 else 0]
        cluster = "dead" if path.startswith("/dead") else "pis"
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
                status = answer.status
                answer.read()
        except urllib.error.HTTPError as e:
            status = e.code
            e.read()
        key = (cluster, f"{status // 100}xx")
        seen[key] = seen.get(key, 0) + 1
    return seen


def scraped(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{PATH}/metrics", timeout=30) as answer:
        return answer.read().decode()


def check_text(report, text):
    done = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True, timeout=60)
    report.check(done.returncode == 0 and not done.stdout + done.stderr, "promtool has nothing to complain of",
                 (done.stdout + done.stderr).strip())
    names = set(re.findall(r"^# TYPE (\S+)", text, re.MULTILINE))
    rows = [line for line in documents().splitlines() if not OF_PEERS.search(line)]
    documented = set(re.findall(r"`((?:balancer|process)_\w+)`", "\n".join(rows)))
    report.check(names == documented, "docs/metrics.md names what there is",
                 sorted(names ^ documented) if names != documented else len(names))


def documents():
    from ...harness.paths import REPOSITORY
    return (REPOSITORY / "docs/metrics.md").read_text()


def check_numbers(report, scrape, seen):
    for (cluster, status), count in sorted(seen.items()):
        found = scrape.value("balancer_requests_total", cluster=cluster, **{"class": status})
        report.check(found == count, f"{status} of {cluster} are those that clients saw", f"{found} of {count}")
    of_members = scrape.total("balancer_member_requests_total", cluster="pis")
    asked = sum(count for (cluster, _), count in seen.items() if cluster == "pis")
    report.check(of_members == asked, "each was a member's", f"{of_members} of {asked}")
    for latency in ("first_byte", "total"):
        counted = scrape.value(f"balancer_{latency}_seconds_count", cluster="pis")
        report.check(counted == asked, f"each has its latency: {latency}", counted)
    failed = scrape.value("balancer_member_failures_total", cluster="dead", member="gone", kind="connect_failed")
    report.check(failed > 0, "who could not be connected to has failures of that kind", failed)
    seconds = scrape.total("balancer_certificate_expiry_seconds")
    report.check(86_400 < seconds < 3 * 86_400, "the certificate of two days ends in two days", seconds)
    report.check(scrape.total("balancer_member_connections", cluster="pis") > 0, "connections are kept")
    sent = scrape.value("balancer_sent_bytes_total", cluster="pis")
    report.check(sent >= 1000 * seen[("pis", "2xx")], "bytes to clients are counted", sent)
