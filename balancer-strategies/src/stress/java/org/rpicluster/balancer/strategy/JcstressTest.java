package org.rpicluster.balancer.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Runs every jcstress test of this directory in a process of its own; anything that is forbidden,
 * or went wrong, is its exit status. {@code -Dbalancer.jcstress=quick}, and more so {@code
 * default}, takes longer and finds more.
 */
class JcstressTest {

  @Test
  void nothingForbidden_happens() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main",
                "-m",
                System.getProperty("balancer.jcstress", "sanity"),
                "-r",
                "jcstress/")
            .directory(new File("target"))
            .redirectErrorStream(true)
            .redirectOutput(new File("target/jcstress.txt"))
            .start();
    try {
      assertThat(process.waitFor(20, TimeUnit.MINUTES)).as("ended in time").isTrue();
      assertThat(process.exitValue()).as("see target/jcstress.txt").isZero();
    } finally {
      process.destroyForcibly();
    }
  }
}
