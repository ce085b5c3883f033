"""The service as its users have it: by systemctl, and by what port 80 answers."""

from ...harness.waiting import wait_until
from ..package.installing import CONFIGURATION, NAME

SECONDS = 120
UNIT = f"{NAME}.service"

# An address that the machine does not have. RFC 5737.
LATER = "192.0.2.7"

TEXT = """\
listen: [0.0.0.0:80, {later}:8080]
stateFile: /var/lib/rpicluster-balancer/state.json
accessLog: {{file: /var/log/rpicluster-balancer/access.log, format: combined}}
routes:
  - {{path: /, respond: {{status: 200, body: {body}}}}}
"""

# A process that stands still is found out within this, not within the unit's minute.
HANGS = "[Service]\nWatchdogSec=4\n"

SOCKET = "[Socket]\nListenStream=80\n\n[Install]\nWantedBy=sockets.target\n"

# Asks until it is told to stop; each answer that is not 200 is a line.
VISITOR = """\
#!/bin/sh
while [ ! -e /var/tmp/enough ]; do
  curl -s -m 10 -o /dev/null -w '%{http_code}\\n' http://127.0.0.1/ >>/var/tmp/answers
done
"""


def configure(machine, body):
    machine.file(CONFIGURATION).write_text(TEXT.format(body=body, later=LATER))


def page(machine, url="http://127.0.0.1/"):
    return machine.says("curl", "-s", "-m", "10", url)


def shown(machine, name):
    return machine.says("systemctl", "show", "--property", name, "--value", UNIT)


def journal(machine):
    """Since the machine was booted."""
    return machine.says("journalctl", "--no-pager", "--boot", "--output", "cat", "--unit", UNIT)


def installed(machine, report):
    done = machine.runs("dpkg", "-i", "/var/tmp/balancer.deb", seconds=600)
    report.check(done.returncode == 0, "dpkg installs it", (done.stdout + done.stderr)[-500:])
    report.check(machine.says("systemctl", "is-enabled", UNIT) == "disabled" and shown(machine, "ActiveState") == "inactive",
                 "installing starts nothing")


def starts(machine, report):
    configure(machine, "one")
    done = machine.runs("systemctl", "enable", "--now", UNIT)
    report.check(done.returncode == 0, "systemctl enable --now", (done.stderr + journal(machine)[-1000:]) if done.returncode else "")
    report.check(page(machine) == "one", "it serves port 80 as soon as systemctl is back", who(machine))
    report.check(page(machine, f"http://{LATER}:8080/") == "", "an address that is not there yet is no fault")
    machine.runs("ip", "address", "add", f"{LATER}/32", "dev", "lo")
    report.check(wait_until(lambda: page(machine, f"http://{LATER}:8080/") == "one", SECONDS), "once it is there, it is served")
    wrong = [line for line in journal(machine).splitlines() if "ERROR" in line or "WARN" in line and LATER not in line]
    report.check(not wrong, "the journal has no complaint but of that address", "; ".join(wrong))
    exposed = machine.runs("systemd-analyze", "security", "--no-pager", "--threshold=20", UNIT)
    report.check(exposed.returncode == 0, "systemd finds it closed", exposed.stdout.strip().splitlines()[-1])


def who(machine):
    return machine.says("stat", "-c", "as %U", "/proc/" + shown(machine, "MainPID"))


def runs_there(machine, pid):
    return machine.runs("test", "-e", f"/proc/{pid}").returncode == 0


def reloads(machine, report):
    configure(machine, "two")
    before = shown(machine, "MainPID")
    done = machine.runs("systemctl", "reload", UNIT)
    report.check(done.returncode == 0 and wait_until(lambda: page(machine) == "two", SECONDS), "systemctl reload", done.stderr)
    file = machine.file(CONFIGURATION)
    file.write_text(file.read_text().replace("status: 200", "status: 2000"))
    machine.runs("systemctl", "reload", UNIT)
    told = wait_until(lambda: "2000" in journal(machine), SECONDS)
    report.check(told and page(machine) == "two" and shown(machine, "MainPID") == before,
                 "a wrong configuration changes nothing, and the journal says what is wrong")
    configure(machine, "two")


