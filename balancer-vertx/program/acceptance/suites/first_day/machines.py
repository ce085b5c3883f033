"""What is around the balancer: four Apache workers, and an authority that gives certificates."""

import json
import subprocess
from contextlib import suppress

from ...harness.waiting import wait_until

SECONDS = 60

WORKER = """\
ServerName {name}
ServerRoot /etc/apache2
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
User www-data
Group www-data
Listen 127.0.0.1:{port}
PidFile /tmp/{name}.pid
DefaultRuntimeDir /tmp
ErrorLog /tmp/{name}.log
DocumentRoot /srv/{name}
DirectoryIndex index.html
<Directory /srv/{name}>
  Require all granted
</Directory>
"""

AUTHORITY = {"listenAddress": "127.0.0.1:14000", "managementListenAddress": "127.0.0.1:15000", "certificate": "/tmp/pebble.pem",
             "privateKey": "/tmp/pebble.key", "httpPort": 80, "tlsPort": 443, "ocspResponderURL": "",
             "externalAccountBindingRequired": False}


class Machines:
    NAMES = ("pi1", "pi2", "pi3", "pi4")
    FIRST_PORT = 9001

    def __init__(self, root, pid, site):
        self._root = root
        self._pid = str(pid)
        self._site = site
        self._running = []

    @classmethod
    def members(cls):
        return ", ".join(f'"http://127.0.0.1:{cls.FIRST_PORT + i}"' for i in range(len(cls.NAMES)))

    def __enter__(self):
        for i, name in enumerate(self.NAMES):
            folder = self._root.path / "srv" / name
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "index.html").write_text(f"{name}\n")
            (self._root.path / f"tmp/{name}.conf").write_text(WORKER.format(name=name, port=self.FIRST_PORT + i))
            self._start("apache2", "-f", f"/tmp/{name}.conf", "-DFOREGROUND")
        hosts = self._root.path / "etc/hosts"
        hosts.write_text(f"127.0.0.1 localhost {self._site}\n")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
                        str(self._root.path / "tmp/pebble.key"), "-out", str(self._root.path / "tmp/pebble.pem")],
                       check=True, capture_output=True)
        (self._root.path / "tmp/pebble.json").write_text(json.dumps({"pebble": AUTHORITY}))
        self._start("env", "PEBBLE_VA_NOSLEEP=1", "PEBBLE_WFE_NONCEREJECT=0", "pebble", "-config", "/tmp/pebble.json")
        if not wait_until(lambda: self._answers("https://127.0.0.1:14000/dir") and all(
                self._answers(f"http://127.0.0.1:{self.FIRST_PORT + i}/") for i in range(len(self.NAMES))), SECONDS):
            raise RuntimeError("the workers or the authority do not listen")
        return self

    def __exit__(self, *_):
        for process in self._running:
            process.terminate()
        for process in self._running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)

    def authority(self):
        """The certificate of who has signed."""
        file = self._root.path / "tmp/authority.pem"
        done = self._network("curl", "-sk", "https://127.0.0.1:15000/roots/0")
        file.write_text(done.stdout)
        return file

    def _answers(self, url):
        return self._network("curl", "-sk", "-m", "5", "-o", "/dev/null", url).returncode == 0

    def _network(self, *command):
        return subprocess.run(["nsenter", "-t", self._pid, "-n", *command], capture_output=True, text=True, check=False)

    def _start(self, *command):
        with open(self._root.path / "tmp/machines.out", "a") as output:
            self._running.append(subprocess.Popen(["nsenter", "-t", self._pid, "-n", "chroot", str(self._root.path), *command],
                                                  stdout=output, stderr=output))
