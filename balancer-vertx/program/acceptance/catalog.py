"""The suites by name, and which of them CI runs, in order."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Suite:
    """
    `runs` is what CI runs of it: the words of its command line, once for each run; nothing if it is run by hand.
    Suites that hold the same do not run at the same time.
    """

    name: str
    what: str
    runs: tuple = ((),)
    needs_jar: bool = True
    holds: str = ""

    @property
    def module(self):
        return self.name.replace("-", "_")


BY_HAND = ()
VARNISHTEST = "the ports in the scripts of varnishtest"

# The long ones that mostly wait are first: others run beside them.
SUITES = (
    Suite("conformance", "the black-box cases of HTTP/1.1 beside the checkout; --embedded, --mounted: of the library",
          holds=VARNISHTEST),
    Suite("real-site", "four Apache workers that serve Apache's manual: every answer is the worker's own"),
    Suite("worker-faults", "Apache and nginx workers that are killed, stopped, restarted, and break HTTP, under load"),
    Suite("failover", "what workers that die and come back, slow down or all fail cost, measured (docs/failover.md)"),
    Suite("sticky", "each row of apache-sticky.csv, asked of Apache httpd and of the program"),
    Suite("beside-apache", "one file of Apache's syntax, run by apache2 and by the program: the same members in the same order"),
    Suite("apache-rules", "rules of servers, folders and locations, of one configuration that Apache httpd and the program run"),
    Suite("apache-access", "sections about who gets in, of one configuration that Apache httpd and the program run"),
    Suite("apache-corpus", "the fate of each line of many Apache configurations; --full: what is answered, and of what import writes"),
    Suite("apache-mutants", "mutations of Apache configurations: `check` ends with 0 or 2 within two seconds, and without a stack trace"),
    Suite("mutation", "mutations of their requests, over sockets, under Netty's paranoid leak detector"),
    Suite("http2", "HTTP/2 and TLS: h2spec, h2load, curl, openssl, and the cases of HTTP/2", holds=VARNISHTEST),
    Suite("websocket", "WebSockets of npm's ws and of a page in Chromium, over HTTP/1.1 and HTTP/2, and Autobahn's test suite"),
    Suite("large-bodies", "large answers and uploads over every pair of protocols: none stands still"),
    Suite("load", "many clients at one time, some of them slow on purpose, with a heap of 64 MiB"),
    Suite("crash-recovery", "the program is killed in the middle of edits, and knows each of them when it is back"),
    Suite("site-updates", "publish, pull, serve, rollout: archives, pulls that are killed, answers beside nginx's and Apache's; a whole day",
          (("--only", "archives"), ("--only", "kills"), ("--only", "peers"), ("--only", "rollout"), ("--only", "day"))),
    Suite("two-balancers", "two that are peers, and keepalived's address: cables, deaths, a split, strangers, in network namespaces"),
    Suite("store-peers", "balancers that are peers by way of Redis, which is killed; strangers in its channel"),
    Suite("announce", "members that announce themselves: dnsmasq, a file, Apache's heartbeat, also to a group over a network; Avahi; what strangers send"),
    Suite("memory", "clients that want memory, one attack after the other, with a heap of 64 MiB"),
    Suite("documents", "every command and configuration of README and docs/*.md, in a copy of the repository"),
    Suite("metrics", "what is measured: promtool, and every query of the alert rules and the dashboard in a Prometheus"),
    Suite("access-log", "the access log as fail2ban reads it, with the filter of the documents"),
    Suite("manager-page", "the manager's page in Chromium: every edit, keyboard, phone, without scripts, a hundred members"),
    Suite("upgrade", "one process takes over from the other, again and again under load: nothing is refused or cut",
          BY_HAND),
    Suite("command-line", "every command to a running balancer: --json is JSON, exit statuses, top in a terminal"),
    Suite("hostile-calls", "calls to the manager that must change nothing: refused, and all is byte for byte as it was"),
    Suite("package", "the package for Debian: installed, run as its unit says, upgraded, purged, in a Debian of its own",
          BY_HAND),
    Suite("systemd", "the package on a Debian that systemd has booted: started, killed, hung, upgraded, opened by a socket, removed", BY_HAND),
    Suite("first-day", "docs/running.md walked in a fresh Debian: four Apache workers, port 80, a certificate by certbot", BY_HAND),
    Suite("platforms", "the program on arm64, under qemu, and without Netty's native library, as on 32 bits",
          (("--without", "arm64"),)),
    Suite("failing-member", "a member that answers 500 to everything: how many requests reach it, by strategy", BY_HAND),
    Suite("backpressure", "uploads that a member does not read, and downloads that clients do not read", BY_HAND),
    Suite("bare-debian", "README's commands on a bare Debian, as root and as a user, in four locales", BY_HAND,
          needs_jar=False),
    Suite("fuzz", "the fuzz tests, each for a minute", BY_HAND, needs_jar=False),
)


def named(name):
    """The suite of that name, or None."""
    return next((suite for suite in SUITES if suite.name == name), None)
