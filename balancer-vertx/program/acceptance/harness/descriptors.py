"""How many files and sockets this process may have open."""

import resource


def raise_limit():
    """Raises it as far as the system lets it, for crowds of clients."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
