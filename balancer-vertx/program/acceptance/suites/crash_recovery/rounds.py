"""Lives of the balancer: each looks at what the one before has left, is edited, and ends."""

import os
import random
import stat
import threading

from ...harness.balancer import READY_SECONDS, Balancer
from ...harness.members.http import Handler, HttpMember
from ...harness.waiting import lasting, wait_until
from .editor import Editor, ask_members
from .manager import MEMBERS, Known, seen

# Until it is ready a start takes about a second.
STARTING_SECONDS = 1.0

# So many edits are acknowledged before the end, at most; it comes in the middle of the next ones.
EDITS_MAX = 30
NEXT_EDITS_SECONDS = 0.05
KILLED_WHILE_STARTING = 0.1

END_SECONDS = 60

JVM = ("-XX:TieredStopAtLevel=1",)

CONFIGURATION = """\
listen: 127.0.0.1:0
stateFile: {state}
clusters:
  pis:
    members:
{members}
routes:
  - {{path: /manager, manager: {{}}}}
  - {{path: /, cluster: pis}}
"""


class Page(Handler):
    def do_GET(self):  # noqa: N802, the name is http.server's
        self.reply()


class Rounds:
    def __init__(self, jar, home, report):
        self._report = report
        self._known = Known()
        self._picks = dict.fromkeys(MEMBERS, 0)
        self._state = home / "state.json"
        self._balancer = Balancer(jar, home, jvm=JVM)
        port = HttpMember(Page).port
        members = "\n".join(f"      - {{id: {member}, url: 'http://127.0.0.1:{port}'}}" for member in MEMBERS)
        self._configuration = CONFIGURATION.format(state=self._state, members=members)
        self._starts = 0

    def __str__(self):
        size = self._state.stat().st_size
        return f"{self._starts} starts, {self._known.acknowledged} edits acknowledged, {size} bytes kept"

    def kill(self):
        self._balancer.kill()

    def round(self, number):
        """A life with edits, and its violent end."""
        self._start()
        if random.random() < KILLED_WHILE_STARTING:
            lasting(random.uniform(0, STARTING_SECONDS))
            self._balancer.kill()
            return
        problems = self._looked_at()
        if self._balancer.ports:
            problems += self._edited()
        self._balancer.kill()
        self._report.check(not problems, f"round {number}, {self._known.acknowledged} edits so far",
                           "; ".join(problems[:5]))

    def _edited(self):
        """Edits until it is killed; what was answered otherwise than by doing it."""
        port = self._balancer.port
        stop = threading.Event()
        threading.Thread(target=ask_members, args=(port, stop), daemon=True).start()
        editors = [Editor(port, self._known, member) for member in MEMBERS]
        wanted = self._known.acknowledged + random.randint(1, EDITS_MAX)
        wait_until(lambda: self._known.acknowledged >= wanted, END_SECONDS)
        lasting(random.uniform(0, NEXT_EDITS_SECONDS))
        self._balancer.kill()
        stop.set()
        for editor in editors:
            editor.join(END_SECONDS)
        few = [] if self._known.acknowledged >= wanted else ["hardly an edit was acknowledged"]
        return few + [odd for editor in editors for odd in editor.odd]

    def stopped(self):
        """The same with a peaceful end."""
        for what in ("stopped by SIGTERM", "started after a stop"):
            self._start()
            problems = self._looked_at()
            self._balancer.terminate()
            status = self._balancer.status(END_SECONDS)
            self._report.check(not problems and status == 0, what, f"status {status} {problems[:5]}")
        mode = stat.S_IMODE(os.stat(self._state).st_mode)
        self._report.check(mode == 0o600, "no other user can read the file", oct(mode))
        others = sorted(p.name for p in self._state.parent.glob("state.json*"))
        self._report.check(others == ["state.json", "state.json.lock"], "nothing is left behind", str(others))

    def _start(self):
        self._starts += 1
        self._balancer.launch(self._configuration)

    def _looked_at(self):
        """What is wrong with what it remembers."""
        try:
            if not wait_until(self._balancer.is_ready, READY_SECONDS):
                return ["it is not ready: " + self._balancer.output()[-500:]]
        except RuntimeError as ended:
            return [f"it does not start: {str(ended)[-500:]}"]
        shown, picks = seen(self._balancer.port)
        problems = self._known.wrong(shown)
        problems += [f"{member}: {picks[member]} picks after {before}" for member, before in self._picks.items()
                     if picks[member] < before]
        self._picks = picks
        return problems + (["the file was damaged"] if "damaged" in self._balancer.output() else [])
