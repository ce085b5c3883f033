"""What the balancer holds when nothing is going on."""

import collections
import re


class Standing:
    def __init__(self, balancer):
        balancer.jcmd("GC.run")
        balancer.jcmd("GC.run")
        # Only now: the first command has the JVM open a socket for the others.
        self.descriptors = balancer.descriptors()
        self.heap_kib = balancer.reached_kib()
        native = balancer.jcmd("VM.native_memory", "summary")
        self.direct_kib = int(re.search(r"Other \(reserved=(\d+)KB", native).group(1))


def kinds(standing):
    """How many descriptors there are of each kind, or file."""
    return collections.Counter(re.sub(r"\d+", "", file) for file in standing.descriptors)
