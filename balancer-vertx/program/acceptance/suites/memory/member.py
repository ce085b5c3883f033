"""A member that reads what comes, and answers as the path says."""

import asyncio

BIG = 4_000_000
FIELDS = b"".join(b"t%d:\r\n" % (i % 10) for i in range(2500))


class Member(asyncio.Protocol):
    def __init__(self):
        self._asked = b""

    def connection_made(self, transport):
        self._transport = transport

    def data_received(self, data):
        self._asked = (self._asked + data)[-4096:]
        if b"/hold" in self._asked:
            self._asked = b"/hold"
        elif b"/endless" in self._asked:
            self._asked = b"/hold"
            self._transport.write(b"HTTP/1.1 200 OK\r\nHost: a\r\n" + FIELDS)
        elif b"/stall" in self._asked and b"\r\n\r\n" in self._asked:
            self._transport.write(b"HTTP/1.1 101 S\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
            self._transport.pause_reading()
        elif b"\r\n\r\n" in self._asked:
            size = BIG if b" /big" in self._asked else 2
            self._asked = b""
            self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size + b"k" * size)
