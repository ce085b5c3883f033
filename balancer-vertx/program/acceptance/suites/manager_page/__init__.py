"""The manager's page in Chromium, as people use it: each edit, a drain to its end, undo, back to the file, with the
keyboard, on a phone, without scripts, with a hundred members. Needs Debian's chromium and chromium-driver.
"""

import json
import re
import urllib.error
import urllib.request
from pathlib import Path

from ...harness.balancer import Balancer
from ...harness.browser import ENTER, ESCAPE, TAB, Browser
from ...harness.waiting import wait_until
from .members import Slow

PATH = "/balancer-manager"
EVIL = "unix:/tmp/<script>document.title='broken'</script>"
ROW = '[data-member="{}"]'
PHONE = (390, 844)


def add_options(parser):
    parser.add_argument("--shots", default="", help="a folder for screenshots, to be looked at")


def run(options, report):
    slow = Slow()
    balancer = Balancer(options.jar, options.home)
    trial = Trial(options, report, balancer, slow)
    try:
        balancer.start(configuration(slow.port))
        trial.all()
    finally:
        balancer.kill()


def configuration(slow):
    few = [f"{{id: pi1, url: 'http://127.0.0.1:{slow}'}}", f"{{id: pi2, url: 'http://127.0.0.1:{slow}'}}",
           "{id: pi3, url: 'http://127.0.0.1:1', role: spare}"]
    many = [f"{{id: m{number}, url: 'http://127.0.0.1:{slow}'}}" for number in range(100)]
    clusters = [line for name, members in (("few", few), ("many", many))
                for line in (f"  {name}:", "    members:", *(f"      - {member}" for member in members))]
    return "\n".join([
        "listen: 127.0.0.1:0", "clusters:", *clusters, "routes:", f"  - {{path: {PATH}, manager: {{}}}}",
        "  - {path: /shown, manager: {readOnly: true}}", "  - {path: /many, cluster: many}",
        "  - {path: /, cluster: few}"]) + "\n"


