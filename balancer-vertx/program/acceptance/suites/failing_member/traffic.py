"""Members that answer well or with 500, and clients that ask as fast as they are answered."""

import asyncio
import re
import time

WELL = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwell"
FAILED = b"HTTP/1.1 500 Failed\r\nContent-Length: 6\r\n\r\nfailed"
WELL_SECONDS = 0.005

LENGTH = re.compile(rb"(?i)content-length: *(\d+)")

# So many paths: a strategy may choose by them.
PATHS = 8


class Member:
    """Answers well after a while, or at once with 500; `times` is when it was asked."""

    def __init__(self):
        self.failing = False
        self.times = []

    async def start(self):
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return server.sockets[0].getsockname()[1]

    async def _serve(self, reader, writer):
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                self.times.append(time.monotonic())
                await self._answer(writer)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, writer):
        if self.failing:
            writer.write(FAILED)
        else:
            await asyncio.sleep(WELL_SECONDS)
            writer.write(WELL)


class Clients:
    """So many connections; `answers` are the statuses, 0 for a connection that broke."""

    def __init__(self, port, count):
        self.answers = []
        self._tasks = [asyncio.create_task(self._ask(port, number)) for number in range(count)]

    def stop(self):
        for task in self._tasks:
            task.cancel()

    async def _ask(self, port, number):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            while True:
                writer.write(b"GET /%d HTTP/1.1\r\nHost: a.test\r\n\r\n" % (number % PATHS))
                head = await reader.readuntil(b"\r\n\r\n")
                await reader.readexactly(int(LENGTH.search(head).group(1)))
                self.answers.append(int(head[9:12]))
        except (asyncio.IncompleteReadError, ConnectionError):
            self.answers.append(0)
        finally:
            writer.close()
