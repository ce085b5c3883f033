"""The shape of shown output: numbers, addresses and identities are others each time, words are the same."""

import re

# A run of digits, which may be hexadecimal or have points; a word in capitals that stands for something; an omission.
VARIES = re.compile(r"([0-9a-f.]*\d[0-9a-f.]*|\b[A-Z]{3,}\b|…)")


def pattern(sample):
    """A regular expression for what is shown."""
    return re.compile("".join(_part(part) for part in VARIES.split(sample)))


def _part(part):
    if part == "…":
        return ".*"
    if VARIES.fullmatch(part):
        return r"\S+" if part.isalpha() else r"[\w.]+"
    return re.escape(part)
