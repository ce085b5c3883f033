"""A balancer's machine: the program, keepalived with what `vip` has written, and what can be done to its cable."""

import contextlib
import json
import os
import re
import signal
import subprocess
from pathlib import Path

from ...harness.balancer import Balancer
from ...harness.waiting import wait_until

ADDRESS = "10.99.0.100"
PORT = 8080

CONFIGURATION = """\
listen: 0.0.0.0:{port}
stateFile: {home}/state.json
accessLog: {{file: {log}, format: json}}
peers:
  listen: {host}:7800
  members: [{members}]
  secret: {secret}
  name: {name}
  address: {address}
clusters:
  c:
    members: [{workers}]
    sticky: {{cookie: ROUTE, issue: true, key: {secret}}}
    # Workers are well here: that this machine is busy is no reason for a session to move.
    failure: {{failures: 1000, connectFailures: 1000}}
    attempts: {{max: 1}}
routes:
  - {{path: /m, manager: {{allow: [127.0.0.0/8]}}}}
  - {{path: /, cluster: c}}
"""

SECONDS = 60

START_SECONDS = 240


class PeerBalancer(Balancer):
    """The program on a machine."""

    def __init__(self, jar, home, machine, jvm):
        super().__init__(jar, home, jvm=("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", *jvm))
        self.machine = machine
        self.handover = home / "handover"

    def command(self):
        return [*super().command(), "--handover", str(self.handover)]

    def launch(self, configuration):
        self.ports = []
        self.configure(configuration)
        with open(self._output, "ab") as output:
            self._process = subprocess.Popen(
                self.machine.run([*self._java, *self.command()]), stdout=output, stderr=subprocess.STDOUT)

    @property
    def pid(self):
        """The newest process: one that takes over is begun by the one before."""
        return max(self.processes(), key=lambda pid: int(stat(pid)[19]))

    def processes(self):
        """Their ids."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                words = (folder / "cmdline").read_bytes().split(b"\0")
                if b"run" in words and str(self.handover).encode() in words:
                    found.append(int(folder.name))
        return found

    def start(self, configuration, listeners=1):
        """Others start beside it, and keepalived and visitors go on."""
        self.launch(configuration)
        if not wait_until(self.is_ready, START_SECONDS):
            raise RuntimeError(f"not ready after {START_SECONDS} s:\n{self.output()}")

    def is_ready(self, listeners=1):
        return self._process.poll() is None and self.machine.answers(f"http://127.0.0.1:{PORT}/m/health")

    def memory(self):
        status = Path(f"/proc/{self.pid}/status").read_text()
        return tuple(int(re.search(rf"{key}:\s+(\d+)", status).group(1)) // 1024 for key in ("VmRSS", "VmHWM"))

    def signal(self, number):
        os.kill(self.pid, number)

    def kill(self):
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if self._process is not None:
            self._process.wait()
        wait_until(lambda: not self.processes())


def stat(pid):
    """The fields behind the name, as proc(5) numbers them from 3 on."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


