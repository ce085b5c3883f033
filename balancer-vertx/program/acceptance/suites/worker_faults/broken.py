"""A member that breaks HTTP in every way it can."""

import itertools
from collections import Counter

from ...harness.members.sockets import Member, reset_at_close

WAYS = ("garbage", "half a head", "reset", "closed")


class Broken(Member):
    """Answers right, or wrong, or by turns: `mood` says it."""

    name = "broken"

    def __init__(self):
        self.right = itertools.repeat("right")
        self.by_turns = itertools.cycle(way for each in WAYS for way in ("right", each))
        self.wrong = itertools.cycle(WAYS)
        self.mood = self.right
        self.ways = Counter()
        super().__init__()

    def answer(self, s, path, query):
        right = (b"HTTP/1.1 200 OK\r\nX-Worker: broken\r\nX-Id: %s\r\nContent-Length: 2\r\n\r\nok" % query)
        way = next(self.mood)
        self.ways[way] += 1
        if way == "right":
            s.sendall(right)
        elif way == "garbage":
            s.sendall(bytes(range(256)))
        elif way == "half a head":
            s.sendall(right[:40])
        elif way == "reset":
            reset_at_close(s)
        return way == "right"
