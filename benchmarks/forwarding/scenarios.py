"""What is asked of every proxy: one row each, in the order of the table."""

from dataclasses import dataclass, replace

CONNECTIONS = 64


@dataclass(frozen=True)
class Setup:
    """How proxies are started: before how many members, with or without an access log, before web servers or tunnels."""

    members: int = 4
    log: bool = False
    tunnels: bool = False


@dataclass(frozen=True)
class Scenario:
    """
    One kind of load. `path` is a file of the members, or /take, which reads a body of `body_bytes`; `listener` is where
    it is asked: plain, tls, h2c (HTTP/2 in the clear) or h2 (over TLS). `seconds` is 0 for the effort's own; for `before`
    seconds others ask the same, and these clients all leave. Before tunnels `path` is a way of tunnels.py, and a request is a message
    or a MiB.
    """

    name: str
    path: str = "/1KiB"
    body_bytes: int = 0
    connections: int = CONNECTIONS
    listener: str = "plain"
    setup: Setup = Setup()
    seconds: float = 0
    before: float = 0
    half: bool = False

    @property
    def is_http2(self):
        return self.listener in ("h2c", "h2")


GET = Scenario("GET 1 KiB")
TUNNELS = Setup(tunnels=True)

SCENARIOS = (
    GET,
    replace(GET, name="GET 0 B", path="/0B"),
    replace(GET, name="GET 64 KiB", path="/64KiB"),
    replace(GET, name="GET 1 MiB", path="/1MiB", connections=16),
    replace(GET, name="POST 1 KiB", path="/take", body_bytes=1 << 10),
    replace(GET, name="POST 1 MiB", path="/take", body_bytes=1 << 20, connections=16),
    replace(GET, name="GET 1 KiB, 1 connection", connections=1),
    replace(GET, name="GET 1 KiB, 1000 connections", connections=1000),
    # What the compiler has taken for granted with the first of them is not so with the others.
    replace(GET, name="GET 1 KiB, 3 s after a change of all clients", before=10, seconds=3),
    replace(GET, name="GET 1 KiB at half the load", half=True),
    replace(GET, name="GET 1 KiB, TLS 1.3", listener="tls"),
    replace(GET, name="GET 1 KiB, HTTP/2", listener="h2c"),
    replace(GET, name="GET 1 KiB, HTTP/2 and TLS 1.3", listener="h2"),
    replace(GET, name="GET 1 KiB, access log", setup=Setup(log=True)),
    replace(GET, name="GET 1 KiB, 1000 members", setup=Setup(members=1000)),
    replace(GET, name="WebSocket, 100 B echoed", path="/echo", setup=TUNNELS),
    replace(GET, name="WebSocket, 1 MiB to the client", path="/down", connections=4, setup=TUNNELS),
    replace(GET, name="WebSocket, 1 MiB to the member", path="/up", connections=4, setup=TUNNELS),
)


def chosen(words):
    """Those whose name has one of the words in it; all without any."""
    return [s for s in SCENARIOS if not words or any(word.lower() in s.name.lower() for word in words)]


def by_setup(scenarios):
    """Proxies are started once for each of these."""
    return {setup: [s for s in scenarios if s.setup == setup] for setup in dict.fromkeys(s.setup for s in scenarios)}
