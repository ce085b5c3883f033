"""Where things are: the repository, the packaged program, and the suites that lie beside the repository."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
COMMAND = PACKAGE / "run"
REPOSITORY = PACKAGE.parents[2]
JAR = REPOSITORY / "balancer-vertx/program/target/balancer.jar"

# Beside the checkout and not part of it; what needs it is left out where it is missing.
SHARED = REPOSITORY.parent / "shared"
CONFORMANCE = SHARED / "conformance"
