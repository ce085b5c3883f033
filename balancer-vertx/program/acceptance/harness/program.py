"""The packaged program's other commands: publish, pull, serve."""

import re
import subprocess
from contextlib import contextmanager


JAVA = ("java", "-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")

RUN_SECONDS = 600


class Program:
    def __init__(self, jar):
        self._command = [*JAVA, "-jar", str(jar)]

    def start(self, *words, prefix=(), **options):
        """`prefix` is what runs the command, such as strace."""
        return subprocess.Popen([*map(str, prefix), *self._command, *map(str, words)], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, **options)

    def run(self, *words, **options):
        """Exit status, standard output, standard error."""
        process = self.start(*words, **options)
        out, err = process.communicate(timeout=RUN_SECONDS)
        return process.returncode, out, err

    def publish(self, site, updates, *options, **process):
        status, out, err = self.run("publish", site, "--to", updates, *options, **process)
        if status != 0:
            raise AssertionError(f"publish: {err}")
        return re.match(r"(?:published|unchanged since) (\S+):", out).group(1)

    @contextmanager
    def serving(self, folder):
        """The address of a folder, as long as it is wanted."""
        process = self.start("serve", folder, "--listen", "127.0.0.1:0")
        try:
            yield re.match(r"ready (\S+)", process.stdout.readline()).group(1)
        finally:
            process.terminate()
            process.communicate(timeout=60)
