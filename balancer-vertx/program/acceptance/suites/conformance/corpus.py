"""The cases of HTTP/1.1 that lie beside the checkout, each with what came of it."""

import json
import subprocess
import sys

from ...harness.black_box import WARM_UP, warm_up

CORPUS_SECONDS = 600


def run_corpus(folder, proxy_port, origin_port, results, options=()):
    """Runs all cases through a proxy; `results` is the file that they are written to."""
    warm_up(origin_port, [f"http://127.0.0.1:{proxy_port}/{WARM_UP}"])
    subprocess.run(
        [sys.executable, "-B", str(folder / "rawhttp.py"), "--proxy-port", str(proxy_port),
         "--origin-port", str(origin_port), "--json", str(results), *options],
        stdout=subprocess.DEVNULL, timeout=CORPUS_SECONDS, check=False)
    return json.loads(results.read_text())
