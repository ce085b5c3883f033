"""The same tree gives the same bytes, and Debian's tar reads them; no locale is needed."""

import gzip
import os
import shutil
import subprocess

from .program import tree, with_version, write

NAMES = ["index.html", "a/b/c.css", "a-b.txt", "a.txt", "Zebra.js", "café/ü.html", "snow/☃.txt", "long/" + "n" * 200 + ".txt",
         "e\u0301/decomposed.txt", ".htaccess", "empty.txt"]


def make(root, names):
    for name in names:
        write(root, name, "" if name == "empty.txt" else name * 50)
    (root / "folder/empty").mkdir(parents=True)


def tar_of(updates, version):
    with gzip.open(updates / f"archives/{version}.tar.gz") as file:
        return file.read()


def run(report, program, home):
    one, other = home / "one", home / "other"
    make(one, NAMES)
    make(other, reversed(NAMES))
    for path in other.rglob("*"):
        os.utime(path, (77, 77))
        path.chmod(0o700)
    first = program.publish(one, home / "updates-one")
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    prefix = nobody if os.geteuid() == 0 and shutil.which("setpriv") else []
    if prefix:
        (home / "updates-other").mkdir()
        for path in [home.parent, home, home / "updates-other", other, *other.rglob("*")]:
            path.chmod(0o777)
    environment = {"PATH": os.environ["PATH"], "TZ": "Pacific/Apia", "LC_ALL": "C"}
    second = program.publish(other, home / "updates-other", prefix=prefix, env=environment)
    report.check(tar_of(home / "updates-one", first) == tar_of(home / "updates-other", second),
                 "another user, clock, time zone, locale and order: the same tar", "as nobody" if prefix else "the same user")

    archive = home / f"updates-one/archives/{first}.tar.gz"
    listed = subprocess.run(["tar", "tzf", archive], capture_output=True, check=False)
    report.check(listed.returncode == 0 and not listed.stderr, "tar tzf reads it", listed.stderr.decode())
    (home / "unpacked").mkdir()
    unpacked = subprocess.run(["tar", "xzf", archive, "-C", home / "unpacked"], capture_output=True, check=False)
    report.check(unpacked.returncode == 0 and not unpacked.stderr, "tar xzf unpacks it", unpacked.stderr.decode())
    report.check(tree(home / "unpacked") == tree(one), "and the tree is the one that was published")

    os.mkfifo(one / "fifo")
    status, _, err = program.run("publish", one, "--to", home / "updates-one")
    report.check(status == 2 and "fifo: neither a file nor a folder" in err, "a FIFO is refused", err.strip())
    (one / "fifo").unlink()

    with program.serving(home / "updates-one") as url:
        status, _, err = program.run("pull", "--from", url, "--into", home / "worker", env={**environment, "LC_ALL": "C"})
        report.check(status == 0, "pull works without a locale", err.strip())
        report.check(tree(home / "worker/current/") == with_version(tree(one), first), "every name is as it was")
    keys(report, program, home, one)
    again_and_again(report, program, home, one)


def again_and_again(report, program, home, site):
    """A pull that goes on sees the next version, and SIGTERM ends it."""
    updates, worker = home / "updates-every", home / "every"
    first = program.publish(site, updates)
    with program.serving(updates) as url:
        process = program.start("pull", "--from", url, "--into", worker, "--every", "200ms")
        try:
            report.check(process.stdout.readline().startswith(f"now at {first}"), "pull --every takes the first version")
            write(site, "index.html", "changed")
            second = program.publish(site, updates)
            lines = [process.stdout.readline() for _ in range(2)]
            report.check(any(line.startswith(f"now at {second}") for line in lines), "and the next", "".join(lines).strip())
        finally:
            process.terminate()
        process.communicate(timeout=60)
        report.check(process.returncode == 0, "SIGTERM ends it")


def keys(report, program, home, site):
    """As the documents say: openssl's keys, and openssl verifies."""
    if not shutil.which("openssl"):
        return
    key, public, updates = home / "site.key", home / "site.pub", home / "updates-signed"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", key], check=True)
    subprocess.run(["openssl", "pkey", "-in", key, "-pubout", "-out", public], check=True)
    program.publish(site, updates, "--sign", key)
    verified = subprocess.run(
        ["sh", "-c", "openssl pkeyutl -verify -pubin -inkey ../site.pub -rawin -in manifest.json"
                     " -sigfile signatures/$(sha256sum manifest.json | cut -c-64).sig"],
        cwd=updates, capture_output=True, text=True, check=False)
    report.check(verified.returncode == 0, "openssl verifies the signature", verified.stdout.strip())
    with program.serving(updates) as url:
        status, _, err = program.run("pull", "--from", url, "--into", home / "signed", "--verify", public)
        report.check(status == 0, "pull verifies it", err.strip())
