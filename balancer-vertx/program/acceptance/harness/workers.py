"""Apache and nginx as workers: they log a request when its head has come, and pass on to an application what is below /app."""

import re
from collections import Counter

from .apache import Apache
from .nginx import Nginx

MODULES = "mpm_event authz_core headers log_forensic proxy proxy_http".split()

APACHE = """\
StartServers 1
ThreadsPerChild 64
MaxRequestWorkers 128
KeepAlive On
KeepAliveTimeout {keep}
MaxKeepAliveRequests {keep_requests}
ForensicLog {{home}}/heads.log
DocumentRoot {{home}}/site
<Directory {{home}}/site>
  Require all granted
</Directory>
ProxyPass /app/ http://{app}/
Header always set X-Worker {{name}}
Header always set X-Id "expr=%{{{{QUERY_STRING}}}}"
"""

NGINX_HTTP = """\
  keepalive_timeout {keep};
  keepalive_requests {keep_requests};
  rewrite_log on;
"""

# A rewriting that never happens is written to the error log at once: an access log is written at the end.
NGINX_SERVER = """\
    rewrite ^/never$ /nowhere;
    add_header X-Worker {name} always;
    add_header X-Id $args always;
    location /app/ {{ proxy_pass http://{app}/; }}
    location / {{ return 200 "{page}"; }}
"""

PAGE = "0123456789abcdef" * 64

HEAD = re.compile(r"(?:GET|POST) /\S*\?id=(\d+) HTTP")


def numbers(lines):
    """How often each request's number is in a line."""
    return Counter(int(found.group(1)) for found in map(HEAD.search, lines) if found)


def lines_of(log):
    return log.read_text(errors="replace").splitlines() if log.exists() else []


class ApacheWorker(Apache):
    def __init__(self, name, home, app, keep="5s", keep_requests=100, machine=None):
        site = APACHE.format(keep=keep, keep_requests=keep_requests, app=f"{app.host}:{app.port}")
        super().__init__(name, home, MODULES, site, machine=machine)
        (self.home / "site").mkdir()
        (self.home / "site" / "page").write_text(PAGE)

    def heads(self):
        """How often it has seen each request."""
        return numbers(line for line in lines_of(self.home / "heads.log") if line.startswith("+"))


class NginxWorker(Nginx):
    def __init__(self, name, home, app, keep="5s", keep_requests=100, machine=None):
        http = NGINX_HTTP.format(keep=keep, keep_requests=keep_requests)
        server = NGINX_SERVER.format(name=name, app=f"{app.host}:{app.port}", page=PAGE)
        super().__init__(name, home, http, server, machine=machine)

    def heads(self):
        """How often it has seen each request."""
        return numbers(line for line in lines_of(self.home / "error.log") if '"^/never$"' in line)


def four_workers(home, app, machine=lambda: None):
    """Two of each kind."""
    return [kind(f"{server}{i}", home, app, machine=machine())
            for server, kind in (("apache", ApacheWorker), ("nginx", NginxWorker)) for i in (1, 2)]
