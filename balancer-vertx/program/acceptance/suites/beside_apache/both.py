"""The members, the balancer with Apache's own file, and a client that asks either."""

import http.client
import json
import time
from urllib.parse import parse_qs, urlsplit

from ...harness.members.http import Handler, HttpMember
from ...harness.program import JAVA
from ...harness.server import Server, free_port

DEAD = "dead1 dead2".split()


class Member(Handler):
    """Says its letter and what it was sent, and does what the query asks of it."""

    letter = ""
    disable_nagle_algorithm = True  # or a body waits 40 ms for what its head is acknowledged with

    def do_GET(self):  # noqa: N802, the name is http.server's
        asked = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
        status = int(asked.get("status", 200)) if self.letter in asked.get("by", self.letter) else 200
        said = {"member": self.letter}
        if "fields" in asked:
            said |= {"path": self.path, "fields": self.headers.items(), "bytes": self.head_bytes()}
        body = json.dumps(said).encode() + b" " * int(asked.get("size", 0))
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name in ("Location", "Set-Cookie", "Content-Location", "Refresh", "Vary", "X-Powered-By"):
            if name in asked:
                self.send_header(name, asked[name].replace("SELF", f"127.0.0.1:{self.server.port}"))
        self.end_headers()
        self.wfile.write(body)

    def head_bytes(self):
        """How long the request's head was."""
        return len(self.raw_requestline) + sum(len(f"{name}: {value}\r\n") for name, value in self.headers.items()) + 2

    def do_POST(self):  # noqa: N802, the same
        for _ in self.pieces():
            pass
        self.do_GET()


def members():
    """The ports of members by their letters, and of those that are not there."""
    ports = {letter: HttpMember(type(letter, (Member,), {"letter": letter})).port for letter in "abcd"}
    return ports | {name: free_port() for name in DEAD}


class Same(Server):
    """The balancer with the file of an Apache, of which the port alone is another."""

    def __init__(self, name, home, jar, httpd):
        super().__init__(name, home)
        text = httpd.config.read_text()
        self._config = self.home / "httpd.conf"
        self._config.write_text(text.replace(str(httpd.home), str(self.home)).replace(f":{httpd.port}", f":{self.port}"))
        self._command = [*JAVA, "-jar", str(jar), "run", str(self._config)]

    def command(self):
        return self._command


class Client:
    """One connection, and another where that has ended; the cookies of sessions by their names."""

    def __init__(self, port):
        self._port = port
        self._connection = None
        self._cookies = {}

    def get(self, path, fields=None, session="", method="GET", body=None):
        """The answer, and what the member says in it."""
        fields = dict(fields or {})
        if session in self._cookies:
            fields["Cookie"] = self._cookies[session]
        answer, content = self._ask(method, path, fields, body)
        cookie = answer.getheader("Set-Cookie")
        if session and cookie:
            self._cookies[session] = cookie.split(";")[0]
        try:
            return answer, json.loads(content)
        except ValueError:
            return answer, {}

    def _ask(self, method, path, fields, body):
        for last in (False, True):
            try:
                if self._connection is None:
                    self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
                self._connection.request(method, path, body=body, headers=fields)
                answer = self._connection.getresponse()
                content = answer.read()
                if answer.will_close:
                    self.close()
                return answer, content
            except (http.client.HTTPException, OSError):
                self.close()
                if last:
                    raise
        raise AssertionError("never here")

    def close(self):
        if self._connection:
            self._connection.close()
        self._connection = None


def ask(port, scenario, requests):
    """Who answers each request of a scenario, or with which status no member does."""
    client = Client(port)
    seen = []
    for request in scenario.requests(requests):
        if request.wait:
            time.sleep(request.wait)
        answer, said = client.get(request.path, request.fields, request.session)
        member = said.get("member", "-")
        seen.append(member if answer.status == 200 else f"{member}{answer.status}")
    client.close()
    return seen