class Machine:
    """One of the two: `lan` is its place in the network."""

    def __init__(self, name, home, jar, lan, jvm=()):
        self.name = name
        self.home = home
        self.lan = lan
        self.home.mkdir(parents=True)
        self.balancer = PeerBalancer(jar, home, self, jvm)
        self.configuration = ""
        self._keepalived = None
        self._stop_post = []
        self._forgets_ids = False
        self._jar = jar

    @property
    def host(self):
        return self.lan.host

    def run(self, command):
        return self.lan.run(command)

    def here(self, *command, check=False):
        done = subprocess.run(self.run(list(map(str, command))), capture_output=True, text=True, timeout=SECONDS, check=check)
        return done.stdout

    def answers(self, url):
        return self.here("curl", "-s", "-m", "2", "-o", "/dev/null", "-w", "%{http_code}", url) != "000"

    def upgrade(self):
        """The exit status, and what was said."""
        done = subprocess.run(
            self.run(["java", "-XX:TieredStopAtLevel=1", "-jar", str(self._jar), "upgrade", "--handover",
                      str(self.balancer.handover)]), capture_output=True, text=True, check=False, timeout=200)
        return done.returncode, (done.stdout + done.stderr).strip()

    # ---- The balancer and its manager, asked on the machine itself, so that no cable is needed

    def start(self):
        self.balancer.start(self.configuration)

    def api(self, path):
        text = self.here("curl", "-fsS", "-m", "10", f"http://127.0.0.1:{PORT}/m/api{path}")
        return json.loads(text) if text else {}

    def edit(self, member, **settings):
        self.here("curl", "-fsS", "-m", "20", "-X", "PATCH", "-H", "Content-Type: application/json", "-d",
                  json.dumps(settings), f"http://127.0.0.1:{PORT}/m/api/clusters/c/members/{member}", check=True)

    def settings(self):
        """What operators see of each member."""
        members = self.api("/clusters/c").get("members", [])
        return {m["id"]: (m["state"], m["weight"]) for m in members}

    def shared(self):
        """What its state file has of what is shared."""
        state = json.loads((self.home / "state.json").read_text())
        return state["state"]["peers"]["settings"]

    def sees(self):
        """Each balancer that it sees, by name: whether it has the address."""
        return {b["name"]: b["holdsAddress"] for b in self.api("/peers").get("balancers", [])}

    # ---- keepalived

    def watch(self, conf, unit):
        (self.home / "keepalived.conf").write_text(conf)
        self._stop_post = [line.split("=-")[1].split() for line in unit.splitlines() if line.startswith("ExecStopPost")]
        self._forgets_ids = "ExecStartPre=-/bin/rm -f /run/keepalived.pid" in unit
        self.start_keepalived()

    def start_keepalived(self):
        """In a process group of its own, as its script ends with it then."""
        with open(self.home / "keepalived.out", "ab") as output:
            self._keepalived = subprocess.Popen(
                self.run(["keepalived", "-n", "-l", "-P", "-f", str(self.home / "keepalived.conf"),
                          "-p", str(self.home / "keepalived.pid"), "-r", str(self.home / "vrrp.pid")]),
                stdout=output, stderr=subprocess.STDOUT, start_new_session=True)

    def kill_keepalived(self):
        """All its processes at once, as when the kernel is out of memory."""
        os.killpg(self._keepalived.pid, signal.SIGKILL)
        self._keepalived.wait()

    def as_systemd_does(self):
        """The drop-in that `vip` writes: what follows an end of keepalived."""
        for command in self._stop_post:
            self.here(*command)
        if self._forgets_ids:
            for file in ("keepalived.pid", "vrrp.pid"):  # on this machine both balancers' are not where they would be
                (self.home / file).unlink(missing_ok=True)
        self.start_keepalived()

    def has_address(self):
        return f"inet {ADDRESS}/" in self.here("ip", "-4", "address", "show", "dev", "eth0")

    # ---- Its cable

    def deaf(self):
        """What is sent to it does not arrive."""
        subprocess.run(["tc", "qdisc", "add", "dev", self.lan.port, "root", "pfifo", "limit", "0"], check=True)

    def hears(self):
        subprocess.run(["tc", "qdisc", "del", "dev", self.lan.port, "root"], check=True)

    def mute(self):
        """What it sends does not arrive."""
        self.here("tc", "qdisc", "add", "dev", "eth0", "root", "pfifo", "limit", "0", check=True)

    def speaks(self):
        self.here("tc", "qdisc", "del", "dev", "eth0", "root", check=True)

    def power_cut(self):
        self.lan.unplug()
        if self._keepalived is not None:
            self.kill_keepalived()
        self.balancer.kill()
        self.lan.power_off()

    def power_on(self):
        self.lan.boot()
        self.start()
        self.start_keepalived()

    def stop(self):
        if self._keepalived is not None and self._keepalived.poll() is None:
            self.kill_keepalived()
        self.balancer.kill()

    def log(self):
        return self.balancer.output()


def same(one, other):
    """Whether both say the same, and their state files have it."""
    return one.settings() == other.settings() != {} and one.shared() == other.shared()


def wait_same(one, other, seconds=SECONDS):
    return wait_until(lambda: same(one, other), seconds)


def merged_lines(*machines):
    """What their logs say of edits that were made on both sides."""
    return [line for m in machines for line in re.findall(r"peers: .*both sides of a split.*", m.log())]
