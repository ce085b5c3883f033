"""The ways in which a worker goes and comes back: each `strike` takes it, each `heal` brings it back."""

import signal
from dataclasses import dataclass
from typing import Callable

from .lan import Hole


@dataclass(frozen=True)
class Fault:
    name: str
    strike: Callable
    heal: Callable = lambda worker: None
    silent: bool = False  # nothing refuses, so that only time tells
    must_out: bool = True  # it is gone for so long that it must be taken out
    is_short: bool = True  # the others are in the short run of worker-faults


def kill(worker):
    worker.kill()


def start(worker):
    worker.start()


def stop(worker):
    worker.signal_all(signal.SIGSTOP)


def go_on(worker):
    worker.signal_all(signal.SIGCONT)


def unplug(worker):
    worker.machine.unplug()


def plug(worker):
    worker.machine.plug()


def cut_power(worker):
    """Its last words, the kernel's resets of its connections, are lost."""
    worker.machine.unplug()
    worker.kill()
    worker.machine.power_off()


def boot(worker):
    worker.machine.boot()
    worker.start()


def into_hole(worker):
    """Where no cable can be pulled. Connections that stand are reset; new ones are met with silence."""
    worker.kill()
    worker.hole = Hole(worker.host, worker.port)


def out_of_hole(worker):
    worker.hole.close()
    worker.start()


def restart(worker):
    """`systemctl restart`: it ends what it has begun as well as it can, and is there again at once."""
    worker.restart()


def reload(worker):
    """`apachectl graceful`, `nginx -s reload`: its port is taken all the while."""
    worker.signal_main(worker.GRACEFUL)


KILLED = Fault("killed (`kill -9`), its port refuses", kill, start)
STOPPED = Fault("stopped (`SIGSTOP`), its port takes connections", stop, go_on, silent=True, is_short=False)
UNPLUGGED = Fault("its packets are dropped, connections stand", unplug, plug, silent=True)
POWERLESS = Fault("power cut, and booted again", cut_power, boot, silent=True)
HOLE = Fault("killed, its port takes nothing (black hole)", into_hole, out_of_hole, silent=True)
RESTARTED = Fault("restarted (stop and start)", restart, must_out=False, is_short=False)
RELOADED = Fault("restarted gracefully", reload, must_out=False, is_short=False)


def all_of(lan, full):
    faults = [KILLED, STOPPED, *([UNPLUGGED, POWERLESS] if lan.is_real else [HOLE]), RESTARTED, RELOADED]
    return [f for f in faults if full or f.is_short]
