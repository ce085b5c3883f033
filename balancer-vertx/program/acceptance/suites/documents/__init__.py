"""Tries what README.md, CONTRIBUTING.md and docs/*.md tell people to type, in a copy of the repository.

Every command of every block of sh is run, and every line of curl in a table: it must end with status 0. A server must print
`ready`, is asked once, and must end with status 0 when it is told to. Where a document shows what is printed, the output has
that shape. Every block of YAML must pass `check`: a whole file as it is, a part of one with the rest around it.

A block below a line `<!-- not tried: REASON -->` is left out; there are five at most. Folders of a machine (/srv, /var/www,
/home/pi) lie in the copy, ssh does nothing, and the names pi1 to pi4 lead to the demo. As root all of it happens in a network
namespace of its own, since documents name ports. Needs maven, openssl, curl and a JDK.
"""

from ...harness import namespaces
from ...harness.paths import REPOSITORY
from . import blocks
from .commands import Commands
from .configurations import Configurations
from .copy import Copy

NOT_TRIED_MAX = 5


def prepare():
    namespaces.enter()


def add_options(parser):
    parser.add_argument("--only", default="", metavar="TEXT", help="the documents whose path has this text")


def run(options, report):
    copy = Copy(options.home, options.jar)
    configurations = Configurations(copy, report)
    not_tried = []
    for path in documents():
        found = blocks.of(path.relative_to(REPOSITORY), path.read_text())
        not_tried += [block for block in found if block.not_tried]
        if options.only in str(path.relative_to(REPOSITORY)):
            Commands(copy, report).run(found)
            configurations.check(found)
    for block in not_tried:
        print(f"{block}: not tried: {block.not_tried}")
    report.check(len(not_tried) <= NOT_TRIED_MAX, f"at most {NOT_TRIED_MAX} blocks are not tried", len(not_tried))


def documents():
    return [REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md", *sorted((REPOSITORY / "docs").glob("*.md"))]
