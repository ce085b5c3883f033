"""The proxies that are measured, each told to do the same.

That is: a round robin over the same members, kept connections on both sides, the client's address in
X-Forwarded-For, TLS 1.3 with one certificate, upgrades to WebSocket where the members are such. One event loop each, as each
has one core; Apache has its threads.
"""

import os
import subprocess

from .server import Server, free_ports, program

NGINX = """\
worker_processes 1; daemon off; pid {dir}/nginx.pid; error_log {dir}/nginx.err;
events {{ worker_connections 8192; }}
http {{
  {log}; keepalive_requests 1000000000; proxy_temp_path {dir}/nginx.tmp; client_body_temp_path {dir}/nginx.body;
  client_max_body_size 0; proxy_request_buffering off;
  ssl_protocols TLSv1.3; ssl_certificate {dir}/site.pem; ssl_certificate_key {dir}/site.key;
  upstream cluster {{ {members} keepalive {kept}; keepalive_requests 1000000000; }}
  server {{
    listen 127.0.0.1:{plain}; listen 127.0.0.1:{tls} ssl; listen 127.0.0.1:{h2c} http2; listen 127.0.0.1:{h2} ssl http2;
    location / {{
      proxy_pass http://cluster; proxy_http_version 1.1; {connection};
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    }}
  }}
}}
"""

HAPROXY = """\
global
  nbthread 1
  maxconn 8192
  ssl-default-bind-options ssl-min-ver TLSv1.3
  {log_to}
defaults
  mode http
  option forwardfor
  http-reuse always
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  timeout tunnel 1h
frontend clients
  bind 127.0.0.1:{plain}
  bind 127.0.0.1:{h2c} proto h2
  bind 127.0.0.1:{tls} ssl crt {dir}/both.pem
  bind 127.0.0.1:{h2} ssl crt {dir}/both.pem alpn h2
  {log}
  default_backend cluster
backend cluster
  balance roundrobin
  {members}
"""

HAPROXY_TCP = """\
global
  nbthread 1
  maxconn 8192
defaults
  mode tcp
  timeout connect 2s
  timeout client 60s
  timeout server 60s
frontend clients
  bind 127.0.0.1:{plain}
  default_backend cluster
backend cluster
  balance roundrobin
  {members}
"""

APACHE = """\
ServerName localhost
ServerRoot {dir}
PidFile {dir}/httpd.pid
DefaultRuntimeDir {dir}
ErrorLog {dir}/httpd.err
{modules}
{user}
ServerLimit 16
StartServers 16
ThreadsPerChild 64
MinSpareThreads 1024
MaxSpareThreads 1024
MaxRequestWorkers 1024
KeepAliveTimeout 60
MaxKeepAliveRequests 0
SSLProtocol TLSv1.3
{log}
Listen 127.0.0.1:{plain}
Listen 127.0.0.1:{h2c}
Listen 127.0.0.1:{tls}
Listen 127.0.0.1:{h2}
<Proxy balancer://cluster>
{members}
</Proxy>
ProxyPass / balancer://cluster/
<VirtualHost 127.0.0.1:{h2c}>
Protocols h2c
ProxyPass / balancer://cluster/
</VirtualHost>
<VirtualHost 127.0.0.1:{tls} 127.0.0.1:{h2}>
Protocols h2 http/1.1
SSLEngine on
SSLCertificateFile {dir}/site.pem
SSLCertificateKeyFile {dir}/site.key
ProxyPass / balancer://cluster/
</VirtualHost>
"""
APACHE_MODULES = ("mpm_event", "authz_core", "authz_host", "slotmem_shm", "proxy", "proxy_http", "proxy_balancer",
                  "lbmethod_byrequests", "ssl", "socache_shmcb", "http2")

OURS = """\
listen:
  - 127.0.0.1:{plain}
  - {{address: "127.0.0.1:{h2c}", h2c: true}}
  - {{address: "127.0.0.1:{tls}", tls: {tls_files}, tlsEngine: {engine}}}
  - {{address: "127.0.0.1:{h2}", tls: {tls_files}, tlsEngine: {engine}}}
{log}
clusters:
  cluster: {{strategy: byrequests, members: [{members}]}}
routes:
  - {{path: /, cluster: cluster}}
"""

OURSELVES = "balancer"
VERTX = "vertx-http-proxy"

# They compile for the first minute of load.
JVMS = (OURSELVES, VERTX)

LISTENERS = ("plain", "tls", "h2c", "h2")
VERTX_MAIN = "org.rpicluster.balancer.benchmarks.forward.VertxHttpProxy"


