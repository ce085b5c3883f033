"""Clients that are served, and clients that stall."""

import asyncio
import re
import select
import socket
import time

from .member import SEGMENT

PAUSE_SECONDS = 1.0

# An answer that takes longer is none.
ANSWERED_SECONDS = 20

LENGTH = re.compile(rb"(?i)content-length: (\d+)")


class Fast:
    """Asks again and again, and reads what comes; `fresh` is over a new connection each time."""

    def __init__(self, port):
        self.port = port
        self.seconds = []
        self.faults = []

    async def run(self, until, fresh=False):
        writer = None
        try:
            while time.monotonic() < until:
                began = time.monotonic()
                if writer is None or fresh:
                    reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                await self._ask(reader, writer)
                self.seconds.append(time.monotonic() - began)
                if fresh:
                    writer.close()
                await asyncio.sleep(PAUSE_SECONDS)
        except (OSError, EOFError, asyncio.TimeoutError) as e:
            self.faults.append(repr(e))
        finally:
            if writer is not None:
                writer.close()

    async def _ask(self, reader, writer):
        writer.write(b"GET / HTTP/1.1\r\nHost: a.test\r\n\r\n")
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), ANSWERED_SECONDS)
        if not head.startswith(b"HTTP/1.1 200 "):
            self.faults.append(head.split(b"\r\n")[0].decode())
        await asyncio.wait_for(reader.readexactly(int(LENGTH.search(head).group(1))), ANSWERED_SECONDS)


class Slow:
    """A client that stalls, and does not even read that it has been cut: the kernel tells."""

    def __init__(self, port, request, dribble=b""):
        self._dribble = dribble
        self._socket = socket.socket()
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, SEGMENT)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._socket.connect(("127.0.0.1", port))
        self._socket.sendall(request)
        self._socket.setblocking(False)
        self._end = select.poll()
        self._end.register(self._socket, select.POLLRDHUP)

    def dribble(self):
        """One byte more, unless it has been cut."""
        if not self.is_cut():
            self._socket.send(self._dribble)

    def is_cut(self):
        return bool(self._end.poll(0))

    def close(self):
        self._socket.close()
