"""The packaged program, and what it makes."""

import hashlib
import json
import os
import re
import subprocess
from contextlib import contextmanager


class Program:
    def __init__(self, jar):
        self._java = ["java", "-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"]
        self._jar = ["-jar", str(jar)]

    def command(self, *words, java=()):
        return [*self._java, *java, *self._jar, *map(str, words)]

    def start(self, *words, prefix=(), java=(), **options):
        return subprocess.Popen([*map(str, prefix), *self.command(*words, java=java)], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, **options)

    def run(self, *words, **options):
        """Exit status, standard output, standard error."""
        process = self.start(*words, **options)
        out, err = process.communicate(timeout=600)
        return process.returncode, out, err

    def publish(self, site, updates, *options, **process):
        status, out, err = self.run("publish", site, "--to", updates, *options, **process)
        if status != 0:
            raise AssertionError(f"publish: {err}")
        return re.match(r"(?:published|unchanged since) (\S+):", out).group(1)

    @contextmanager
    def serving(self, folder):
        """The address of a folder, as long as it is wanted."""
        process = self.start("serve", folder, "--listen", "127.0.0.1:0")
        try:
            yield re.match(r"ready (\S+)", process.stdout.readline()).group(1)
        finally:
            process.terminate()
            process.communicate(timeout=60)


def tree(root):
    """Each file's hash, each folder."""
    found = {}
    for folder, folders, files in os.walk(root):
        for name in folders:
            found[os.path.relpath(os.path.join(folder, name), root) + "/"] = ""
        for name in files:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, root)] = hashlib.sha256(file.read()).hexdigest()
    return found


def with_version(site, version):
    """What a worker has to serve."""
    return {**site, ".version": hashlib.sha256(f"{version}\n".encode()).hexdigest()}


def write(root, path, content):
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def want(updates, name, version, second):
    """What a worker shall serve from now on."""
    text = json.dumps({"format": 1, "name": name, "version": version, "time": f"2026-01-01T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"})
    write(updates, f"wanted/{name}.json.new", text).rename(updates / f"wanted/{name}.json")
