"""A worker's timer: a site is published on the same machine, and pulled by the unit of the package."""

from ...harness.waiting import wait_until

SECONDS = 120
URL = "http://127.0.0.1:8081/"


def pulled(machine, report):
    machine.runs("mkdir", "-p", "/srv/site", "/srv/updates")
    machine.file("/srv/site/index.html").write_text("first\n")
    publish(machine)
    machine.runs("systemd-run", "--unit", "updates", "rpicluster-balancer", "serve", "/srv/updates", "--listen", "127.0.0.1:8081")
    wait_until(lambda: machine.runs("curl", "-sf", URL + "manifest.json").returncode == 0, SECONDS)
    machine.file("/etc/rpicluster-balancer/pull-home.conf").write_text(f"FROM={URL}\n")
    done = machine.runs("systemctl", "start", "rpicluster-pull@home.service")
    report.check(done.returncode == 0 and text(machine) == "first\n", "the unit pulls a site", done.stderr)
    machine.file("/srv/site/index.html").write_text("second\n")
    publish(machine)
    # OnBootSec has passed, so that the timer is due as it starts.
    done = machine.runs("systemctl", "enable", "--now", "rpicluster-pull@home.timer")
    report.check(done.returncode == 0 and wait_until(lambda: text(machine) == "second\n", SECONDS), "its timer pulls what comes later", done.stderr)
    machine.runs("systemctl", "disable", "--now", "rpicluster-pull@home.timer")
    machine.runs("systemctl", "stop", "updates")
    machine.runs("rm", "-rf", "/var/lib/rpicluster-site", "/etc/rpicluster-balancer/pull-home.conf")


def publish(machine):
    machine.runs("rpicluster-balancer", "publish", "/srv/site", "--to", "/srv/updates")


def text(machine):
    return machine.says("sh", "-c", "cat /var/lib/rpicluster-site/home/current/index.html; echo .")[:-1]
