package org.rpicluster.balancer.program.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a command as its user does, in this process: by its arguments, to its end. What other
 * threads print meanwhile, such as a log, is not the command's.
 */
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
    System.setOut(new PrintStream(new OfThisThread(outBytes, out), true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(new OfThisThread(errBytes, err), true, StandardCharsets.UTF_8));
    try {
      int status =
          Main.execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
      return new Result(status, lines(outBytes), lines(errBytes));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** Takes what this thread writes, and lets through what others write. */
  private static final class OfThisThread extends OutputStream {
    private final Thread mine = Thread.currentThread();
    private final OutputStream own;
    private final OutputStream others;

    OfThisThread(OutputStream own, OutputStream others) {
      this.own = own;
      this.others = others;
    }

    private OutputStream whose() {
      return Thread.currentThread() == mine ? own : others;
    }

    @Override
    public void write(int one) throws IOException {
      whose().write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      whose().write(bytes, from, length);
    }

    @Override
    public void flush() throws IOException {
      whose().flush();
    }
  }

  private static List<String> lines(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
