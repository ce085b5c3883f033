"""A balancer that has no peers carries nothing of them: no thread, no port, no class."""

from pathlib import Path

from .machines import PORT, Machine

CONFIGURATION = """\
listen: 0.0.0.0:{port}
stateFile: {home}/state.json
clusters: {{c: {{members: ['http://127.0.0.1:9']}}}}
routes: [{{path: /m, manager: {{}}}}, {{path: /, cluster: c}}]
"""


def run(site, options, report):
    home = site.home / "alone"
    classes = home / "classes.log"
    alone = Machine("alone", home, options.jar, site.lan.machine(), jvm=(f"-Xlog:class+load:file={classes}",))
    alone.configuration = CONFIGURATION.format(port=PORT, home=home)
    try:
        alone.start()
        ports = alone.here("ss", "-H", "-l", "-n", "-t", "-u").splitlines()
        report.check(len(ports) == 1 and f":{PORT} " in ports[0], "alone: no port but the one that clients reach", ports)
        tasks = Path(f"/proc/{alone.balancer.pid}/task").glob("*/comm")
        names = [name for task in tasks if "peers" in (name := task.read_text().strip()) or "jgroups" in name]
        report.check(names == [], "alone: no thread of peers", names)
        loaded = [line for line in classes.read_text().splitlines() if "org.jgroups." in line]
        report.check(loaded == [], "alone: no class of JGroups", loaded[:3])
        report.check(alone.api("/peers") == {"balancers": [], "differences": []}, "alone: it shows no other")
    finally:
        alone.stop()
    return []
