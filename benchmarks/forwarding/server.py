"""A server that is measured or that measures: running on its core once it has been entered."""

import os
import socket

from . import process


def program(name):
    """A program's path; Debian keeps servers where a user's PATH does not lead."""
    for directory in os.environ["PATH"].split(":") + ["/usr/sbin"]:
        path = os.path.join(directory, name)
        if os.access(path, os.X_OK):
            return path
    raise SystemExit(f"{name}: missing (Debian: apt install nginx haproxy apache2 wrk nghttp2-client openssl)")


class Server:
    """`ports` are its listeners' by their names; those that it has not are left out."""

    def __init__(self, name, core, command, directory, ports):
        self.name, self.core, self.command = name, core, command
        self.ports, self.log = ports, f"{directory}/{name}.log"

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
        """Whether every listener takes connections."""
        return all(takes(port) for port in self.ports.values())


def takes(port):
    try:
        socket.create_connection(("127.0.0.1", port), 2).close()
        return True
    except OSError:
        return False


def free_ports(names):
    held = [socket.create_server(("127.0.0.1", 0)) for _ in names]
    ports = {name: s.getsockname()[1] for name, s in zip(names, held)}
    for each in held:
        each.close()
    return ports
