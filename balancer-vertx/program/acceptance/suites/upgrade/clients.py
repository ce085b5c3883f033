"""The clients: each notes what it was not given. A connection that was said to be the last is not used again."""

import asyncio

from .member import DOWNLOAD_BYTES

# Clients with a connection for each request, clients that keep theirs, downloads, WebSockets.
FEW = (8, 8, 10, 20)
MANY = (16, 24, 50, 200)

SECONDS_MAX = 60
PAUSE_SECONDS = 0.02

UPGRADE = b"GET /socket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" \
          b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"


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
        fresh, kept, downloads, _ = self._counts
        kinds = [self._fresh] * fresh + [self._kept] * kept + [self._download] * downloads
        self._tasks = [asyncio.create_task(self._repeat(kind)) for kind in kinds]

    async def stop(self):
        self._stopped = True
        await asyncio.gather(*self._tasks)

    async def _repeat(self, kind):
        while not self._stopped:
            try:
                await kind()
            except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError) as e:
                self.faults.append(f"{kind.__name__[1:]}: {e!r}")
            await asyncio.sleep(PAUSE_SECONDS)

    async def _fresh(self):
        reader, writer = await self._connect()
        try:
            await self._ask(reader, writer, "/short", 2)
        finally:
            writer.close()

    async def _kept(self):
        """One connection, for as long as it is not said to be the last."""
        reader, writer = await self._connect()
        try:
            last = False
            while not last and not self._stopped:
                last = await self._ask(reader, writer, "/short", 2)
                await asyncio.sleep(PAUSE_SECONDS)
        finally:
            writer.close()

    async def _download(self):
        reader, writer = await self._connect()
        try:
            await self._ask(reader, writer, "/long", DOWNLOAD_BYTES)
        finally:
            writer.close()

    def _connect(self):
        return asyncio.open_connection("127.0.0.1", self._port)

    async def _ask(self, reader, writer, path, length):
        return await asyncio.wait_for(self._answer(reader, writer, path, length), SECONDS_MAX)

    async def _answer(self, reader, writer, path, length):
        """Whether the answer is the last on its connection."""
        writer.write(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        await reader.readexactly(length)
        self.done += 1
        if not head.startswith(b"http/1.1 200 "):
            self.faults.append(head[:40].decode())
        return b"connection: close" in head

    async def begin_tunnels(self):
        for _ in range(self._counts[-1]):
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
