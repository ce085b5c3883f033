"""What is attacked: a balancer's three listeners, and the connections that are open to it."""

import socket

# What the balancer does not take within this time, it does not want.
SEND_SECONDS = 0.3


class Target:
    """`sent` are the bytes that it has taken."""

    def __init__(self, ports):
        self._ports = ports
        self.sent = 0
        self.open = []

    def connect(self, listener):
        try:
            client = socket.create_connection(("127.0.0.1", self._ports[listener]), 5)
        except OSError:
            return None
        client.settimeout(SEND_SECONDS)
        self.open.append(client)
        return client

    def send(self, client, data):
        """Sends as much as is taken."""
        view = memoryview(data)
        try:
            while client is not None and len(view):
                sent = client.send(view[:65536])
                self.sent += sent
                view = view[sent:]
        except OSError:
            pass  # refused, or held back: as it should be

    def one(self, listener, data):
        self.send(self.connect(listener), data)

    def leave(self):
        for client in self.open:
            client.close()
        self.open = []
