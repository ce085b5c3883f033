"""Edits the packaged balancer through its manager, kills it with SIGKILL at a random moment, and starts it again.

It must start each time, have every edit that it had acknowledged, none that was never asked for, and each member's count of
requests must never go back. The moment is while edits are under way, four at a time, or while it is still starting. With a
`stateFile`; 10 rounds, 300 if full. Needs a JDK.
"""

import random

from .rounds import Rounds


def add_options(parser):
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30), help="of the moments, and of the edits")


def run(options, report):
    random.seed(options.seed)
    print(f"seed {options.seed}")
    rounds = Rounds(options.jar, options.home, report)
    try:
        for number in range(1, (options.rounds or (300 if options.full else 10)) + 1):
            rounds.round(number)
        rounds.stopped()
        print(rounds)
    finally:
        rounds.kill()
