"""The member: short answers, long ones that take their time, and WebSockets' bytes back as they come."""

import asyncio

DOWNLOAD_BYTES = 200_000
PIECES = 20
PIECE_SECONDS = 0.1

SHORT = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
LONG = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % DOWNLOAD_BYTES
SWITCHED = b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" \
           b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"


class Member:
    async def start(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def _serve(self, reader, writer):
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                if b"websocket" in head.lower():
                    await self._echo(reader, writer)
                    return
                await self._answer(head, writer)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, head, writer):
        if not head.startswith(b"GET /long"):
            writer.write(SHORT)
            return
        writer.write(LONG)
        for _ in range(PIECES):
            writer.write(b"x" * (DOWNLOAD_BYTES // PIECES))
            await writer.drain()
            await asyncio.sleep(PIECE_SECONDS)

    async def _echo(self, reader, writer):
        writer.write(SWITCHED)
        while piece := await reader.read(4096):
            writer.write(piece)

    def stop(self):
        self._server.close()
