#!/usr/bin/env python3
"""Measures tunnels: the packaged balancer beside Debian's nginx and HAProxy, in turn.

    benchmarks/tunnel.py [--mebibytes N] [--messages N] [--rounds N]

After an upgrade, bytes go one way, then the other, then messages of 100 bytes are echoed one at a time. Prints the
median of the processor time that each proxy's process tree used. Needs two cores, nginx and haproxy.
"""

import argparse
import os
import socket
import statistics
import sys
import tempfile
import threading
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from forwarding import process, server  # noqa: E402

JAR = Path(__file__).resolve().parent.parent / "balancer-vertx/program/target/balancer.jar"
PROXY_CORE, LOAD_CORE = 0, 1
MIB = 1 << 20
MESSAGE = b"m" * 100

ASK = ("GET /{} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
SWITCH = (b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n")

BALANCER = """\
listen: 127.0.0.1:{port}
clusters: {{m: {{members: ["http://127.0.0.1:{member}"]}}}}
routes: [{{path: /, cluster: m}}]
"""
NGINX = """\
worker_processes 1; daemon off; pid {home}/nginx.pid; error_log {home}/nginx.err; events {{}}
http {{
  access_log off;
  client_body_temp_path {home}/1; proxy_temp_path {home}/2; fastcgi_temp_path {home}/3;
  uwsgi_temp_path {home}/4; scgi_temp_path {home}/5;
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://127.0.0.1:{member}; proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;
    }}
  }}
}}
"""
HAPROXY = """\
global
  nbthread 1
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  timeout tunnel 1h
listen tunnels
  bind 127.0.0.1:{port}
  server member 127.0.0.1:{member}
"""


def read_head(connection):
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = connection.recv(1)
        if not byte:
            raise ConnectionError(f"closed after {head!r}")
        head += byte
    return head


def read(connection, size):
    buffer = bytearray(min(size, MIB))
    while size > 0:
        got = connection.recv_into(buffer, min(size, len(buffer)))
        if got == 0:
            raise ConnectionError(f"closed, {size} bytes short")
        size -= got


def send(connection, size):
    piece = b"x" * (256 * 1024)
    for _ in range(size // len(piece)):
        connection.sendall(piece)


def serve(connection, mebibytes):
    """The member: the first letter of the path says what it does. Ends with its client."""
    try:
        way = read_head(connection)[5:6]
        connection.sendall(SWITCH)
        if way == b"d":
            send(connection, mebibytes * MIB)
        if way == b"u":
            read(connection, mebibytes * MIB)
            connection.sendall(b"!")
        while data := connection.recv(MIB):
            connection.sendall(data)
    except OSError:
        pass
    finally:
        connection.close()


def accept(server, mebibytes):
    while True:
        connection, _ = server.accept()
        threading.Thread(target=serve, args=(connection, mebibytes), daemon=True).start()


def exercise(port, way, options):
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(ASK.format(way).encode())
        read_head(client)
        if way == "down":
            read(client, options.mebibytes * MIB)
        elif way == "up":
            send(client, options.mebibytes * MIB)
            read(client, 1)
        else:
            for _ in range(options.messages):
                client.sendall(MESSAGE)
                read(client, len(MESSAGE))


def start(home, name, text, command, member):
    port = server.free_ports(["tunnels"])["tunnels"]
    configuration = home / f"{name}.yaml"
    configuration.write_text(text.format(home=home, port=port, member=member))
    return port, process.start(PROXY_CORE, [*command, str(configuration)], home / f"{name}.out")


def measure(proxies, options):
    used = {}
    for turn in range(options.rounds + 1):
        for name, (port, proxy) in proxies.items():
            for way, units in (("down", options.mebibytes), ("up", options.mebibytes), ("echo", options.messages)):
                before = process.cpu_seconds(proxy.pid)
                exercise(port, way, options)
                if turn > 0:  # the first is to warm up
                    seconds = process.cpu_seconds(proxy.pid) - before
                    used.setdefault(name, {}).setdefault(way, []).append(seconds * 1e6 / units)
    print("| proxy | CPU µs/MiB to the client | CPU µs/MiB to the member | CPU µs/message echoed |\n|---|---|---|---|")
    for name, ways in used.items():
        print(f"| {name} | " + " | ".join(f"{statistics.median(each):.0f}" for each in ways.values()) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mebibytes", type=int, default=512)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    os.sched_setaffinity(0, {LOAD_CORE})
    members = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=accept, args=(members, options.mebibytes), daemon=True).start()
    member = members.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="tunnel-", ignore_cleanup_errors=True) as directory:
        home = Path(directory)
        proxies = {}
        try:
            for name, text, command in (
                    ("this balancer", BALANCER, ["java", "-Xmx64m", "-jar", str(JAR), "run"]),
                    ("nginx", NGINX, [server.program("nginx"), "-c"]),
                    ("HAProxy", HAPROXY, [server.program("haproxy"), "-f"])):
                proxies[name] = start(home, name, text, command, member)
            for name, (port, _) in proxies.items():
                process.wait_until(lambda: server.takes(port), name)
            measure(proxies, options)
        finally:
            for _, proxy in proxies.values():
                process.stop(proxy)


if __name__ == "__main__":
    main()
