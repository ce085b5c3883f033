"""Members of our own: an application behind the workers, one that breaks HTTP in every way it can, one that is not there."""

import itertools
import re
import socket
import struct
import threading
import time
from collections import Counter

HEAD = re.compile(rb"(?:GET|POST) (/\S*)\?(id=(\d+)) HTTP/1\.[01]\r\n")
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.I)

PAGE_SECONDS = 0.04
LONG_SECONDS = 3

WAYS = ("garbage", "half a head", "reset", "closed")


class Member:
    """Has a thread for each connection, and counts the heads that it sees."""

    def __init__(self, host="127.0.0.1"):
        self.host = host
        self._heads = Counter()
        self._server = socket.create_server((host, 0), backlog=200)
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def heads(self):
        return self._heads

    def _accept(self):
        while True:
            s, _ = self._server.accept()
            threading.Thread(target=self._serve, args=(s,), daemon=True).start()

    def _serve(self, s):
        try:
            with s:
                while found := self._read(s):
                    self._heads[int(found.group(3))] += 1
                    if not self.answer(s, found.group(1), found.group(2)):
                        return
        except OSError:
            pass

    def _read(self, s):
        """A request with its body, or None at the end."""
        got = b""
        while b"\r\n\r\n" not in got:
            piece = s.recv(4096)
            if not piece:
                return None
            got += piece
        length = LENGTH.search(got)
        whole = got.index(b"\r\n\r\n") + 4 + (int(length.group(1)) if length else 0)
        while len(got) < whole:
            piece = s.recv(4096)
            if not piece:
                return None
            got += piece
        return HEAD.match(got)


class App(Member):
    """Takes its time, so that requests are in flight when a worker goes."""

    def answer(self, s, path, query):
        parts = [b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\no", b"k"]
        if path == b"/long":
            time.sleep(LONG_SECONDS / 2)
            s.sendall(parts.pop(0))
            time.sleep(LONG_SECONDS / 2)
        else:
            time.sleep(PAGE_SECONDS)
        s.sendall(b"".join(parts))
        return False


class Broken(Member):
    """Answers right, or wrong, or by turns: `mood` says it."""

    name = "broken"

    def __init__(self):
        self.right = itertools.repeat("right")
        self.by_turns = itertools.cycle(way for each in WAYS for way in ("right", each))
        self.wrong = itertools.cycle(WAYS)
        self.mood = self.right
        self.ways = Counter()
        super().__init__()

    def answer(self, s, path, query):
        right = (b"HTTP/1.1 200 OK\r\nX-Worker: broken\r\nX-Id: %s\r\nContent-Length: 2\r\n\r\nok" % query)
        way = next(self.mood)
        self.ways[way] += 1
        if way == "right":
            s.sendall(right)
        elif way == "garbage":
            s.sendall(bytes(range(256)))
        elif way == "half a head":
            s.sendall(right[:40])
        elif way == "reset":
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return way == "right"


class Refusing:
    """A port that is taken, at which nobody listens."""

    name = "refusing"
    host = "127.0.0.1"

    def __init__(self):
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]

    def heads(self):
        return Counter()
