"""What access logs say: lines of httpd beside those of the balancer, in several logs of one file."""

import http.client

from ...harness.waiting import wait_until

LOGS = """\
LogFormat "%U%q %k %X %R %L %>s %{{BALANCER_ROUTE_CHANGED}}e %{{BALANCER_SESSION_STICKY}}e %{{BALANCER_SESSION_ROUTE}}e" session
SetEnvIf Request_URI ^/logs/quiet quiet
SetEnvIf Request_URI ^/logs/ logged
CustomLog every.log session env=logged
CustomLog loud.log "%U" "expr=%{{REQUEST_URI}} =~ m#^/logs/# && -z reqenv('quiet')"
<Proxy balancer://logs>
  BalancerMember http://127.0.0.1:{a} route=a
  ProxySet stickysession=SID
</Proxy>
ProxyPass /logs/ balancer://logs/
"""

# Each connection's requests: a path, and fields. Behind others, httpd counts one less (%k) for one that closes.
CONNECTIONS = (
    (("/logs/first", {}), ("/logs/quiet", {"Cookie": "SID=x.a"}), ("/logs/third?a=b", {"Cookie": "SID=x.gone"})),
    (("/logs/last", {"Connection": "close"}),),
    (("/logs/error?status=404", {}),),
)


def compare_logs(httpd, here, report):
    for server in httpd, here:
        for requests in CONNECTIONS:
            ask(server.port, requests)
    for name, count in ("every.log", 5), ("loud.log", 4):
        theirs, ours = (lines(server, name, count) for server in (httpd, here))
        report.check(theirs == ours, f"{name}: the same {len(theirs)} lines", f"httpd {theirs}; here {ours}")


def ask(port, requests):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for path, fields in requests:
        connection.request("GET", path, headers=fields)
        connection.getresponse().read()
    connection.close()


def lines(server, name, count):
    file = server.home / name
    wait_until(lambda: file.exists() and len(file.read_text().splitlines()) >= count)
    return file.read_text().splitlines()
