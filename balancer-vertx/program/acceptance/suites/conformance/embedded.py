"""The listeners of the library in an example, in the place of the program: each case ends as it does there."""

from ...harness.balancer import Balancer
from ...harness.paths import REPOSITORY
from ...harness.server import HERE

EXAMPLES = REPOSITORY / "examples/target/classes"
MAIN = "org.rpicluster.balancer.examples.ServeWithLimits"


class Embedded(Balancer):
    """`BalancingServer` before members at these ports, with the settings of the suite, which it has in its code."""

    def __init__(self, jar, home, ports):
        if not EXAMPLES.is_dir():
            raise FileNotFoundError(f"{EXAMPLES}: mvn -q -DskipTests package makes it")
        super().__init__(jar, home)
        self._members = [f"http://{HERE}:{port}" for port in ports]

    def command(self):
        return ["-cp", f"{self._jar}:{EXAMPLES}", MAIN, "0", "0", *self._members]
