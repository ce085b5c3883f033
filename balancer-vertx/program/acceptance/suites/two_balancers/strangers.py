"""What a machine in the network costs that does not have the secret: datagrams, connections, handshakes; with heap and processor
time before them, while they come, and after.
"""

import contextlib
import os
import re
import socket
import ssl
import subprocess
import time
from pathlib import Path

from ...harness.waiting import lasting, wait_until
from .machines import stat, wait_same

PORT = 7800
COUNT = 1_000
COUNT_FULL = 100_000
AT_A_TIME = 200

POOLS = ("vert.x-worker-", "jgroups-")


def run(site, options, report):
    count = COUNT_FULL if options.full else COUNT
    first, second = site.both
    site.wait_well()
    heap_before = heap_mib(first, collect=True)
    before = costs(first)
    began = time.monotonic()
    heard, stages, seen = 0, [], before
    for kind, so_many in ((datagrams, count), (connections, count), (handshakes, count // 10)):
        heard += kind(first.host, so_many)
        now = costs(first)
        stages.append(f"{so_many} {kind.__name__} {now['cpu'] - seen['cpu']:.1f} s")
        seen = now
    came = time.monotonic() - began
    heap_during = heap_mib(first)
    report.check(heard == 0, f"strangers: not one byte is told to {count} of them", heard)
    drips = [dripping(first.host) for _ in range(20)]
    first.lan.unplug()
    wait_until(lambda: len(second.sees()) == 1, 60)
    first.lan.plug()
    report.check(wait_until(lambda: len(second.sees()) == 2 and keep(drips), 60),
                 "strangers: those that say a byte now and then keep no peer out", second.sees())
    second.edit(site.workers[0].name, weight=7)
    report.check(wait_same(first, second), "strangers: edits are shared all the same")
    for drip in drips:
        drip.close()
    settled = wait_until(lambda: costs(first)["threads"] <= before["threads"] + 4, 60)
    after = costs(first)
    report.check(settled and after["files"] <= before["files"] + 8, "strangers: no thread and no file is left of them",
                 (before, after))
    heap_after = heap_mib(first, collect=True)
    report.check(heap_after <= heap_before + 4, "strangers: nothing of them is left in the heap", (heap_before, heap_after))
    said = [line for line in first.log().splitlines() if "PeerTcp" in line or "jgroups" in line]
    report.check(said == [], "strangers: what the engine has to say of them fills no log", said[:3])
    site.wait_well()
    second.edit(site.workers[0].name, weight=1)
    wait_same(first, second)
    return [f"| {site.advert} | strangers within {came:.0f} s: {', '.join(stages)} of processor time | heap {heap_before} MiB before, "
            f"{heap_during} with what is not collected, {heap_after} after; resident {before['rss']}, {seen['rss']}, {after['rss']}, "
            f"at most {after['peak']} MiB; {before['threads']}, {seen['threads']}, {after['threads']} threads |"]


def heap_mib(machine, collect=False):
    """Of the whole heap."""
    jcmd = ["jcmd", str(machine.balancer.pid)]
    if collect:
        subprocess.run([*jcmd, "GC.run"], capture_output=True, timeout=60, check=True)
    said = subprocess.run([*jcmd, "GC.heap_info"], capture_output=True, text=True, timeout=60, check=True).stdout
    return sum(map(int, re.findall(r"generation .*used (\d+)K", said))) // 1024


def costs(machine):
    """Of the whole process: processor seconds, memory, threads, files."""
    pid = machine.balancer.pid
    fields = stat(pid)
    rss, peak = machine.balancer.memory()
    return {"cpu": (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), "rss": rss, "peak": peak,
            "threads": len(threads(pid)), "files": len(os.listdir(f"/proc/{pid}/fd"))}


def threads(pid):
    """The names of those that are in no pool, which fills up to its own bound whatever strangers do."""
    names = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):  # it has ended meanwhile
            names.append((task / "comm").read_text().strip())
    return [name for name in names if not name.startswith(POOLS)]


def datagrams(host, count):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.setblocking(False)
        heard = 0
        for i in range(count):
            try:
                s.sendto(os.urandom(64), (host, PORT))
                heard += len(s.recv(1 << 16))
            except OSError:  # refused, as no socket is there, or nothing was told
                pass
    return heard


def connections(host, count):
    """Junk and silence, so many at a time; how many bytes they were told."""
    heard = 0
    for begin in range(0, count, AT_A_TIME):
        open_ones = [connected(host) for _ in range(min(AT_A_TIME, count - begin))]
        for i, s in enumerate(open_ones):
            heard += told(s, os.urandom(200) if i % 2 else b"")
        for s in open_ones:
            s.close()
    return heard


def connected(host):
    s = socket.create_connection((host, PORT), 10)
    s.setblocking(False)
    return s


def told(s, junk):
    """An alert that says nothing but that this is not TLS is no word."""
    try:
        s.sendall(junk)
        piece = s.recv(1 << 16)
    except OSError:
        return 0
    return 0 if piece[:1] == b"\x15" else len(piece)


def handshakes(host, count):
    """TLS without the key: what was told behind the handshake."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    heard = 0
    for _ in range(count):
        try:
            with socket.create_connection((host, PORT), 10) as plain, context.wrap_socket(plain) as s:
                s.sendall(os.urandom(64))
                heard += len(s.recv(1 << 16))
        except OSError:  # refused
            pass
    return heard


def dripping(host, address=""):
    s = socket.create_connection((host, PORT), 10, (address, 0))
    s.sendall(b"\x16\x03\x01\x3f\x00")  # a handshake of 16 KB is to follow
    return s


def keep(drips):
    for s in drips:
        try:
            s.send(b"\x01")
        except OSError:  # closed meanwhile, as it should be
            pass
    lasting(0.2)
    return True
