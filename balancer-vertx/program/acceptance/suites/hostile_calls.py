"""Calls to the manager's API that must not change anything: of other sites, without a nonce, without a user, malformed, out of
range, of names that are not there. Each is refused, and behind all of them the state file, the configuration and what
`explain` says are byte for byte what they were. 600 calls, 10,000 if full.
"""

import base64
import hashlib
import json
import random
import socket

from ..harness.balancer import Balancer
from ..harness.waiting import wait_until

P = "/balancer-manager"
C = f"{P}/api/clusters/pis"
PI1 = f"{C}/members/pi1"
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"

# What each would do, were it not for what is wrong with it.
EDITS = (
    ("PATCH", PI1, '{"weight": 7}'), ("PATCH", PI1, '{"state": "disabled"}'), ("PATCH", C, '{"strategy": "random"}'),
    ("POST", f"{C}/members", '{"url": "http://127.0.0.1:9", "id": "evil"}'), ("DELETE", f"{C}/members/pi2", ""),
    ("POST", f"{PI1}/reset", ""), ("POST", f"{C}/reset", ""), ("POST", f"{P}/api/edits/1/undo", ""),
)
BAD_BODIES = (
    "", "{", "[]", "null", '"weight"', '{"weight": 0.5}', '{"weight": 1e99}', '{"weight": NaN}', '{"weight": "2"}', '{"weight": 2, "weight": 3}',
    '{"set": -1}', '{"set": 100}', '{"state": "gone"}', '{"role": null}', '{"route": "a;b"}', '{"redirect": "\\u0000"}',
    '{"maxInFlight": -5}', '{"weight": 2, "other": 1}', '{"id": "pi9"}', '{"url": "http://evil.test"}', '{"weight": 2}}', '\ufeff{"weight": 2}',
    '{"route": "' + "x" * 20_000 + '"}', '{"a":' * 2000 + "1" + "}" * 2000,
)
BAD_MEMBERS = (
    '{"url": "file:///etc/passwd"}', '{"url": "http://127.0.0.1:9/path"}', '{"url": "http://u:p@127.0.0.1"}', '{"url": "http://127.0.0.1:99999"}',
    '{"url": "gopher://a"}', '{"url": 7}', '{"id": "x"}', '{"url": "http://127.0.0.1:9", "id": "pi1"}', '{"url": "http://127.0.0.1:9", "id": "a/b c"}',
) + tuple(body for body in BAD_BODIES if "url" not in body)
NAMES = ("pi9", "..", "%2e%2e", "pi1%00", "pi1%2f..", "<script>", "%ff", "a" * 3000, "pi1;x=1", "*")
SITES = (("Origin", "http://evil.test"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"),
         ("Host", "evil.test"), ("Host", "localhost.evil.test"), ("Host", "127.0.0.1.evil.test"))
TYPES = ("text/plain", FORM, "multipart/form-data; boundary=x", "application/jsonp", "")
FORMS = ("b=pis&w=pi1&w_lf=9", "b=pis&w=pi1&w_status_D=1&nonce=", "do=remove", "do=change&weight=9&nonce=00000000-0000-0000-0000-000000000000",
         "b=pis&b_lbm=random&nonce=x&nonce=y", "undo=1", "b=pis&b_nwrkr=http://127.0.0.1:9&b_wyes=1&nonce=%00")
LOOKS = ("b=pis&w=pi1&w_lf=9", "do=remove", "weight=9", "_method=DELETE", "xml=1&w_status_D=1&b=pis&w=pi1")


def add_options(parser):
    parser.add_argument("--count", type=int)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))


def run(options, report):
    count = options.count or (10_000 if options.full else 600)
    print(f"seed {options.seed}")
    balancer = Balancer(options.jar, options.home)
    file = options.home / "rpicluster.yaml"
    state = options.home / "state.json"
    (options.home / "users").write_text("anna:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n")
    try:
        balancer.start(configuration(options.home))
        call = Calls(balancer.port, random.Random(options.seed))
        call.edit()
        report.check(wait_until(lambda: call.is_stored(state)), "an honest edit is made and stored")
        before = seen(call, state, file)
        passed = [one for one in (call.hostile() for _ in range(count)) if one]
        report.check(passed == [], f"{count} hostile calls are refused", passed[:3] if passed else "")
        after = seen(call, state, file)
        for what, bytes_ in before.items():
            report.check(after[what] == bytes_, f"{what}: byte for byte what it was")
        call.edit(5)
        report.check(wait_until(lambda: seen(call, state, file)["state file"] != before["state file"]), "an honest edit is still made")
    finally:
        balancer.kill()


