package org.rpicluster.balancer.program.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Optional;
import org.rpicluster.balancer.program.Fault;

/**
 * A password that is typed, and not shown; where there is no terminal, the first line of standard
 * input. Waits for it. For the main thread.
 */
final class Secret {

  private Secret() {}

  /** The password. */
  static String asked(String what) {
    Console console = System.console();
    return console == null ? fromInput(what) : typed(console, what);
  }

  /** The same of one that is new, and is typed twice in a terminal. */
  static String chosen(String what) {
    String first = asked(what);
    Console console = System.console();
    if (console != null && !first.equals(typed(console, what + " again"))) {
      throw new Fault("the two passwords differ");
    }
    return first;
  }

  private static String typed(Console console, String what) {
    char[] read = console.readPassword("%s: ", what);
    if (read == null) {
      throw none(what);
    }
    return new String(read);
  }

  private static String fromInput(String what) {
    try {
      var input = new BufferedReader(new InputStreamReader(System.in, Terminal.charset()));
      return Optional.ofNullable(input.readLine()).orElseThrow(() -> none(what));
    } catch (IOException e) {
      throw none(what);
    }
  }

  private static Fault none(String what) {
    return new Fault(what + ": none (expected: a line on standard input)");
  }
}
