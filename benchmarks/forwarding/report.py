"""What came of a measurement: medians, and ratios pair by pair, as text and as JSON."""

import json
from statistics import median

from .contenders import OURSELVES

HEAD = """\
# What forwarding costs

Measured on: {machine}. {versions}.
The proxy alone on one core, load ({load}) and members on the other; {rounds} rounds, in each every proxy in turn, of {seconds} s each after
{warmup} s and more to warm up, until a JVM's compilers take less than a twentieth of a run. CPU is that of the proxy's process tree,
user and kernel, in microseconds a request: the median, and the lowest and highest round. A ratio is the median of those of each round,
ours to theirs, with the lowest and highest.
Made by `{command}`; each round is in `forwarding.json`.

"""


def write(directory, rounds, about):
    """Writes `forwarding.md` and `forwarding.json`; gives back the text."""
    text = HEAD.format(**about) + costs(rounds) + "\n" + times(rounds)
    (directory / "forwarding.md").write_text(text)
    (directory / "forwarding.json").write_text(json.dumps({"about": about, "rounds": rounds}, indent=1) + "\n")
    return text


def names(rounds, key):
    return list(dict.fromkeys(r[key] for r in rounds))


def of(rounds, scenario, server):
    return [r for r in rounds if r["scenario"] == scenario and r["server"] == server]


def ratios(rounds, scenario, server, key="cpu_us_per_request"):
    """Ours to theirs, one for each round that both were in."""
    pairs = zip(of(rounds, scenario, OURSELVES), of(rounds, scenario, server))
    return [ours[key] / theirs[key] for ours, theirs in pairs if ours[key] and theirs[key]]


def costs(rounds):
    others = [name for name in names(rounds, "server") if name != OURSELVES]
    lines = ["| | " + " | ".join([f"{OURSELVES} µs"] + [f"{o} µs" for o in others] + [f"to {o}" for o in others]) + " |",
             "|---|" + "---:|" * (1 + 2 * len(others))]
    for scenario in names(rounds, "scenario"):
        cells = [spread([r["cpu_us_per_request"] for r in of(rounds, scenario, s)], 1) for s in (OURSELVES, *others)]
        cells += [spread(ratios(rounds, scenario, other), 2) for other in others]
        lines.append(f"| {scenario} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def times(rounds):
    lines = ["| | proxy | requests/s | p50 ms | p99 ms | memory MiB |", "|---|---|---:|---:|---:|---:|"]
    for scenario in names(rounds, "scenario"):
        for server in names(rounds, "server"):
            mine = of(rounds, scenario, server)
            if mine:
                cells = [spread([r[key] for r in mine], digits)
                         for key, digits in (("requests_per_second", 0), ("p50_ms", 2), ("p99_ms", 2))]
                errors = "".join(sorted({" " + r["errors"] for r in mine if r["errors"]}))
                memory = f"{max(r['resident_mib'] for r in mine):.0f}{errors}"
                lines.append(f"| {scenario} | {server} | " + " | ".join([*cells, memory]) + " |")
    return "\n".join(lines) + "\n"


def spread(values, digits):
    values = [value for value in values if value is not None]
    if not values:
        return "–"
    low, high = (f"{f(values):.{digits}f}" for f in (min, max))
    return f"{median(values):.{digits}f} ({low}–{high})"
