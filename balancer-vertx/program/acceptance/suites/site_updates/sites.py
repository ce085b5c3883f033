"""Sites as files: written, read, and compared; and what a worker shall serve."""

import hashlib
import json
import os


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
    time = f"2026-01-01T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"
    text = json.dumps({"format": 1, "name": name, "version": version, "time": time})
    write(updates, f"wanted/{name}.json.new", text).rename(updates / f"wanted/{name}.json")
