"""Publishes sites, pulls them, and kills pull: with the packaged program, Debian's tar, strace, nginx and Apache.

  archives  the same tree gives the same bytes; Debian's tar reads them
  kills     pull is killed at random moments, 20 times, or 300 if full
  calls     pull is killed at each system call that changes the disk
  peers     serve beside nginx and Apache
  rollout   four Apaches brought to new versions under load, one after the other; one that is not well; one that is killed
  day       examples/the-whole-day.sh, in network namespaces: from the installation to a Pi that is lost and is back
  large     a site of 10,000 files and 1 GB, timed; only if full, or alone

What is served must be one whole version at any moment, and the next run must go on and leave nothing behind. Needs tar and a
JDK; strace, nginx and apache2 are used where they are. `day` needs root.
"""

from ...harness.program import Program
from . import archives, day, kills, large, peers, rollout, system_calls

PARTS = {"archives": archives, "kills": kills, "calls": system_calls, "peers": peers, "rollout": rollout, "day": day,
         "large": large}


def add_options(parser):
    parser.add_argument("--kills", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=PARTS)


def run(options, report):
    program = Program(options.jar)
    for name, part in PARTS.items():
        if options.only == name or options.only is None and (name != "large" or options.full):
            home = options.home / name
            home.mkdir()
            part.run(report, program, home, options)
