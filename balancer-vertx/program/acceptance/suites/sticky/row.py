"""One row of the table: its members, what is asked, and what Apache and this balancer answer."""

import http.client
import re

FLAGS = {"disabled": "+D", "draining": "+N", "stopped": "+S", "spare": "+R", "standby": "+H"}

# The row's own setting, as Apache writes it and as YAML does.
STICKY = {
    "": ("", ""),
    "strict": (" nofailover=On", ", strict: true"),
    "semicolonEnds": (" scolonpathdelim=On", ", semicolonEnds: true"),
    "separator=none": (" stickysessionsep=Off", ", separator: none"),
    "separator=!": (" stickysessionsep=!", ", separator: '!'"),
}

# As often as there are members, and once more.
REQUESTS = 5


class Row:
    def __init__(self, number, fields, ports, dead):
        self.name = f"row{number}"
        self.rule, members, sticky, self.url, self.cookie, *said = (field.strip() for field in fields)
        self._for_apache, self._for_yaml = STICKY[sticky]
        self.apache = tuple(said[:2])
        self.here = (said[2] or said[0], said[3] or said[1])
        self._members = [member_of(word, ports, dead) for word in members.split()]

    def for_apache(self):
        return "\n".join([f"<Proxy balancer://{self.name}>", *map(apache_member, self._members),
                          f"  ProxySet stickysession=ROUTEID|jsessionid{self._for_apache}", "</Proxy>",
                          f"ProxyPass /{self.name}/ balancer://{self.name}/"])

    def for_balancer(self):
        return "\n".join([f"  {self.name}:", "    failure: {policy: apache}",
                          f"    sticky: {{cookie: ROUTEID, parameter: jsessionid{self._for_yaml}}}",
                          "    members:", *map(yaml_member, self._members)])

    def ask(self, port):
        """Which member serves it, and whether the first answer tells the session so."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        answers = [self._ask(connection) for _ in range(REQUESTS)]
        connection.close()
        seen = [served for served, _ in answers]
        told = "yes" if re.search("^ROUTEID=", answers[0][1]) else "no"
        return (seen[0] if len(set(seen)) == 1 else "any"), told

    def _ask(self, connection):
        fields = {"Cookie": self.cookie} if self.cookie else {}
        connection.request("GET", f"/{self.name}{self.url}", headers=fields)
        answer = connection.getresponse()
        body = answer.read().decode()
        return (body if answer.status == 200 else str(answer.status)), answer.getheader("Set-Cookie", "")


def member_of(word, ports, dead):
    """What a member's word of the table says, such as `b:set=1,route=-`."""
    letter, _, rest = word.partition(":")
    member = dict((setting + "=").split("=")[:2] for setting in rest.split(",") if setting)
    member["port"] = dead if "dead" in member else ports[letter]
    member["id"] = letter
    member["route"] = {"-": ""}.get(member.get("route"), member.get("route", letter))
    return member


def apache_member(member):
    line = f"  BalancerMember http://127.0.0.1:{member['port']} retry=60"
    for key in ("route", "redirect"):
        line += f" {key}={member[key]}" if member.get(key) else ""
    line += f" lbset={member['set']}" if "set" in member else ""
    return line + "".join(f" status={FLAGS[member[key]]}" for key in ("state", "role") if key in member)


def yaml_member(member):
    keys = ("id", "route", "redirect", "set", "role", "state")
    settings = "".join(f", {key}: {member[key]}" for key in keys if member.get(key))
    return f"      - {{url: \"http://127.0.0.1:{member['port']}\"{settings}}}"
