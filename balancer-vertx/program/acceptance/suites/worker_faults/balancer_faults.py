"""What happens to the balancer itself under load: it is reloaded, and ended."""

import threading
import time
from collections import Counter

from ...harness.load import Client
from ...harness.waiting import lasting, wait_until

LONG = 4

# `shutdown` in the configuration: a balancer that waits without need takes all of it.
SHUTDOWN_SECONDS = 20


def reloaded(site):
    """S19: members come, go and change, and so does the strategy."""
    def act(fault):
        fault()
        for turn in range(20):
            site.reload(turn)
            lasting(site.seconds / 20)
        site.reload(0)
    site.under_load("SIGHUP, 21×", "workers", None, act)


def terminated(site):
    """S18: what was asked before SIGTERM is answered; the last one, as the balancer ends."""
    def act(fault):
        long = [threading.Thread(target=lambda: answers.append(Client(site.port).ask("GET", "/long"))) for _ in range(LONG)]
        for thread in long:
            thread.start()
        wait_until(lambda: site.app.long_begun == LONG)
        fault()
        lasting(0.1)  # what clients have sent by now is on its way
        site.balancer.terminate()
        for thread in long:
            thread.join()
        status.append(site.balancer.status())
        ended.append(time.time())

    answers, status, ended = [], [], []
    asked = site.under_load("SIGTERM", "workers", None, act, until_fault=True)
    judge_end(site, asked, answers, status, ended[0])


def judge_end(site, asked, answers, status, ended):
    site.report.check(len(answers) == LONG and not any(a.fault for a in answers),
                      "SIGTERM: long requests in flight are answered whole", [a.fault for a in answers if a.fault])
    cut = [a.fault for a in asked if "status" in a.fault or "Incomplete" in a.fault]
    site.report.check(not cut, "SIGTERM: later requests find no connection, or are answered",
                      f"{Counter(a.fault.split('(')[0] for a in asked)}")
    rest = ended - max(a.ended for a in answers)
    site.report.check(status == [0] and rest < SHUTDOWN_SECONDS / 2, "SIGTERM: exit status 0, soon after the last answer",
                      f"status {status}, {rest:.2f} s after it")
