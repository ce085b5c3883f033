"""The members: one nginx on the load's core, or the end of tunnels, which has as many addresses of the loopback network as
are asked for.
"""

import os

from . import tunnels
from .server import Server, free_ports, program

ORIGIN = """\
worker_processes 1; daemon off; pid {dir}/origin.pid; error_log {dir}/origin.err;
events {{ worker_connections 8192; }}
http {{
  access_log off; keepalive_requests 1000000000; keepalive_timeout 600s; sendfile on;
  client_body_temp_path {dir}/origin.body; proxy_temp_path {dir}/origin.tmp;
  upstream sink {{ server 127.0.0.1:{sink}; keepalive 64; keepalive_requests 1000000000; }}
  server {{ listen 127.0.0.1:{sink}; location / {{ return 200 "taken"; }} }}
  server {{
    listen {port} backlog=4096; root {dir}/www;
    # Reads the whole body, and only then has it answered.
    location /take {{
      client_body_buffer_size 2m; client_max_body_size 0; proxy_pass_request_body off; proxy_method GET;
      proxy_set_header Content-Length ""; proxy_set_header Connection ""; proxy_http_version 1.1; proxy_pass http://sink;
    }}
  }}
}}
"""
FILES = {"0B": 0, "1KiB": 1 << 10, "64KiB": 64 << 10, "1MiB": 1 << 20}


def members(directory, core):
    """The server, and the addresses of its members without end."""
    os.makedirs(f"{directory}/www")
    for name, size in FILES.items():
        with open(f"{directory}/www/{name}", "wb") as file:
            file.write(os.urandom(size))
    ports = free_ports(["port", "sink"])
    path = f"{directory}/origin.conf"
    with open(path, "w") as file:
        file.write(ORIGIN.format(dir=directory, **ports))
    return Server("members", core, [program("nginx"), "-c", path], directory, {"plain": ports["port"]})


def tunnel_members(directory, core):
    """The same for tunnels."""
    ports = free_ports(["plain"])
    return Server("tunnels", core, tunnels.command("member", ports["plain"]), directory, ports)


def addresses(server, count):
    """So many members, each of its own: 127.0.0.1 and on."""
    port = server.ports["plain"]
    return [f"127.0.{1 + i // 250}.{1 + i % 250}:{port}" for i in range(count)]
