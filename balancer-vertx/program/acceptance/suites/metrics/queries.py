"""Every query of the dashboard and of the alert rules, asked of a Prometheus; and every alert made to fire."""

import json
import re
import subprocess
import urllib.parse
import urllib.request

from ...harness.paths import REPOSITORY
from ...harness.server import HERE, Server
from ...harness.waiting import wait_until

RULES = REPOSITORY / "docs/metrics/alerts.yml"
DASHBOARD = REPOSITORY / "docs/metrics/grafana.json"
EXPECTED = REPOSITORY / "docs/metrics/alerts-test.yml"

# A rate needs two scrapes: one a second, of the last ten.
RANGE = "10s"

SCRAPES_SECONDS = 60


class Prometheus(Server):
    def __init__(self, home, port, path):
        super().__init__("prometheus", home)
        self._config = self.home / "prometheus.yml"
        self._config.write_text("\n".join([
            "global: {scrape_interval: 1s, evaluation_interval: 1s}", f"rule_files: ['{RULES}']", "scrape_configs:",
            "  - job_name: balancer", f"    metrics_path: {path}",
            f"    static_configs: [{{targets: ['127.0.0.1:{port}']}}]"]) + "\n")

    def command(self):
        return ["prometheus", f"--config.file={self._config}", f"--storage.tsdb.path={self.home}/data",
                f"--web.listen-address={HERE}:{self.port}", "--log.level=error"]

    def ask(self, query):
        """The error, empty if there is none, and how many series there are."""
        url = f"http://{HERE}:{self.port}/api/v1/query?" + urllib.parse.urlencode({"query": query})
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                return "", len(json.load(answer)["data"]["result"])
        except urllib.error.HTTPError as e:
            return e.read().decode(), 0


def dashboard_queries():
    board = json.loads(DASHBOARD.read_text())
    for panel in board["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"].replace("$__rate_interval", RANGE).replace("$cluster", ".*")


def alert_queries():
    """Each with its comparison left out, so that it has something to say."""
    rules = subprocess.run(["promtool", "check", "rules", str(RULES)], capture_output=True, text=True, timeout=60)
    assert rules.returncode == 0, rules.stdout + rules.stderr
    for name, expr in re.findall(r"alert: (\w+)\n +expr: (?:\|\n)?((?:.|\n)*?)\n +(?:for|labels):", RULES.read_text()):
        yield name, re.sub(r"\s(==|>|<)\s[^=<>]*$", "", expr.strip()).replace("[5m]", f"[{RANGE}]")


def ask_all(report, home, port, path, traffic):
    prometheus = Prometheus(home, port, path)
    prometheus.start()
    try:
        scraped = wait_until(lambda: prometheus.ask(f"count_over_time(up[{RANGE}]) > 2")[1] == 1, SCRAPES_SECONDS)
        report.check(scraped, "Prometheus reads it")
        traffic()
        for kind, queries in (("panel", dashboard_queries()), ("alert", alert_queries())):
            for name, query in queries:
                found = wait_until(lambda query=query: prometheus.ask(query)[1] > 0, 10)
                report.check(found, f"{kind} {name} has an answer", "" if found else (query, prometheus.ask(query)[0]))
    finally:
        prometheus.kill()


def fire_all(report, home):
    names = set(re.findall(r"alert: (\w+)", RULES.read_text()))
    tested = set(re.findall(r"alertname: (\w+)", EXPECTED.read_text()))
    report.check(names == tested, "each alert has its test", sorted(names ^ tested))
    done = subprocess.run(["promtool", "test", "rules", EXPECTED.name], cwd=EXPECTED.parent, capture_output=True,
                          text=True, timeout=120)
    report.check(done.returncode == 0, "each alert fires when it should",
                 "" if done.returncode == 0 else done.stdout + done.stderr)
