"""The balancer is reloaded and then upgraded in place, again and again under load. At each reload a listener comes or goes; at each
upgrade the next process takes the listening sockets and the state over from the one before, which finishes what it has. Counted by
the clients: connections that are refused or reset, answers that are cut or do not come, WebSockets that end; and in the access log,
which both write and one puts aside, lines that are torn.
Then one process is reloaded again and again, each time with another configuration, and must hold no more than before.

--times says how often it is upgraded; 3 times, 10 if full, with 200 WebSockets, 50 downloads and 1000 requests a second. --reloads: 100,
1000 if full.
Needs Linux with Netty's native transport, and a JDK.
"""

import asyncio
import time
import urllib.error
import urllib.request

from ...harness.server import free_port
from .clients import FEW, MANY, Clients
from .member import Member
from .processes import Processes
from .reloads import reloads

SECONDS = 60


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
        asked = await reloaded(processes, clients, 2 * times, report)
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
        asked += clients.done + clients.tunnels
        report.check(lines == asked and not torn, f"the access log has a line for each of {asked}", f"{lines}; torn: {torn[:3]}")
    finally:
        processes.kill()
        member.stop()


async def reloaded(processes, clients, count, report):
    """Listeners come and go; how many requests were asked for it."""
    await clients.begin_tunnels()
    asked, wrong = 0, []
    for turn in range(count):
        port = free_port()
        for ports in ((port,), ()):
            changes = await asyncio.to_thread(processes.reload, *ports)
            asked += 1
            answers = await asyncio.to_thread(answers_at, port)
            asked += answers
            if len(changes) != 1 or answers != bool(ports):
                wrong.append(f"{turn}: {changes}, answers: {answers}")
    report.check(not wrong, f"a listener comes and goes {count} times", "; ".join(wrong[:3]))
    report.check(await clients.tunnels_echo(), "WebSockets go on over all of these reloads")
    await clients.end_tunnels()
    return asked


def answers_at(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/short", timeout=SECONDS) as answer:
            return answer.read() == b"ok"
    except urllib.error.URLError:
        return False
