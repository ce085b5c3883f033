"""A page in Chromium that opens a WebSocket (page.html, which the member serves): within the page's own HTTP/2 connection."""

from ...harness.browser import Browser
from ...harness.report import LeftOut
from ...harness.waiting import wait_until

MESSAGES = 100

# As the balancer logs an extended CONNECT.
LINE = '"CONNECT /from-a-page HTTP/2.0" 200 '


def page(home, port, balancer, report):
    try:
        browser = Browser("page", home, any_certificate=True)
    except LeftOut as reason:
        print(f"the page: {reason}: left out")
        return
    try:
        browser.go(f"https://localhost:{port}/page?{MESSAGES}")
        echoed = browser.shows("#said", f"{MESSAGES} echoed, closed with 1000")
        report.check(echoed, f"a page in Chromium has {MESSAGES} messages echoed", browser.text("#said"))
        protocol = browser.script("return performance.getEntriesByType('navigation')[0].nextHopProtocol")
        logged = wait_until(lambda: any(LINE in line for line in balancer.log_lines()))
        report.check(protocol == "h2" and logged, "and its WebSocket is a stream of HTTP/2, as the access log has it",
                     f"the page itself came by {protocol}")
    finally:
        browser.close()