def certificate(directory):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-keyout", f"{directory}/site.key", "-out", f"{directory}/site.pem", "-subj", "/CN=localhost"],
        check=True, capture_output=True)
    with open(f"{directory}/both.pem", "w") as both:
        for part in ("site.pem", "site.key"):
            with open(f"{directory}/{part}") as file:
                both.write(file.read())
    os.chmod(f"{directory}/site.key", 0o644)


def java():
    return os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"


class Contenders:
    """Makes the proxies of one setup, in one folder, before these members."""

    def __init__(self, directory, core, setup, members):
        kind = "tunnels" if setup.tunnels else "log" if setup.log else "quiet"
        self.directory, self.core = f"{directory}/{setup.members}-{kind}", core
        self.setup, self.members = setup, members
        os.makedirs(self.directory)
        os.chmod(self.directory, 0o755)
        certificate(self.directory)

    def all(self, names, jars, java_options, tls_engine="jdk"):
        """`jars` are those of the JVMs, by their names."""
        made = {OURSELVES: lambda: self.ours(jars[OURSELVES], java_options, tls_engine), "nginx": self.nginx,
                "haproxy": self.haproxy, "haproxy-tcp": self.haproxy_tcp, "apache": self.apache,
                VERTX: lambda: self.vertx_http_proxy(jars[VERTX], java_options)}
        unknown = [name for name in names if name not in made]
        if unknown:
            raise SystemExit(f"{unknown[0]}: no such proxy (expected: {', '.join(made)})")
        # It has no access log, and did not open these tunnels.
        without = [VERTX] if self.setup.log or self.setup.tunnels else []
        return [made[name]() for name in names if name not in without]

    def each(self, text):
        return "\n  ".join(text.format(i=i, address=address) for i, address in enumerate(self.members))

    def server(self, name, template, command, listeners=LISTENERS, **values):
        ports = free_ports(listeners)
        path = f"{self.directory}/{name}.{'yaml' if name == OURSELVES else 'conf'}"
        with open(path, "w") as file:
            file.write(template.format(dir=self.directory, **ports, **values))
        return Server(name, self.core, [*command, path], self.directory, ports)

    def ours(self, jar, java_options, tls_engine):
        files = f"{{certificate: {self.directory}/site.pem, key: {self.directory}/site.key}}"
        log = f"accessLog: {{file: {self.directory}/access.log, format: combined}}" if self.setup.log else ""
        members = ", ".join(f'"http://{address}"' for address in self.members)
        command = [java(), *java_options, "-jar", jar, "run"]
        return self.server(OURSELVES, OURS, command, members=members, tls_files=files, log=log, engine=tls_engine)

    def nginx(self):
        log = f"access_log {self.directory}/nginx.access" if self.setup.log else "access_log off"
        connection = 'proxy_set_header Connection ""'
        if self.setup.tunnels:
            connection = "proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade"
        return self.server("nginx", NGINX, [program("nginx"), "-c"], members=self.each("server {address};"),
                           kept=max(64, len(self.members)), log=log, connection=connection)

    def haproxy(self):
        log_to = "log stdout format raw local0" if self.setup.log else ""
        log = "log global\n  option httplog" if self.setup.log else ""
        return self.server("haproxy", HAPROXY, [program("haproxy"), "-f"], log=log, log_to=log_to,
                           members=self.each("server s{i} {address}"))

    def haproxy_tcp(self):
        return self.server("haproxy-tcp", HAPROXY_TCP, [program("haproxy"), "-f"], listeners=("plain",),
                           members=self.each("server s{i} {address}"))

    def apache(self):
        log = f'CustomLog {self.directory}/apache.access combined\n' if self.setup.log else ""
        form = 'LogFormat "%h %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined\n'
        loads = "\n".join(f"LoadModule {m}_module /usr/lib/apache2/modules/mod_{m}.so" for m in APACHE_MODULES)
        user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
        upgrade = " upgrade=websocket" if self.setup.tunnels else ""
        return self.server("apache", APACHE, [program("apache2"), "-DFOREGROUND", "-f"], modules=loads, user=user,
                           log=form + log if log else "", members=self.each("BalancerMember http://{address}" + upgrade))

    def vertx_http_proxy(self, jar, java_options):
        ports = free_ports(LISTENERS)
        words = [*(ports[name] for name in LISTENERS), f"{self.directory}/site.pem", f"{self.directory}/site.key", *self.members]
        command = [java(), *java_options, "-cp", jar, VERTX_MAIN, *map(str, words)]
        return Server(VERTX, self.core, command, self.directory, ports)
