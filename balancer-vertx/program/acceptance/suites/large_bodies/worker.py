"""Apache with programs behind it, and a server of our own that sends back what it gets while it comes."""

from ...harness.apache import Apache
from ...harness.members.http import Handler
from ...harness.server import free_port

MIB = 1 << 20
BIG = 30 * MIB

MODULES = "mpm_event authz_core alias cgid env http2".split()

SITE = """\
Listen 127.0.0.1:{http2}
ScriptSock {{home}}/cgisock
KeepAlive On
DocumentRoot {{home}}/programs
ScriptAlias /programs/ {{home}}/programs/
<Directory {{home}}/programs>
  Require all granted
</Directory>
<VirtualHost 127.0.0.1:{http2}>
  Protocols h2c http/1.1
</VirtualHost>
"""

PROGRAMS = {
    "big": "printf 'Content-Type: application/octet-stream\\r\\n\\r\\n'\nexec head -c %d /dev/zero" % BIG,
    "sum": "printf 'Content-Type: text/plain\\r\\n\\r\\n'\nexec sha256sum",
}


class ProgramWorker(Apache):
    """`port` speaks HTTP/1.1, `http2_port` HTTP/2."""

    def __init__(self, home):
        self.http2_port = free_port()
        super().__init__("worker", home, MODULES, SITE.format(http2=self.http2_port))
        programs = self.home / "programs"
        programs.mkdir()
        for name, text in PROGRAMS.items():
            (programs / name).write_text(f"#!/bin/sh\n{text}\n")
            (programs / name).chmod(0o755)


class Echo(Handler):
    """Sends back a body of known length while it comes."""

    def do_PUT(self):  # noqa: N802, the name is http.server's
        left = int(self.headers["content-length"])
        self.send_response(200)
        self.send_header("Content-Length", str(left))
        self.end_headers()
        while left > 0:
            piece = self.rfile.read1(min(left, 1 << 16))
            if not piece:
                return
            self.wfile.write(piece)
            left -= len(piece)
