"""HTTP/2 as far as an attacker needs it: frames, and fields as literals or indices (RFC 9113, RFC 7541)."""

import struct

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

DATA, HEADERS, SETTINGS, CONTINUATION = 0, 1, 4, 9
END_STREAM, END_HEADERS, PADDED = 1, 4, 8

# The first entry of the dynamic table: RFC 7541, appendix A has 61 before it.
DYNAMIC = 62


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def opening(window=None):
    """The preface, and settings with a window for answers, if it is not the usual one."""
    settings = b"" if window is None else struct.pack(">HI", 4, window)
    return PREFACE + frame(SETTINGS, 0, 0, settings)


def literal(name, value, indexed=False):
    def text(octets):
        return bytes([len(octets)]) + octets
    return (b"\x40" if indexed else b"\x00") + text(name) + text(value)


def request(method, path, fields=b""):
    return (literal(b":method", method) + literal(b":path", path) + literal(b":scheme", b"http")
            + literal(b":authority", b"a.test") + fields)


def head(stream, method, path, fields=b"", ends=True):
    return frame(HEADERS, END_HEADERS | (END_STREAM if ends else 0), stream, request(method, path, fields))
