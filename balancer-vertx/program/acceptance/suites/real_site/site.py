"""Four workers, a receiver of uploads, the balancer before them, and a large file of known content."""

import hashlib
import json
import os

from ...harness.balancer import Balancer
from ...harness.members.http import Handler, HttpMember
from .client import KeepAlive
from .manual import ManualWorker, paths_of_manual

MIB = 1 << 20
WORKERS = 4

CONFIGURATION = """\
listen: 127.0.0.1:0
accessLog: {{file: {log}, format: combined}}
clusters:
  rpicluster:
    strategy: byrequests
    members:
{members}
  receiver:
    strategy: byrequests
    members:
      - http://127.0.0.1:{receiver}
routes:
  - path: /upload
    cluster: receiver
  - path: /
    cluster: rpicluster
"""


class Receiver(Handler):
    """Counts and hashes what is uploaded to it."""

    def do_PUT(self):  # noqa: N802, the name is http.server's
        digest = hashlib.sha256()
        count = 0
        for piece in self.pieces():
            digest.update(piece)
            count += len(piece)
        seen = {"bytes": count, "sha256": digest.hexdigest(), "chunked": self.is_chunked()}
        self.reply(json.dumps(seen).encode(), "application/json")


class Site:
    """`sent` is how many requests the checks have sent through the balancer."""

    def __init__(self, options):
        self.home = options.home
        self.requests = options.requests
        self.memory_max = options.memory_max
        self.sent = 0
        self.balancer = Balancer(options.jar, self.home)
        self.make_large_file(options.large_mib)
        self.workers = [ManualWorker(f"worker{i}", self.home, self.large_file.parent) for i in range(1, WORKERS + 1)]

    def start(self):
        for worker in self.workers:
            worker.start()
        self.balancer.start(CONFIGURATION.format(
            log=self.balancer.log,
            members="\n".join(f"      - http://127.0.0.1:{worker.port}" for worker in self.workers),
            receiver=HttpMember(Receiver).port))

    def make_large_file(self, mib):
        """No two MiB are alike, so a piece that is lost, doubled or moved shows."""
        directory = self.home / "large"
        directory.mkdir()
        self.large_file = directory / "large"
        self.large_bytes = mib * MIB
        noise = os.urandom(MIB - 8)
        digest = hashlib.sha256()
        with open(self.large_file, "wb") as file:
            for i in range(mib):
                block = i.to_bytes(8, "big") + noise
                file.write(block)
                digest.update(block)
        self.large_sha256 = digest.hexdigest()

    def count(self, requests):
        self.sent += requests

    def sample(self, count):
        """So many paths of the manual, over and over again."""
        paths = paths_of_manual()
        return [paths[i % len(paths)] for i in range(count)]

    def wanted(self, paths):
        """What a worker answers by itself."""
        worker = KeepAlive(self.workers[0].port)
        plain = [path.split("?")[0] for path in paths]
        known = {path: worker.get(path) for path in dict.fromkeys(plain)}
        worker.close()
        return [known[path] for path in plain]

    def stop(self):
        for process in [self.balancer, *self.workers]:
            process.kill()
