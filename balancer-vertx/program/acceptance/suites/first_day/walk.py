"""The ten commands."""

import shutil
import signal
import subprocess
import time

from ...harness.waiting import wait_until
from ..package import running
from ..package.installing import CONFIGURATION, NAME, unit
from .machines import Machines

SITE = "www.example.org"
DIRECTORY = "https://localhost:14000/dir"
SECONDS = 120

FIRST = """\
listen: 0.0.0.0:80
stateFile: /var/lib/rpicluster-balancer/state.json
accessLog: {file: /var/log/rpicluster-balancer/access.log, format: combined}

clusters:
  rpicluster:
    members: [%(members)s]

routes:
  - path: /balancer-manager
    manager: {allow: [127.0.0.0/8]}
  - path: /
    cluster: rpicluster
"""

WITH_CERTBOT = (("clusters:\n", "clusters:\n  certbot: {members: [\"http://127.0.0.1:8888\"]}\n"),
                ("routes:\n", "routes:\n  - {path: /.well-known/acme-challenge, cluster: certbot}\n"))

WITH_TLS = (("listen: 0.0.0.0:80\n", """\
listen:
  - 0.0.0.0:80
  - {address: 0.0.0.0:443, tls: {certificate: /etc/rpicluster-balancer/site.pem, key: /etc/rpicluster-balancer/site.key}}
"""),)


class Walk:
    def __init__(self, root, report, deb):
        self._root = root
        self._report = report
        self._deb = deb
        self._file = root.path / CONFIGURATION
        self._said = 0

    def walk(self):
        shutil.copy(self._deb, self._root.path / "tmp/rpicluster-balancer_all.deb")
        self._step("apt install ./rpicluster-balancer_all.deb certbot", lambda: self._inside(
            "apt-get", "-q", "-y", "--no-install-recommends", "install", "/tmp/rpicluster-balancer_all.deb", "certbot"))
        self._step("editor balancer.yaml (members)", lambda: self._file.write_text(FIRST % {"members": Machines.members()}))
        self._step("rpicluster-balancer check balancer.yaml", self._check)
        with running.manager(self._root) as told, running.started(self._root, running.read(unit(self._root, f"{NAME}.service"))) as self._process:
            self._step("systemctl enable --now rpicluster-balancer", lambda: wait_until(lambda: "READY=1" in told(), SECONDS))
            with Machines(self._root, self._process.pid, SITE) as machines:
                self._step("curl http://" + SITE, lambda: self._served("http", machines))
                self._step("editor balancer.yaml (certbot)", lambda: self._edit(WITH_CERTBOT))
                self._step("systemctl reload rpicluster-balancer", self._reload)
                self._step("certbot certonly", self._certbot)
                self._step("editor balancer.yaml (443); systemctl reload", lambda: self._edit(WITH_TLS) and self._reload())
                self._step("curl https://" + SITE, lambda: self._served("https", machines))

    def _step(self, command, action):
        self._said += 1
        began = time.monotonic()
        done = action()
        good = done is None or done is True or (isinstance(done, int) and done > 0)
        self._report.check(good, f"{self._said}. {command}", f"{time.monotonic() - began:.1f} s" + ("" if good else f": {done}"))

    def _inside(self, *command):
        self._root.inside(*command)
        return True

    def _check(self):
        done = subprocess.run(["chroot", str(self._root.path), NAME, "check", f"/{CONFIGURATION}"], capture_output=True, text=True, check=False)
        return done.returncode == 0 or done.stdout + done.stderr

    def _edit(self, changes):
        text = self._file.read_text()
        for old, new in changes:
            if old not in text:
                return f"no {old}"
            text = text.replace(old, new, 1)
        self._file.write_text(text)
        return True

    def _reload(self):
        log = self._root.path / "tmp/service.out"
        before = log.read_text().count("read again")
        self._process.send_signal(signal.SIGHUP)
        return wait_until(lambda: log.read_text().count("read again") > before, SECONDS) or log.read_text()[-1000:]

    def _certbot(self):
        done = self._network("chroot", str(self._root.path), "certbot", "certonly", "-n", "--agree-tos", "-m", "a@example.org",
                             "--standalone", "--http-01-port", "8888", "-d", SITE, "--server", DIRECTORY, "--no-verify-ssl",
                             "--deploy-hook", f"/usr/share/{NAME}/certbot-deploy")
        return done.returncode == 0 or (done.stdout + done.stderr)[-1500:]

    def _served(self, scheme, machines):
        """By each of the four in turn; over TLS with the authority's own certificate as the only one that is believed."""
        answers = []
        for _ in range(8):
            trusted = ["--cacert", str(machines.authority())] if scheme == "https" else []
            answers.append(self._network("curl", "-sS", "-m", "20", *trusted, "--resolve", f"{SITE}:80:127.0.0.1", "--resolve",
                                         f"{SITE}:443:127.0.0.1", f"{scheme}://{SITE}/"))
        texts = {done.stdout.strip() for done in answers}
        return texts == set(Machines.NAMES) or f"{sorted(texts)} {answers[0].stderr}"

    def _network(self, *command):
        return subprocess.run(["nsenter", "-t", str(self._process.pid), "-n", *command], capture_output=True, text=True, check=False,
                              timeout=SECONDS * 2)
