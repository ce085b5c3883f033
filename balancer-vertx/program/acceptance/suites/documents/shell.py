"""Commands of a block of sh: taken apart as a shell does, run as a person does, one after the other."""

import re
import subprocess

COMMAND_SECONDS = 600

ASSIGNMENT = re.compile(r"\w+=('[^']*'|\"[^\"]*\"|\S*)$")
FUNCTION = re.compile(r"\w+\(\) *\{")
SERVER = re.compile(r"\bjava .*balancer\.jar (demo|run|serve)\b")
PROGRAM = re.compile(r"\bjava .*balancer\.jar (\w+)")


def commands(text):
    """The block's commands, each whole: a loop is one."""
    found, begun = [], ""
    for line in text.splitlines():
        begun += line + "\n"
        if begun.strip() and is_whole(begun):
            found.append(begun.strip())
            begun = ""
    return found + ([begun.strip()] if begun.strip() else [])


def is_whole(text):
    return not text.rstrip().endswith("\\") and subprocess.run(
        ["bash", "-n", "-c", text], capture_output=True, check=False).returncode == 0


def is_definition(command):
    """Whether it only sets what later commands use."""
    return bool(ASSIGNMENT.fullmatch(command) or FUNCTION.match(command))


def is_server(command):
    return bool(SERVER.search(command))


def verb(command):
    """Which of the program's commands it is, or the empty string."""
    found = PROGRAM.search(command)
    return found.group(1) if found else ""


class Shell:
    """Keeps what was defined, as the shell of a person who types does."""

    def __init__(self, copy):
        self._copy = copy
        self._defined = []

    def define(self, command):
        self._defined.append(command)

    def script(self, command):
        return "\n".join([*self._defined, self._copy.here(command)])

    def run(self, command):
        """The exit status, and all that was printed."""
        try:
            done = subprocess.run(
                ["bash", "-c", self.script(command)], cwd=self._copy.folder, env=self._copy.environment, text=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace",
                timeout=COMMAND_SECONDS, check=False)
        except subprocess.TimeoutExpired as late:
            return None, f"not done after {late.timeout} s"
        return done.returncode, done.stdout
