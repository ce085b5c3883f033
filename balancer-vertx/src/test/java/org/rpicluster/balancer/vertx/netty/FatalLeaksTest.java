package org.rpicluster.balancer.vertx.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.vertx.kit.FatalLeaks;

/** A buffer that a test has not released fails the build, with {@code -Pleaks}. */
class FatalLeaksTest {

  private static final int PATIENCE_SECONDS = 120;

  @Test
  void bufferThatIsNotReleased_failsItsJvm_whichSaysWhereItWasMade() throws Exception {
    Ended jvm = run("forget");

    assertThat(jvm.status()).isEqualTo(FatalLeaks.STATUS);
    assertThat(jvm.errors()).contains("LEAK: ", Careless.class.getName() + ".forget");
  }

  @Test
  void bufferThatIsReleased_failsNothing() throws Exception {
    assertThat(run("release").status()).isZero();
  }

  /** The class's name stands in the POM as text. */
  @Test
  void profileOfTheBuild_hasItWatchEachBuffer() throws Exception {
    Path module = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();

    assertThat(Files.readString(module.resolveSibling("pom.xml")))
        .contains(
            "<io.netty.customResourceLeakDetector>"
                + FatalLeaks.class.getName()
                + "</io.netty.customResourceLeakDetector>")
        .contains("<io.netty.leakDetection.level>paranoid</io.netty.leakDetection.level>");
  }

  private record Ended(int status, String errors) {}

  private static Ended run(String what) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process jvm =
        new ProcessBuilder(
                java,
                "-XX:+UseSerialGC",
                "-Dio.netty.leakDetection.level=paranoid",
                "-Dio.netty.customResourceLeakDetector=" + FatalLeaks.class.getName(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Careless.class.getName(),
                what)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String errors = new String(jvm.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(jvm.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return new Ended(jvm.exitValue(), errors);
    } finally {
      jvm.destroyForcibly();
    }
  }

  /** A program that makes a buffer, and releases it or not. */
  static final class Careless {
    private Careless() {}

    /** Its argument says which. */
    public static void main(String[] arguments) {
      forget(arguments[0].equals("release"));
    }

    private static void forget(boolean releases) {
      ByteBuf buffer = ByteBufAllocator.DEFAULT.buffer();
      if (releases) {
        buffer.release();
      }
    }
  }
}
