"""Members that announce themselves, by real servers: SRV and A records of dnsmasq, which is killed and comes back with others;
a file that is written slowly; heartbeats of Debian's Apache; what strangers send. As root also heartbeats to a group, of an Apache
on a machine of its own (a network namespace) whose cable is pulled, and services of Avahi. Needs Debian's dnsmasq-base and apache2,
and avahi-daemon for the last.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import urllib.request

from ..harness.apache import Apache
from ..harness.balancer import Balancer
from ..harness.members.http import Handler, HttpMember
from ..harness.report import LeftOut
from ..harness.server import HERE, Server, free_port
from ..harness.waiting import lasting, wait_until
from .failover.lan import BRIDGE, GATEWAY, Lan, enter, ip

MODULES = ("mpm_event", "authz_core", "heartbeat")
BEAT = b"v=1&ready=75&busy=0"

# Of httpd's documentation of HeartbeatAddress.
GROUP = "239.0.0.1:27999"

# A machine that is busy has its time: what is waited for takes a second or two.
SECONDS = 60

# More records than a datagram has room for.
MANY = 60

STRANGERS = 20_000


class Named(Handler):
    """Says at which port it is."""

    def do_GET(self):  # noqa: N802, the name is http.server's
        self.reply(str(self.server.server_port).encode())


class Dnsmasq(Server):
    """A name server for app.example alone; its records are those of its next start."""

    def __init__(self, home):
        super().__init__("dnsmasq", home)
        self.records = ()

    def command(self):
        own = ("--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts", f"--port={self.port}",
               f"--listen-address={HERE}", "--bind-interfaces", "--local-ttl=1", "--local=/app.example/",
               f"--pid-file={self.home}/pid", "--user=root")
        return ["dnsmasq", *own, *self.records]

    def services(self, *ports):
        """Each port is a service on a machine at this address."""
        self.records = (f"--host-record=pi.app.example,{HERE}",
                        *(f"--srv-host=_http._tcp.app.example,pi.app.example,{port},0,5" for port in ports))


class Beats:
    """Sends heartbeats as Apache does, from an address of its own."""

    def __init__(self, source, port):
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((source, 0))
        self._to = (HERE, port)
        self._over = threading.Event()
        threading.Thread(target=self._send, daemon=True).start()

    def _send(self):
        while not self._over.wait(0.5):
            self._socket.sendto(BEAT, self._to)

    def close(self):
        self._over.set()


class Avahi:
    """A responder on the loopback, with services of its own in the place of the machine's."""

    CONFIGURATION = ("[server]\nhost-name=pi7\nenable-dbus=no\nallow-interfaces=lo\nuse-ipv6=no\n"
                     "[publish]\npublish-workstation=no\n")
    SERVICE = ("<service-group><name>{name}</name><service><type>_balancertest._tcp</type><port>{port}</port>"
               "<txt-record>weight=2</txt-record><txt-record>route=r-{name}</txt-record></service></service-group>\n")

    def __init__(self, home):
        self.services = home / "avahi"
        self.services.mkdir()
        self._config = home / "avahi.conf"
        self._config.write_text(self.CONFIGURATION)
        self._process = None

    def announce(self, name, port):
        (self.services / f"{name}.service").write_text(self.SERVICE.format(name=name, port=port))

    def withdraw(self, name):
        (self.services / f"{name}.service").unlink()

    def start(self):
        script = (f"mount --bind {self.services} /etc/avahi/services && "
                  f"exec avahi-daemon -f {self._config} --no-drop-root --no-chroot --no-rlimits")
        with open(self.services.parent / "avahi.out", "wb") as output:
            self._process = subprocess.Popen(["unshare", "--mount", "sh", "-c", script], stdout=output, stderr=subprocess.STDOUT)

    def reload(self):
        self._process.send_signal(signal.SIGHUP)

    def kill(self):
        if self._process is not None:
            self._process.kill()
            self._process.wait()


def prepare():
    enter()


def run(options, report):
    if shutil.which("dnsmasq") is None:
        raise LeftOut("there is no dnsmasq (Debian's dnsmasq-base)")
    Trial(options, report).run()