class Trial:
    def __init__(self, options, report, balancer, slow):
        self.home = options.home
        self.shots = Path(options.shots) if options.shots else None
        self.report = report
        self.balancer = balancer
        self.slow = slow
        self.browser = None

    def all(self):
        self.within(self.edits)
        self.within(self.measured)
        self.within(self.keyboard)
        self.within(self.hundred)
        self.within(self.phone, size=PHONE)
        self.within(self.dark, dark=True)
        self.within(self.without_scripts, scripts=False)

    def within(self, part, **options):
        """A part in a browser of its own."""
        self.browser = Browser(part.__name__, self.home, **options)
        try:
            self.browser.go(self.url())
            part()
            self.check([] == self.browser.log(), f"{part.__name__}: the page has nothing to complain of",
                       self.browser.log())
        finally:
            self.browser.close()

    def url(self, path=PATH):
        return f"http://127.0.0.1:{self.balancer.port}{path}"

    def check(self, good, what, detail=""):
        self.report.check(good, what, detail)

    def shot(self, name, whole=False):
        if self.shots:
            self.shots.mkdir(parents=True, exist_ok=True)
            self.browser.screenshot(self.shots / f"{name}.png", whole)

    def api(self, path, method="GET", body=None):
        request = urllib.request.Request(
            self.url(PATH + "/api" + path), None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def member(self, name):
        members = self.api("/clusters/few")["members"]
        return next((member for member in members if member["id"] == name), None)

    # ---- the parts

    def edits(self):
        browser = self.browser
        self.check(browser.shows("#refresh", "Live"), "the page is live")
        self.shot("page")
        self.button('[data-member="pi2"] [value="draining"]')
        self.check(browser.shows('[data-standing="draining"][data-member="pi2"]'), "a member drains by one click")
        self.check(browser.shows("#toast", "pi2: state from enabled to draining"), "the page says what was done")
        self.check(browser.shows(ROW.format("pi2") + " .edited", "edited"), "what differs from the file is marked")
        self.shot("drained")
        self.button("#toast button")
        self.check(browser.shows('[data-standing="serving"][data-member="pi2"]'), "and is undone by one more")
        self.api("/clusters/few/members/pi2", "PATCH", {"weight": 7})
        self.check(browser.shows(ROW.format("pi2") + ' [data-field="weight"]', "7"), "an edit of another is seen live")
        self.settings()
        self.strategy()
        self.add_and_remove()
        self.drain_with_progress()
        self.history()
        self.mistakes()

    def button(self, selector):
        self.browser.click(selector)

    def settings(self):
        browser = self.browser
        browser.click(ROW.format("pi2") + " a.id")
        self.check(browser.shows("dialog[open] h2", "pi2"), "a member's name opens all of it")
        self.check("file: 1" in browser.text("dialog .fields"), "with what the file says")
        self.shot("member")
        browser.fill('dialog [name="weight"]', "2.5")
        browser.fill('dialog [name="route"]', "r2")
        browser.fill('dialog [name="maxInFlight"]', "8")
        browser.fill('dialog [name="set"]', "1")
        browser.choose('dialog [name="role"]', "standby")
        browser.click('dialog .states input[value="disabled"]')
        browser.click("dialog button.main")
        self.check(browser.shows('[data-standing="disabled"][data-member="pi2"]'), "every setting is changed at once")
        seen = self.member("pi2")
        wanted = {"weight": 2.5, "route": "r2", "maxInFlight": 8, "set": 1, "role": "standby", "state": "disabled"}
        self.check(wanted.items() <= seen.items(), "as the API says", {name: seen[name] for name in wanted})
        browser.click(ROW.format("pi2") + " a.id")
        browser.shows('dialog[open] [value="reset"]')
        browser.click('dialog [value="reset"]')
        self.check(browser.shows('[data-standing="serving"][data-member="pi2"]'), "a member is back to the file")
        self.check(self.member("pi2")["weight"] == 1, "with the file's weight")

    def strategy(self):
        browser = self.browser
        browser.click('[data-cluster="few"] a.strategy')
        self.check(browser.shows("dialog[open] .explain", "pi1"), "why the next request goes where is explained")
        self.shot("why")
        browser.choose('dialog [name="strategy"]', "peak-ewma")
        browser.fill('dialog [name="options"]', "decay=5s")
        browser.click('dialog [value="strategy"]')
        self.check(browser.shows('[data-cluster="few"] a.strategy', "peak-ewma"), "the strategy is changed")
        browser.click('[data-cluster="few"] a.strategy')
        browser.shows('dialog[open] [value="reset"]')
        browser.click('dialog [value="reset"]')
        self.check(browser.shows('[data-cluster="few"] a.strategy', "byrequests"), "and back to the file")

    def add_and_remove(self):
        browser = self.browser
        browser.click('[data-cluster="few"] [href$="/add"]')
        browser.shows("dialog[open] h2", "Add a member")
        self.shot("add")
        browser.fill('dialog [name="url"]', EVIL)
        browser.fill('dialog [name="id"]', "<b>pi4")
        browser.click('dialog [value="add"]')
        refused = browser.shows("#toast", "url") or browser.shows('[data-member="<b>pi4"]')
        self.check(refused, "a member is added, or refused in words", browser.text("#toast"))
        self.check(browser.script("return document.title") == "Balancer manager", "markup in a member's URL is text")
        if browser.has("dialog[open]"):
            browser.press(ESCAPE)
        self.api("/clusters/few/members", "POST", {"url": f"http://127.0.0.1:{self.slow.port}", "id": "<i>pi5"})
        self.check(browser.shows('[data-member="<i>pi5"] .id', "<i>pi5"), "and in its id")
        self.check(not browser.has("main i, main b"), "nothing of it is an element")
        self.open_and_press('[data-member="<i>pi5"] a.id', 'dialog [value="remove"]')
        self.check(wait_until(lambda: not browser.has('[data-member="<i>pi5"]')), "a member is removed")
        self.open_and_press(ROW.format("pi3") + " a.id", 'dialog [value="remove"]')
        self.check(browser.shows('[data-removed="pi3"]', "removed"), "one that the file has is shown grey")
        self.shot("removed")
        browser.click('[data-removed="pi3"] button')
        self.check(browser.shows(ROW.format("pi3")), "and put back")

    def open_and_press(self, link, button):
        self.browser.click(link)
        self.browser.shows("dialog[open] " + button.removeprefix("dialog "))
        self.browser.click(button)

    def drain_with_progress(self):
        browser = self.browser
        asked = self.slow.ask(self.balancer.port, 6)
        wait_until(lambda: self.member("pi1")["inFlight"] >= 3)
        browser.click(ROW.format("pi1") + ' [value="draining"]')
        self.check(browser.shows(ROW.format("pi1") + " .why", "3 in flight"), "a drain says what is in flight",
                   browser.text(ROW.format("pi1") + " .why"))
        self.shot("draining")
        self.slow.go()
        self.check(browser.shows(ROW.format("pi1") + " .why", "nothing in flight"), "until nothing is")
        self.check(all(thread.status() == 200 for thread in asked), "and no request is lost")
        browser.click(ROW.format("pi1") + ' [value="enabled"]')
        self.check(browser.shows('[data-standing="serving"][data-member="pi1"]'), "it is enabled again")

    def history(self):
        browser = self.browser
        browser.click("nav a")
        self.check(browser.shows("dialog[open] .edits", "pi1: state from draining to enabled"), "who, when, from what")
        self.shot("edits")
        browser.click(".edits tbody tr:first-child button")
        self.check(browser.shows("dialog .edits", "undone: pi1: state from draining to enabled"), "undone from the list")
        browser.press(ESCAPE)
        self.api("/clusters/few/reset", "POST")

    def mistakes(self):
        browser = self.browser
        browser.click('[data-cluster="few"] [href$="/add"]')
        browser.shows("dialog[open] h2", "Add a member")
        browser.fill('dialog [name="url"]', "nonsense")
        browser.click('dialog [value="add"]')
        self.check(browser.shows("#toast", "url: nonsense"), "a mistake is said in words", browser.text("#toast"))
        self.shot("mistake")
        browser.press(ESCAPE)
        browser.script("""
            return fetch(arguments[0], {method: 'POST', body: new URLSearchParams({state: 'stopped'})})""",
                       self.url(PATH + "/clusters/few/members/pi1"))
        self.check(self.member("pi1")["state"] == "enabled", "a form without the page's nonce changes nothing")
        self.browser.log()  # the refusals of before are meant

    def measured(self):
        """Statuses, latencies and charts, as the API has them."""
        browser = self.browser
        browser.shows("#refresh", "Live")
        for _ in range(30):
            self.slow.get(self.balancer.port, "/")
        for _ in range(3):
            self.missing()
        few = '[data-cluster="few"] .head '
        self.check(browser.shows(few + '[data-field="s4xx"]', "3"), "what was not found is counted", browser.text(few))
        self.check(wait_until(self.is_as_the_api_says), "the page shows the statuses that the API has",
                   browser.text(few))
        self.check(browser.shows(few + '[data-field="p99"]', "s"), "and latencies", browser.text(few + '[data-field="p99"]'))
        drawn = few + '[data-span="minute"] .all'
        self.check(wait_until(lambda: self.peaks(drawn) > 0), "a minute's chart is drawn", self.peaks(drawn))
        self.check(browser.shows(few + '[data-span="minute"] .most', "/s"), "and says how much it is at most")
        self.shot("measured")
        browser.click(ROW.format("pi1") + " a.id")
        self.check(browser.shows("dialog[open] .charts figcaption", "last minute"), "a member has its charts")
        self.check(wait_until(lambda: self.peaks('dialog [data-span="minute"] .all') > 0), "which are drawn")
        self.shot("measured-member")
        browser.press(ESCAPE)

    def missing(self):
        try:
            self.slow.get(self.balancer.port, "/missing")
        except urllib.error.HTTPError as error:
            error.read()

    def is_as_the_api_says(self):
        statuses = self.api("/clusters/few")["statuses"]
        return all(self.browser.text(f'[data-cluster="few"] .head [data-field="s{kind}"]') == str(statuses[kind])
                   for kind in ("2xx", "4xx", "5xx"))

    def peaks(self, path):
        """How many different heights a chart has beside that of nothing."""
        drawn = self.browser.script("return document.querySelector(arguments[0])?.getAttribute('d') ?? ''", path)
        return len(set(re.findall(r"L\d+ ([\d.]+)", drawn)) - {"30.0", "30"})

    def keyboard(self):
        browser = self.browser
        browser.shows("#refresh", "Live")
        for _ in range(30):
            browser.press(TAB)
            if browser.script("return document.activeElement.matches('[data-member=\"pi2\"] [value=\"draining\"]')"):
                break
        self.shot("focus")
        browser.press(ENTER)
        self.check(browser.shows('[data-standing="draining"][data-member="pi2"]'), "a member drains by keys alone")
        browser.press("/")
        browser.press(*"m77")
        self.check(wait_until(lambda: self.shown() == ["m77"]), "and is found by them", self.shown())
        self.api("/clusters/few/reset", "POST")

    def shown(self):
        return self.browser.script("""
            return [...document.querySelectorAll('[data-member]:not([hidden])')].map(r => r.dataset.member)""")

    def hundred(self):
        browser = self.browser
        browser.shows("#refresh", "Live")
        heights = browser.script("""
            return [...new Set([...document.querySelectorAll('tr[data-member]')].map(r => r.offsetHeight))]""")
        self.check(set(heights) <= {39, 40}, "every row is 40 pixels high", heights)
        self.api("/clusters/many/members/m42", "PATCH", {"weight": 50})
        self.check(browser.shows(ROW.format("m42") + " .edited"), "what differs in one of a hundred is marked")
        browser.choose('[name="sort"]', "id")
        sorted_by_name = wait_until(lambda: self.shown()[3:6] == ["m0", "m1", "m10"])
        self.check(sorted_by_name, "a hundred members are sorted", self.shown()[3:6])
        self.shot("hundred")
        self.get_from_dead()
        browser.click('[name="trouble"]')
        self.check(wait_until(lambda: self.shown() == ["dead"]), "only those in trouble are shown", self.shown())
        self.shot("trouble")
        self.api("/clusters/many/reset", "POST")

    def get_from_dead(self):
        """A member that is down, as nothing listens there."""
        self.api("/clusters/many/members", "POST", {"url": "http://127.0.0.1:1", "id": "dead", "weight": 100})

        def is_down():
            self.slow.get(self.balancer.port, "/many")
            return self.api("/clusters/many/members/dead")["health"] != "up"
        wait_until(is_down, 30)

    def phone(self):
        browser = self.browser
        browser.shows("#refresh", "Live")
        width = browser.script("return document.documentElement.scrollWidth")
        self.check(width <= PHONE[0], "nothing is wider than a phone", width)
        self.shot("phone")
        browser.click(ROW.format("pi2") + ' [value="draining"]')
        self.check(browser.shows('[data-standing="draining"][data-member="pi2"]'), "a finger drains a member")
        browser.click(ROW.format("pi2") + " a.id")
        browser.shows("dialog[open] h2", "pi2")
        self.shot("phone-member")
        self.api("/clusters/few/reset", "POST")

    def dark(self):
        self.browser.shows("#refresh", "Live")
        self.shot("dark")
        self.browser.click('[data-cluster="few"] a.strategy')
        self.browser.shows("dialog[open] .explain")
        self.shot("dark-why")

    def without_scripts(self):
        browser = self.browser
        self.check(browser.shows("noscript p", "stands still"), "without scripts the page says so")
        self.shot("plain")
        browser.click(ROW.format("pi2") + ' [value="draining"]')
        self.check(browser.shows('[data-standing="draining"][data-member="pi2"]'), "and a member drains all the same")
        browser.click(ROW.format("pi2") + " a.id")
        self.check(browser.shows("main.one h2", "pi2"), "a member has a page")
        self.shot("plain-member")
        browser.fill('[name="weight"]', "3")
        browser.click("button.main")
        self.check(browser.shows(ROW.format("pi2") + ' [data-field="weight"]', "3"), "with a form that works")
        browser.go(self.url(PATH + "/edits"))
        browser.click(".edits tbody tr:first-child button")
        self.check(browser.shows(".edits", "undone"), "and edits are undone")
        self.api("/clusters/few/reset", "POST")
        browser.go(self.url("/shown"))
        self.check(not browser.has("main button, main form[method=post]"), "a manager that only shows has no forms")
        self.shot("read-only")
        self.forged()

    def forged(self):
        """As another site's page would send it."""
        body = b"state=stopped&nonce=0"
        request = urllib.request.Request(
            self.url(PATH + "/clusters/few/members/pi1"), body,
            {"Content-Type": "application/x-www-form-urlencoded", "Origin": "http://evil.test"})
        try:
            status = urllib.request.urlopen(request, timeout=20).status
        except urllib.error.HTTPError as error:
            status = error.code
        self.check((status, self.member("pi1")["state"]) == (403, "enabled"), "a forged POST changes nothing", status)
