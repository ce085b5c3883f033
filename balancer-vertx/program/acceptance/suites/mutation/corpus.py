"""The requests of the suite beside the checkout."""

import sys

# Larger cases are about size alone, and the suite itself sends them.
CASE_BYTES_MAX = 40_000


def load(suite):
    """The cases, as bytes; their pauses do not count."""
    sys.path.insert(0, str(suite))
    import rawhttp  # pylint: disable=import-outside-toplevel

    cases = []
    for path in sorted((suite / "corpus").glob("*.req")):
        steps = rawhttp.load_script(path, {"T": "/c/" + path.stem, "H": "a.test", "P": "80"})
        case = b"".join(step[-1] for step in steps if step[0] in ("send", "drip"))
        if 0 < len(case) <= CASE_BYTES_MAX:
            cases.append(case)
    return cases
