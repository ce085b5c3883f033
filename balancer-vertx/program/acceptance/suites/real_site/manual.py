"""Apache workers that serve Apache's own manual, as Debian packages both."""

from pathlib import Path
from urllib.parse import quote

from ...harness.apache import Apache

MANUAL = Path("/usr/share/doc/apache2-doc/manual")

# What Debian enables, as far as it concerns a site of files; keep-alive as in its apache2.conf.
ENABLED = (
    "mpm_event authz_core authz_host alias autoindex deflate dir env filter mime negotiation "
    "reqtimeout setenvif"
).split()

SITE = """\
Timeout 300
KeepAlive On
MaxKeepAliveRequests 100
KeepAliveTimeout 5
LogFormat "%r %>s" plain
CustomLog {{home}}/access.log plain
DocumentRoot {manual}
Alias /large/ {large}/
<Directory {manual}>
  Options Indexes FollowSymLinks MultiViews
  AllowOverride None
  Require all granted
  AddDefaultCharset off
</Directory>
<Directory {large}>
  Require all granted
</Directory>
"""


class ManualWorker(Apache):
    def __init__(self, name, home, large):
        super().__init__(name, home, ENABLED, SITE.format(manual=MANUAL, large=large), configured=ENABLED)

    def served(self, mark):
        """How many requests its own access log has with this mark."""
        log = (self.home / "access.log").read_text()
        return sum(1 for line in log.splitlines() if f"mark={mark}" in line)


def paths_of_manual():
    return [to_path(p) for p in sorted(MANUAL.rglob("*")) if p.is_file()]


def directories_of_manual():
    return [to_path(p) for p in sorted(MANUAL.rglob("*")) if p.is_dir()]


def to_path(file):
    return "/" + quote(str(file.relative_to(MANUAL)))
