"""Blocks of YAML: a whole file, some keys of its top level, or single keys of a cluster or a route."""

import re
import subprocess

from ...harness.certificates import make_certificate

TOP = ("listen", "clusters", "routes")

# Around what a block leaves out.
REST = {
    "listen": "listen: 127.0.0.1:0\n",
    "clusters": "clusters: {c: {members: [http://127.0.0.1:9]}}\n",
    "routes": "routes: [{path: /, cluster: %s}]\n",
}
CLUSTER = "clusters:\n  c:\n    members: [http://127.0.0.1:9]\n    %s\n"
ROUTE = "routes:\n  - path: /manager\n    %s\n  - path: /\n    cluster: c\n"

# Of a route, all others of a cluster.
OF_ROUTE = ("manager",)

KEY = re.compile(r"^(\w+):", re.MULTILINE)
FIRST_CLUSTER = re.compile(r"^clusters:\n\s+(\w+):", re.MULTILINE)
FILE = re.compile(r"\b\w+\.(?:pem|key)\b")
USERS = re.compile(r"\b\w+\.users\b")

# The password is "secret".
USER = "anna:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n"

CHECK_SECONDS = 120


class Configurations:
    def __init__(self, copy, report):
        self._copy = copy
        self._report = report

    def check(self, found):
        for block in found:
            if block.kind == "yaml" and not block.not_tried:
                for text in files(block.text):
                    self._check(block, text)

    def _check(self, block, text):
        self._make_files(text)
        file = self._copy.folder / "document.yaml"
        file.write_text(text)
        done = subprocess.run(
            ["java", "-jar", "balancer.jar", "check", file.name], cwd=self._copy.folder, text=True, timeout=CHECK_SECONDS,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        self._report.check(done.returncode == 0, f"{block}: check", done.stdout.splitlines()[0] if done.stdout else "")

    def _make_files(self, text):
        """Certificates, keys and users that it names."""
        folder = self._copy.folder
        make_certificate(folder)
        for name in FILE.findall(text):
            if not name.startswith("site."):
                (folder / name).write_bytes((folder / f"site.{name.split('.')[1]}").read_bytes())
        for name in USERS.findall(text):
            (folder / name).write_text(USER)


def files(text):
    """The whole files that a block stands for."""
    keys = KEY.findall(text)
    if set(keys) & set(TOP):
        return [completed(text, keys)]
    return [single(line.strip()) for line in text.splitlines() if line.strip()]


def completed(text, keys):
    cluster = FIRST_CLUSTER.search(text)
    rest = [REST[key] for key in TOP if key not in keys]
    name = cluster.group(1) if cluster else "c"
    return text + "".join(part % name if "%s" in part else part for part in rest)


def single(line):
    """A file around one key."""
    if line.startswith(OF_ROUTE):
        return REST["listen"] + REST["clusters"] + ROUTE % line
    return REST["listen"] + CLUSTER % line + REST["routes"] % "c"