def configuration(home):
    return "\n".join([
        "listen: 127.0.0.1:0", f"stateFile: {home}/state.json",
        "clusters: {pis: {members: [{id: pi1, url: 'http://127.0.0.1:1'}, {id: pi2, url: 'http://127.0.0.1:2'}]}}",
        "routes:", f"  - {{path: {P}, manager: {{}}}}", "  - {path: /elsewhere, manager: {allow: [10.0.0.0/8]}}",
        "  - {path: /shown, manager: {readOnly: true}}",
        f"  - {{path: /guarded, users: {home}/users, manager: {{readers: [anna]}}}}"]) + "\n"


def seen(call, state, file):
    return {"state file": state.read_bytes(), "configuration": file.read_bytes(),
            "explain": call.send("GET", f"{C}/explain", {}, b"")[1], "edits": call.send("GET", f"{P}/api/edits", {}, b"")[1]}


class Calls:
    def __init__(self, port, chance):
        self._port = port
        self._chance = chance
        self._kinds = (self._of_another_site, self._of_another_type, self._malformed, self._of_no_member, self._of_no_name,
                       self._without_nonce, self._by_looking, self._elsewhere, self._unknown_user)

    def edit(self, weight=3):
        status, body = self.send("PATCH", f"{C}/members/pi2", {"Content-Type": JSON}, json.dumps({"weight": weight}).encode())
        assert status == 200, body

    def is_stored(self, state):
        return state.exists() and b'"weight":3' in state.read_bytes().replace(b" ", b"")

    def hostile(self):
        """One call; what was sent if it was not refused."""
        method, path, fields, body, refused = self._chance.choice(self._kinds)()
        status, answer = self.send(method, path, fields, body.encode("utf-8", "surrogatepass"))
        good = 400 <= status < 500 if refused else status < 500
        return None if good else (method, path, fields, body[:200], status, answer[:200])

    def _edit(self):
        return self._chance.choice(EDITS)

    def _of_another_site(self):
        method, path, body = self._edit()
        name, value = self._chance.choice(SITES)
        return method, path, {"Content-Type": JSON, name: value}, body, True

    def _of_another_type(self):
        method, path, body = self._chance.choice([edit for edit in EDITS if edit[2]])
        kind = self._chance.choice(TYPES)
        return method, path, {"Content-Type": kind} if kind else {}, body, True

    def _malformed(self):
        return "PATCH", self._chance.choice((PI1, C)), {"Content-Type": JSON}, self._chance.choice(BAD_BODIES), True

    def _of_no_member(self):
        return "POST", f"{C}/members", {"Content-Type": JSON}, self._chance.choice(BAD_MEMBERS), True

    def _of_no_name(self):
        method = self._chance.choice(("PATCH", "DELETE"))
        return method, f"{C}/members/{self._chance.choice(NAMES)}", {"Content-Type": JSON}, '{"weight": 2}', True

    def _without_nonce(self):
        path = self._chance.choice((P, f"{P}/edits", f"{P}/clusters/pis", f"{P}/clusters/pis/members/pi1"))
        return "POST", path, {"Content-Type": FORM}, self._chance.choice(FORMS), True

    def _by_looking(self):
        """What a link of another page can do: it may show something, and must change nothing."""
        method, path, body = self._edit()
        seen = self._chance.choice(("GET", "HEAD", "OPTIONS"))
        fields = {"X-HTTP-Method-Override": method, "Content-Type": JSON}
        return seen, f"{path}?{self._chance.choice(LOOKS)}", fields, body, False

    def _elsewhere(self):
        method, path, body = self._edit()
        prefix = self._chance.choice(("/elsewhere", "/shown"))
        fields = {"Content-Type": JSON, "X-Forwarded-For": "10.0.0.1", "Forwarded": "for=10.0.0.1", "X-Real-IP": "10.0.0.1"}
        return method, path.replace(P, prefix), fields, body, True

    def _unknown_user(self):
        method, path, body = self._edit()
        guess = base64.b64encode(f"anna:{hashlib.sha1(self._chance.randbytes(4)).hexdigest()}".encode()).decode()
        login = self._chance.choice((f"Basic {guess}", "Bearer guess", "Basic %%%", "Basic YW5uYTpzZWNyZXQ=", ""))
        return method, path.replace(P, "/guarded"), {"Content-Type": JSON, "Authorization": login}, body, True

    def send(self, method, path, fields, body):
        """Status and body of the answer."""
        head = {"Host": "127.0.0.1", "Connection": "close", "Content-Length": len(body), **fields}
        text = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in head.items()) + "\r\n"
        with socket.create_connection(("127.0.0.1", self._port), timeout=60) as client:
            client.sendall(text.encode("latin-1") + body)
            answer = b""
            while piece := client.recv(1 << 16):
                answer += piece
        return int(answer[9:12]), answer.partition(b"\r\n\r\n")[2]
