"""Uploads to a member that never reads, and downloads by clients that read nearly nothing: 50 of each at a time, before the
packaged balancer with a heap of 64 MiB. Both sides must be held back, and others served meanwhile. Needs a JDK.
"""

import socket
import threading
import time

from ..harness.balancer import Balancer
from ..harness.load import Client, Load
from ..harness.members.sockets import Member
from ..harness.waiting import lasting

CONNECTIONS = 50
SECONDS = 15
WARM_UP_SECONDS = 5

DOWNLOAD_BYTES = 10_000_000
PIECE = b"x" * 10_000

# What a warm process may grow by; what waits besides does so in sockets.
GROWN_MIB_MAX = 64

CONFIGURATION = """\
listen: 127.0.0.1:0
clusters: {{c: {{members: ["http://127.0.0.1:{port}"], timeouts: {{firstByte: 5m, idle: 5m}}}}}}
routes: [{{path: /, cluster: c}}]
"""

UPLOAD = b"POST /never?id=1 HTTP/1.1\r\nHost: a.test\r\nContent-Length: 100000000\r\n\r\n"
DOWNLOAD = b"GET /big?id=1 HTTP/1.1\r\nHost: a.test\r\n\r\n"


def run(options, report):
    member = Unread()
    balancer = Balancer(options.jar, options.home)
    try:
        balancer.start(CONFIGURATION.format(port=member.port))
        warm_up(balancer.port)
        before = balancer.memory()[0]
        taken = unread_uploads(balancer.port, report)
        grown(balancer, before, f"{CONNECTIONS} uploads, {taken / 1e6:.0f} MB of them taken", report)
        before = balancer.memory()[0]
        slow_downloads(balancer.port, report)
        sent = member.sent / 1e6
        report.check(sent < CONNECTIONS * DOWNLOAD_BYTES / 1e6, "the member is held back", f"it has sent {sent:.0f} MB")
        grown(balancer, before, f"{CONNECTIONS} downloads", report)
    finally:
        balancer.kill()


class Unread(Member):
    """Reads no body of /never, sends 10 MB to /big, and answers anything else at once."""

    def __init__(self):
        self.sent = 0
        super().__init__()

    def answer(self, s, path, query):
        if path == b"/never":
            threading.Event().wait()
        if path == b"/big":
            s.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % DOWNLOAD_BYTES)
            for _ in range(DOWNLOAD_BYTES // len(PIECE)):
                s.sendall(PIECE)
                self.sent += len(PIECE)
        else:
            s.sendall(b"HTTP/1.1 200 OK\r\nX-Id: %s\r\nContent-Length: 2\r\n\r\nok" % query)
        return True

    def body_bytes(self, head):
        return 0 if b" /never?" in head else super().body_bytes(head)


def warm_up(port):
    load = Load(port, "/page", clients=16, per_second=400).start()
    lasting(WARM_UP_SECONDS)
    load.stop()


def grown(balancer, before, what, report):
    now, _ = balancer.memory()
    report.check(now - before <= GROWN_MIB_MAX, f"{what}: memory stays", f"resident {before} MiB, then {now} MiB")


def unread_uploads(port, report):
    """Sends as much as is taken; how many bytes that is."""
    clients = [connected(port, UPLOAD) for _ in range(CONNECTIONS)]
    taken = 0
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        taken += sum(sent(client) for client in clients)
        time.sleep(0.01)
    served(port, "uploads", report)
    close(clients)
    return taken


def sent(client):
    client.setblocking(False)
    try:
        return client.send(b"x" * 65536)
    except OSError:
        return 0


def slow_downloads(port, report):
    """Reads a KB a second of each."""
    clients = [connected(port, DOWNLOAD) for _ in range(CONNECTIONS)]
    for _ in range(SECONDS):
        for client in clients:
            client.recv(1000)
        time.sleep(1)
    served(port, "downloads", report)
    close(clients)


def connected(port, head):
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(("127.0.0.1", port))
    client.sendall(head)
    return client


def served(port, meanwhile, report):
    asked = Client(port).ask("GET", "/")
    report.check(not asked.fault, f"{meanwhile}: others are served", asked.fault)


def close(clients):
    for client in clients:
        client.close()
