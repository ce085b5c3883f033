"""TLS: versions, suites, renegotiation, certificates that change, floods of names, handshakes that are half."""

import socket
import ssl
import subprocess

from ...harness.certificates import make_certificate
from ...harness.waiting import wait_until

NAMES = 1_000
HALVES = 200

# What the names of so many handshakes may leave behind.
NAMES_MIB_MAX = 64

# A handshake has 10 s, and a busy machine its time.
CUT_SECONDS = 40

CLIENT = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
CLIENT.check_hostname = False
CLIENT.verify_mode = ssl.CERT_NONE


def run(balancer, home, report):
    port = balancer.ports[2]
    for version in ("tls1", "tls1_1"):
        done = openssl(port, f"-{version}", "-cipher", "DEFAULT@SECLEVEL=0")
        report.check("alert protocol version" in done, f"{version} is turned away")
    done = openssl(port, "-tls1_2", "-cipher", "AES128-SHA:AES256-SHA:ECDHE-ECDSA-AES128-SHA")
    report.check("handshake failure" in done, "suites without authenticated encryption are turned away")
    done = renegotiation(port)
    report.check("RENEGOTIATING" in done and "alert" in done, "a client cannot renegotiate")
    reload(balancer, home, report)
    names(balancer, report)
    halves(port, report)


def openssl(port, *arguments):
    """What openssl's client prints of a handshake."""
    return subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{port}", *arguments], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60, check=False).stdout


def renegotiation(port):
    """The same, told to renegotiate: a command is one only after the handshake, which it says by its last line."""
    client = subprocess.Popen(["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-tls1_2"],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    seen = ""
    while "Extended master secret" not in seen and (line := client.stdout.readline()):
        seen += line
    return seen + client.communicate("R\n", timeout=60)[0]


def shows(name, port):
    return f"CN = {name}" in openssl(port)


def reload(balancer, home, report):
    port = balancer.ports[2]
    make_certificate(home, "second.test")
    balancer.hangup()
    report.check(wait_until(lambda: shows("second.test", port)), "SIGHUP: a new certificate is shown")
    (home / "site.pem").write_text("nothing")
    balancer.hangup()
    told = wait_until(lambda: "PEM with a BEGIN CERTIFICATE line" in balancer.output())
    report.check(told, "SIGHUP: a bad certificate is told")
    report.check(shows("second.test", port), "SIGHUP: the one before stays")
    make_certificate(home, "third.test")
    report.check(wait_until(lambda: shows("third.test", port), 60), "a changed file: the new certificate is shown")


def names(balancer, report):
    before = balancer.memory()[0]
    for i in range(NAMES):
        handshake(balancer.ports[2], f"name{i}.test")
    grown = balancer.memory()[0] - before
    report.check(grown <= NAMES_MIB_MAX, f"{NAMES} handshakes, each for another name: {grown} MiB more")


def halves(port, report):
    sockets = [socket.create_connection(("127.0.0.1", port)) for _ in range(HALVES)]
    for each in sockets:
        each.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64))
    handshake(port, "meanwhile.test")
    cut = sum(is_cut(each) for each in sockets)
    report.check(cut == HALVES, f"{cut} of {HALVES} half handshakes are cut, another is served meanwhile")
    for each in sockets:
        each.close()


def is_cut(connection):
    """Whether it ends; an alert may come before."""
    connection.settimeout(CUT_SECONDS)
    try:
        while connection.recv(1024):
            pass
        return True
    except ConnectionError:
        return True
    except TimeoutError:
        return False


def handshake(port, name):
    with socket.create_connection(("127.0.0.1", port)) as bare:
        with CLIENT.wrap_socket(bare, server_hostname=name):
            pass
