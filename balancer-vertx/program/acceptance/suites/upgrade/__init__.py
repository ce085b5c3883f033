"""The balancer is upgraded in place, again and again under load: the next process takes the listening sockets and the state
over from the one before, which finishes what it has. Counted by the clients: connections that are refused or reset, answers that
are cut or do not come, WebSockets that end.

--times says how often; 3 times, 10 if full. Needs Linux with Netty's native transport, and a JDK.
"""

import asyncio

from .clients import Clients
from .member import Member
from .processes import Processes


def add_options(parser):
    parser.add_argument("--times", type=int)


def run(options, report):
    times = options.times or (10 if options.full else 3)
    asyncio.run(upgrades(options, times, report))


async def upgrades(options, times, report):
    member = await Member().start()
    processes = Processes(options.jar, options.home, member.port)
    try:
        port = processes.start()
        clients = Clients(port)
        clients.start()
        for turn in range(1, times + 1):
            await clients.begin_tunnels()
            before = processes.newest()
            done = await asyncio.to_thread(processes.upgrade)
            report.check(done.returncode == 0, f"upgrade {turn}", (done.stdout + done.stderr).strip())
            report.check(processes.newest() != before, f"upgrade {turn}: another process serves")
            report.check(await clients.tunnels_echo(), f"upgrade {turn}: WebSockets go on in the process before")
            await clients.end_tunnels()
        await clients.stop()
        report.check(not clients.faults, f"{clients.done} requests and downloads: none refused, reset or cut",
                     "; ".join(clients.faults[:5]))
        report.check(await asyncio.to_thread(processes.one_is_left), "the processes before have ended")
        report.check(processes.terminate() == "", "the last one ends on SIGTERM")
    finally:
        processes.kill()
        member.stop()
