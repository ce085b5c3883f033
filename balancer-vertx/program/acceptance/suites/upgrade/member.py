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
        self._server = await asyncio.get_running_loop().create_server(Connection, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def stop(self):
        self._server.close()


class Connection(asyncio.Protocol):
    """As cheap as can be: what it takes is taken from the balancer."""

    def connection_made(self, transport):
        self._transport = transport
        self._heads = b""
        self._echoes = False
        self._long = None

    def data_received(self, data):
        if self._echoes:
            self._transport.write(data)
            return
        self._heads += data
        while b"\r\n\r\n" in self._heads:
            head, _, self._heads = self._heads.partition(b"\r\n\r\n")
            self._answer(head)

    def _answer(self, head):
        if head.startswith(b"GET /long"):
            self._long = asyncio.create_task(self._pieces())
        elif b"websocket" in head.lower():
            self._echoes = True
            self._transport.write(SWITCHED)
        else:
            self._transport.write(SHORT)

    async def _pieces(self):
        self._transport.write(LONG)
        for _ in range(PIECES):
            self._transport.write(b"x" * (DOWNLOAD_BYTES // PIECES))
            await asyncio.sleep(PIECE_SECONDS)

    def connection_lost(self, _):
        if self._long is not None:
            self._long.cancel()
