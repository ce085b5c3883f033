"""The commands that ask a running balancer, as their user types them: with --json they print JSON and nothing else, each ends
as its help says, and `top` shows the cluster live in a terminal and drains a member by a key. Needs Debian's tmux.
"""

import json
import shlex
import shutil
import subprocess

from ..harness.balancer import Balancer
from ..harness.program import JAVA, Program
from ..harness.report import LeftOut
from ..harness.waiting import wait_until
from .manager_page.members import Slow

PATH = "/balancer-manager"

# A machine that is busy starts a JVM in its time.
SHOWN_SECONDS = 60

# Every command with --json, in an order in which each has something to do.
PRINT_JSON = (
    ("status",), ("drain", "pi2"), ("enable", "pi2"), ("disable", "pi2"), ("weight", "pi1", "2"),
    ("add", "http://127.0.0.1:9", "--id", "pi9"), ("recover", "pi1"), ("strategy", "random"), ("explain",), ("edits",),
    ("undo", "4"), ("remove", "pi9"), ("reset", "pi1"), ("reset",), ("reload",), ("reload", "--dry-run"), ("top",),
)

ENDS = (
    (0, ("status",), ""),
    (0, ("drain", "pi2", "--wait"), ""),
    (2, ("drain", "pi9"), "id: pi9 (expected: pi1, pi2"),
    (2, ("weight", "pi1", "much"), "weight --help"),
    (2, ("weigh", "pi1"), "command: weigh (expected: weight"),
    (2, ("top",), "terminal: none"),
    (2, ("status", "--token", "a b"), "--token: 3 characters"),
    (4, ("status", "--manager", "http://127.0.0.1:1/m"), "does not answer"),
    (5, ("drain", "pi1", "--wait", "--timeout", "1s"), "1 still in flight after 1s"),
)


def run(options, report):
    if shutil.which("tmux") is None:
        raise LeftOut("no tmux")
    slow = Slow()
    balancer = Balancer(options.jar, options.home)
    try:
        balancer.start(configuration(slow.port))
        trial = Trial(options, report, balancer)
        trial.json()
        asked = slow.ask(balancer.port, 1)
        trial.ends()
        slow.go()
        report.check([200] == [each.status() for each in asked], "what was in flight meanwhile is answered")
        trial.top()
    finally:
        balancer.kill()


def configuration(port):
    members = ", ".join(f"{{id: pi{number}, url: 'http://127.0.0.1:{port}'}}" for number in (1, 2))
    return (f"listen: 127.0.0.1:0\nclusters: {{c: {{strategy: first, members: [{members}]}}}}\n"
            f"routes: [{{path: {PATH}, manager: {{}}}}, {{path: /, cluster: c}}]\n")


class Trial:
    def __init__(self, options, report, balancer):
        self._options = options
        self._report = report
        self._program = Program(options.jar)
        self._manager = ("--manager", f"http://127.0.0.1:{balancer.port}{PATH}")

    def json(self):
        for words in PRINT_JSON:
            status, out, err = self._program.run(*words, *self._manager, "--json")
            self._report.check(status == 0 and is_object(out), f"{' '.join(words)} --json: one object, nothing else",
                               (status, out[:200], err) if status or not is_object(out) else "")
        file = self._options.home / "rpicluster.yaml"
        status, out, err = self._program.run("check", file, "--json", "--against", self._manager[1])
        self._report.check(status == 0 and is_object(out), "check --json --against: the same", err)

    def ends(self):
        for expected, words, said in ENDS:
            manager = () if "--manager" in words or words[0] == "weigh" else self._manager
            status, _, err = self._program.run(*words, *manager, stdin=subprocess.DEVNULL)
            self._report.check(status == expected and said in err, f"{' '.join(words)}: exit status {expected}",
                               "" if status == expected and said in err else (status, err))

    def top(self):
        """In a terminal of its own, by keys."""
        terminal = Tmux(self._options.home / "tmux")
        try:
            terminal.start(*JAVA, "-jar", self._options.jar, "top", *self._manager)
            self._see(terminal, "> pi1", "the cluster is shown, its first member selected")
            terminal.keys("Down")
            self._see(terminal, "> pi2", "an arrow selects the next one")
            terminal.keys("e", "d")
            self._see(terminal, "> pi2     draining", "d drains it")
            terminal.keys("+")
            self._see(terminal, "pi2 has weight 2", "+ gives it more weight")
            terminal.keys("r")
            self._see(terminal, "pi2 is up", "r forgets its errors")
            terminal.keys("q")
            self._see(terminal, "ended with 0", "q ends it, and the terminal is as it was")
            state = self._program.run("status", *self._manager)[1]
            self._report.check("draining" in state, "what the keys did holds", state if "draining" not in state else "")
        finally:
            terminal.end()

    def _see(self, terminal, text, what):
        seen = wait_until(lambda: text in terminal.shown(), SHOWN_SECONDS)
        self._report.check(seen, f"top: {what}", "" if seen else terminal.shown())


class Tmux:
    """A terminal of 100 columns and 24 lines, on a socket of its own."""

    def __init__(self, socket):
        self._command = ["tmux", "-S", str(socket)]

    def start(self, *words):
        line = " ".join(shlex.quote(str(word)) for word in words) + "; echo ended with $?; exec cat"
        session = ("new-session", "-d", "-x", "100", "-y", "24", f"sh -c {shlex.quote(line)}")
        subprocess.run([*self._command, "-f", "/dev/null", *session], check=True)

    def keys(self, *keys):
        subprocess.run([*self._command, "send-keys", *keys], check=True)

    def shown(self):
        return subprocess.run([*self._command, "capture-pane", "-p"], capture_output=True, text=True, check=False).stdout

    def end(self):
        subprocess.run([*self._command, "kill-server"], check=False, stderr=subprocess.DEVNULL)


def is_object(text):
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False
