"""Tries a document's commands, section by section; the servers of a section run until it ends."""

import itertools
import json

from ...harness.paths import REPOSITORY
from . import blocks, shape
from .copy import DEMO_PORT
from .running import Running, status
from .shell import Shell, commands, is_definition, is_server, verb

# Their commands talk to a balancer that people have running: the demo is one.
TALKS_TO_DEMO = f"127.0.0.1:{DEMO_PORT}"
DEMO = "java -jar balancer.jar demo"

SAID_CHARS = 2000


class Commands:
    def __init__(self, copy, report):
        self._copy = copy
        self._report = report
        self._shell = Shell(copy)
        self._running = []
        self._numbers = itertools.count(1)

    def run(self, found):
        """`found` are all blocks of one document."""
        tried = [block for block in found if block.kind in ("sh", "curl") and not block.not_tried]
        if not tried:
            return
        self._printed = blocks.printed((REPOSITORY / tried[0].document).read_text())
        needs_demo = any(TALKS_TO_DEMO in block.text for block in tried)
        shown = {block.section: block for block in found if block.kind == "text"}
        for section, of_section in itertools.groupby(tried, lambda block: block.section):
            try:
                self._section(list(of_section), needs_demo, shown.get(section))
            finally:
                self._end(section)

    def _section(self, of_section, needs_demo, shown):
        typed = [(block, command) for block in of_section for command in commands(block.text)]
        if needs_demo and not all(is_definition(command) for _, command in typed):
            self._start(of_section[0], DEMO)
        for block, command in typed:
            self._try(block, command)
        if shown and self._running:
            wanted = shape.pattern(shown.text.strip().split(",")[0])
            self._report.check(wanted.search(self._running[0].output()), f"{shown}: the log has lines of this shape")

    def _try(self, block, command):
        if is_definition(command):
            self._shell.define(command)
        elif is_server(command):
            self._start(block, command)
        else:
            self._run(block, command)

    def _start(self, block, command):
        output = self._copy.folder.parent / f"server{next(self._numbers)}.out"
        server = Running(self._copy, self._shell.script(command), output)
        self._running.append(server)
        url = server.url()
        answered = status(url + "/") if url else None
        self._report.check(answered is not None, f"{block}: {shortened(command)}",
                           f"{url} answers {answered}" if url else f"not ready: {server.output()[-SAID_CHARS:]}")

    def _run(self, block, command):
        code, said = self._shell.run(command)
        good = code == 0 and self._is_as_shown(command, said)
        seen = said.strip().splitlines()[0][:100] if good and said.strip() else said[-SAID_CHARS:].strip()
        self._report.check(good, f"{block}: {shortened(command)}", seen if good else f"status {code}: {seen}")

    def _is_as_shown(self, command, said):
        """What the document says that it prints; the interface answers in JSON; `# ok` is printed."""
        if command.startswith("curl") and ("$C" in command or "/api" in command):
            return is_json(said)
        if (sample := self._printed.get(verb(command))) is not None:
            return bool(shape.pattern(sample).search(said))
        return "# ok" not in command or ": ok" in said

    def _end(self, section):
        for server in reversed(self._running):
            code = server.end()
            self._report.check(code == 0, f"{section or 'the server'}: SIGTERM ends it",
                               f"status {code}" if code == 0 else f"status {code}: {server.output()[-SAID_CHARS:]}")
        self._running.clear()


def is_json(text):
    try:
        json.loads(text)
        return True
    except ValueError:
        return False


def shortened(command):
    first, _, more = command.partition("\n")
    return first[:90] + ("…" if more or len(first) > 90 else "")
