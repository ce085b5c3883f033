"""The program where it is not developed: on ARM of 64 bits, and where Netty has no native library, as on ARM of 32 bits.

arm64: Debian's Java for it, unpacked into a folder by debootstrap (some 150 MB are fetched), and run by qemu. --root DIR is kept
and used again. Without network, qemu-aarch64-static (package qemu-user-static) or debootstrap the suite fails with that reason,
unless it is told --without arm64.

Each is asked the same: short answers over connections that are kept and over fresh ones, an upload, a large download, HTTP/2, a
WebSocket's bytes, a reload, a stop. Needs curl and a JDK.
"""

from pathlib import Path

from . import arm64
from .exercise import exercise

ARM64, NO_NATIVE = "arm64", "no-native"

# What Netty asks before it looks for its library.
WITHOUT_LIBRARY = ("-Dio.netty.transport.noNative=true",)

# Under qemu a start takes a minute of processor time; what is compiled twice, more.
QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def add_options(parser):
    parser.add_argument("--without", choices=(ARM64, NO_NATIVE), help="what is left out")
    parser.add_argument("--root", type=Path, help="the folder of Debian's Java for arm64")


def run(options, report):
    if options.without != NO_NATIVE:
        exercise(options, report, NO_NATIVE, jvm=WITHOUT_LIBRARY, transport="nio", library="")
    if options.without == ARM64:
        print(f"{ARM64}: left out")
        return
    try:
        java = arm64.java(options.root or options.home / "arm64")
    except arm64.NotHere as reason:
        report.check(False, ARM64, f"{reason} (--without {ARM64} leaves it out)")
        return
    exercise(options, report, ARM64, java=java, jvm=QUICK_START, transport="epoll", library="epoll_aarch_64")
