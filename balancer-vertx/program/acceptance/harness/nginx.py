"""Debian's nginx with a configuration of the suite's own, never the machine's."""

import signal

from .server import Server

PROGRAM = "/usr/sbin/nginx"  # not on the PATH of an ordinary user

CONFIGURATION = """\
user www-data;
daemon off;
worker_processes 2;
pid {home}/nginx.pid;
error_log {home}/error.log notice;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {home}/body;
  proxy_temp_path {home}/proxy;
  fastcgi_temp_path {home}/fastcgi;
  uwsgi_temp_path {home}/uwsgi;
  scgi_temp_path {home}/scgi;
{http}
  server {{
    listen {host}:{port};
{server}
  }}
}}
"""


class Nginx(Server):
    """`http` and `server` are the suite's lines of the two blocks."""

    GRACEFUL = signal.SIGHUP
    GRACEFUL_STOP = signal.SIGQUIT
    HARD = None

    def __init__(self, name, home, http, server, machine=None):
        super().__init__(name, home, machine)
        self._config = self.home / "nginx.conf"
        self._config.write_text(CONFIGURATION.format(
            home=self.home, host=self.host, port=self.port, http=http, server=server))

    def command(self):
        return [PROGRAM, "-p", str(self.home), "-c", str(self._config)]
