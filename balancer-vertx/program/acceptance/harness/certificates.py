"""Certificates of tests: self-signed, made by openssl."""

import subprocess


def make_certificate(home, name="localhost"):
    """Makes site.key and site.pem, or puts new ones into their place, each whole at any moment."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-keyout", "new.key", "-out", "new.pem", "-days", "2", "-subj", f"/CN={name}",
         "-addext", f"subjectAltName=DNS:{name}"],
        cwd=home, check=True, capture_output=True)
    (home / "new.key").rename(home / "site.key")
    (home / "new.pem").rename(home / "site.pem")
