"""One round of load by wrk, h2load or tunnels.py, and what it cost the proxy."""

import json
import re
import subprocess

from . import process, tunnels

UNITS_MS = {"us": 0.001, "ms": 1.0, "s": 1000.0}

# Of one connection of HTTP/2, as browsers have some dozens.
STREAMS = 16
CONNECTIONS_HTTP2 = 4

# 8 clients at a fixed rate each: h2load counts in whole requests a second.
PACED_CLIENTS = 8


def run(server, core, scenario, seconds, directory, rate=0):
    """Asks one server, as fast as it answers or at a rate. All figures of the round."""
    before, compilers_before = process.cpu_seconds(server.pid), process.compiler_seconds(server.pid)
    if scenario.setup.tunnels:
        figures = tunnelled(server, core, scenario, seconds)
    elif scenario.half:
        figures = paced(server, core, scenario, seconds, directory, rate)
    elif scenario.is_http2:
        figures = h2load(server, core, scenario, seconds)
    else:
        figures = wrk(server, core, scenario, seconds, directory)
    used = process.cpu_seconds(server.pid) - before
    compilers = process.compiler_seconds(server.pid) - compilers_before
    return {
        "server": server.name,
        "scenario": scenario.name,
        "cpu_us_per_request": used * 1e6 / max(1, figures["requests"]),
        "compilers_share": max(0, compilers) / used if used else 0,
        "resident_mib": process.resident_kib(server.pid) / 1024,
        **figures,
    }


def url(server, scenario):
    scheme = "https" if scenario.listener in ("tls", "h2") else "http"
    return f"{scheme}://127.0.0.1:{server.ports[scenario.listener]}{scenario.path}"


def on_core(core, *command):
    return subprocess.run(["taskset", "-c", str(core), *command], check=True, capture_output=True, text=True).stdout


def wrk(server, core, scenario, seconds, directory):
    words = ["wrk", "-t1", f"-c{scenario.connections}", f"-d{seconds}s", "--latency"]
    if scenario.body_bytes:
        script = f"{directory}/post-{scenario.body_bytes}.lua"
        with open(script, "w") as file:
            file.write(f'wrk.method = "POST"\nwrk.body = string.rep("x", {scenario.body_bytes})\n')
        words += ["-s", script]
    text = on_core(core, *words, url(server, scenario))
    errors = re.search(r"Socket errors: (.*)|Non-2xx.*: (\d+)", text)
    return {
        "requests": int(re.search(r"(\d+) requests in", text)[1]),
        "requests_per_second": float(re.search(r"Requests/sec:\s*([\d.]+)", text)[1]),
        "p50_ms": percentile_of_wrk(text, "50%"),
        "p99_ms": percentile_of_wrk(text, "99%"),
        "errors": errors[0] if errors else "",
    }


def percentile_of_wrk(text, percentile):
    number, unit = re.search(rf"{percentile}\s+([\d.]+)(us|ms|s)\b", text).groups()
    return float(number) * UNITS_MS[unit]


def h2load(server, core, scenario, seconds, *more):
    text = on_core(core, "h2load", f"-c{CONNECTIONS_HTTP2}", f"-m{STREAMS}", f"-D{seconds}", *more, url(server, scenario))
    return counted(text)


def counted(text):
    done = int(re.search(r"requests: .* (\d+) succeeded", text)[1])
    bad = re.search(r"requests: .* (\d+) failed, (\d+) errored", text)
    return {
        "requests": done,
        "requests_per_second": float(re.search(r"finished in [\d.]+m?s, ([\d.]+) req/s", text)[1]),
        "p50_ms": None,
        "p99_ms": None,
        "errors": bad[0] if int(bad[1]) or int(bad[2]) else "",
    }


def tunnelled(server, core, scenario, seconds):
    port = server.ports[scenario.listener]
    text = on_core(core, *tunnels.command("client", port, scenario.path, scenario.connections, seconds))
    return {**json.loads(text), "errors": ""}


def paced(server, core, scenario, seconds, directory, rate):
    """Half of what nginx can do: how long requests take that need not wait for others."""
    log = f"{directory}/paced.log"
    open(log, "w").close()
    each = max(1, int(rate / PACED_CLIENTS))
    text = on_core(core, "h2load", "--h1", f"-c{PACED_CLIENTS}", "-m1", f"-D{seconds}", f"--rps={each}", f"--log-file={log}",
                   url(server, scenario))
    with open(log) as file:
        micros = sorted(int(line.split("\t")[2]) for line in file)
    return {**counted(text), "p50_ms": micros[len(micros) // 2] / 1000, "p99_ms": micros[len(micros) * 99 // 100] / 1000}
