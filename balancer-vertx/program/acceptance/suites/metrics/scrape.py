"""The text that Prometheus reads, as numbers."""

import re

LINE = re.compile(r'^(\w+)(?:\{(.*)\})? (\S+)$', re.MULTILINE)
LABEL = re.compile(r'(\w+)="([^"]*)"')


class Scrape:
    def __init__(self, text):
        self._all = [(name, dict(LABEL.findall(labels)), float(value)) for name, labels, value in LINE.findall(text)]

    def values(self, name, **labels):
        """All numbers of a name that have these labels, and may have others."""
        return [value for found, of, value in self._all if found == name and labels.items() <= of.items()]

    def total(self, name, **labels):
        return sum(self.values(name, **labels))

    def value(self, name, **labels):
        """The one number; -1 if there is not one."""
        found = self.values(name, **labels)
        return found[0] if len(found) == 1 else -1
