"""Large transfers: whole both ways, in bounded memory, and finished when the balancer is told to stop."""

import hashlib
import json
import subprocess

MIB = 1 << 20

# Of the download that SIGTERM comes into.
PART = 24 * MIB

CURL_SECONDS = "600"


def download(site, report):
    process = subprocess.Popen(
        ["curl", "-sS", "--max-time", CURL_SECONDS, f"http://127.0.0.1:{site.balancer.port}/large/large"],
        stdout=subprocess.PIPE)
    digest = hashlib.sha256()
    count = 0
    while piece := process.stdout.read(MIB):
        digest.update(piece)
        count += len(piece)
    status = process.wait()
    site.count(1)
    report.check((status, count, digest.hexdigest()) == (0, site.large_bytes, site.large_sha256),
                 "the large download is whole", f"curl {status}, {count} bytes")
    memory(site, report, "download")


def upload(site, report):
    """Through curl's standard input, so that the length is not known and it is sent in chunks."""
    with open(site.large_file, "rb") as file:
        done = subprocess.run(
            ["curl", "-sS", "--max-time", CURL_SECONDS, "-T", "-", "-H", "Expect:",
             f"http://127.0.0.1:{site.balancer.port}/upload"], stdin=file, capture_output=True, check=False)
    site.count(1)
    wanted = {"bytes": site.large_bytes, "sha256": site.large_sha256, "chunked": True}
    got = received(done)
    report.check(got == wanted, "the large chunked upload is whole", f"{got}")
    memory(site, report, "upload")


def received(done):
    """What the receiver says, or what curl does."""
    try:
        return json.loads(done.stdout)
    except ValueError:
        return {"answer": done.stdout[:200], "error": done.stderr[:200]}


def memory(site, report, after):
    now, most = site.balancer.memory()
    report.check(most <= site.memory_max, f"memory after the {after} stays bounded",
                 f"resident {now} MiB, at most {most} MiB (expected: up to {site.memory_max})")


def stops_gracefully(site, report):
    """SIGTERM in the middle of a slow download: it is finished, then the status is 0."""
    slow = subprocess.Popen(
        ["curl", "-sS", "--max-time", "60", "--limit-rate", "8M", "-r", f"0-{PART - 1}",
         f"http://127.0.0.1:{site.balancer.port}/large/large"], stdout=subprocess.PIPE)
    site.count(1)
    body = slow.stdout.read(MIB)
    site.balancer.terminate()
    body += slow.stdout.read()
    with open(site.large_file, "rb") as file:
        whole = body == file.read(PART)
    report.check(slow.wait() == 0 and whole, "SIGTERM: what is in flight is finished", f"{len(body)} bytes")
    status = site.balancer.status()
    report.check(status == 0, "SIGTERM: ends with status 0", f"status {status}")
