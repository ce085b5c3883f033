"""What the client does (client.js), plain or over TLS."""

import json
import subprocess

from .member import HERE, environment

MESSAGES = 100_000
MEBIBYTES = 100
DEFLATED = 2_000

# Exercise, number, what it shows, and which close codes are right, if any comes.
EXERCISES = (
    ("messages", MESSAGES, f"{MESSAGES} messages are echoed", ()),
    ("mebibytes", MEBIBYTES, f"{MEBIBYTES} MiB are echoed", ()),
    ("deflate", DEFLATED, "permessage-deflate passes through", ()),
    ("deaf", 0, "a client that answers no ping is cut", (1006,)),
    ("huge", 0, "a frame of 2^63 - 1 bytes is refused by the member", (1006, 1009)),
    ("closing", 0, "a close while the other side writes reaches it", (1000, 1006)),
)


class Exercises:
    def __init__(self, node_modules, url, name, member, report):
        self._environment = environment(node_modules)
        self._url = url
        self._name = name
        self._member = member
        self._report = report

    def all(self):
        for exercise in EXERCISES:
            self._run(*exercise)

    def process(self, exercise, number=0, **options):
        return subprocess.Popen(["node", HERE / "client.js", exercise, self._url, str(number)],
                                stdout=subprocess.PIPE, text=True, env=self._environment, **options)

    def _run(self, exercise, number, what, codes):
        client = self.process(exercise, number, stderr=subprocess.STDOUT)
        said = client.communicate()[0].strip()
        good = client.returncode == 0 and (not codes or json.loads(said)["code"] in codes)
        left_alone = self._member.is_left_alone()
        self._report.check(good and left_alone, f"{self._name}: {what}",
                           said + ("" if left_alone else ", member still has it"))
