package org.rpicluster.balancer.program.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Standard output and error of the program: the same on every machine. No number, date or word
 * follows the locale, neither ours nor a library's; and where the locale says nothing but ASCII, as
 * that of most services does, text is UTF-8, as configurations are. For the main thread.
 */
final class Terminal {

  private Terminal() {}

  /** Sets both up, before the first line. */
  static void setUp() {
    Locale.setDefault(Locale.ROOT);
    System.setOut(stream(FileDescriptor.out));
    System.setErr(stream(FileDescriptor.err));
  }

  /** What text is written in. */
  static Charset charset() {
    Charset system = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    return system.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : system;
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, charset());
  }
}
