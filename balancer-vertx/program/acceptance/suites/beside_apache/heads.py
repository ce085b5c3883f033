"""What members and clients are told: fields that httpd writes, beside the same of the balancer."""

import re

from .both import Client

HEADS = """\
<Proxy balancer://heads>
  BalancerMember http://127.0.0.1:{a} route=a
</Proxy>
<Location /heads/>
  ProxyPass balancer://heads/
  ProxyPassReverse balancer://heads/
  ProxyPassReverse http://127.0.0.1:{a}/
  ProxyPassReverseCookiePath / /heads/
  Header add Set-Cookie "ROUTEID=.%{{BALANCER_WORKER_ROUTE}}e; path=/heads/" env=!known
  Header set X-Frame-Options SAMEORIGIN
  Header always set X-Content-Type-Options nosniff
  Header merge Vary Accept-Encoding
  Header unset X-Powered-By
  RequestHeader set X-Script "/heads"
  RequestHeader unset X-Secret
  SetEnvIf Cookie ROUTEID= known
</Location>
"""

# As a client asks.
ASKED = (
    ("a redirect of the member's own", "/heads/x?fields=1&status=302&Location=http://SELF/next?a=b", {}),
    ("a redirect to another host", "/heads/x?fields=1&status=301&Location=http://example.org/next", {}),
    ("a redirect to a path", "/heads/x?fields=1&status=302&Location=/next", {}),
    ("where the content is", "/heads/x?fields=1&Content-Location=http://SELF/here", {}),
    ("a cookie for the root", "/heads/x?fields=1&Set-Cookie=A=1;%20Path=/", {"Cookie": "ROUTEID=.a"}),
    ("a cookie for a folder", "/heads/x?fields=1&Set-Cookie=A=1;%20path=/app;%20HttpOnly", {"Cookie": "ROUTEID=.a"}),
    ("the recipe's cookie", "/heads/x?fields=1", {}),
    ("fields that are changed", "/heads/x?fields=1&Vary=Cookie&X-Powered-By=PHP", {"X-Secret": "1"}),
    ("what was said before", "/heads/x?fields=1", {"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Host": "a.test", "Via": "1.1 b"}),
    ("another host", "/heads/x?fields=1", {"Host": "other.example:8080"}),
    ("an error", "/heads/x?fields=1&status=404", {}),
)

TO_CLIENT = ("Location", "Content-Location", "Set-Cookie", "Via", "X-Frame-Options", "X-Content-Type-Options", "Vary",
             "X-Powered-By")
TO_MEMBER = ("Host", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Server", "Via", "X-Script", "X-Secret")

# Where the balancer does something else on purpose: docs/from-apache.md says the same.
DIFFERS = {
    ("what was said before", "> X-Forwarded-Host"): "a client's own word for its host is believed of trusted proxies alone",
}


def compare_heads(httpd, here, report):
    for what, path, fields in ASKED:
        theirs, ours = told(httpd, path, fields), told(here, path, fields)
        for name in theirs:
            compare_field(what, name, theirs[name], ours[name], report)


def compare_field(what, name, theirs, ours, report):
    why = DIFFERS.get((what, name))
    if name.endswith("Via"):
        theirs = [without_port(value) for value in theirs]
    if why:
        report.check(theirs != ours, f"{what}: {name} differs", f"{why}: httpd {theirs}, here {ours}")
    else:
        report.check(theirs == ours, f"{what}: {name}", f"httpd {theirs}" + ("" if theirs == ours else f", here {ours}"))


def without_port(via):
    """httpd adds the port of the Host that it is asked for to the name of its server."""
    return re.sub(r":(PORT|\d+)$", "", via)


def told(port, path, fields):
    """Status and fields, in which the server's own port has a name."""
    client = Client(port)
    answer, said = client.get(path, fields)
    client.close()
    seen = {"status": answer.status}
    for name in TO_CLIENT:
        seen[name] = neutral(answer.headers.get_all(name) or [], port)
    for name in TO_MEMBER:
        values = [value for key, value in said.get("fields", []) if key.lower() == name.lower()]
        seen["> " + name] = neutral(values, port)
    return seen


def neutral(values, port):
    return [value.replace(str(port), "PORT") for value in values]