def comes_back(machine, report):
    """By SIGKILL, and by an event loop that hangs as it does under SIGSTOP."""
    for signal, what in (("KILL", "killed"), ("STOP", "standing still")):
        if signal == "STOP":
            machine.runs("mkdir", "-p", f"/run/systemd/system/{UNIT}.d")
            machine.runs("sh", "-c", f"printf '{HANGS}' >/run/systemd/system/{UNIT}.d/watchdog.conf; systemctl daemon-reload; systemctl restart {UNIT}")
        before = shown(machine, "MainPID")
        machine.runs("sh", "-c", f"kill -{signal} {before}")
        back = wait_until(lambda: shown(machine, "MainPID") not in (before, "0") and page(machine) == "two", SECONDS)
        report.check(back, f"{what}, it is started again", f"restarts {shown(machine, 'NRestarts')}")


def upgraded(machine, later, report):
    """By dpkg, with a visitor who asks meanwhile."""
    machine.file("/var/tmp/visitor").write_text(VISITOR)
    machine.runs("rm", "-f", "/var/tmp/enough", "/var/tmp/answers")
    before, restarts = shown(machine, "MainPID"), shown(machine, "NRestarts")
    machine.runs("systemd-run", "--unit", "visitor", "sh", "/var/tmp/visitor")
    wait_until(lambda: machine.file("/var/tmp/answers").exists(), SECONDS)
    done = machine.runs("dpkg", "-i", "--force-confold", later, seconds=600)
    report.check(done.returncode == 0, "dpkg upgrades it", (done.stdout + done.stderr)[-1000:])
    report.check(wait_until(lambda: shown(machine, "MainPID") not in (before, "0"), SECONDS)
                 and shown(machine, "ActiveState") == "active", "systemd has taken the new process for its own",
                 f"{before}, then {shown(machine, 'MainPID')}")
    left = wait_until(lambda: not runs_there(machine, before), SECONDS)
    report.check(left, "the process before ends")
    machine.runs("touch", "/var/tmp/enough")
    wait_until(lambda: machine.says("systemctl", "is-active", "visitor") != "active", SECONDS)
    answers = machine.file("/var/tmp/answers").read_text().split()
    report.check(set(answers) == {"200"}, f"{len(answers)} requests meanwhile, none lost",
                 str({each: answers.count(each) for each in set(answers)}))
    report.check(page(machine) == "two" and shown(machine, "NRestarts") == restarts, "it serves, and was not restarted")
    machine.runs("systemctl", "reload", UNIT)
    report.check(shown(machine, "ActiveState") == "active" and page(machine) == "two", "the new process is reloaded")
    machine.runs("systemctl", "restart", UNIT)
    report.check(page(machine) == "two", "and restarted")


def is_there_after_a_boot(machine, report):
    """The address is not there at a boot, as keepalived brings it later."""
    report.check(wait_until(lambda: page(machine) == "two", SECONDS), "after a boot it serves")


def stays_down(machine, report):
    machine.file(CONFIGURATION).write_text("listen: nonsense\n")
    done = machine.runs("systemctl", "restart", UNIT)
    report.check(done.returncode != 0 and "nonsense" in journal(machine), "with a wrong configuration systemctl says that it has failed")
    report.check(shown(machine, "ActiveState") == "failed" and shown(machine, "NRestarts") == "0", "and it is not started again and again")
    machine.runs("systemctl", "reset-failed", UNIT)


def opened_by_a_socket(machine, report):
    configure(machine, "three")
    machine.file(f"/etc/systemd/system/{NAME}.socket").write_text(SOCKET)
    machine.runs("systemctl", "daemon-reload")
    machine.runs("systemctl", "stop", UNIT)
    done = machine.runs("systemctl", "start", f"{NAME}.socket")
    report.check(done.returncode == 0 and shown(machine, "ActiveState") == "inactive", "systemd opens the port", done.stderr)
    answer = machine.says("curl", "-s", "-m", str(SECONDS), "http://127.0.0.1/")
    report.check(answer == "three", "the first client starts the service, and is answered", answer)
    report.check("with a socket that was handed over" in journal(machine), "its socket is systemd's")
    machine.runs("systemctl", "disable", "--now", f"{NAME}.socket")
    machine.file(f"/etc/systemd/system/{NAME}.socket").unlink()
    machine.runs("systemctl", "daemon-reload")


def removed(machine, report):
    before = shown(machine, "MainPID")
    done = machine.runs("dpkg", "--purge", NAME)
    gone = not runs_there(machine, before)
    report.check(done.returncode == 0 and gone and before != "0", "dpkg --purge ends it and takes it away", done.stdout + done.stderr)
    left = machine.says("sh", "-c", f"systemctl list-unit-files --no-legend 'rpicluster*'; find /etc /var/lib /var/log /run /usr -name 'rpicluster*'")
    report.check(not left, "nothing of it is left", left)
