"""The transfers: each says whether all of it was done in time, and right."""

import hashlib
import os
import subprocess

from .worker import BIG, MIB

# Without a byte for so long it stands still, however slow the machine is.
STALL_SECONDS = 120

# Of a whole command.
BOUND_SECONDS = 1800

UPLOAD_MIB = 20
AT_ONCE = 3


class Transfers:
    def __init__(self, home, balancer):
        self._home = home
        self._tls = f"https://127.0.0.1:{balancer.ports[0]}"
        self._clear = f"http://127.0.0.1:{balancer.ports[1]}"
        self._upload = home / "upload"
        self._upload.write_bytes(os.urandom(MIB) * UPLOAD_MIB)
        self._sum = digest(self._upload)

    def once_stood_still(self):
        """The command of those who found it."""
        return h2load(f"{self._tls}/http1/programs/big", 40, "-c1", "-m8")

    def pairs(self):
        """Every pair of protocols, over TLS and without."""
        return {
            f"{scheme}, {client} to {member}": lambda url=f"{base}/{member}/programs/big", more=more:
                h2load(url, 16, "-c2", "-m4", *more)
            for scheme, base in (("TLS", self._tls), ("clear", self._clear))
            for client, more in (("HTTP/1.1", ("--h1",)), ("HTTP/2", ()))
            for member in ("http1", "http2")}

    def slow(self, member):
        """Four that read slowly beside a fast one, which is not held up by them."""
        url = f"{self._tls}/{member}/programs/big"
        slow = [curl("--limit-rate", "8M", "-o", "/dev/null", url) for _ in range(4)]
        fast = h2load(url, 8, "-c1", "-m8")
        return all([is_done(each, BIG) for each in slow]) and fast

    def uploads(self, member, *protocol):
        """Some at once, each of 20 MB."""
        sent = [curl(*protocol, "-H", "Expect:", "-T", str(self._upload), f"{self._tls}/{member}/programs/sum")
                for _ in range(AT_ONCE)]
        outputs = [each.communicate()[0] for each in sent]
        return all(self._sum.encode() in output and b"200 " in output for output in outputs)

    def both_ways(self, *protocol):
        """Each sends 20 MB and reads them as they come back."""
        outs = [self._home / f"back{i}" for i in range(AT_ONCE)]
        sent = [curl(*protocol, "-H", "Expect:", "-T", str(self._upload), "-o", str(out), f"{self._tls}/echo")
                for out in outs]
        done = all([is_done(each, UPLOAD_MIB * MIB) for each in sent])
        return done and all(digest(out) == self._sum for out in outs)


def curl(*arguments):
    return subprocess.Popen(["curl", "-sk", "-w", "%{http_code} %{size_download}", "--speed-limit", "1", "--speed-time",
                             str(STALL_SECONDS), "--max-time", str(BOUND_SECONDS), *arguments], stdout=subprocess.PIPE)


def h2load(url, requests, *more):
    try:
        done = subprocess.run(["h2load", "-n", str(requests), "-N", f"{STALL_SECONDS}s", *more, url], capture_output=True,
                              text=True, timeout=BOUND_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    return f"{requests} succeeded, 0 failed, 0 errored, 0 timeout" in done.stdout


def is_done(process, count):
    """Whether curl got 200 and so many bytes."""
    return process.communicate()[0] == b"200 %d" % count


def digest(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()
