"""An origin that takes nothing but strictly valid requests, and keeps what was wrong with the others."""

import asyncio
import re

# A query may have what browsers and curl leave as it is: backslashes, and bytes beyond ASCII.
LINE = re.compile(rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+) (/[!\"$->@-\[\]-~]*(?:\?[!\"$-~\x80-\xff]*)?|\*) HTTP/1\.1\Z")
FIELD = re.compile(rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+):([\t\x20-\x7e\x80-\xff]*)\Z")
HOST = re.compile(rb"([A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]*)?\Z")
CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})\r\n\Z")

# Of one hop, and never the client's on the next; Connection and TE may be the proxy's own.
HOP = {b"keep-alive", b"proxy-connection", b"proxy-authorization", b"trailer", b"http2-settings", b"proxy"}

HEAD_BYTES_MAX = 1 << 18


class Wrong(Exception):
    """What reached the origin is not a strictly valid request, or no client sent it."""


class Arrived:
    """One request: its line, its fields by lower-case name, its body's pieces."""

    def __init__(self, head):
        lines = head[:-4].split(b"\r\n")
        line = LINE.match(lines[0])
        if not line:
            raise Wrong(f"request line {lines[0][:200]!r}")
        self.method, self.target = line.groups()
        self.fields = {}
        for text in lines[1:]:
            field = FIELD.match(text)
            if not field:
                raise Wrong(f"field {text[:200]!r}")
            self.fields.setdefault(field.group(1).lower(), []).append(field.group(2).strip(b" \t"))
        self._check()

    def _check(self):
        self.client = self._one(b"x-real-ip").decode()
        if not HOST.match(self._one(b"host")):
            raise Wrong(f"Host {self.fields[b'host']}")
        for name in (b"via", b"forwarded", b"x-forwarded-for", b"x-forwarded-proto"):
            self._one(name)
        codings, lengths = self.fields.get(b"transfer-encoding", []), self.fields.get(b"content-length", [])
        if len(codings) + len(lengths) > 1 or codings not in ([], [b"chunked"]):
            raise Wrong(f"framed by {codings} and {lengths}")
        self.chunked = bool(codings)
        self.length = int(lengths[0]) if lengths and re.fullmatch(rb"[0-9]{1,19}", lengths[0]) else 0
        if lengths and str(self.length).encode() != lengths[0]:
            raise Wrong(f"Content-Length {lengths}")
        hop = HOP & self.fields.keys()
        options = [option.lower() for option in self.fields.get(b"connection", [])]
        if hop or options not in ([], [b"te"], [b"upgrade"]):
            raise Wrong(f"fields of the client's hop: {hop} {options}")

    def _one(self, name):
        values = self.fields.get(name, [])
        if len(values) != 1:
            raise Wrong(f"{name.decode()}: {values}")
        return values[0]

    def awaits_100(self):
        return any(value.lower() == b"100-continue" for value in self.fields.get(b"expect", []))


class Origin:
    """`senders` knows for each client's address what it sends; `wrong` is what should not have come."""

    def __init__(self, senders, chance):
        self.wrong = []
        self.requests = 0
        self.abandoned = 0
        self._senders = senders
        self._chance = chance
        self._writers = set()
        self._server = None

    async def start(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=HEAD_BYTES_MAX)
        self.port = self._server.sockets[0].getsockname()[1]

    def drop_connections(self):
        """Of requests that have ended."""
        for writer in list(self._writers):
            writer.close()

    async def _serve(self, reader, writer):
        self._writers.add(writer)
        try:
            while True:
                await self._exchange(reader, writer)
        except Wrong as wrong:
            self.wrong.append(str(wrong))
        except (asyncio.IncompleteReadError, ConnectionError) as end:
            if getattr(end, "partial", b"") or isinstance(end, ConnectionError):
                self.abandoned += 1
        except asyncio.LimitOverrunError:
            self.wrong.append("a head without an end")
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _exchange(self, reader, writer):
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as end:
            if end.partial:
                raise Wrong(f"half a head: {end.partial[:200]!r}") from end
            raise
        arrived = Arrived(head)
        self.requests += 1
        sent = self._senders.get(arrived.client)
        if sent is None:
            raise Wrong(f"{arrived.target[:200]!r} from {arrived.client}, where no client is")
        if arrived.method not in sent or arrived.target.lstrip(b"/") not in sent:
            raise Wrong(f"{arrived.method} {arrived.target[:200]!r}, which {arrived.client} has not sent")
        if arrived.awaits_100():
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        await self._body(reader, arrived, sent)
        writer.write(self._answer(arrived))
        await writer.drain()

    async def _body(self, reader, arrived, sent):
        if not arrived.chunked:
            self._check_sent(await reader.readexactly(arrived.length), sent)
            return
        while True:
            chunk = CHUNK.match(await reader.readuntil(b"\r\n"))
            if not chunk:
                raise Wrong("a chunk's size")
            length = int(chunk.group(1), 16)
            if length == 0:
                break
            self._check_sent(await reader.readexactly(length), sent)
            if await reader.readexactly(2) != b"\r\n":
                raise Wrong("a chunk's end")
        while (trailer := await reader.readuntil(b"\r\n")) != b"\r\n":
            field = FIELD.match(trailer[:-2])
            # A line that was folded comes as one (RFC 9112 §5.2).
            if not field or any(part.strip(b" \t") not in sent.replace(b"\r\n ", b" ") for part in field.groups()):
                raise Wrong(f"trailer {trailer[:200]!r}")

    @staticmethod
    def _check_sent(body, sent):
        """Chunks may be joined on the way, but no byte is added or changes its place."""
        rest = iter(sent)
        if body not in sent and not all(byte in rest for byte in body):
            raise Wrong(f"a body that no client has sent: {body[:200]!r}")

    def _answer(self, arrived):
        """Every answer names whose it is, and what it is to."""
        names = b"X-Client: %s\r\nX-Method: %s\r\n" % (arrived.client.encode(), arrived.method)
        form = self._chance.random()
        if form < 0.05:
            return b"HTTP/1.1 204 No Content\r\n%s\r\n" % names
        none = arrived.method == b"HEAD"
        if form < 0.3:
            body = b"" if none else b"2\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n"
            return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n%s\r\n%s" % (names, body)
        return b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n%s\r\n%s" % (names, b"" if none else b"ok")
