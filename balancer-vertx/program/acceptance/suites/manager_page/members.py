"""A member whose answers wait, and clients that wait for them."""

import threading
import urllib.request

from ...harness.members.http import Handler, HttpMember


class Asked(threading.Thread):
    """One request for something slow."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self._url = f"http://127.0.0.1:{port}/slow"
        self._status = None
        self.start()

    def run(self):
        with urllib.request.urlopen(self._url, timeout=120) as answer:
            self._status = answer.status

    def status(self):
        self.join(120)
        return self._status


class Slow:
    """Answers at once, but for `/slow`, which waits for `go()`; 404 to `/missing`."""

    def __init__(self):
        gone = self._gone = threading.Event()

        class Waiting(Handler):
            def do_GET(self):  # noqa: N802, the name is http.server's
                if self.path.endswith("/slow"):
                    gone.wait(120)
                if self.path.endswith("/missing"):
                    self.send_error(404)
                else:
                    self.reply(b"ok\n")
        self.port = HttpMember(Waiting).port

    def ask(self, port, count):
        return [Asked(port) for _ in range(count)]

    def get(self, port, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
            answer.read()

    def go(self):
        self._gone.set()
