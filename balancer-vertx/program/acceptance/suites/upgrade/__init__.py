"""The balancer is upgraded in place, again and again under load: the next process takes the listening sockets and the state
over from the one before, which finishes what it has. Counted by the clients: connections that are refused or reset, answers that
are cut or do not come, WebSockets that end; and in the access log, which both write and one puts aside, lines that are torn.
Then one process is reloaded again and again, each time with another configuration, and must hold no more than before.

--times says how often it is upgraded; 3 times, 10 if full, with 200 WebSockets and 50 downloads. --reloads: 100, 1000 if full.
Needs Linux with Netty's native transport, and a JDK.
"""

import asyncio
import time

from .clients import FEW, MANY, Clients
from .member import Member
from .processes import Processes
from .reloads import reloads


def add_options(parser):
    parser.add_argument("--times", type=int)
    parser.add_argument("--reloads", type=int)


def run(options, report):
    times = options.times if options.times is not None else (10 if options.full else 3)
    if times:
        asyncio.run(upgrades(options, times, report))
    count = options.reloads if options.reloads is not None else (1000 if options.full else 100)
    if count:
        reloads(options, count, report)


async def upgrades(options, times, report):
    member = await Member().start()
    processes = Processes(options.jar, options.home, member.port)
    try:
        port = processes.start()
        clients = Clients(port, MANY if options.full else FEW)
        clients.start()
        began = time.monotonic()
        for turn in range(1, times + 1):
            await clients.begin_tunnels()
            before = processes.newest()
            done = await asyncio.to_thread(processes.upgrade)
            report.check(done.returncode == 0, f"upgrade {turn}", (done.stdout + done.stderr).strip())
            report.check(processes.newest() != before, f"upgrade {turn}: another process serves")
            report.check(await clients.tunnels_echo(), f"upgrade {turn}: WebSockets go on in the process before")
            await clients.end_tunnels()
        rate = round(clients.done / (time.monotonic() - began))
        await clients.stop()
        report.check(not clients.faults, f"{clients.done} requests and downloads, {rate} a second: none refused, reset or cut",
                     "; ".join(clients.faults[:5]))
        report.check(await asyncio.to_thread(processes.one_is_left), "the processes before have ended")
        report.check(processes.terminate() == "", "the last one ends on SIGTERM")
        lines, torn = processes.logged()
        asked = clients.done + clients.tunnels
        report.check(lines == asked and not torn, f"the access log has a line for each of {asked}", f"{lines}; torn: {torn[:3]}")
    finally:
        processes.kill()
        member.stop()
