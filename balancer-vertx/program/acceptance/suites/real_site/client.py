"""Clients: keep-alive connections of Python's own, and curl in batches."""

import http.client
import re
import subprocess
import threading
from dataclasses import dataclass

# What an answer means. Not compared: Date, Server, Via, Connection, Keep-Alive, framing.
COMPARED = (
    "content-type etag last-modified content-length content-language content-encoding "
    "content-range content-location accept-ranges vary tcn cache-control expires location"
).split()


@dataclass(frozen=True)
class Answer:
    status: int
    fields: tuple
    body: bytes

    def field(self, name):
        return dict(self.fields).get(name, "")


def answer(status, fields, body, port):
    """A Location must name the port that was asked; the page beside it names the worker's own.

    Content-Length is compared where there is no body that has a length: a proxy that has a short
    answer whole may send it with its length instead of in chunks.
    """
    fields = {name.lower(): value for name, value in fields}
    if "location" in fields:
        fields["location"] = fields["location"].replace(f"127.0.0.1:{port}", "SELF")
        body = re.sub(rb"127\.0\.0\.1:\d+", b"SELF", body)
    if body:
        fields.pop("content-length", None)
    return Answer(status, tuple((n, fields[n]) for n in COMPARED if n in fields), body)


class KeepAlive:
    """One connection, opened anew only when the other side closed it after an answer."""

    def __init__(self, port):
        self.port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def get(self, path, **headers):
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request("GET", path, headers=fields)
        response = self._connection.getresponse()
        body = response.read()
        return answer(response.status, response.getheaders(), body, self.port)

    def attempt(self, path):
        """An answer, or the error instead."""
        try:
            return self.get(path)
        except (OSError, http.client.HTTPException) as e:
            self.close()
            return e

    def close(self):
        self._connection.close()


def storm(port, paths, threads, each):
    """GETs the paths with so many connections at once; `each(index, answer or error)`."""
    indices = iter(range(len(paths)))
    lock = threading.Lock()

    def work():
        client = KeepAlive(port)
        while True:
            with lock:
                index = next(indices, None)
            if index is None:
                return client.close()
            found = client.attempt(paths[index])
            with lock:
                each(index, found)

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def curl(port, requests, directory):
    """Many requests by one curl; each is (path, options). The answers, and connections made."""
    directory.mkdir()
    config = directory / "config"
    config.write_text("\nnext\n".join(section(port, directory, i, *each) for i, each in enumerate(requests)) + "\n")
    done = subprocess.run(["curl", "-sS", "-K", str(config)], capture_output=True, timeout=600, check=False)
    connects = sum(int(n) for n in done.stdout.split())
    return [_read(directory, i, port) for i in range(len(requests))], connects


def section(port, directory, i, path, options):
    """Of curl's configuration, for one request."""
    # With "head", curl writes the head to the output as well.
    output = "/dev/null" if "head" in options else f"{directory}/{i}"
    return "\n".join([
        f'url = "http://127.0.0.1:{port}{path}"', f'output = "{output}"', f'dump-header = "{directory}/{i}.head"',
        'write-out = "%{num_connects}\\n"', "max-time = 120", *options])


def _read(directory, i, port):
    head = directory / f"{i}.head"
    lines = head.read_text(errors="replace").splitlines() if head.exists() else []
    if not lines:
        return Answer(0, (), b"")
    fields = [(n.strip(), v.strip()) for n, _, v in (line.partition(":") for line in lines[1:])]
    body = directory / str(i)
    return answer(int(lines[0].split()[1]), fields,
                  body.read_bytes() if body.exists() else b"", port)
