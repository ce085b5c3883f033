"""The manager as a client sees it."""

import http.client
import json

API = "/manager/api/clusters/pis"
MEMBERS = ("pi1", "pi2", "pi3", "pi4")


class Call:
    """Requests over one connection."""

    def __init__(self, port):
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def __call__(self, method, path, body=None):
        fields = {"Content-Type": "application/json"} if body is not None else {}
        self._connection.request(method, path, None if body is None else json.dumps(body), fields)
        answer = self._connection.getresponse()
        return answer.status, answer.read()


def seen(port):
    """What the manager shows, as Known has it; and the requests that each configured member had."""
    cluster = json.loads(Call(port)("GET", API)[1])
    shown = {"strategy": cluster["strategy"]}
    for member in cluster["members"]:
        if member["id"] in MEMBERS:
            shown.update({(member["id"], key): member[key] for key in ("weight", "state", "maxInFlight")})
        else:
            shown[member["id"]] = "there"
    return shown, {member["id"]: member["picks"] for member in cluster["members"] if member["id"] in MEMBERS}


class Known:
    """What may be seen: of each thing the value that was acknowledged last, or one that was asked for since."""

    def __init__(self):
        self._may = {(member, key): {value} for member in MEMBERS
                     for key, value in (("weight", 1), ("state", "enabled"), ("maxInFlight", 0))}
        self._may["strategy"] = {"byrequests"}
        self.acknowledged = 0

    def asked(self, what, value):
        self._may.setdefault(what, {None}).add(value)

    def is_so(self, what, value):
        self._may[what] = {value}
        self.acknowledged += 1

    def wrong(self, shown):
        """What is shown and may not be, and the reverse; from here on, what is shown is so."""
        wrong = [f"{what}: {shown.get(what)} (expected: {sorted(map(str, may))})" for what, may in self._may.items()
                 if shown.get(what) not in may]
        wrong += [f"{what}: {value}, which was never asked for" for what, value in shown.items() if what not in self._may]
        self._may = {what: {shown.get(what)} for what in self._may}
        return wrong