class Trial:
    def __init__(self, options, report):
        self._report = report
        self._home = options.home
        self._balancer = Balancer(options.jar, options.home)
        self._members = [HttpMember(Named) for _ in range(3)]
        self._ports = [member.port for member in self._members]
        self._file = options.home / "members.txt"

    def run(self):
        with contextlib.ExitStack() as stack:
            stack.callback(self._balancer.kill)
            for member in self._members:
                stack.callback(member.close)
            names = Dnsmasq(self._home)
            stack.callback(names.kill)
            self.dns(names)
            self.file()
            self.heartbeats(stack)
            self.group(stack)
            if os.geteuid() == 0 and shutil.which("avahi-daemon"):
                self.avahi(stack)

    def begin(self, *sources):
        self._balancer.kill()
        self._balancer.start("\n".join([
            "listen: 127.0.0.1:0", f"stateFile: {self._home}/state.json", "clusters:", "  c:", "    discover:",
            *(f"      - {source}" for source in sources),
            "routes: [{path: /balancer-manager, manager: {}}, {path: /, cluster: c}]"]) + "\n")

    def states(self):
        with urllib.request.urlopen(f"http://{HERE}:{self._balancer.port}/balancer-manager/api/clusters/c") as answer:
            return {member["id"]: member["state"] for member in json.load(answer)["members"]}

    def served(self):
        with urllib.request.urlopen(f"http://{HERE}:{self._balancer.port}/") as answer:
            return int(answer.read())

    def edit(self, member, setting, value):
        request = urllib.request.Request(
            f"http://{HERE}:{self._balancer.port}/balancer-manager/api/clusters/c/members/{member}",
            json.dumps({setting: value}).encode(), {"Content-Type": "application/json"}, method="PATCH")
        with urllib.request.urlopen(request) as answer:
            return answer.status

    def becomes(self, wanted, what):
        good = wait_until(lambda: self.states() == wanted, SECONDS)
        self._report.check(good, what, "" if good else (self.states(), wanted))

    def dns(self, names):
        first, second, third = (f"pi.app.example:{port}" for port in self._ports)
        names.services(*self._ports[:2])
        names.start()
        self.begin(f"{{dns: _http._tcp.app.example, servers: ['{HERE}:{names.port}'], allow: [127.0.0.0/8], ttlMin: 1s}}")
        self.becomes({first: "enabled", second: "enabled"}, "SRV records: their members are there")
        seen = {self.served() for _ in range(10)}
        self._report.check(seen == set(self._ports[:2]), "and serve", seen)
        names.services(self._ports[0], self._ports[2])
        names.restart()
        self.becomes({first: "enabled", second: "draining", third: "enabled"},
                     "a record less and one more: the one drains, the other is there")
        self.edit(third, "state", "disabled")
        names.kill()
        lasting(3)
        self.becomes({first: "enabled", second: "draining", third: "disabled"}, "a name server that is killed changes nothing")
        self._balancer.kill()
        self.begin(f"{{dns: _http._tcp.app.example, servers: ['{HERE}:{names.port}'], allow: [127.0.0.0/8], ttlMin: 1s}}")
        self.becomes({first: "enabled", second: "draining", third: "disabled"},
                     "the balancer is killed, too: it knows all, with its edit, and no name server")
        names.services(*self._ports)
        names.start()
        self.becomes({first: "enabled", second: "enabled", third: "disabled"}, "one that is back takes part; the edit holds")
        self.many(names)

    def many(self, names):
        names.services(*range(10_001, 10_001 + MANY))
        names.restart()
        good = wait_until(lambda: sum(":10" in each for each in self.states()) == MANY, SECONDS)
        self._report.check(good, f"{MANY} records, more than a datagram has room for, are {MANY} members")
        names.records = (f"--host-record=www.app.example,{HERE}", "--host-record=www.app.example,10.0.0.1")
        names.restart()
        self.begin(f"{{dns: www.app.example, port: {self._ports[0]}, servers: ['{HERE}:{names.port}'], allow: [127.0.0.0/8]}}")
        self.becomes({f"{HERE}:{self._ports[0]}": "enabled"}, "A records: each address that is allowed is a member")
        names.kill()

    def file(self):
        first, second, third = (f"{HERE}:{port}" for port in self._ports)
        self._file.write_text(f"{first}\n{second}\n")
        self.begin(f"{{file: {self._file}, allow: [127.0.0.0/8], every: 200ms, leave: 1s}}")
        self.becomes({first: "enabled", second: "enabled"}, "a file: its members are there")
        with open(self._file, "w", encoding="ascii") as slow:
            slow.write(f"{first}\n{third[:-2]}")
            slow.flush()
            lasting(2)
            self.becomes({first: "enabled", second: "enabled"}, "half-written it changes nothing")
            slow.write(f"{third[-2:]}\n")
        good = wait_until(lambda: self.states() == {first: "enabled", third: "enabled"}, SECONDS)
        self._report.check(good, "written, it holds: who is not in it has drained and left", "" if good else self.states())
        self._file.unlink()
        lasting(1)
        self.becomes({first: "enabled", third: "enabled"}, "removed, it changes nothing")

    def heartbeats(self, stack):
        port = free_port()
        apache = Apache("worker", self._home, MODULES, f"HeartbeatAddress {HERE}:{port}\n")
        stack.callback(apache.kill)
        self.begin(f"{{heartbeat: '{HERE}:{port}', allow: [127.0.0.1, 127.0.0.3], port: {apache.port}, silence: 3s}}")
        other = Beats("127.0.0.3", port)
        stack.callback(other.close)
        stranger = Beats("127.0.0.9", port)
        stack.callback(stranger.close)
        sent = f"127.0.0.3:{apache.port}"
        self.becomes({sent: "enabled"}, "a heartbeat: its sender is there, and no stranger")
        apache.start()
        own = f"{HERE}:{apache.port}"
        self.becomes({own: "enabled", sent: "enabled"}, "Apache's mod_heartbeat: it is there as well")
        apache.signal_all(signal.SIGKILL)
        apache.ends()  # one that was not waited for runs already, as the next one sees it
        self.becomes({own: "draining", sent: "enabled"}, "killed, it drains")
        apache.start()
        self.becomes({own: "enabled", sent: "enabled"}, "started again, it takes part")
        self.strangers(port)
        other.close()
        lasting(4)
        self.becomes({own: "enabled", sent: "draining"}, "one that is silent drains, after all of this")

    def group(self, stack):
        """Heartbeats as Apache's own documentation has them sent: to a group, over a network's interface."""
        lan = Lan()
        stack.callback(lan.close)
        if not lan.is_real:
            return
        machines = [lan.machine() for _ in range(2)]
        port = free_port()
        for number, machine in enumerate(machines):
            ip("route", "add", "default", "via", GATEWAY, within=machine.run([]))  # as each machine of a network has one
            apache = Apache(f"neighbour{number}", self._home, MODULES, f"HeartbeatAddress {GROUP}\n", machine=machine)
            stack.callback(apache.kill)
            apache.start()
        one, other = (f"{machine.host}:{port}" for machine in machines)
        source = f"{{heartbeat: '{GROUP}', interface: %s, allow: [{GATEWAY}/24], port: {port}, silence: 3s}}"
        self.begin(source % BRIDGE)
        self.becomes({one: "enabled", other: "enabled"}, "Apaches' heartbeats to a group, over a network: both are there")
        machines[0].unplug()
        self.becomes({one: "draining", other: "enabled"}, "a cable is pulled: that one drains")
        machines[0].plug()
        self.becomes({one: "enabled", other: "enabled"}, "plugged in again, it takes part")
        self._balancer.kill()
        (self._home / "state.json").unlink()
        self.begin(source % "lo")
        lasting(3)
        self.becomes({}, "listened for at another interface, neither is heard")

    def strangers(self, port):
        before, _ = self._balancer.memory()
        threads = len(self._balancer.jcmd("Thread.print").split("\n\n"))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as flood:
            flood.bind(("127.0.0.9", 0))
            for number in range(STRANGERS):
                flood.sendto(BEAT + b"&port=%d" % (number % 65_536), (HERE, port))
        after, _ = self._balancer.memory()
        more = len(self._balancer.jcmd("Thread.print").split("\n\n")) - threads
        self._report.check(len(self.states()) == 2, f"{STRANGERS} datagrams of a stranger change nothing",
                           f"{after - before} MiB more, {more} threads more")

    def avahi(self, stack):
        responder = Avahi(self._home)
        stack.callback(responder.kill)
        first, second = (f"pi7.local:{port}" for port in self._ports[:2])
        responder.announce("one", self._ports[0])
        responder.start()
        self.begin("{mdns: _balancertest._tcp, interface: lo, allow: [127.0.0.0/8]}")
        self.becomes({first: "enabled"}, "Avahi's services: its member is there")
        self._report.check(self.served() == self._ports[0], "and serves")
        responder.announce("two", self._ports[1])
        responder.reload()
        self.becomes({first: "enabled", second: "enabled"}, "a service more is a member more")
        responder.withdraw("one")
        responder.reload()
        self.becomes({first: "draining", second: "enabled"}, "one that is withdrawn drains")
