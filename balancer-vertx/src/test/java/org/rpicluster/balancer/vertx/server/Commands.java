package org.rpicluster.balancer.vertx.server;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Runs a command as its user does, in this process: by its arguments, to its end. */
public final class Commands {

  private Commands() {}

  /**
   * What came of it.
   *
   * @param status the exit status
   * @param out the lines on standard output
   * @param err the lines on standard error
   */
  public record Result(int status, List<String> out, List<String> err) {}

  /** One command at a time: the process has one standard output. */
  public static synchronized Result run(Object... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    try {
      int status =
          Main.execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
      return new Result(status, lines(outBytes), lines(errBytes));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private static List<String> lines(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
