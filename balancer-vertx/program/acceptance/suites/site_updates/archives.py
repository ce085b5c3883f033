"""The same tree gives the same bytes, and Debian's tar reads them; no locale is needed."""

import gzip
import os
import shutil
import subprocess

from .sites import tree, with_version, write

NAMES = ["index.html", "a/b/c.css", "a-b.txt", "a.txt", "Zebra.js", "café/ü.html", "snow/☃.txt", "long/" + "n" * 200 + ".txt",
         "e\u0301/decomposed.txt", ".htaccess", "empty.txt"]

# A machine in other hands.
ELSEWHERE = {"PATH": os.environ["PATH"], "TZ": "Pacific/Apia", "LC_ALL": "C"}


def make(root, names):
    for name in names:
        write(root, name, "" if name == "empty.txt" else name * 50)
    (root / "folder/empty").mkdir(parents=True)


def tar_of(updates, version):
    with gzip.open(updates / f"archives/{version}.tar.gz") as file:
        return file.read()


def run(report, program, home, _):
    one, other = home / "one", home / "other"
    make(one, NAMES)
    make(other, reversed(NAMES))
    version = same_bytes(report, program, home, one, other)
    read_by_tar(report, home, one, home / f"updates-one/archives/{version}.tar.gz")
    refused(report, program, home, one)
    without_locale(report, program, home, one, version)
    keys(report, program, home, one)
    again_and_again(report, program, home, one)


def same_bytes(report, program, home, one, other):
    """Published twice, the second time as a stranger; the version."""
    for path in other.rglob("*"):
        os.utime(path, (77, 77))
        path.chmod(0o700)
    first = program.publish(one, home / "updates-one")
    prefix = as_stranger([home / "updates-other", other])
    second = program.publish(other, home / "updates-other", prefix=prefix, env=ELSEWHERE)
    report.check(tar_of(home / "updates-one", first) == tar_of(home / "updates-other", second),
                 "another user, clock, time zone, locale and order: the same tar", "as nobody" if prefix else "the same user")
    return first


def as_stranger(folders):
    """How a command is run as another user, who may write these folders; nothing if that cannot be."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        return []
    for folder in folders:
        folder.mkdir(exist_ok=True)
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o777)
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def read_by_tar(report, home, site, archive):
    listed = subprocess.run(["tar", "tzf", archive], capture_output=True, check=False)
    report.check(listed.returncode == 0 and not listed.stderr, "tar tzf reads it", listed.stderr.decode())
    (home / "unpacked").mkdir()
    unpacked = subprocess.run(["tar", "xzf", archive, "-C", home / "unpacked"], capture_output=True, check=False)
    report.check(unpacked.returncode == 0 and not unpacked.stderr, "tar xzf unpacks it", unpacked.stderr.decode())
    report.check(tree(home / "unpacked") == tree(site), "and the tree is the one that was published")


def refused(report, program, home, site):
    os.mkfifo(site / "fifo")
    status, _, err = program.run("publish", site, "--to", home / "updates-one")
    report.check(status == 2 and "fifo: neither a file nor a folder" in err, "a FIFO is refused", err.strip())
    (site / "fifo").unlink()


def without_locale(report, program, home, site, version):
    with program.serving(home / "updates-one") as url:
        status, _, err = program.run("pull", "--from", url, "--into", home / "worker", env=ELSEWHERE)
        report.check(status == 0, "pull works without a locale", err.strip())
        report.check(tree(home / "worker/current/") == with_version(tree(site), version), "every name is as it was")


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
