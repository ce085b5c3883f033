"""The service as its unit says, without systemd: the manager is played here."""

import os
import re
import shlex
import socket
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

from ...harness.paths import JAR
from ...harness.server import HERE, free_port
from ...harness.waiting import wait_until
from .installing import CONFIGURATION, NAME, unit

SECONDS = 120

ANSWER = "  - {path: /, respond: {status: 200, body: it works}}\n"

# An address that the machine does not have at the start. RFC 5737.
LATER = "192.0.2.7"

PLAIN = "listen: 0.0.0.0:80\nroutes:\n" + ANSWER


def service(root, report):
    """By its command line, as its user, with its capability: port 80, what the manager is told, reload and stop."""
    settings = read(unit(root, f"{NAME}.service"))
    configured(root)
    with manager(root) as told, started(root, settings) as process:
        wait_until(lambda: "READY=1" in told() or process.poll() is not None, SECONDS)
        if process.poll() is not None:
            report.check(False, "it starts", (root.path / "tmp/service.out").read_text()[-2000:])
            return
        report.check("READY=1" in told(), "the manager hears that it is ready", said(told()))
        report.check(page(process) == "it works", "it serves port 80 as its user", who(process))
        report.check("balancer.jsa" in Path(f"/proc/{process.pid}/maps").read_text(), "it has its classes from the archive of its installation")
        report.check(page(process, LATER) == "", "an address that is not there yet is no fault")
        inside(process, "ip", "address", "add", f"{LATER}/32", "dev", "lo")
        report.check(page(process, LATER) == "it works", "once it is there, it is served")
        report.check(wait_until(lambda: "WATCHDOG=1" in told(), SECONDS), "the manager hears that it is alive")
        log = root.path / f"var/log/{NAME}/access.log"
        report.check(wait_until(lambda: log.exists() and "GET /" in log.read_text(), SECONDS), "its access log has the request")
        report.check((root.path / f"var/lib/{NAME}/state.json").exists(), "its state is kept")
        rotated(root, process, log, report)
        process.terminate()
        status = process.wait(SECONDS)
        report.check(status == 0 and "STOPPING=1" in told(), "SIGTERM ends it, and the manager hears so", f"status {status}")


def rotated(root, process, log, report):
    """logrotate moves the log, and the program goes on in a new file."""
    subprocess.run(["chroot", str(root.path), "logrotate", "-f", f"/etc/logrotate.d/{NAME}"], check=True, capture_output=True)

    def goes_on():
        page(process)
        return log.exists() and "GET /" in log.read_text()
    good = wait_until(goes_on, SECONDS) and log.with_suffix(".log.1").exists()
    report.check(good, "logrotate rotates its access log")


def activated(root, report):
    """Its socket may be the manager's: systemd-socket-activate plays one that opens it."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="activated-") as home:
        file = Path(home) / "balancer.yaml"
        file.write_text(PLAIN.replace("0.0.0.0:80", f"{HERE}:{port}"))
        output = open(Path(home) / "out", "w+")
        process = subprocess.Popen(["systemd-socket-activate", "-l", f"{HERE}:{port}", *java(), "-jar", str(JAR), "run", str(file)],
                                   stdout=output, stderr=subprocess.STDOUT)
        try:
            answer = wait_until(lambda: curl([], f"http://{HERE}:{port}/") == "it works", SECONDS)
            text = (Path(home) / "out").read_text()
            taken = f"{HERE}:{port}: with a socket that was handed over" in text
            report.check(answer and taken, "it takes a socket that systemd has opened", "" if taken else text[-1000:])
        finally:
            process.terminate()
            process.wait(SECONDS)
            output.close()


def java():
    """systemd-socket-activate hands on no environment but what it is told."""
    return [f"--setenv=PATH={os.environ['PATH']}", "java", "-Xmx64m"]


def configured(root):
    """The packaged file, with an answer in the place of members that are not here."""
    file = root.path / CONFIGURATION
    text = re.sub(r"\nclusters:.*?\nroutes:", "\nroutes:", file.read_text(), flags=re.DOTALL)
    text = text.replace("listen: 0.0.0.0:80\n", f"listen: [0.0.0.0:80, {LATER}:8080]\n")
    file.write_text(text.replace("  - path: /\n    cluster: rpicluster\n", ANSWER))


def read(file):
    """The unit's settings; of those that stand twice the last."""
    lines = (line.partition("=") for line in file.read_text().splitlines() if re.match(r"[A-Z]\w+=", line))
    return {key: value for key, _, value in lines}


@contextmanager
def started(root, settings):
    """What the unit says of user and capability, as setpriv says it."""
    capability = "-all,+" + settings["AmbientCapabilities"].removeprefix("CAP_").lower()
    rights = ["setpriv", f"--reuid={settings['User']}", f"--regid={settings['Group']}", "--init-groups",
              f"--inh-caps={capability}", f"--ambient-caps={capability}", f"--bounding-set={capability}", "--no-new-privs"]
    subprocess.run(["chroot", str(root.path), "install", "-d", "-m", settings["RuntimeDirectoryMode"], "-o", settings["User"],
                    "-g", settings["Group"], f"/run/{settings['RuntimeDirectory']}"], check=True)
    environment = {"PATH": "/usr/bin:/bin", "NOTIFY_SOCKET": "/run/notify", "WATCHDOG_USEC": "2000000",
                   "JAVA_OPTS": settings["Environment"].strip('"').partition("=")[2]}
    line = f"cd {settings['WorkingDirectory']} && umask {settings['UMask']} && exec {settings['ExecStart']}"
    inside = ["chroot", str(root.path), *rights, "/bin/sh", "-c", line]
    command = ["unshare", "--net", "sh", "-c", f"ip link set lo up && exec {shlex.join(inside)}"]
    with open(root.path / "tmp/service.out", "w") as output:
        process = subprocess.Popen(command, env={**environment, "PATH": os.environ["PATH"]}, stdout=output, stderr=output)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def manager(root):
    """Plays the manager's end of the socket; what it was told so far."""
    path = root.path / "run/notify"
    with suppress(FileNotFoundError):
        path.unlink()
    messages = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as end:
        end.bind(str(path))
        path.chmod(0o666)
        end.setblocking(False)

        def told():
            with suppress(BlockingIOError):
                while True:
                    messages.append(end.recv(4096).decode())
            return "".join(messages)
        yield told


def page(process, host=None):
    """What port 80 of its network answers, or port 8080 at another address."""
    return inside(process, "curl", "-s", "-m", "10", f"http://{host}:8080/" if host else f"http://{HERE}/")


def inside(process, *command):
    """In its network."""
    return subprocess.run(["nsenter", "-t", str(process.pid), "-n", *command], capture_output=True, text=True, check=False).stdout


def curl(prefix, url):
    return subprocess.run([*prefix, "curl", "-s", "-m", "10", url], capture_output=True, text=True, check=False).stdout


def who(process):
    status = Path(f"/proc/{process.pid}/status").read_text()
    return " ".join(re.search(rf"{key}:\s+(\S+)", status).expand(rf"{key} \1") for key in ("Uid", "CapEff"))


def said(text):
    return "; ".join(line for line in text.splitlines() if not line.startswith("WATCHDOG"))[:200]
