"""The table of a measurement: medians over the rounds, their spread, and the ratio to nginx."""

import json
from statistics import median

HEAD = """\
# What forwarding costs

Measured on: {machine}. {versions}.
{connections} connections of wrk {wrk}; the proxy alone on one core, load and origins on the other;
{rounds} alternating rounds of {seconds} s each after {warmup} s to warm up. Medians; in brackets the lowest and
highest round. CPU is that of the proxy's process tree, user and kernel.
Made by `{command}`; each round is in `forwarding.json`.

| body | proxy | CPU µs/request | against nginx | requests/s | p50 ms | p99 ms | memory MiB |
|---|---|---:|---:|---:|---:|---:|---:|
"""


def write(directory, rounds, about):
    """Writes `forwarding.md` and `forwarding.json`; gives back the table."""
    table = HEAD.format(**about) + "".join(rows(rounds))
    (directory / "forwarding.md").write_text(table)
    (directory / "forwarding.json").write_text(json.dumps({"about": about, "rounds": rounds}, indent=1) + "\n")
    return table


def rows(rounds):
    for body in dict.fromkeys(r["body"] for r in rounds):
        of_body = [r for r in rounds if r["body"] == body]
        nginx = median(r["cpu_us_per_request"] for r in of_body if r["server"] == "nginx")
        for server in dict.fromkeys(r["server"] for r in of_body):
            mine = [r for r in of_body if r["server"] == server]
            ratio = median(r["cpu_us_per_request"] for r in mine) / nginx
            yield row(body, server, mine, ratio)


def row(body, server, mine, ratio):
    def cell(key, digits):
        values = [r[key] for r in mine]
        low, high = (f"{f(values):.{digits}f}" for f in (min, max))
        return f"{median(values):.{digits}f} ({low}–{high})"

    name = f"**{server}**" if server == "balancer" else server
    errors = "".join(sorted({" " + r["errors"] for r in mine if r["errors"]}))
    return (
        f"| {body} | {name} | {cell('cpu_us_per_request', 1)} | {ratio:.2f} | {cell('requests_per_second', 0)}"
        f" | {cell('p50_ms', 2)} | {cell('p99_ms', 2)} | {max(r['resident_mib'] for r in mine):.0f}{errors} |\n"
    )
