"""What is asked of both: for each scenario a balancer of its own, and requests in their order."""

import random
from dataclasses import dataclass, field
from itertools import islice

# Longer than the suite takes: a member that has failed is out to its end.
FOR_EVER = 600

# Longer than half of the requests take, on a busy machine as well; and one pause, in which it is over.
SOON = "retry=10"
PAUSE_SECONDS = 10.5
PAUSE_BEFORE = 250


@dataclass(frozen=True)
class Request:
    path: str
    fields: dict = field(default_factory=dict)
    session: str = ""
    wait: float = 0.0


@dataclass(frozen=True)
class Scenario:
    """`members` are lines of BalancerMember without the word; `make` makes the requests, for ever; `differs` says why the
    balancer does something else, where it does."""

    name: str
    members: tuple
    settings: str = ""
    make: object = None
    more: str = ""
    differs: str = ""

    @property
    def path(self):
        return "/" + "-".join(self.name.replace(",", "").split())

    @property
    def counts_bytes(self):
        return "lbmethod=bytraffic" in self.settings

    @property
    def padding(self):
        """Where a field may stand that makes requests longer."""
        return f"# padding of {self.name}"

    def lines(self, ports):
        """Its part of the file."""
        name = self.path[1:]
        lines = [f"<Proxy balancer://{name}>"]
        for member in self.members:
            letter, _, rest = member.partition(" ")
            lines.append(f"  BalancerMember http://127.0.0.1:{ports[letter]} {rest}".rstrip())
        lines += [f"  ProxySet {self.settings}"] if self.settings else []
        lines += ["</Proxy>", f"<Location {self.path}/>", f"  ProxyPass balancer://{name}/"]
        lines += [f"  {self.more}"] if self.more else []
        lines += [f"  {self.padding}"] if self.counts_bytes else []
        return "\n".join([*lines, "</Location>", ""])

    def requests(self, count):
        make = self.make or plain
        return islice(make(self.path + "/"), count)


def plain(path):
    while True:
        yield Request(path)


def sizes(path):
    """Of all sizes, mostly small, as pages and pictures are."""
    chance = random.Random(42)
    while True:
        yield Request(f"{path}?size={int(chance.paretovariate(0.8) * 200) % 60_000}")


def sessions(path):
    """Twenty clients that keep their cookies, in no order."""
    chance = random.Random(7)
    while True:
        yield Request(path, session=f"s{chance.randrange(20)}")


def by_path(path):
    """Sessions in the path, in the query, and requests without one."""
    chance = random.Random(3)
    while True:
        route = chance.choice("abcdx")
        yield Request(path + chance.choice((
            f"x;jsessionid=s.{route}", f"x?jsessionid=s.{route}&y=1", f"x?y=1&jsessionid=s.{route}", "x")))


def by_cookie(path):
    """Cookies that a program has set, among others, with routes that are and are none."""
    chance = random.Random(5)
    while True:
        route = chance.choice("aabcd?")
        yield Request(path, {"Cookie": f"other=1; JSESSIONID=abc.{route}; more=2"} if chance.random() < 0.8 else {})


def pause(number):
    return PAUSE_SECONDS if number == PAUSE_BEFORE else 0.0


def failing(path):
    """A member that says 503 now and then, and a pause in which it is forgiven."""
    chance = random.Random(11)
    number = 0
    while True:
        number += 1
        bad = chance.random() < 0.05
        yield Request(path + ("?by=b&status=503" if bad else ""), wait=pause(number))


def paused(path):
    """A pause, after which a member that is not there is tried again."""
    number = 0
    while True:
        number += 1
        yield Request(path, wait=pause(number))


RECIPE = 'Header add Set-Cookie "ROUTEID=.%{BALANCER_WORKER_ROUTE}e; path=/" env=BALANCER_ROUTE_CHANGED'
OUT = f"retry={FOR_EVER}"

SCENARIOS = (
    Scenario("byrequests, equal", ("a", "b", "c", "d")),
    Scenario("byrequests, factors", ("a", "b loadfactor=2.25", "c loadfactor=5.5", "d loadfactor=20")),
    Scenario("byrequests, three and one", ("a loadfactor=3", "b", "c loadfactor=1.01")),
    Scenario("bytraffic, mixed sizes", ("a", "b", "c", "d"), "lbmethod=bytraffic", sizes),
    Scenario("bytraffic, factors", ("a", "b loadfactor=2", "c loadfactor=3.5"), "lbmethod=bytraffic", sizes),
    Scenario("bybusyness, one at a time", ("a loadfactor=3", "b", "c"), "lbmethod=bybusyness"),
    Scenario("sets", (f"dead1 {OUT}", "a lbset=1", "b lbset=1 loadfactor=2", "c lbset=2")),
    Scenario("two sets that fail", (f"dead1 {OUT}", f"dead2 lbset=1 {OUT}", "c lbset=2", "d lbset=2")),
    Scenario("standby", (f"dead1 {OUT}", f"dead2 {OUT}", "c status=+H", "d lbset=1")),
    Scenario("standby that is not needed", ("a", "b", "c status=+H")),
    Scenario("spare", ("a", f"dead1 {OUT}", "c status=+R", "d status=+R")),
    Scenario("spare for a disabled member", ("a", "b status=+D", "c status=+R loadfactor=3")),
    Scenario("drained, stopped, disabled", ("a status=+N", "b status=+S", "c", "d status=+D")),
    Scenario("sticky by the recipe", ("a route=a", "b route=b loadfactor=2", "c route=c"),
             "stickysession=ROUTEID", sessions, RECIPE),
    Scenario("sticky by cookie", ("a route=a", "b route=b", "c route=c loadfactor=3", f"dead1 route=d {OUT}"),
             "stickysession=JSESSIONID", by_cookie),
    Scenario("sticky by path and query", ("a route=a", "b route=b", "c route=c", f"dead1 route=d {OUT}"),
             "stickysession=JSESSIONID|jsessionid scolonpathdelim=On", by_path),
    Scenario("sticky without failover", ("a route=a", "b route=b", f"dead1 route=d {OUT}", "c route=c"),
             "stickysession=JSESSIONID nofailover=On", by_cookie),
    Scenario("sticky with redirect", ("a route=a", f"dead1 route=d redirect=c {OUT}", "b route=b", "c route=c"),
             "stickysession=JSESSIONID", by_cookie),
    Scenario("sticky, traffic", ("a route=a", "b route=b", "c route=c"),
             "stickysession=JSESSIONID lbmethod=bytraffic", by_cookie),
    Scenario("member that is not there", ("a", f"dead1 {OUT}", "c loadfactor=2")),
    Scenario("member that is tried again", ("a", f"dead1 {SOON}", "c loadfactor=2"), "", paused),
    Scenario("no second try", ("a", f"dead1 {OUT}", "c"), "maxattempts=0",
             differs="a member that cannot be connected to has been sent nothing: another is tried in any case"),
    Scenario("failonstatus", ("a", f"b {SOON}", "c loadfactor=2"), "failonstatus=503", failing),
    Scenario("nothing is there", (f"dead1 {OUT}", f"dead2 {OUT}")),
    Scenario("nothing is there, without recovery", (f"dead1 {OUT}", f"dead2 {OUT}"), "forcerecovery=Off"),
)
