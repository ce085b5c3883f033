"""Balancers that are peers by way of Debian's redis-server, with a password, over TLS: edits, the store killed with SIGKILL in
the middle of them, connections that break or freeze, strangers in its channel. Needs redis-server.
"""

import contextlib
import json
import re
import shutil
import socket
import ssl
import threading
import urllib.request

from ..harness.balancer import Balancer
from ..harness.certificates import make_certificate
from ..harness.report import LeftOut
from ..harness.server import HERE, Server
from ..harness.waiting import lasting, wait_until

PASSWORD = "for the tests alone"

# A machine that is busy has its time: all know of an edit within a second, and of what was lost within six.
SECONDS = 90


class Redis(Server):
    """One that keeps nothing."""

    def __init__(self, home, certificate, key):
        super().__init__("redis", home)
        self._tls = (certificate, key)

    def command(self):
        certificate, key = self._tls
        return ["redis-server", "--port", "0", "--tls-port", str(self.port), "--bind", HERE, "--tls-cert-file", str(certificate),
                "--tls-key-file", str(key), "--tls-auth-clients", "no", "--requirepass", PASSWORD, "--save", "",
                "--appendonly", "no", "--dir", str(self.home)]


class Peer:
    """A balancer in a folder of its own."""

    def __init__(self, options, number, redis):
        home = options.home / f"b{number}"
        home.mkdir()
        self._balancer = Balancer(options.jar, home)
        self._configuration = "\n".join([
            "listen: 127.0.0.1:0", f"stateFile: {home}/state.json", "peers:", f"  name: b{number}",
            f"  secret: {options.home}/peers.key",
            f"  store: {{redis: 'localhost:{redis}', tls: true, ca: {options.home}/site.pem, password: {options.home}/redis.key}}",
            "clusters: {c: {members: [{id: pi1, url: 'http://127.0.0.1:1'}, {id: pi2, url: 'http://127.0.0.1:2'}]}}",
            "routes: [{path: /balancer-manager, manager: {}}, {path: /, cluster: c}]"]) + "\n"

    def start(self):
        self._balancer.start(self._configuration)

    def kill(self):
        self._balancer.kill()

    def memory(self):
        return self._balancer.memory()[0]

    def output(self):
        return self._balancer.output()

    def _call(self, method, path, body=None):
        request = urllib.request.Request(
            f"http://{HERE}:{self._balancer.port}/balancer-manager/api{path}",
            body and json.dumps(body).encode(), {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def edit(self, member, setting, value):
        self._call("PATCH", f"/clusters/c/members/{member}", {setting: value})

    def setting(self, member, name):
        return self._call("GET", f"/clusters/c/members/{member}")[name]

    def peers(self):
        return len(self._call("GET", "/peers")["balancers"])


class Way:
    """To the store: it may lose what it carries, and tells no one, as a machine whose power was cut."""

    def __init__(self, port):
        self._to = (HERE, port)
        self._open = []
        self._listening = socket.create_server((HERE, 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self):
        while True:
            near = self._listening.accept()[0]
            with contextlib.suppress(OSError):  # the store is not there: nor is an answer
                far = socket.create_connection(self._to)
                frozen = threading.Event()
                self._open.append(frozen)
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(one, other, frozen), daemon=True).start()
                continue
            near.close()

    @staticmethod
    def _carry(one, other, frozen):
        with contextlib.suppress(OSError):
            while piece := one.recv(1 << 16):
                if not frozen.is_set():
                    other.sendall(piece)
        if not frozen.is_set():
            one.close()
            with contextlib.suppress(OSError):
                other.shutdown(socket.SHUT_RDWR)

    def freeze(self):
        """All that is open now; what is opened later is carried."""
        for each in self._open:
            each.set()


def run(options, report):
    if shutil.which("redis-server") is None:
        raise LeftOut("there is no redis-server")
    make_certificate(options.home)
    (options.home / "peers.key").write_bytes(b"a secret of the tests, 32 bytes or more")
    (options.home / "redis.key").write_text(PASSWORD + "\n")
    with contextlib.ExitStack() as stack:
        redis = Redis(options.home, options.home / "site.pem", options.home / "site.key")
        stack.callback(redis.kill)
        redis.start()
        way = Way(redis.port)
        peers = [Peer(options, number, port) for number, port in enumerate((redis.port, redis.port, way.port))]
        for peer in peers:
            stack.callback(peer.kill)
        trial(report, redis, way, peers)


def trial(report, redis, way, peers):
    def all_have(some, member, name, value):
        return wait_until(lambda: all(peer.setting(member, name) == value for peer in some), SECONDS)

    first, second, third = peers
    first.start()
    first.edit("pi1", "weight", 7)
    second.start()
    report.check(all_have((second,), "pi1", "weight", 7), "one that joins learns what was edited before")
    report.check(wait_until(lambda: first.peers() == second.peers() == 2, SECONDS), "each shows both")
    second.edit("pi2", "state", "draining")
    report.check(all_have((first,), "pi2", "state", "draining"), "an edit of one is the other's")
    redis.kill()
    first.edit("pi1", "weight", 9)
    second.edit("pi1", "state", "disabled")
    report.check(first.setting("pi1", "weight") == 9 and second.setting("pi2", "state") == "draining",
                 "the store is killed: each goes on with what it knows, and is edited")
    report.check(wait_until(lambda: first.peers() == 1, SECONDS), "and sees itself alone")
    redis.start()
    report.check(all_have((first, second), "pi1", "weight", 9) and all_have((first, second), "pi1", "state", "disabled"),
                 "the store is back, and empty: both know what either was told")
    third.start()
    report.check(all_have((third,), "pi1", "weight", 9) and all_have((third,), "pi2", "state", "draining"),
                 "one that never was there learns it all")
    strangers(report, redis, peers)
    ways(report, redis, way, peers)
    recorder = Recorder(redis)
    first.edit("pi1", "weight", 9)  # an edit like the others, so that there is one to be said again
    first.edit("pi1", "weight", 8)
    recorder.wait(20)
    first.kill()
    report.check(wait_until(lambda: second.peers() == 2, SECONDS), "one that is killed is gone")
    second.edit("pi2", "weight", 5)
    first.start()
    report.check(all_have(peers, "pi2", "weight", 5), "and learns, back, what was edited meanwhile",
                 f"resident MiB: {[peer.memory() for peer in peers]}")
    first.edit("pi1", "weight", 4)
    all_have(peers, "pi1", "weight", 4)
    wait_until(lambda: all(peer.peers() == 3 for peer in peers), SECONDS)
    seen = recorder.say_again(lambda: [peer.peers() for peer in peers])
    report.check(set(seen) == {3} and all_have(peers, "pi1", "weight", 4),
                 "what was recorded in the channel and is said again, by one without the secret, is no balancer and no edit", seen)


def ways(report, redis, way, peers):
    """What befalls connections, and not the store: one of both is closed, or nothing comes through any more and no end is told."""
    first, far = peers[0], peers[-1]

    def shared(weight):
        far.edit("pi2", "weight", weight)
        first.edit("pi1", "weight", weight)
        return wait_until(lambda: far.setting("pi1", "weight") == first.setting("pi2", "weight") == weight, SECONDS)

    for number, kind in enumerate(("normal", "pubsub")):
        with redis_connection(redis) as connection:
            connection.sendall(command("CLIENT", "KILL", "TYPE", kind))
            connection.recv(100)
        report.check(wait_until(lambda: first.peers() == 3, SECONDS) and shared(20 + number),
                     f"connections are closed, those that are {kind}: they are made again")
    way.freeze()
    report.check(wait_until(lambda: far.peers() == 1, SECONDS), "nothing comes through, and no end: one is alone")
    report.check(wait_until(lambda: far.peers() == 3, SECONDS) and shared(22), "it makes its connections again, and knows all")


def strangers(report, redis, peers):
    """Who knows Redis' password and not the secret speaks in the channel."""
    with redis_connection(redis) as connection:
        for number in range(1_000):
            connection.sendall(command("PUBLISH", "balancers", "\x01" + "x" * (number % 500)))
        connection.recv(1 << 20)
    good = wait_until(lambda: any("without the secret" in peer.output() for peer in peers), SECONDS)
    report.check(good and peers[0].setting("pi1", "weight") == 9, "messages without the secret are refused, and the log says so")
    with socket.create_connection((HERE, redis.port)):
        lasting(1)  # one that says nothing is Redis' own affair


class Recorder:
    """Who knows Redis' password and not the secret, and keeps what is said in the channel."""

    def __init__(self, redis):
        self._redis = redis
        self._heard = b""
        self._connection = redis_connection(redis)
        self._connection.sendall(command("SUBSCRIBE", "balancers"))
        self._connection.recv(100)
        threading.Thread(target=self._hear, daemon=True).start()

    def _hear(self):
        while piece := self._connection.recv(1 << 16):
            self._heard += piece

    def messages(self):
        """Each is the last of three parts: `message`, the channel, what was said."""
        rest, found = self._heard, []
        while match := re.match(rb"\*3\r\n\$7\r\nmessage\r\n\$9\r\nbalancers\r\n\$(\d+)\r\n", rest):
            end = match.end() + int(match.group(1))
            found.append(rest[match.end():end])
            rest = rest[end + 2:]
        return found

    def wait(self, count):
        wait_until(lambda: len(self.messages()) >= count, SECONDS)

    def say_again(self, look):
        """All of it in its order, over some seconds; what was seen meanwhile."""
        seen = []
        with redis_connection(self._redis) as connection:
            for message in self.messages():
                connection.sendall(command("PUBLISH", "balancers", message))
                connection.recv(100)
                seen += look()
        return sorted(set(seen))


def command(*words):
    parts = [word if isinstance(word, bytes) else word.encode() for word in words]
    return b"".join([b"*%d\r\n" % len(parts), *(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)])


def redis_connection(redis):
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    connection = context.wrap_socket(socket.create_connection((HERE, redis.port)))
    connection.sendall(command("AUTH", PASSWORD))
    connection.recv(100)
    return connection
