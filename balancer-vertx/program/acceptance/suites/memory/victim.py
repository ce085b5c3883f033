"""A client of another cluster, which has to be served all the while."""

import socket
import threading
import time

# An answer that takes longer is none.
ANSWERED_SECONDS = 20

PAUSE_SECONDS = 0.05

ASKED = b"GET /other HTTP/1.1\r\nHost: a.test\r\n\r\n"
ANSWER_END = b"\r\n\r\nkk"


class Victim(threading.Thread):
    """Asks each 50 ms, in turn over a new connection and over one that it keeps."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self._port = port
        self._over = threading.Event()
        self._kept = None
        self.seconds = []
        self.faults = []

    def run(self):
        fresh = True
        while not self._over.wait(PAUSE_SECONDS):
            began = time.monotonic()
            try:
                self._ask(fresh)
                self.seconds.append(time.monotonic() - began)
            except OSError as e:
                self.faults.append(f"{'new' if fresh else 'kept'}: {e!r}")
                self._kept = None
            fresh = not fresh

    def _ask(self, fresh):
        client = self._kept
        if fresh or client is None:
            client = socket.create_connection(("127.0.0.1", self._port), ANSWERED_SECONDS)
        client.sendall(ASKED)
        answer = answer_of(client)
        if not answer.startswith(b"HTTP/1.1 200"):
            raise OSError(answer[:40])
        if fresh:
            client.close()
        else:
            self._kept = client

    def end(self):
        self._over.set()
        self.join(2 * ANSWERED_SECONDS)


def answer_of(client):
    answer = b""
    while not answer.endswith(ANSWER_END):
        more = client.recv(4096)
        if not more:
            raise OSError(f"no answer: {answer[:40]!r}")
        answer += more
    return answer
