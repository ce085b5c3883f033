"""The member: npm's ws, which echoes (echo.js)."""

import json
import subprocess
import urllib.request
from pathlib import Path

from ...harness.waiting import wait_until

HERE = Path(__file__).resolve().parent

LEFT_SECONDS = 30


def environment(node_modules):
    return {"NODE_PATH": str(node_modules), "NODE_NO_WARNINGS": "1", "PATH": "/usr/local/bin:/usr/bin:/bin"}


class Member:
    def __init__(self, node_modules):
        self._process = subprocess.Popen(
            ["node", HERE / "echo.js"], stdout=subprocess.PIPE, text=True, env=environment(node_modules))
        self.port = int(self._process.stdout.readline())

    def state(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/state") as answer:
            return json.load(answer)

    def is_left_alone(self):
        return wait_until(lambda: self.state()["open"] == 0, LEFT_SECONDS)

    def kill(self):
        self._process.kill()
        self._process.wait()
