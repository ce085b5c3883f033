"""Members over Python's http.server: each gives a handler of its own, a thread for each connection."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PIECE = 1 << 20


class Handler(BaseHTTPRequestHandler):
    """Keeps connections, reads bodies whatever their framing, and is silent."""

    protocol_version = "HTTP/1.1"

    # Head and body are two writes, of which the second would wait for the first's acknowledgement: 40 ms.
    disable_nagle_algorithm = True

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except (OSError, ValueError):
            self.close_connection = True  # the balancer has broken the request off

    def reply(self, body=b"", content_type="text/plain"):
        """200 with this body, or without it where HEAD asks."""
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def is_chunked(self):
        return self.headers.get("Transfer-Encoding") == "chunked"

    def pieces(self):
        """The body, piece by piece."""
        return self._chunks() if self.is_chunked() else self._counted(int(self.headers.get("Content-Length", 0)))

    def _chunks(self):
        while size := int(self.rfile.readline().split(b";")[0], 16):
            yield self._exactly(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass

    def _counted(self, left):
        while left:
            piece = self._exactly(min(left, PIECE))
            left -= len(piece)
            yield piece

    def _exactly(self, size):
        piece = self.rfile.read(size)
        if len(piece) != size:
            raise ConnectionError("the body was cut")
        return piece

    def log_message(self, *_):
        """Says nothing: a suite has its own report."""


class Closing(Handler):
    """Answers every GET over a connection of its own."""

    def do_GET(self):  # noqa: N802, the name is http.server's
        self.send_response(204)
        self.send_header("Connection", "close")
        self.end_headers()


class HttpMember(ThreadingHTTPServer):
    """Serves from its making until it is closed, or the suite ends."""

    daemon_threads = True
    request_queue_size = 256  # five would turn connections away

    def __init__(self, handler, port=0):
        super().__init__(("127.0.0.1", port), handler)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self):
        self.shutdown()
        self.server_close()

    def handle_error(self, *_):
        """A connection that the balancer cuts is no news."""
