"""What a document holds for people to type or copy: its blocks, and its lines of curl in tables."""

import re
from dataclasses import dataclass, field

FENCE = re.compile(r"^( *)```(\w*)\s*$")
HEADING = re.compile(r"^##+ +(.*)$")
NOT_TRIED = re.compile(r"^<!-- not tried: (.+) -->$")
IN_TABLE = re.compile(r"\| `(curl [^`]*)` ")
PRINTS = re.compile(r"prints(?: one line:)?\s+`([^`]+)`")


@dataclass(frozen=True)
class Block:
    """`kind` is the language of a block, or `curl` for a line of a table; `section` is the heading that it is below."""

    document: str
    line: int
    section: str
    kind: str
    text: str
    not_tried: str = ""

    def __str__(self):
        return f"{self.document}:{self.line}"


@dataclass
class Reader:
    document: str
    lines: list
    section: str = ""
    found: list = field(default_factory=list)

    def read(self):
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            if heading := HEADING.match(line):
                self.section = heading.group(1)
            for curl in IN_TABLE.findall(line):
                self._add(at, "curl", curl)
            at = self._block(at) if FENCE.match(line) else at + 1
        return self.found

    def _block(self, at):
        """Takes the block that begins here; where the lines go on behind it."""
        indent, kind = FENCE.match(self.lines[at]).groups()
        end = next(i for i in range(at + 1, len(self.lines)) if self.lines[i].strip() == "```")
        text = "\n".join(line[len(indent):] for line in self.lines[at + 1:end])
        mark = NOT_TRIED.match(self.lines[at - 1].strip()) if at else None
        self._add(at, kind, text + "\n", mark.group(1) if mark else "")
        return end + 1

    def _add(self, at, kind, text, not_tried=""):
        self.found.append(Block(str(self.document), at + 1, self.section, kind, text, not_tried))


def of(document, text):
    return Reader(document, text.splitlines()).read()


def printed(text):
    """By the first word of a heading, what the document says that such a command prints."""
    said = {}
    for section in re.split(r"^## +", text, flags=re.MULTILINE)[1:]:
        if found := PRINTS.search(section):
            said[section.split()[0]] = found.group(1)
    return said
