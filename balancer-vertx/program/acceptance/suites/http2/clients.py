"""h2load, curl and nghttp, and the end of a balancer that still has a stream."""

import re
import subprocess

from .member import Member

REQUESTS = 5_000

LOAD_SECONDS = 300


def run(balancer, report):
    http1, h2c, tls = balancer.ports
    for url in (f"http://127.0.0.1:{h2c}/", f"https://127.0.0.1:{tls}/"):
        h2load(url, report)
    for what, port, expected in (("--http2-prior-knowledge", h2c, "2"), ("--http2", h2c, "1.1"),
                                 ("--http2", http1, "1.1")):
        curl([what, f"http://127.0.0.1:{port}/"], expected, report)
    curl(["-k", f"https://127.0.0.1:{tls}/"], "2", report)
    curl(["-k", "--http1.1", f"https://127.0.0.1:{tls}/"], "1.1", report)
    stop(balancer, report)


def h2load(url, report):
    done = subprocess.run(["h2load", "-n", str(REQUESTS), "-c", "4", "-m", "10", url],
                          capture_output=True, text=True, timeout=LOAD_SECONDS, check=False)
    good = f"{REQUESTS} succeeded, 0 failed, 0 errored, 0 timeout" in done.stdout
    rate = re.search(r"finished in .*", done.stdout)
    report.check(good, f"h2load, {url}", rate.group(0) if rate else done.stdout[-500:])


def curl(arguments, expected, report):
    done = subprocess.run(["curl", "-s", "-o", "/dev/null", "-w", "%{http_version} %{http_code}", *arguments],
                          capture_output=True, text=True, timeout=60, check=False)
    report.check(done.stdout == f"{expected} 200", f"curl {' '.join(arguments)}", done.stdout)


def stop(balancer, report):
    slow = subprocess.Popen(["nghttp", "-v", f"http://127.0.0.1:{balancer.ports[1]}/slow"],
                            stdout=subprocess.PIPE, text=True)
    Member.slow_begun.wait(30)
    balancer.terminate()
    output = slow.communicate(timeout=60)[0]
    report.check(":status: 200" in output and "GOAWAY" in output and balancer.status() == 0,
                 "SIGTERM: the stream in flight ends well, GOAWAY is sent, exit status 0")
