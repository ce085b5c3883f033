"""The member: answers of a KiB, and of 10 MB as far as they are taken."""

import asyncio
import socket

from ...harness.members import protocols

BIG = 10_000_000
SMALL = 1024

# As on a real network. Loopback's own 64 KiB make the kernel set megabytes aside for each connection, and some
# hundred of these are all the memory that it has for TCP.
SEGMENT = 1460


class Member(asyncio.Protocol):
    """Answers /big with 10 MB as far as they are taken, and anything else with a KiB."""

    PIECE = b"x" * 65536

    def __init__(self):
        self._asked = b""
        self._left = 0
        self._paused = False

    def connection_made(self, transport):
        self._transport = transport

    def data_received(self, data):
        self._asked += data
        while b"\r\n\r\n" in self._asked:
            head, self._asked = self._asked.split(b"\r\n\r\n", 1)
            size = BIG if b" /big " in head else SMALL
            self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size)
            self._left += size
        self._send()

    def _send(self):
        while self._left and not self._paused and not self._transport.is_closing():
            piece = self.PIECE[:self._left]
            self._left -= len(piece)
            self._transport.write(piece)

    def pause_writing(self):
        self._paused = True

    def resume_writing(self):
        self._paused = False
        self._send()


def start_member():
    """Its port."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=protocols.BACKLOG)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, SEGMENT)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)
    return protocols.start(Member, listening)
