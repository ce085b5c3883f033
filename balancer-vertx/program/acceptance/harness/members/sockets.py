"""Members over bare sockets, a thread for each connection: they may break HTTP, and count the heads that they see."""

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


def reset_at_close(s):
    """Closing it from now on is a reset."""
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class Member:
    """Its own part is `answer(socket, path, query)`, which says whether the connection is kept."""

    def __init__(self, host="127.0.0.1"):
        self.host = host
        self._heads = Counter()
        self._server = socket.create_server((host, 0), backlog=200)
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def heads(self):
        """How often it has seen each request."""
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
        while (end := got.find(b"\r\n\r\n")) < 0 or len(got) < end + 4 + self.body_bytes(got):
            piece = s.recv(4096)
            if not piece:
                return None
            got += piece
        return HEAD.match(got)

    def body_bytes(self, head):
        """How many bytes of body are read before the answer."""
        length = LENGTH.search(head)
        return int(length.group(1)) if length else 0


class App(Member):
    """Takes its time, so that requests are in flight when a worker goes."""

    def __init__(self, host="127.0.0.1"):
        self.long_begun = 0
        super().__init__(host)

    def answer(self, s, path, query):
        parts = [b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\no", b"k"]
        if path == b"/long":
            time.sleep(LONG_SECONDS / 2)
            s.sendall(parts.pop(0))
            self.long_begun += 1
            time.sleep(LONG_SECONDS / 2)
        else:
            time.sleep(PAGE_SECONDS)
        s.sendall(b"".join(parts))
        return False


class Refusing:
    """A port that is taken, where nothing listens."""

    host = "127.0.0.1"

    def __init__(self, name="refusing"):
        self.name = name
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]

    def heads(self):
        return Counter()
