"""Chromium as a person has it, moved over the WebDriver protocol. Needs Debian's chromium and chromium-driver."""

import base64
import contextlib
import json
import shutil
import urllib.error
import urllib.request

from .report import LeftOut
from .server import HERE, Server
from .waiting import wait_until

DRIVER = "chromedriver"

# What WebDriver calls the key of an element's id.
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"

NO_SCRIPTS = {"profile.managed_default_content_settings.javascript": 2}

TAB, ENTER, ESCAPE = "\ue004", "\ue007", "\ue00c"


class Driver(Server):
    def command(self):
        return [DRIVER, f"--port={self.port}"]


class Browser:
    """One window. What it looks for is named by CSS selectors."""

    def __init__(self, name, home, size=(1280, 900), scripts=True, dark=False, any_certificate=False):
        if shutil.which(DRIVER) is None:
            raise LeftOut("needs Debian's chromium and chromium-driver")
        self._driver = Driver(name, home)
        self._driver.start()
        options = {"args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                            "--hide-scrollbars", "--window-size=%d,%d" % size]}
        if not scripts:
            options["prefs"] = NO_SCRIPTS
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "acceptInsecureCerts": any_certificate}
        self._session = f"http://{HERE}:{self._driver.port}/session"
        self._session += "/" + self._ask("POST", "", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
        self.resize(*size)
        if dark:
            self.devtools("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])

    def _ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._session + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"]) from None

    def devtools(self, command, **parameters):
        return self._ask("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def resize(self, width, height):
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                      mobile=False)

    def go(self, url):
        self._ask("POST", "/url", {"url": url})

    def script(self, text, *arguments):
        """What a function's body returns; works without scripts on the page, too."""
        return self._ask("POST", "/execute/sync", {"script": text, "args": list(arguments)})

    def find(self, selector):
        found = self._ask("POST", "/element", {"using": "css selector", "value": selector})
        return "/element/" + found[ELEMENT]

    def has(self, selector):
        return bool(self._ask("POST", "/elements", {"using": "css selector", "value": selector}))

    def _on(self, selector, method, path, body=None):
        """Waits for an element as a person does: it may be replaced by a fresh one while the pointer is on its way."""
        seen = []

        def done():
            try:
                seen.append(self._ask(method, self.find(selector) + path, body))
            except RuntimeError as error:
                if not any(text in str(error) for text in ("stale element", "no such element")):
                    raise
            return bool(seen)
        if not wait_until(done, 20):
            raise RuntimeError(f"{selector} is not there")
        return seen[0]

    def click(self, selector):
        self._on(selector, "POST", "/click", {})

    def text(self, selector):
        return self._on(selector, "GET", "/text")

    def fill(self, selector, text):
        self._on(selector, "POST", "/clear", {})
        self._on(selector, "POST", "/value", {"text": text})

    def choose(self, selector, value):
        self.click(f'{selector} option[value="{value}"]')

    def press(self, *keys):
        """Keys, wherever the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._ask("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def shows(self, selector, text="", seconds=20):
        """Waits until an element is there that has a text."""
        def there():
            with contextlib.suppress(RuntimeError):  # gone meanwhile
                return self.has(selector) and text in self.text(selector)
            return False
        return wait_until(there, seconds)

    def log(self):
        """What pages have complained of: errors, and what the policy has blocked."""
        entries = self._ask("POST", "/se/log", {"type": "browser"})
        return [entry["message"] for entry in entries if entry["level"] in ("SEVERE", "WARNING")]

    def screenshot(self, file, whole=False):
        shot = self.devtools("Page.captureScreenshot", captureBeyondViewport=whole)
        file.write_bytes(base64.b64decode(shot["data"]))

    def close(self):
        with contextlib.suppress(Exception):
            self._ask("DELETE", "")
        self._driver.kill()
