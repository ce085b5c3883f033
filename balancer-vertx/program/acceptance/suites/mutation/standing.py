"""What the balancer holds when nothing is going on."""

import collections
import re


class Standing:
    def __init__(self, balancer):
        balancer.jcmd("GC.run")
        balancer.jcmd("GC.run")
        # Only now: the first command has the JVM open a socket for the others.
        self.descriptors = balancer.descriptors()
        # What is reached: of what is in use, some megabytes were made since the collection.
        reached = re.search(r"^Total\s+\d+\s+(\d+)$", balancer.jcmd("GC.class_histogram"), re.M)
        self.heap_kib = int(reached.group(1)) // 1024
        native = balancer.jcmd("VM.native_memory", "summary")
        self.direct_kib = int(re.search(r"Other \(reserved=(\d+)KB", native).group(1))


def kinds(standing):
    """How many descriptors there are of each kind, or file."""
    return collections.Counter(re.sub(r"\d+", "", file) for file in standing.descriptors)
