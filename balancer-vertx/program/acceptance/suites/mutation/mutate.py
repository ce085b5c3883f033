"""Makes requests that are nearly right out of a corpus of right and wrong ones."""

import re

# What decides how a request is read, and what makes readers disagree.
PIECES = [
    b"\r\n", b"\n", b"\r", b"\r\n\r\n", b"\0", b" ", b"\t", b"\x0b", b"\x85", b"\xa0", b"\x7f", b"\xff",
    b":", b",", b";", b"#", b"\\", b"/", b"//", b"%00", b"%2f", b"..", b"@", b"\"", b"+", b"-", b"0x", b"*",
    b"0\r\n\r\n", b"5\r\nhello\r\n", b"ffffffffffffffff\r\n", b" HTTP/1.1", b" HTTP/1.0", b"http://a.test",
    b"Content-Length: 5\r\n", b"Content-Length: 0\r\n", b"Transfer-Encoding: chunked\r\n",
    b"Transfer-Encoding : chunked\r\n", b"Transfer-Encoding: x\r\n", b"Host: b.test\r\n", b"Connection: close\r\n",
    b"Connection: host, x-real-ip\r\n", b"Expect: 100-continue\r\n", b"X-Real-IP: 6.6.6.6\r\n", b"X_Real_IP: 6.6.6.6\r\n",
    b"Upgrade: websocket\r\nConnection: upgrade\r\n", b"Trailer: x\r\nTE: trailers\r\n", b"Cookie: a=\"b;c\r\n",
    b"GET /smuggled HTTP/1.1\r\nHost: a.test\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
]

# Begins where a line does: tried from each byte of a long one without an end, it would take hours.
LINE = re.compile(rb"(?<![^\r\n])[^\r\n]*\r\n")


def flip(chance, case, _):
    at = chance.randrange(len(case))
    return case[:at] + bytes([case[at] ^ 1 << chance.randrange(8)]) + case[at + 1:]


def insert(chance, case, _):
    at = chance.randrange(len(case) + 1)
    return case[:at] + chance.choice(PIECES) + case[at:]


def insert_line(chance, case, _):
    ends = [line.end() for line in LINE.finditer(case)] or [0]
    at = chance.choice(ends)
    return case[:at] + chance.choice(PIECES) + case[at:]


def delete(chance, case, _):
    at = chance.randrange(len(case))
    return case[:at] + case[at + chance.choice([1, 1, 1, 2, 4, 16]):]


def repeat_line(chance, case, _):
    lines = [line.group() for line in LINE.finditer(case)] or [case]
    ends = [line.end() for line in LINE.finditer(case)] or [0]
    at = chance.choice(ends)
    return case[:at] + chance.choice(lines) * chance.choice([1, 1, 2, 120]) + case[at:]


def repeat_byte(chance, case, _):
    at = chance.randrange(len(case))
    return case[:at] + case[at:at + 1] * chance.choice([1, 2, 8, 300, 9_000, 20_000]) + case[at:]


def change_number(chance, case, _):
    digits = list(re.finditer(rb"[0-9]+", case))
    if not digits:
        return case
    number = chance.choice(digits)
    other = chance.choice([b"0", b"1", b"-1", b"+1", b"007", b"4294967296", b"9223372036854775808", b"1e1", b"0x1"])
    return case[:number.start()] + other + case[number.end():]


def splice(chance, case, other):
    return case[:chance.randrange(len(case) + 1)] + other[chance.randrange(len(other) + 1):]


def cut(chance, case, _):
    return case[:chance.randrange(len(case) + 1)]


def pipeline(_, case, other):
    return case + other


CHANGES = [flip, flip, insert, insert_line, insert_line, delete, repeat_line, repeat_byte, change_number, splice, cut,
           pipeline]


def mutated(chance, cases):
    """One case after one to four changes, or in one of twenty as it is."""
    case = chance.choice(cases)
    if chance.random() < 0.05:
        return case
    for _ in range(chance.choice([1, 1, 1, 2, 2, 3, 4])):
        if case:
            case = chance.choice(CHANGES)(chance, case, chance.choice(cases))
    return case
