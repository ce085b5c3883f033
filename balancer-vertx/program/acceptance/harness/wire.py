"""What the balancer really sent to its members, read from the loopback device: a request that a dead worker never read
was sent all the same. Needs the right to read raw packets; without it the workers' own logs must do."""

import ctypes
import re
import socket
import struct
import threading
from collections import defaultdict

HEAD = re.compile(rb"(?:GET|POST) /\S*\?id=(\d+) HTTP/1\.1\r\n")

IPV4 = 0x0800  # only what comes in: what goes out is the same
SO_ATTACH_FILTER = 26
SO_RCVBUFFORCE = 33
PACKET_STATISTICS = 6
SOL_PACKET = 263
BUFFER = 32 << 20


def to_ports(ports):
    """Lets the kernel pass on only what goes to these ports: others use this machine as well."""
    compare = len(ports)
    program = [
        (0x30, 0, 0, 9),  # the protocol
        (0x15, 0, compare + 2, socket.IPPROTO_TCP),
        (0xB1, 0, 0, 0),  # the length of the head
        (0x48, 0, 0, 2),  # the target
    ]
    program += [(0x15, compare - i, 0, port) for i, port in enumerate(ports)]
    program += [(0x06, 0, 0, 0), (0x06, 0, 0, 0x40000)]
    code = b"".join(struct.pack("HBBI", *each) for each in program)
    return len(program), ctypes.create_string_buffer(code)


class Wire:
    """Which requests were sent to which ports, and over how many connections each."""

    def __init__(self, ports):
        self._sent = defaultdict(set)
        self._socket = None
        try:
            self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, 0)
            self._socket.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, BUFFER)
            length, code = to_ports(sorted(set(ports)))
            self._socket.setsockopt(
                socket.SOL_SOCKET, SO_ATTACH_FILTER, struct.pack("HL", length, ctypes.addressof(code)))
            self._socket.bind(("lo", IPV4))
        except (OSError, AttributeError):
            return
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def is_read(self):
        return self._socket is not None

    def lost(self):
        """How many packets were not seen; asking starts the count anew."""
        counts = self._socket.getsockopt(SOL_PACKET, PACKET_STATISTICS, 8)
        return struct.unpack("II", counts)[1]

    def times(self, number):
        """How often a request was sent; a packet sent again by the kernel is the same one."""
        return len(self._sent.get(number, ()))

    def _read(self):
        while True:
            self._packet(self._socket.recv(1 << 16))

    def _packet(self, packet):
        head = (packet[0] & 15) * 4
        source, target, sequence = struct.unpack_from("!HHI", packet, head)
        data = head + (packet[head + 12] >> 4) * 4
        for found in HEAD.finditer(packet, data):
            self._sent[int(found.group(1))].add((source, target, sequence))
