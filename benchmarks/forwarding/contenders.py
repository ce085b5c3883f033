"""Who is measured: the packaged balancer, nginx and HAProxy, each told to do the same.

That is: a round robin over the same two origins, kept connections on both sides, the client's
address in X-Forwarded-For, no access log. One event loop each, as each has one core.
"""

import os
import urllib.error
import urllib.request

from . import process

NGINX = """\
worker_processes 1; daemon off; pid {dir}/nginx.pid; error_log {dir}/nginx.err;
events {{ worker_connections 4096; }}
http {{
  access_log off; keepalive_requests 1000000000; proxy_temp_path {dir}/nginx.tmp;
  client_body_temp_path {dir}/nginx.body;
  upstream cluster {{
    server 127.0.0.1:{a}; server 127.0.0.1:{b};
    keepalive 64; keepalive_requests 1000000000;
  }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://cluster; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    }}
  }}
}}
"""

HAPROXY = """\
global
  nbthread 1
  maxconn 4096
defaults
  mode http
  option forwardfor
  http-reuse always
  timeout connect 2s
  timeout client 60s
  timeout server 60s
frontend clients
  bind 127.0.0.1:{port}
  default_backend cluster
backend cluster
  balance roundrobin
  server a 127.0.0.1:{a}
  server b 127.0.0.1:{b}
"""

OURS = """\
listen: 127.0.0.1:{port}
clusters:
  cluster:
    strategy: byrequests
    members: ["http://127.0.0.1:{a}", "http://127.0.0.1:{b}"]
routes:
  - {{path: /, cluster: cluster}}
"""

ORIGIN = """\
worker_processes 1; daemon off; pid {dir}/origin.pid; error_log {dir}/origin.err;
events {{ worker_connections 4096; }}
http {{
  access_log off; keepalive_requests 1000000000; keepalive_timeout 600s; sendfile on;
  client_body_temp_path {dir}/origin.body;
  server {{ listen 127.0.0.1:{a}; root {dir}/www; }}
  server {{ listen 127.0.0.1:{b}; root {dir}/www; }}
}}
"""


def program(name):
    """A program's path; Debian keeps servers where a user's PATH does not lead."""
    for directory in os.environ["PATH"].split(":") + ["/usr/sbin"]:
        path = os.path.join(directory, name)
        if os.access(path, os.X_OK):
            return path
    raise SystemExit(f"{name}: missing (Debian: apt install nginx haproxy wrk)")


class Server:
    """One server, running on its core once it has been entered."""

    def __init__(self, name, core, port, command, directory):
        self.name, self.core, self.port = name, core, port
        self.command, self.log = command, f"{directory}/{name}.log"

    def __enter__(self):
        self.process = process.start(self.core, self.command, self.log)
        process.wait_until(self.answers, f"{self.name} (see {self.log})")
        return self

    def __exit__(self, *_):
        process.stop(self.process)

    @property
    def pid(self):
        return self.process.pid

    def answers(self):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/1KiB", timeout=2).read()
            return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False


def write(directory, name, text, **values):
    path = f"{directory}/{name}"
    with open(path, "w") as file:
        file.write(text.format(dir=directory, **values))
    return path


def origin(directory, core, ports):
    """Two sites with the same two files, in one nginx."""
    os.makedirs(f"{directory}/www")
    for name, size in (("1KiB", 1024), ("64KiB", 65536)):
        with open(f"{directory}/www/{name}", "wb") as file:
            file.write(os.urandom(size))
    conf = write(directory, "origin.conf", ORIGIN, **ports)
    return Server("origin", core, ports["a"], [program("nginx"), "-c", conf], directory)


def proxies(directory, core, jar, java_options, ports):
    """The three, ours first."""

    def conf(name, text, port):
        return write(directory, name, text, port=port, **ports)

    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    ours = [java, *java_options, "-jar", jar, "run", conf("ours.yaml", OURS, ports["ours"])]
    nginx = [program("nginx"), "-c", conf("nginx.conf", NGINX, ports["nginx"])]
    haproxy = [program("haproxy"), "-f", conf("haproxy.cfg", HAPROXY, ports["haproxy"])]
    return [
        Server("balancer", core, ports["ours"], ours, directory),
        Server("nginx", core, ports["nginx"], nginx, directory),
        Server("haproxy", core, ports["haproxy"], haproxy, directory),
    ]
