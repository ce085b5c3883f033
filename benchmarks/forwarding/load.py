"""One round of load by wrk, and what it cost the proxy."""

import re
import subprocess

from . import process

UNITS_MS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


def run(server, core, path, seconds, connections):
    """Asks one server for a path, as fast as it answers. All figures of the round."""
    before = process.cpu_seconds(server.pid)
    command = ["taskset", "-c", str(core), "wrk", "-t1", f"-c{connections}", f"-d{seconds}s"]
    command += ["--latency", f"http://127.0.0.1:{server.port}/{path}"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    used = process.cpu_seconds(server.pid) - before
    requests = int(re.search(r"(\d+) requests in", text)[1])
    errors = re.search(r"Socket errors: (.*)|Non-2xx.*: (\d+)", text)
    return {
        "server": server.name,
        "body": path,
        "requests_per_second": float(re.search(r"Requests/sec:\s*([\d.]+)", text)[1]),
        "cpu_us_per_request": used * 1e6 / max(1, requests),
        "p50_ms": milliseconds(text, "50%"),
        "p99_ms": milliseconds(text, "99%"),
        "resident_mib": process.resident_kib(server.pid) / 1024,
        "errors": errors[0] if errors else "",
    }


def milliseconds(text, percentile):
    number, unit = re.search(rf"{percentile}\s+([\d.]+)(us|ms|s)\b", text).groups()
    return float(number) * UNITS_MS[unit]
