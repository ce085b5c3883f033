"""Clients of HTTP/1.1 on streams of HTTP/2: bridge.js."""

import subprocess
from contextlib import contextmanager

from .member import HERE, environment


@contextmanager
def bridge(origin, node_modules):
    """The address at which each WebSocket goes on over one connection of HTTP/2 to an origin."""
    process = subprocess.Popen(["node", HERE / "bridge.js", origin], stdout=subprocess.PIPE, text=True,
                               env=environment(node_modules))
    try:
        yield f"ws://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.kill()
        process.wait()
