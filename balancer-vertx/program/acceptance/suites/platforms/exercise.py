"""What each platform is asked."""

import hashlib
import http.client
import random
import re
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor

from ...harness.balancer import Balancer
from ...harness.members.http import Handler, HttpMember
from ...harness.server import HERE
from ...harness.waiting import wait_until

SECONDS = 120
START_SECONDS = 400

REQUESTS, CLIENTS = 500, 8

LARGE = random.Random(13).randbytes(10 << 20)

CONFIGURATION = """\
listen: [{{address: 127.0.0.1:0, h2c: true}}]
accessLog: {{file: {home}/access.log}}
clusters: {{c: {{strategy: {strategy}, members: ["http://127.0.0.1:{member}"]}}}}
routes: [{{path: /, cluster: c}}]
"""

UPGRADE = (b"GET /socket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
           b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")


class Member(Handler):
    def do_GET(self):
        if self.headers.get("Upgrade"):
            self.send_response(101)
            self.send_header("Connection", "Upgrade")
            self.send_header("Upgrade", "websocket")
            self.send_header("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            self.end_headers()
            self.wfile.write(self.rfile.read(5))
            self.close_connection = True
        else:
            self.reply(LARGE if self.path == "/large" else self.path.encode())

    def do_POST(self):
        digest = hashlib.sha256()
        for piece in self.pieces():
            digest.update(piece)
        self.reply(digest.hexdigest().encode())


def exercise(options, report, name, transport, library, **platform):
    home = options.home / f"{name}-run"
    home.mkdir()
    member = HttpMember(Member)
    balancer = Balancer(options.jar, home, **platform)
    try:
        balancer.launch(text(home, member, "byrequests"))
        if not wait_until(balancer.is_ready, START_SECONDS):
            raise RuntimeError(f"{name}: not ready after {START_SECONDS} s")
        report.check(True, f"{name}: it starts", platform_of(balancer))
        report.check(f"transport: {transport}" in balancer.output(), f"{name}: transport {transport}")
        if library:
            report.check(balancer.has_mapped(library), f"{name}: {library} is in its memory")
        asked(report, name, balancer)
        balancer.configure(text(home, member, "bybusyness"))
        balancer.hangup()
        report.check(wait_until(lambda: "read again" in balancer.output(), SECONDS), f"{name}: it reads its file again")
        report.check(answers(balancer.port, 1) == 1, f"{name}: and serves")
        balancer.terminate()
        report.check(balancer.status(SECONDS) == 0, f"{name}: SIGTERM ends it")
    finally:
        balancer.kill()
        member.close()


def text(home, member, strategy):
    return CONFIGURATION.format(home=home, member=member.port, strategy=strategy)


def platform_of(balancer):
    return " ".join(re.findall(r"transport: .*", balancer.output()))


def asked(report, name, balancer):
    port = balancer.port
    with ThreadPoolExecutor(CLIENTS) as clients:
        kept = sum(clients.map(lambda _: answers(port, REQUESTS // CLIENTS), range(CLIENTS)))
        fresh = sum(clients.map(lambda _: answers(port, 1), range(REQUESTS // 5)))
    wanted = REQUESTS // CLIENTS * CLIENTS
    report.check(kept == wanted, f"{name}: requests over connections that are kept", f"{kept} of {wanted}")
    report.check(fresh == REQUESTS // 5, f"{name}: over fresh ones", f"{fresh} of {REQUESTS // 5}")
    report.check(ask(port, "GET", "/large") == LARGE, f"{name}: a download of {len(LARGE) >> 20} MiB")
    report.check(ask(port, "POST", "/", LARGE) == hashlib.sha256(LARGE).hexdigest().encode(), f"{name}: an upload of the same")
    over2 = subprocess.run(["curl", "-s", "-m", str(SECONDS), "--http2-prior-knowledge", f"http://{HERE}:{port}/two"],
                           capture_output=True, check=False)
    report.check(over2.stdout == b"/two", f"{name}: HTTP/2", over2.returncode)
    report.check(echoed(port) == b"ping!", f"{name}: a WebSocket's bytes")


def answers(port, count):
    """How many of so many requests over one connection are answered rightly."""
    connection = http.client.HTTPConnection(HERE, port, timeout=SECONDS)
    try:
        return sum(exchange(connection, "GET", f"/{i}", None) == f"/{i}".encode() for i in range(count))
    finally:
        connection.close()


def ask(port, method, path, body=None):
    connection = http.client.HTTPConnection(HERE, port, timeout=SECONDS)
    try:
        return exchange(connection, method, path, body)
    finally:
        connection.close()


def exchange(connection, method, path, body):
    connection.request(method, path, body)
    return connection.getresponse().read()


def echoed(port):
    with socket.create_connection((HERE, port), timeout=SECONDS) as client:
        client.sendall(UPGRADE)
        reader = client.makefile("rb")
        while reader.readline().strip():
            pass
        client.sendall(b"ping!")
        return reader.read(5)
