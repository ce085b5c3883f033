"""A split with edits on both sides: what each says then, how soon both say the same, and what is shown of it."""

import time

from ...harness.waiting import lasting, wait_until
from .machines import merged_lines, same, wait_same

SECONDS = 12
SECONDS_FULL = 60


def run(site, options, report):
    first, second = site.both
    site.wait_well()
    one, other = (worker.name for worker in site.workers)
    first.lan.unplug()
    noticed = wait_until(lambda: len(first.sees()) == 1 and len(second.sees()) == 1, 60)
    report.check(noticed, "split: each sees that it is alone")
    began = time.monotonic()
    first.edit(one, state="draining", weight=40)
    second.edit(one, state="disabled")
    second.edit(one, state="enabled")
    second.edit(one, weight=30)
    second.edit(one, weight=31)
    second.edit(other, weight=20)
    lasting((SECONDS_FULL if options.full else SECONDS) - (time.monotonic() - began))
    healed = time.monotonic()
    first.lan.plug()
    report.check(wait_same(first, second), "split: healed, both say the same", [m.settings() for m in site.both])
    seconds = time.monotonic() - healed
    report.check(first.settings().get(one) == ("draining", 31.0), "split: the drain of one side holds, of weights the later edit",
                 first.settings().get(one))
    report.check(first.settings().get(other) == ("enabled", 20.0), "split: what one side has edited alone holds")
    report.check(len(merged_lines(first, second)) >= 2, "split: the logs say what was edited on both sides",
                 merged_lines(first, second))
    audits = [m.api("/edits")["edits"] for m in site.both]
    told = all(any("both sides of a split" in edit["what"] for edit in audit) for audit in audits)
    report.check(told, "split: both lists of edits say so", [audit[:3] for audit in audits])
    site.wait_well()
    second.edit(one, state="enabled", weight=1)
    second.edit(other, weight=1)
    report.check(wait_until(lambda: same(first, second) and first.settings()[one] == ("enabled", 1.0), 60),
                 "split: the next edit ends the dispute")
    return [f"| {site.advert} | both say the same after a split | {seconds:.1f} s |"]
