"""Debian's apache2 and nginx, each with its own directory and port, that log a request when its head has come.

What is below `/app` they pass on to an application, as workers do.
"""

import re
import signal
from collections import Counter

from realsite.workers import HERE, MODS, Server

APACHE_MODULES = "mpm_event authz_core headers log_forensic proxy proxy_http".split()

APACHE = """\
ServerName {name}
Listen {host}:{port}
PidFile {home}/httpd.pid
DefaultRuntimeDir {home}
User www-data
Group www-data
StartServers 1
ThreadsPerChild 64
MaxRequestWorkers 128
KeepAlive On
KeepAliveTimeout {keep}
MaxKeepAliveRequests {keep_requests}
ErrorLog {home}/error.log
ForensicLog {home}/heads.log
DocumentRoot {home}/site
<Directory {home}/site>
  Require all granted
</Directory>
ProxyPass /app/ http://{app}/
Header always set X-Worker {name}
Header always set X-Id "expr=%{{QUERY_STRING}}"
"""

# A rewriting that never happens is written to the error log at once: an access log is written at the end.
NGINX = """\
user www-data;
daemon off;
worker_processes 2;
pid {home}/nginx.pid;
error_log {home}/heads.log notice;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {home}/body;
  proxy_temp_path {home}/proxy;
  fastcgi_temp_path {home}/fastcgi;
  uwsgi_temp_path {home}/uwsgi;
  scgi_temp_path {home}/scgi;
  keepalive_timeout {keep};
  keepalive_requests {keep_requests};
  rewrite_log on;
  server {{
    listen {host}:{port};
    rewrite ^/never$ /nowhere;
    add_header X-Worker {name} always;
    add_header X-Id $args always;
    location /app/ {{ proxy_pass http://{app}/; }}
    location / {{ return 200 "{page}"; }}
  }}
}}
"""

PAGE = "0123456789abcdef" * 64

HEAD = re.compile(r"(?:GET|POST) /\S*\?id=(\d+) HTTP")


class Worker(Server):
    """`machine`, if it has one of its own, has a `host` and says how a command is run on it."""

    def __init__(self, name, home, app, keep="5s", keep_requests=100, machine=None):
        super().__init__(name, home, machine.host if machine else HERE)
        self.machine = machine
        (self.home / "site").mkdir()
        (self.home / "site" / "page").write_text(PAGE)
        self._config = self.home / "server.conf"
        self._config.write_text(self.configuration().format(
            name=name, host=self.host, port=self.port, home=self.home, page=PAGE, app=f"{app.host}:{app.port}",
            keep=keep, keep_requests=keep_requests))

    def command(self):
        return self.machine.run(self.program()) if self.machine else self.program()

    def heads(self):
        """How often it has seen each request."""
        log = self.home / "heads.log"
        text = log.read_text(errors="replace") if log.exists() else ""
        return Counter(int(number) for number in self.heads_in(text))


class Apache(Worker):
    GRACEFUL = signal.SIGUSR1
    GRACEFUL_STOP = signal.SIGWINCH
    HARD = signal.SIGHUP

    def configuration(self):
        loads = [f"Include {MODS}/{m}.load\n" for m in APACHE_MODULES]
        return "".join(loads) + APACHE

    def program(self):
        return ["/usr/sbin/apache2", "-f", str(self._config), "-DFOREGROUND"]

    def heads_in(self, text):
        return [m.group(1) for line in text.splitlines() if line[:1] == "+" and (m := HEAD.search(line))]


class Nginx(Worker):
    GRACEFUL = signal.SIGHUP
    GRACEFUL_STOP = signal.SIGQUIT
    HARD = None

    def configuration(self):
        return NGINX

    def program(self):
        return ["/usr/sbin/nginx", "-p", str(self.home), "-c", str(self._config)]

    def heads_in(self, text):
        return [m.group(1) for line in text.splitlines() if '"^/never$"' in line and (m := HEAD.search(line))]
