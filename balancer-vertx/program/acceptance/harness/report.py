"""Counts what passed and what failed, and says so as it goes."""

import re
import time

END = re.compile(r"(\d+) passed, (\d+) failed\n?")
FAILED = re.compile(r" *[\d.]+ s  FAIL  ")


class LeftOut(Exception):
    """What a suite needs is not on this machine: it is left out, which is said and is no failure."""


class Report:
    def __init__(self):
        self.passed = 0
        self.failed = 0
        self._began = time.monotonic()

    def check(self, good, what, detail=""):
        """One check: `what` should hold; `detail` is what was seen."""
        if good:
            self.passed += 1
        else:
            self.failed += 1
        seconds = time.monotonic() - self._began
        mark = "pass" if good else "FAIL"
        print(f"{seconds:6.1f} s  {mark}  {what}" + (f": {detail}" if detail != "" else ""), flush=True)

    def end(self):
        """The last line; the exit status."""
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 0 if self.failed == 0 and self.passed > 0 else 1
