"""A server that a document has people start: it says `ready`, is asked once, and ends when it is told to."""

import os
import re
import signal
import subprocess
import urllib.error
import urllib.request

from ...harness.waiting import wait_until

# The build is in it.
READY_SECONDS = 600
END_SECONDS = 60

READY = re.compile(r"^ready (https?://\S+)$", re.MULTILINE)


class Running:
    def __init__(self, copy, script, output):
        self._output = output
        with open(output, "wb") as out:
            # A shell that has a handler of its own waits for the program that the signal goes to as well.
            self._process = subprocess.Popen(
                ["bash", "-c", "trap : TERM\n" + script], cwd=copy.folder, env=copy.environment,
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)

    def url(self):
        """Where it is ready, or None."""
        wait_until(lambda: self._ready() or self._process.poll() is not None, READY_SECONDS)
        found = self._ready()
        return found.group(1).replace("0.0.0.0", "127.0.0.1") if found else None

    def _ready(self):
        return READY.search(self.output())

    def output(self):
        return self._output.read_text(errors="replace")

    def end(self):
        """Its exit status after SIGTERM, or None if it does not end."""
        self._signal(signal.SIGTERM)
        try:
            return self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            return None
        finally:
            self._signal(signal.SIGKILL)
            self._process.wait()

    def _signal(self, number):
        try:
            os.killpg(self._process.pid, number)
        except ProcessLookupError:
            pass


def status(url):
    """What an HTTP server answers there, whatever it is; None if it answers nothing."""
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as e:
        return e.code
    except OSError:
        return None
