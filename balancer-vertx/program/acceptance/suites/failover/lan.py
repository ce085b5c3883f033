"""Machines of their own for workers: network namespaces on a bridge, whose cables can be pulled and whose power be cut.

All of it is within a network namespace of the command's own, so that nothing of the machine's network is touched and
nothing is left behind. Where that is not allowed, every machine is this one, and a cut is a listener that takes nothing.
"""

import itertools
import socket
import subprocess

from ...harness import namespaces

BRIDGE = "lan0"
GATEWAY = "10.99.0.1"

PORTS = itertools.count()  # a name of an interface is not given twice, as the kernel forgets the old one late


def ip(*arguments, within=()):
    subprocess.run([*within, "ip", *arguments], check=True, capture_output=True)


def enter():
    """Begins this command anew in a network namespace of its own, where bridges may be had."""
    namespaces.enter(probe=("ip", "link", "add", BRIDGE, "type", "bridge"))


class Lan:
    def __init__(self):
        self.is_real = namespaces.is_own()
        self.host = GATEWAY if self.is_real else "127.0.0.1"
        self._machines = []
        if self.is_real:
            ip("link", "add", BRIDGE, "type", "bridge")
            ip("address", "add", f"{GATEWAY}/24", "dev", BRIDGE)
            ip("link", "set", BRIDGE, "up")

    def machine(self):
        made = Machine(len(self._machines) + 2) if self.is_real else Here()
        self._machines.append(made)
        return made

    def close(self):
        for each in self._machines:
            each.close()
        if self.is_real:
            ip("link", "delete", BRIDGE)


class Machine:
    """One network namespace: an address, and a cable to the bridge."""

    def __init__(self, number):
        self.host = f"10.99.0.{number}"
        self._number = number
        self._holder = None
        self.boot()

    def boot(self):
        """With the address and the network card that it had before, and no memory of connections."""
        # It says so when it is in the new namespace; before, the cable would lead back to us. It ends with us.
        self._holder = subprocess.Popen(
            ["unshare", "-n", "sh", "-c", "echo; read end"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._holder.stdout.readline()
        self.port = f"port{next(PORTS)}"
        ip("link", "add", self.port, "type", "veth", "peer", "name", "eth0",
           "address", f"02:00:00:00:00:{self._number:02x}", "netns", str(self._holder.pid))
        for command in (["link", "set", "lo", "up"],
                        ["address", "add", f"{self.host}/24", "dev", "eth0"],
                        ["link", "set", "eth0", "up"]):
            ip(*command, within=self.run([]))
        self.plug()

    def run(self, command):
        return ["nsenter", "-t", str(self._holder.pid), "-n", "--", *command]

    def plug(self):
        ip("link", "set", self.port, "master", BRIDGE, "up")

    def unplug(self):
        """From now on nothing gets through either way, and no side is told."""
        ip("link", "set", self.port, "nomaster")

    def power_off(self):
        """Once nothing runs on it any more, with its cable pulled before."""
        ip("link", "delete", self.port)
        self.close()

    def close(self):
        self._holder.communicate()


class Here:
    """This machine, where no cable can be pulled."""

    host = "127.0.0.1"

    def run(self, command):
        return command

    def close(self):
        pass


class Hole:
    """A port at which connections are never taken: its line is full, so the kernel is silent."""

    def __init__(self, host, port):
        self._listening = socket.socket()
        self._listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listening.bind((host, port))
        self._listening.listen(0)
        self._waiting = []
        for _ in range(4):  # one is taken, some wait, the rest will not be heard
            s = socket.socket()
            s.setblocking(False)
            s.connect_ex((host, port))
            self._waiting.append(s)

    def close(self):
        for s in [*self._waiting, self._listening]:
            s.close()
