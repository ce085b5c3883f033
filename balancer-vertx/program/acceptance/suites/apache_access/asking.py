"""The requests that each section is asked, and what of their answers is compared."""

import base64
import http.client
import itertools

from ...harness.server import HERE

ADDRESSES = ("127.0.0.1", "127.0.5.1", "127.0.6.1")
METHODS = ("GET", "POST", "DELETE", "HEAD", "BREW")
USERS = (None, "anna:secret", "anna:wrong", "ben:secret", "cleo:secret", "nobody:secret")
FIELDS = ({}, {"X-Pass": "letmein"}, {"X-Pass": "letmein", "User-Agent": "a Bot"})

# Each value with the first of all others, and the pairs that say most.
REQUESTS = [
    *itertools.product(ADDRESSES, ("GET",), USERS, FIELDS[:1]),
    *itertools.product(ADDRESSES, METHODS[1:], (None, "anna:secret"), FIELDS[:1]),
    *itertools.product(ADDRESSES[:2], ("GET",), (None,), FIELDS[1:]),
]


def ask_all(port, path):
    """Of each request the status, and the challenge if there is one."""
    connections = {address: http.client.HTTPConnection(HERE, port, 30, source_address=(address, 0))
                   for address in ADDRESSES}
    try:
        return [ask(connections[address], method, path, user, fields) for address, method, user, fields in REQUESTS]
    finally:
        for connection in connections.values():
            connection.close()


def ask(connection, method, path, user, fields):
    headers = dict(fields)
    if user is not None:
        headers["Authorization"] = "Basic " + base64.b64encode(user.encode()).decode()
    body = b"body" if method == "POST" else None
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    answer.read()
    return f"{answer.status} {answer.headers.get('WWW-Authenticate', '')}".strip()
