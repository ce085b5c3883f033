"""Runs the packaged balancer before four real Apache workers that serve the Apache manual.

Every answer through the balancer is compared with a worker's own; a worker is killed; 1 GiB is moved both ways.
Needs Debian's apache2 (not running), apache2-doc, curl, and a JDK.
"""

from . import checks, curl_checks, transfers
from .site import Site


def add_options(parser):
    parser.add_argument("--requests", type=int, default=1000, help="of each kind; a multiple of 4")
    parser.add_argument("--large-mib", type=int, default=1024)
    parser.add_argument("--memory-max", type=int, default=320, help="resident MiB of the balancer")


def run(options, report):
    site = Site(options)
    try:
        site.start()
        checks.falls_in_equal_parts(site, report)
        checks.same_as_worker(site, report)
        curl_checks.modes(site, report)
        curl_checks.conditional(site, report)
        checks.survives_kill(site, report)
        transfers.download(site, report)
        transfers.upload(site, report)
        transfers.stops_gracefully(site, report)
        checks.access_log(site, report)
    finally:
        site.stop()
