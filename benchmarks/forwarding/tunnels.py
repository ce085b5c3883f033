"""WebSockets as load: the member behind the proxies, and the client before them. A program of its own, on the load's core.

    tunnels.py member PORT
    tunnels.py client PORT PATH CONNECTIONS SECONDS

What a path asks of the member: /echo sends back what comes; /down sends without end; /up takes all, and says a byte for
each MiB. After the upgrade both speak bytes without frames, which no proxy looks into. The client counts messages of 100
bytes, or MiB, and prints them as JSON.
"""

import json
import selectors
import socket
import sys
import time
from pathlib import Path

MIB = 1 << 20
MESSAGE = b"m" * 100
PIECE = b"x" * (256 << 10)
PATIENCE_SECONDS = 20

ASK = ("GET {} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
SWITCH = (b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n")


def command(*words):
    return [sys.executable, "-B", str(Path(__file__).resolve()), *map(str, words)]


class Peer:
    """One connection of either side. What it does with bytes is `do`; where it is endless it sends whenever there is room."""

    def __init__(self, connection, loop):
        self.connection, self.loop = connection, loop
        self.waiting, self.taken, self.head, self.is_endless = b"", 0, b"", False
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        loop.register(connection, selectors.EVENT_READ, self)

    def send(self, data):
        self.waiting += data
        self.write()

    def write(self):
        try:
            sent = self.connection.send(self.waiting) if self.waiting else 0
        except BlockingIOError:
            sent = 0
        self.waiting = self.waiting[sent:]
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if self.waiting or self.is_endless else 0)
        self.loop.modify(self.connection, wanted, self)

    def ready(self, events):
        try:
            if events & selectors.EVENT_READ:
                data = self.connection.recv(MIB)
                if not data:
                    raise ConnectionError("closed")
                self.read(data)
            if events & selectors.EVENT_WRITE:
                if self.is_endless and not self.waiting:
                    self.waiting = PIECE
                self.write()
        except BlockingIOError:
            pass

    def read(self, data):
        """The head is read to its end, and then what follows it."""
        if self.head is not None:
            self.head += data
            head, end, data = self.head.partition(b"\r\n\r\n")
            if not end:
                return
            self.head = None
            self.begin(head)
        if data:
            self.do(data)

    def whole(self, data):
        """How many MiB are complete with this."""
        before = self.taken // MIB
        self.taken += len(data)
        return self.taken // MIB - before


class Member(Peer):
    def begin(self, head):
        self.way = head.split(b" ", 2)[1]
        self.is_endless = self.way == b"/down"
        self.send(SWITCH)

    def do(self, data):
        if self.way == b"/echo":
            self.send(data)
        elif self.way == b"/up" and (count := self.whole(data)):
            self.send(b"!" * count)


class Client(Peer):
    def __init__(self, connection, loop, path, counts):
        super().__init__(connection, loop)
        self.path, self.counts, self.began = path, counts, 0.0
        self.send(ASK.format(path).encode())

    def begin(self, head):
        if b" 101 " not in head:
            raise SystemExit(f"no tunnel: {head!r}")
        self.counts["open"] += 1
        self.next()

    def next(self):
        if self.path == "/echo":
            self.began = time.monotonic()
            self.send(MESSAGE)
        elif self.path == "/up":
            self.is_endless = True
            self.send(PIECE)

    def do(self, data):
        if self.path == "/down":
            self.counts["units"] += self.whole(data)
        elif self.path == "/up":
            self.counts["units"] += len(data)
        else:
            self.taken += len(data)
            if self.taken == len(MESSAGE):
                self.taken = 0
                self.counts["units"] += 1
                self.counts["millis"].append((time.monotonic() - self.began) * 1000)
                self.next()


def member(port):
    loop = selectors.DefaultSelector()
    listening = socket.create_server(("", port), backlog=4096)
    loop.register(listening, selectors.EVENT_READ, None)
    while True:
        for key, events in loop.select():
            if key.data is None:
                Member(listening.accept()[0], loop)
                continue
            try:
                key.data.ready(events)
            except OSError:
                loop.unregister(key.fileobj)
                key.fileobj.close()


def client(port, path, connections, seconds):
    loop = selectors.DefaultSelector()
    counts = {"open": 0, "units": 0, "millis": []}
    for _ in range(connections):
        Client(socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS), loop, path, counts)
    turn(loop, lambda: counts["open"] == connections, PATIENCE_SECONDS)
    if counts["open"] < connections:
        raise SystemExit(f"{counts['open']} of {connections} tunnels were opened")
    counts["units"], counts["millis"] = 0, []
    began = time.monotonic()
    turn(loop, lambda: False, seconds)
    millis = sorted(counts["millis"]) or [None]
    print(json.dumps({"requests": counts["units"], "requests_per_second": counts["units"] / (time.monotonic() - began),
                      "p50_ms": millis[len(millis) // 2], "p99_ms": millis[len(millis) * 99 // 100]}))


def turn(loop, over, seconds):
    deadline = time.monotonic() + seconds
    while not over() and time.monotonic() < deadline:
        for key, events in loop.select(0.1):
            key.data.ready(events)


if __name__ == "__main__":
    if sys.argv[1] == "member":
        member(int(sys.argv[2]))
    else:
        client(int(sys.argv[2]), sys.argv[3], int(sys.argv[4]), float(sys.argv[5]))
