"""The clients: each notes what it was not given. A connection that was said to be the last is not used again.

Short requests are asked at a rate, each client by its own clock, so that a balancer that lets them wait is asked no less; they are
protocols of asyncio and not streams, which cost three times as much and would be what is measured.
"""

import asyncio
import time

from .member import DOWNLOAD_BYTES


class Counts:
    """So many clients with a connection for each request, that keep theirs, downloads, WebSockets; short requests a second."""

    def __init__(self, fresh, kept, downloads, tunnels, rate):
        self.fresh = fresh
        self.kept = kept
        self.downloads = downloads
        self.tunnels = tunnels
        self.rate = rate


FEW = Counts(fresh=8, kept=8, downloads=10, tunnels=20, rate=300)
MANY = Counts(fresh=16, kept=32, downloads=50, tunnels=200, rate=1100)

# One in so many short requests has a connection of its own.
FRESH_PART = 10

# Who is later than this does not ask all that it has missed at once.
LATE_SECONDS = 1

SECONDS_MAX = 60
PAUSE_SECONDS = 0.02

UPGRADE = b"GET /socket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" \
          b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"

SHORT = b"GET /short HTTP/1.1\r\nHost: a\r\n\r\n"
BODY = b"ok"


class Asker(asyncio.Protocol):
    """A connection on which one short request after the other is asked."""

    def connection_made(self, transport):
        self._transport = transport
        self._bytes = b""
        self._answer = None

    async def ask(self):
        """Whether the answer is the last on its connection, and what was wrong with it."""
        self._answer = asyncio.get_running_loop().create_future()
        if self._transport.is_closing():
            raise ConnectionResetError("closed without a word")
        self._transport.write(SHORT)
        return await asyncio.wait_for(self._answer, SECONDS_MAX)

    def data_received(self, data):
        self._bytes += data
        head, end, body = self._bytes.partition(b"\r\n\r\n")
        if end and len(body) >= len(BODY) and not self._answer.done():
            self._bytes = b""
            good = head.startswith(b"HTTP/1.1 200 ") and body == BODY
            self._answer.set_result((b"connection: close" in head.lower(), "" if good else f"{head[:40]} {body[:20]}"))

    def connection_lost(self, cause):
        self._transport.close()
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(cause or ConnectionResetError(f"ended after {len(self._bytes)} bytes of an answer"))

    def close(self):
        self._transport.close()


class Clients:
    def __init__(self, port, counts):
        self._port = port
        self._counts = counts
        self._stopped = False
        self._tunnels = []
        self.done = 0
        self.tunnels = 0
        self.faults = []

    def start(self):
        counts = self._counts
        fresh = counts.rate / FRESH_PART / counts.fresh
        kept = counts.rate * (1 - 1 / FRESH_PART) / counts.kept
        self._tasks = [
            *(asyncio.create_task(self._repeat(self._short, fresh, True)) for _ in range(counts.fresh)),
            *(asyncio.create_task(self._repeat(self._short, kept, False)) for _ in range(counts.kept)),
            *(asyncio.create_task(self._repeat(self._download)) for _ in range(counts.downloads)),
        ]

    async def stop(self):
        self._stopped = True
        await asyncio.gather(*self._tasks)

    async def _repeat(self, kind, *options):
        while not self._stopped:
            try:
                await kind(*options)
            except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError) as e:
                self.faults.append(f"{kind.__name__[1:]} {options}: {e!r}")
            await asyncio.sleep(PAUSE_SECONDS)

    async def _short(self, rate, each_its_own):
        """So many a second; on one connection for as long as that is not said to be the last, or each on its own."""
        asker, due = None, time.monotonic()
        try:
            while not self._stopped:
                if asker is None:
                    _, asker = await asyncio.get_running_loop().create_connection(Asker, "127.0.0.1", self._port)
                last, fault = await asker.ask()
                self.done += 1
                if fault:
                    self.faults.append(fault)
                if last or each_its_own:
                    asker.close()
                    asker = None
                due = max(due + 1 / rate, time.monotonic() - LATE_SECONDS)
                await asyncio.sleep(due - time.monotonic())
        finally:
            if asker is not None:
                asker.close()

    async def _download(self):
        reader, writer = await self._connect()
        try:
            await asyncio.wait_for(self._long_answer(reader, writer), SECONDS_MAX)
        finally:
            writer.close()

    def _connect(self):
        return asyncio.open_connection("127.0.0.1", self._port)

    async def _long_answer(self, reader, writer):
        writer.write(b"GET /long HTTP/1.1\r\nHost: a\r\n\r\n")
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(DOWNLOAD_BYTES)
        self.done += 1
        if not head.startswith(b"HTTP/1.1 200 "):
            self.faults.append(head[:40].decode())

    async def begin_tunnels(self):
        for _ in range(self._counts.tunnels):
            reader, writer = await self._connect()
            writer.write(UPGRADE)
            await reader.readuntil(b"\r\n\r\n")
            self._tunnels.append((reader, writer))
            self.tunnels += 1

    async def tunnels_echo(self):
        """Whether each still gives back what it is sent."""
        good = 0
        for reader, writer in self._tunnels:
            try:
                writer.write(b"ping!")
                good += await asyncio.wait_for(reader.readexactly(5), SECONDS_MAX) == b"ping!"
            except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError):
                pass
        return good == len(self._tunnels)

    async def end_tunnels(self):
        for _, writer in self._tunnels:
            writer.close()
        self._tunnels.clear()
