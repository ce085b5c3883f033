"""Runs the packaged balancer before four real workers, two Apache and two nginx, under a steady load, while

  deaths   one of them dies and comes back: killed, stopped, its packets dropped, without power, restarted
  rolling  all are restarted one after the other, each behind a drain, with sessions and without
  poison   one of five members of our own takes two seconds for an answer
  failing  all four of ours refuse, answer 503, or reset

As root each worker gets a machine of its own, a network namespace whose cable can be pulled; else a listener that takes
nothing stands for one. `--full` has the policies as users have them, and prints the tables of docs/failover.md, in 15
minutes. `python3 -m acceptance.suites.failover.curve FILE FAULT` draws a curve of them. Needs Debian's apache2, nginx and
iproute2, and a JDK.
"""

from . import deaths, failing, lan, poison, rolling

PARTS = {"deaths": deaths, "rolling": rolling, "poison": poison, "failing": failing}


def add_options(parser):
    parser.add_argument("--part", choices=PARTS, action="append", help="one of the four, or several")
    parser.add_argument("--policy", default="", help="of deaths: only this policy")
    parser.add_argument("--fault", default="", help="of deaths: a part of a fault's name")


def prepare():
    lan.enter()


def run(options, report):
    for name in options.part or PARTS:
        home = options.home / name
        home.mkdir()
        part = PARTS[name]
        rows = part.run(home, options, report)
        print("\n" + "\n".join([part.HEAD, *map(str, rows)]) + "\n", flush=True)
