"""Apache configurations of many kinds, and what httpd makes of each: the fate of each line is the one that is proposed there, but for
those in docs/from-apache.md, of which there are ten at most and each is met; and each line of the site file of old has the fate that the
document says.

With --full also what is answered, of each configuration as it is and of the YAML that `import` writes of it (whose `check` has to be
clean): as httpd answers. That takes half an hour, and needs root for a network namespace.
Both are beside the checkout, in ../shared: apache-configurations with its harness, and mission/rpicluster.conf. Needs a JDK, openssl.
"""

import json
import re
import shlex
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ..harness.paths import REPOSITORY, SHARED
from ..harness.program import JAVA
from ..harness.report import LeftOut

CONFIGURATIONS = SHARED / "apache-configurations"
OF_OLD = SHARED / "mission/rpicluster.conf"
DOCUMENT = REPOSITORY / "docs/from-apache.md"

AT_ONCE = 2
MOST_ROWS = 10
FATES = ("translated", "no effect", "needs you")

# The one that is answered otherwise on purpose: a name that is not found goes to another member, not to the client as a 500.
ANSWERED_OTHERWISE = {"nothing-to-balance"}


def add_options(parser):
    parser.add_argument("--only", help="some of the configurations, with commas between them")


def run(options, report):
    if not CONFIGURATIONS.is_dir():
        raise LeftOut(f"needs {CONFIGURATIONS}")
    names = options.only.split(",") if options.only else sorted(f.stem for f in (CONFIGURATIONS / "corpus").glob("*.conf"))
    command = [*JAVA, "-jar", str(options.jar)]
    differences(command, names, options.only is None, report)
    line_by_line(command, report)
    if options.full:
        answers(command, names, report)


def differences(command, names, all_of_them, report):
    """Where a line has another fate than is proposed, the document says so; and where the document says so, one has."""
    rows = differing(table("Where another fate might be expected"))
    report.check(0 < len(rows) <= MOST_ROWS, f"{len(rows)} kinds of lines differ, of {MOST_ROWS} at most")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = [each for of_one in pool.map(lambda name: compared(command, name), names) for each in of_one]
    said = {(row[0], row[1], row[2]) for row in rows}
    others = [f"{name}:{line}: {what}: {want} (got {got})" for name, line, what, want, got in found if (what, want, got) not in said]
    report.check(not others, f"each line of {len(names)} configurations has the fate that is expected, or that the document says",
                 "\n".join(others))
    if all_of_them:
        met = {(what, want, got) for _, _, what, want, got in found}
        report.check(said <= met, "each line that the document names is in one of them", "; ".join(map(str, sorted(said - met))))


def compared(command, name):
    """The lines of one configuration whose fate is another: its name, the line, the directive, both fates."""
    harness = harness_module()
    expected = harness.load(CONFIGURATIONS / f"corpus/{name}.expect")
    if expected["kind"] == "error":
        return []
    with tempfile.TemporaryDirectory(prefix="apache-corpus-") as work:
        harness.prepare(work)
        names = harness.Names(38100, work)
        conf = Path(work) / "site.conf"
        text = names.fill((CONFIGURATIONS / f"corpus/{name}.conf").read_text("latin1"))
        conf.write_text(text, "latin1")
        for file, content in (expected.get("files") or {}).items():
            (Path(work) / file).parent.mkdir(parents=True, exist_ok=True)
            (Path(work) / file).write_text(names.fill(content))
        whole = harness.apache_front.is_whole(text)
        main = [] if whole else ["--main", harness.apache_front.wrapper(str(conf), work, text)]
        environment = {"PATH": "/usr/bin:/bin:/usr/local/bin", "APACHE_LOG_DIR": f"{work}/logs", "LANG": "C"}
        environment.update({key: names.fill(value) for key, value in (expected.get("env") or {}).items()})
        got = fates([*command, "check", "--json", str(conf), *main], str(conf), environment)
    return [(name, row[0], row[1], row[2].replace(" here", ""), got.get(row[0], "none")) for row in expected["lines"]
            if got.get(row[0]) != row[2].replace(" here", "")]


def fates(command, file, environment=None):
    """By line, of a file's own lines."""
    said = json.loads(subprocess.run(command, capture_output=True, env=environment, check=False).stdout)
    return {fate["line"]: fate["fate"].replace("-", " ") for fate in said["fates"] if fate["file"] == file}


def line_by_line(command, report):
    if not OF_OLD.is_file():
        report.check(True, "the site file of old, line by line: left out", f"there is no {OF_OLD}")
        return
    rows = table("A site file of old, line by line")
    expected = {int(row[0]): row[2] for row in rows}
    got = fates([*command, "check", "--json", str(OF_OLD)], str(OF_OLD))
    report.check(got == expected, f"each of the {len(expected)} lines of the site file of old has the fate that the document says",
                 "; ".join(map(str, sorted(set(got.items()) ^ set(expected.items())))))
    lines = OF_OLD.read_text().splitlines()
    written = [row for row in rows if not shown(row[1], lines[int(row[0]) - 1])]
    report.check(not written, "and is the line that stands there", "; ".join(map(str, written)))


def shown(cell, line):
    """Addresses of members are left out in the document."""
    text = cell.strip("`").replace("http://…", "")
    return line.strip().startswith(text)


def table(heading):
    """The cells of each row of the table below a heading of the document."""
    section = DOCUMENT.read_text().split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in section.splitlines() if line.startswith("|")]
    return rows[2:]


def differing(rows):
    """The directive in small letters, the fate that might be expected, and the one that it has."""
    found = []
    for row in rows:
        assert row[1] in FATES and row[2] in FATES, row
        found.append((re.match(r"`(<?\w+>?)", row[0]).group(1).lower(), row[1], row[2]))
    return found


def answers(command, names, report):
    with tempfile.TemporaryDirectory(prefix="apache-corpus-") as work:
        imported = Path(work) / "imported"
        imported.write_text(IMPORTED.replace("COMMAND", shlex.join(command)))
        imported.chmod(0o755)
        program = shlex.join(command)
        for what, line in (("as it is", f"{program} run {{conf}} {{main}}"), ("imported", f"{imported} {{conf}} {{dir}} {{main}}")):
            wrong = [said for said in (asked(name, line) for name in names if name not in ANSWERED_OTHERWISE) if said]
            report.check(not wrong, f"{len(names)} configurations, {what}, are answered as httpd does", "\n".join(wrong))


# What stands behind `import` has to be good, and is run in its place.
IMPORTED = """#!/bin/sh
conf=$1 dir=$2; shift 2
COMMAND import "$conf" "$@" > "$dir/imported.yaml" || exit
COMMAND check "$dir/imported.yaml" > "$dir/checked" 2>&1 || { cat "$dir/checked"; exit 1; }
exec COMMAND run "$dir/imported.yaml"
"""


def asked(name, line):
    harness = [sys.executable, CONFIGURATIONS / "harness.py", "--config", CONFIGURATIONS / f"corpus/{name}.conf", "--wait", "60"]
    alone = ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    done = subprocess.run([*alone, *map(str, harness), "--command", line], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else (done.stdout + done.stderr).strip()[-1500:]


def harness_module():
    """That of the configurations: it knows their placeholders and what they need."""
    if str(CONFIGURATIONS) not in sys.path:
        sys.path.insert(0, str(CONFIGURATIONS))
    import harness  # pylint: disable=import-outside-toplevel,import-error
    return harness
